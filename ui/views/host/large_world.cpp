#include "ui/views/host/large_world.h"

#include <algorithm>
#include <array>
#include <string>

#include "host/time_wait.h"
#include "ui/text/format.h"
#include "ui/views/host/host_panel.h"
#include "ui/views/host/nstat_view.h"
#include "ui/views/host/port_map.h"
#include "ui/views/host/program_view.h"
#include "ui/views/host/ss_view.h"
#include "ui/views/host/switches.h"
#include "ui/views/host_name.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float head_height = 44;
constexpr float tabs_height = 34;
constexpr float grid_from = 760;  // narrower than this the parts are behind tabs

struct LargeTabRow {
    LargeTab tab;
    Msg label;
    std::string_view id;
};
constexpr std::array<LargeTabRow, 6> tabs = {{{LargeTab::Chart, Msg::LargeTabChart, "tab.chart"},
                                              {LargeTab::Ports, Msg::HostTabPorts, "tab.ports"},
                                              {LargeTab::Sockets, Msg::HostTabSockets, "tab.sockets"},
                                              {LargeTab::Counters, Msg::HostTabCounters, "tab.counters"},
                                              {LargeTab::Program, Msg::HostTabProgram, "tab.program"},
                                              {LargeTab::Switches, Msg::HostTabSwitches, "tab.switches"}}};

struct Frame {
    Ui& ui;
    const LargeWorldScene& scene;
    LargeWorldMemory& memory;
    Commands& commands;
    HostScene host;

    std::string id(std::string_view rest) const { return host.node_id(rest); }
};

// ---- which host

