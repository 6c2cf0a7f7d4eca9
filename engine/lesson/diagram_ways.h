#pragma once

#include <span>
#include <string_view>

#include "lesson/diagram_arrows.h"
#include "lesson/scene.h"

// Short runs of two equal hosts, A and B, that between them go along every line of Figure 5: what a learner is offered
// who misses some. Each is a script, and the engine does the rest.

namespace hw::lesson {

struct DiagramWay {
    std::string_view id{};  // "both-open"
    std::span<const std::string_view> script{};
    Instant plays_until{};
    ArrowSet arrows{};  // all that it goes along until then
};

std::span<const DiagramWay> diagram_ways();
// The first of them that goes along the arrow; there is one for each.
const DiagramWay& way_to(std::uint32_t arrow);

// A at 10.0.0.1:40000 and B at 10.0.0.2:80, nobody listening, joined as all lessons are.
sim::World world_of_equals();
// The same, with the way's script scheduled.
sim::World world_of(const DiagramWay& way);

}  // namespace hw::lesson
