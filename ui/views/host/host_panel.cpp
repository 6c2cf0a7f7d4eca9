#include "ui/views/host/host_panel.h"
#include "ui/views/host_name.h"

#include <array>

#include "ui/views/host/nstat_view.h"
#include "ui/views/host/port_map.h"
#include "ui/views/host/program_view.h"
#include "ui/views/host/ss_view.h"
#include "ui/views/host/switches.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct TabRow {
    HostTab tab;
    Msg label;
    std::string_view id;
};
constexpr std::array<TabRow, 5> tabs = {{{HostTab::Sockets, Msg::HostTabSockets, "tab.sockets"},
                                         {HostTab::Ports, Msg::HostTabPorts, "tab.ports"},
                                         {HostTab::Counters, Msg::HostTabCounters, "tab.counters"},
                                         {HostTab::Program, Msg::HostTabProgram, "tab.program"},
                                         {HostTab::Switches, Msg::HostTabSwitches, "tab.switches"}}};

// Two hosts or more: which of them. Returns the one that was chosen now.
std::optional<std::size_t> draw_hosts(Ui& ui, const HostScene& scene, const HostPanel& panel, float width) {
    const Point at = place();
    const SemanticScope list(
        ui.semantics, {.id = scene.node_id("hosts"), .role = Role::TabList, .name = ui.tr(Msg::HostTitle)});
    std::optional<std::size_t> chosen;
    float x = at.x;
    for (std::size_t i = 0; i < panel.hosts.size(); ++i) {
        const std::string id = scene.node_id("of." + std::to_string(i));
        const ButtonSpec spec{.id = id,
                              .label = panel.hosts[i],
                              .kind = ButtonKind::Tile,
                              .text_size = type::row,
                              .is_toggle = true,
                              .is_on = i == panel.shown_host};
        const float own = button_size(ui, spec).x;
        if (x > at.x && x + own > at.x + width) break;
        place({x, at.y});
        if (button(ui, spec)) chosen = i;
        x += own + space::s;
    }
    place({at.x, at.y + ui.target_height() + space::xs});
    return chosen;
}

void draw_tabs(Ui& ui, const HostScene& scene, const Rect& strip, bool has_ports, HostMemory& memory) {
    const SemanticScope list(
        ui.semantics,
        {.id = scene.node_id("tabs"), .role = Role::TabList, .name = ui.tr(Msg::HostTitle), .rect = strip});
    ui.canvas().horizontal_hair(strip.x, strip.right(), strip.bottom() - 1, ui.palette().hair);
    const float width = strip.w / static_cast<float>(tabs.size() - (has_ports ? 0 : 1));
    float x = strip.x;
    for (const TabRow& row : tabs) {
        if (row.tab == HostTab::Ports && !has_ports) continue;
        place({x, strip.y});
        if (tab(ui, {.id = scene.node_id(row.id),
                     .label = ui.tr(row.label),
                     .is_selected = memory.tab == row.tab,
                     .size = {width, strip.h}}))
            memory.tab = row.tab;
        x += width;
    }
}

}  // namespace

std::optional<std::size_t> draw_host_panel(Ui& ui, const HostScene& scene, const HostPanel& panel,
                                           HostMemory& memory, Commands& commands) {
    const Rect& rect = panel.pane.rect;
    begin_pane(ui, {.id = scene.node_id("panel"),
                    .name = ui.tr(Msg::HostTitle),
                    .rect = rect,
                    .ground = panel.pane.ground,
                    .padding = {panel.pane.padding.x, 0}});
    const Point at = place();
    float y = at.y + space::s;
    if (panel.has_heading) {
        const std::string title = ui.tr(Msg::HostTitleOf, {shown_host_name(ui, scene.host.config.name)});
        label(ui, {at.x, at.y + 28},
              {.id = scene.node_id("title"),
               .text = title,
               .size = type::pane_heading,
               .role = Role::Heading,
               .level = 2});
        y = at.y + 40;
    }
    std::optional<std::size_t> chosen;
    if (panel.hosts.size() > 1) {
        place({at.x, y});
        chosen = draw_hosts(ui, scene, panel, rect.w - 2 * panel.pane.padding.x);
        y = place().y;
    }
    const Rect strip{rect.x, y, rect.w, ui.has_coarse_pointer() ? space::touch_target : 34};
    if (!panel.has_ports && memory.tab == HostTab::Ports) memory.tab = HostTab::Sockets;
    draw_tabs(ui, scene, strip, panel.has_ports, memory);
    HostPane inner = panel.pane;
    inner.rect = {rect.x, strip.bottom(), rect.w, rect.bottom() - strip.bottom()};
    switch (memory.tab) {
        case HostTab::Sockets: draw_ss(ui, scene, inner, memory); break;
        case HostTab::Ports: draw_port_map(ui, scene, inner, memory); break;
        case HostTab::Counters: draw_nstat(ui, scene, inner, memory); break;
        case HostTab::Program: draw_program(ui, scene, inner); break;
        case HostTab::Switches: draw_switches(ui, scene, inner, memory, commands); break;
    }
    end_pane(ui);
    return chosen;
}

}  // namespace hw::ui
