#include "ui/app/incident_layout.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr float wide_console_from = 1'100, medium_console_from = 720;
constexpr float top_height = 48, bar_height = 56, tabs_height = 36, head_height = 102;

IncidentLayout phone(float width, float height) {
    constexpr float phone_top = 52, phone_tabs = 56, phone_bar = 84;
    IncidentLayout s{.has_bottom_tabs = true};
    s.top = {0, 0, width, phone_top};
    s.tabs = {0, height - phone_tabs, width, phone_tabs};
    const float free = s.tabs.y - phone_top - phone_bar;
    const float chart = std::clamp(free * 0.34f, 150.0f, 236.0f);
    s.chart = {0, phone_top, width, chart};
    s.bar = {0, s.chart.bottom(), width, phone_bar};
    s.content = {0, s.bar.bottom(), width, std::max(0.0f, s.tabs.y - s.bar.bottom())};
    return s;
}

}  // namespace

IncidentLayout lay_out_incident(float width, float height) {
    if (width < medium_console_from) return phone(width, height);
    IncidentLayout s;
    s.top = {0, 0, width, top_height};
    s.bar = {0, height - bar_height, width, bar_height};
    const float free = s.bar.y - top_height;
    if (width < wide_console_from) {
        const float left = width * 0.46f;
        s.head = {0, top_height, left, head_height};
        s.chart = {0, s.head.bottom(), left, free - s.head.h};
        s.tabs = {left, top_height, width - left, tabs_height};
        s.content = {left, s.tabs.bottom(), width - left, free - tabs_height};
        return s;
    }
    const float left = std::round(width * 0.47f);
    s.ports = {0, top_height, left, free};
    const float machine = std::clamp(free * 0.42f, 250.0f, 420.0f);
    s.machine = {left, top_height, width - left, machine};
    const float chart = std::round((width - left) * 0.38f);
    const float below = free - machine;
    s.tabs = {left, s.machine.bottom(), width - left - chart, tabs_height};
    s.content = {left, s.tabs.bottom(), s.tabs.w, below - tabs_height};
    s.chart = {s.tabs.right(), s.machine.bottom(), chart, below};
    return s;
}

}  // namespace hw::ui
