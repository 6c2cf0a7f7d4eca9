// One of a few short answers, as a row of chips that wraps: a radio group for choices that need no sentence.
#pragma once

#include "ui/widgets/press.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace hw::ui {

struct ChipGroupSpec {
    std::string_view id{};
    // Above the chips, and what a screen reader calls the group.
    std::string_view name{};
    std::span<const std::string> labels{};
    // As many as there are labels, or more: none is chosen.
    std::size_t chosen = 0;
};
// At the layout cursor, as wide as is available. Which chip was pressed in this frame.
std::optional<std::size_t> chip_group(Ui& ui, const ChipGroupSpec& spec);

struct ChipSwitchSpec {
    std::string_view id{};
    std::string_view label{};
    bool is_on = false;
    bool is_disabled = false;
};
// A row of things that are each on or off. Which of them was pressed.
std::optional<std::size_t> chip_switches(Ui& ui, std::string_view name,
                                         std::span<const ChipSwitchSpec> switches);

}  // namespace hw::ui
