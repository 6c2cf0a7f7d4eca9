// The parts of the incident console as one frame draws them; private to ui/app/incident_*.
#pragma once

#include "ui/app/app_parts.h"
#include "ui/app/incident_screen.h"

namespace hw::ui {

// What one frame is drawn from, and what was asked for in it.
struct IncidentFrame {
    AppParts& parts;
    IncidentScreen& screen;
    std::array<Commands, 2>& commands;
    IncidentLayout layout{};
    ChartModel chart{};
    Wishes wishes{};
    std::vector<wish::AboutTime> time_wishes{};
    std::optional<IncidentTab> wanted_tab{};

    Ui& ui() const { return parts.ui; }
    IncidentWard& ward() const { return screen.ward_; }
    IncidentLesson* lesson() const { return screen.lesson_ ? &*screen.lesson_ : nullptr; }
    IncidentTab tab() const { return screen.tab_; }
    bool may_play() const { return screen.may_play(); }
    std::size_t& shown_host() const { return screen.shown_host_; }
    HostMemory& host_memory() const { return screen.host_memory_; }
};

IncidentFrame make_incident_frame(AppParts& parts, IncidentScreen& screen, std::array<Commands, 2>& commands);
void draw_incident(IncidentFrame& frame);

// Sockets, counters and log of the host that is looked at; and its ports.
void draw_incident_machine(IncidentFrame& frame, const Rect& rect);
void draw_incident_ports(IncidentFrame& frame, const Rect& rect);

}  // namespace hw::ui
