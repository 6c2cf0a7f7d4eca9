// Where the parts of the incident console lie, by the size of the window.
#pragma once

#include "ui/draw/geometry.h"

#include <cstdint>

namespace hw::ui {

enum class IncidentTab : std::uint8_t { Lesson, Remedies, Ports, Machine };

struct IncidentLayout {
    Rect top{};
    Rect head{};     // heading and what it is about; where there is room for it
    Rect ports{};    // the map of ports; empty where it is a tab
    Rect machine{};  // ss, nstat, the log; empty where they are a tab
    Rect tabs{};
    Rect content{};  // of the open tab
    Rect chart{};
    Rect bar{};  // time
    bool has_bottom_tabs = false;

    // Whether there is a tab for it; what has a place of its own needs none.
    bool shows(IncidentTab tab) const {
        if (tab == IncidentTab::Ports) return ports.empty();
        if (tab == IncidentTab::Machine) return machine.empty();
        return true;
    }
    float tab_count() const { return 2.0f + (ports.empty() ? 1 : 0) + (machine.empty() ? 1 : 0); }
};

IncidentLayout lay_out_incident(float width, float height);

}  // namespace hw::ui
