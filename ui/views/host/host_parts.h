// Small parts that the views of a host share; private to ui/views/host.
#pragma once

#include "ui/views/host/host_scene.h"

#include <optional>
#include <string>

namespace hw::ui {

// Chips side by side, in as many lines as they need.
struct ChipFlow {
    Point at{};
    float left = 0;
    float right = 0;
    float line_height = 0;
    float bottom() const { return at.y + line_height; }
};

// Something that is on or off: a state to filter by, with its lane beside its name.
struct FilterChip {
    std::string id{};
    std::string label{};
    std::optional<tcp::State> state{};
    bool is_on = false;
};
// True when it is pressed now.
bool filter_chip(Ui& ui, ChipFlow& flow, const FilterChip& chip);

}  // namespace hw::ui