std::string format_seconds(Instant at) {
    const std::int64_t tenths = at.us / 100'000;
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

void show_host(LargeWorldMemory& memory, std::size_t host) {
    memory.shown_host = host;
    memory.host.selected.reset();
    memory.host.port.reset();
    memory.host.filter = {};
}

void draw_head(Frame& f, const Rect& rect) {
    Ui& ui = f.ui;
    float x = rect.x + space::l;
    if (!f.scene.name.empty())
        x = label(ui, {x, rect.centre().y + 5},
                  {.id = f.id("name"), .text = f.scene.name, .size = type::prompt}) +
            space::m;
    const float y = rect.y + (rect.h - ui.target_height()) / 2;
    const SemanticScope list(ui.semantics,
                             {.id = f.id("hosts"), .role = Role::Group, .name = ui.tr(Msg::LargeHosts)});
    for (std::size_t i = 0; i < f.scene.world.hosts.size(); ++i) {
        const std::string node_id = f.id("of." + std::to_string(i));
        const std::string name = shown_host_name(ui, f.scene.world.hosts[i].config.name);
        const ButtonSpec spec{.id = node_id,
                              .label = name,
                              .kind = ButtonKind::Tile,
                              .is_toggle = true,
                              .is_on = i == f.memory.shown_host};
        const float width = button_size(ui, spec).x;
        if (x + width > rect.right() - space::l) break;
        place({x, y});
        if (button(ui, spec)) show_host(f.memory, i);
        x += width + space::s;
    }
    const host::Host& host = f.host.host;
    std::string line =
        ui.tr(Msg::LargeSummary, {format_integer(host::time_wait_count(host)),
                                  format_integer(static_cast<std::int64_t>(host.tally.failed))});
    // The charts may look back; the host itself cannot.
    if (f.scene.now < f.scene.world_at)
        line = ui.tr(Msg::LargeAsOf, {format_seconds(f.scene.world_at)}) + ' ' + line;
    const float room = rect.right() - space::l - x;
    const Canvas canvas = ui.canvas();
    if (canvas.text_width(line, type::row) < room)
        label(ui, {rect.right() - space::l, rect.centre().y + 4},
              {.id = f.id("summary"),
               .text = line,
               .size = type::row,
               .colour = ui.palette().ink2,
               .align = Align::End});
    canvas.horizontal_hair(rect.x, rect.right(), rect.bottom() - 1, ui.palette().hair);
}

// ---- the charts

void draw_state_chart(Frame& f, const Rect& rect) {
    const std::vector<StateCurve> curves =
        state_curves(f.scene.series, HostId{static_cast<std::uint32_t>(f.memory.shown_host)}, f.scene.now);
    std::vector<PlotSeries> series;
    for (std::size_t i = 0; i < curves.size(); ++i)
        series.push_back({.id = "state",
                          .name = tcp::name_of(curves[i].state),
                          .points = curves[i].points,
                          .look = PlotLook::State,
                          .state = curves[i].state});
    PlotScene plot{.id = {},
                   .title = f.ui.tr(Msg::LargeStates),
                   .rect = rect,
                   .series = series,
                   .x_maximum = static_cast<double>(f.scene.until.us) / 1e6,
                   .y_maximum = 4,  // there are no halves of connections
                   .now = static_cast<double>(f.scene.now.us) / 1e6,
                   .shows_values = true};
    // What the ports allow, when nothing is open.
    const std::uint32_t tuples = sim::all_tuples_of(f.host.host);
    const std::string ceiling = f.ui.tr(Msg::LargeTuples, {format_integer(tuples)});
    if (tuples > 0) plot.ceiling = PlotCeiling{static_cast<double>(tuples), ceiling};
    const std::string node_id = f.id("chart");
    plot.id = node_id;
    draw_plot(f.ui, plot);
}

void draw_failure_chart(Frame& f, const Rect& rect) {
    const std::vector<PlotPoint> points =
        failure_curve(f.scene.series, HostId{static_cast<std::uint32_t>(f.memory.shown_host)}, f.scene.now);
    const PlotSeries series[] = {{.id = "failed", .name = f.ui.tr(Msg::LargeFailed), .points = points}};
    const std::string node_id = f.id("failures");
    draw_plot(f.ui, {.id = node_id,
                     .title = f.ui.tr(Msg::LargeFailed),
                     .rect = rect,
                     .series = series,
                     .x_maximum = static_cast<double>(f.scene.until.us) / 1e6,
                     .y_maximum = 10,
                     .now = static_cast<double>(f.scene.now.us) / 1e6});
}

void draw_charts(Frame& f, const Rect& rect, bool is_side_by_side) {
    Ui& ui = f.ui;
    begin_pane(ui, {.id = f.id("charts"), .name = ui.tr(Msg::LargeTabChart), .rect = rect});
    const Rect inner{rect.x + space::l, rect.y + space::s, rect.w - 2 * space::l, rect.h - 2 * space::s};
    const bool has_failures = f.host.host.tally.tried > 0;
    if (!f.scene.notice.empty() && f.scene.now == Instant{}) {
        place({inner.x, inner.centre().y - 20});
        paragraph(ui, f.id("notice"), f.scene.notice, {.size = type::prompt}, {.plain = ui.palette().ink3},
                  inner.w);
    } else if (!has_failures) {
        draw_state_chart(f, inner);
    } else if (is_side_by_side) {
        const float half = (inner.w - space::l) / 2;
        draw_state_chart(f, {inner.x, inner.y, half, inner.h});
        draw_failure_chart(f, {inner.x + half + space::l, inner.y, half, inner.h});
    } else {
        const float upper = inner.h * .6f;
        draw_state_chart(f, {inner.x, inner.y, inner.w, upper});
        draw_failure_chart(f, {inner.x, inner.y + upper, inner.w, inner.h - upper});
    }
    end_pane(ui);
}

// ---- put together

// The map at the left, what was measured above what the host's tools print at the right.
void draw_grid(Frame& f, const Rect& rect) {
    // Whole device pixels make 256 or 512 px of map; its axis and its margins come on top.
    const float map_width = rect.w >= 1'120 && rect.h >= 620 ? 612.0f : 356.0f;
    const float charts_height = std::clamp(rect.h * .42f, 190.0f, 300.0f);
    draw_port_map(f.ui, f.host, {.rect = {rect.x, rect.y, map_width, rect.h}}, f.memory.host);
    const Rect right{rect.x + map_width, rect.y, rect.w - map_width, rect.h};
    draw_charts(f, {right.x, right.y, right.w, charts_height}, right.w >= 500);
    const HostPanel panel{
        .pane = {.rect = {right.x, right.y + charts_height, right.w, right.h - charts_height}},
        .has_heading = false,
        .has_ports = false};
    draw_host_panel(f.ui, f.host, panel, f.memory.host, f.commands);
    const Canvas canvas = f.ui.canvas();
    const Palette& p = f.ui.palette();
    canvas.vertical_hair(right.x, rect.y, rect.bottom(), p.hair);
    canvas.horizontal_hair(right.x, right.right(), right.y + charts_height, p.hair);
}

void draw_behind_tabs(Frame& f, const Rect& rect) {
    Ui& ui = f.ui;
    const float height = ui.has_coarse_pointer() ? space::touch_target : tabs_height;
    {
        const SemanticScope list(ui.semantics,
                                 {.id = f.id("tabs"), .role = Role::TabList, .name = ui.tr(Msg::HostTitle)});
        ui.canvas().horizontal_hair(rect.x, rect.right(), rect.y + height - 1, ui.palette().hair);
        // Each as wide as its word, and what is left is shared out: six of them fit a phone so.
        float words = 0;
        for (const LargeTabRow& row : tabs) words += ui.canvas().text_width(ui.tr(row.label), type::control);
        const float spare = (rect.w - words) / static_cast<float>(tabs.size());
        float x = rect.x;
        for (const LargeTabRow& row : tabs) {
            place({x, rect.y});
            const float width = ui.canvas().text_width(ui.tr(row.label), type::control) + spare;
            if (tab(ui, {.id = f.id(row.id),
                         .label = ui.tr(row.label),
                         .is_selected = f.memory.tab == row.tab,
                         .size = {width, height}}))
                f.memory.tab = row.tab;
            x += width;
        }
    }
    const HostPane pane{.rect = {rect.x, rect.y + height, rect.w, rect.h - height}};
    switch (f.memory.tab) {
        case LargeTab::Chart: draw_charts(f, pane.rect, pane.rect.w >= 560); break;
        case LargeTab::Ports: draw_port_map(ui, f.host, pane, f.memory.host); break;
        case LargeTab::Sockets: draw_ss(ui, f.host, pane, f.memory.host); break;
        case LargeTab::Counters: draw_nstat(ui, f.host, pane, f.memory.host); break;
        case LargeTab::Program: draw_program(ui, f.host, pane); break;
        case LargeTab::Switches: draw_switches(ui, f.host, pane, f.memory.host, f.commands); break;
    }
}

}  // namespace

void draw_large_world(Ui& ui, const LargeWorldScene& scene, LargeWorldMemory& memory, Commands& commands) {
    memory.shown_host = std::min(memory.shown_host, scene.world.hosts.size() - 1);
    begin_pane(ui, {.id = scene.prefix, .name = ui.tr(Msg::LargeTitle), .rect = scene.rect});
    Frame f{.ui = ui,
            .scene = scene,
            .memory = memory,
            .commands = commands,
            .host = {.host = scene.world.hosts[memory.shown_host],
                     .id = HostId{static_cast<std::uint32_t>(memory.shown_host)},
                     .now = scene.world_at,
                     .version = scene.version,
                     .can_turn = scene.can_turn,
                     .prefix = scene.prefix}};
    const Rect& r = scene.rect;
    const float head = std::max(head_height, ui.target_height() + 8);
    draw_head(f, {r.x, r.y, r.w, head});
    const Rect rest{r.x, r.y + head, r.w, r.h - head};
    if (rest.w >= grid_from && rest.h >= 440)
        draw_grid(f, rest);
    else
        draw_behind_tabs(f, rest);
    end_pane(ui);
}

}  // namespace hw::ui
