// What the learner looks at: a segment picked on the ladder or an event picked on the timeline. With neither, the
// panels follow the playhead.
#pragma once

#include "base/ids.h"
#include "ui/views/run_model.h"

#include <cstdint>
#include <optional>

namespace hw::ui {

struct Selection {
    PacketId packet{};
    std::optional<std::uint32_t> event{};

    bool is_empty() const { return !packet.exists() && !event; }
    friend bool operator==(const Selection&, const Selection&) = default;
};

// The event that the panels explain: the picked one, that of the picked segment, or the latest thought.
std::optional<std::uint32_t> explained_event(const RunModel& run, const Selection& selection);

}  // namespace hw::ui
