// "Drop the third ACK of the client": a rule about segments to come, as a learner puts it together. Pure.
#pragma once

#include "sim/world.h"
#include "ui/text/messages.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

struct RuleDraft {
    // Indices into the four lists that are offered.
    std::size_t action = 0;
    std::size_t kind = 0;
    std::size_t which = 0;
    std::size_t from = 0;  // 0: anybody; host i - 1
};

inline constexpr std::array<sim::RuleAction, 4> rule_actions = {
    sim::RuleAction::Drop, sim::RuleAction::Hold, sim::RuleAction::Delay, sim::RuleAction::Duplicate};
// As lesson/segment_words.h names them.
inline constexpr std::array<std::string_view, 7> rule_kinds = {"ACK", "SYN", "SYN+ACK", "DATA",
                                                               "FIN", "RST", "any"};
inline constexpr std::array<std::uint32_t, 5> rule_numbers = {1, 2, 3, 4, 0};  // 0: every one

// Matches are counted from now on.
sim::AddRule command_of(const RuleDraft& draft, const sim::World& world);

// "drop the third ACK of client", in the language of the screen.
std::string describe(Language language, const sim::Rule& rule, const sim::World& world);

}  // namespace hw::ui
