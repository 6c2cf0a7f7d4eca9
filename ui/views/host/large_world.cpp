#include "ui/views/host/large_world.h"

#include <algorithm>
#include <array>
#include <string>

#include "host/time_wait.h"
#include "ui/text/format.h"
#include "ui/views/host/nstat_view.h"
#include "ui/views/host/port_map.h"
#include "ui/views/host/program_view.h"
#include "ui/views/host/ss_view.h"
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
constexpr std::array<LargeTabRow, 5> tabs = {{{LargeTab::Chart, Msg::LargeTabChart, "tab.chart"},
                                              {LargeTab::Ports, Msg::HostTabPorts, "tab.ports"},
                                              {LargeTab::Sockets, Msg::HostTabSockets, "tab.sockets"},
                                              {LargeTab::Counters, Msg::HostTabCounters, "tab.counters"},
                                              {LargeTab::Program, Msg::HostTabProgram, "tab.program"}}};

struct Frame {
    Ui& ui;
    const LargeWorldScene& scene;
    LargeWorldMemory& memory;
    HostScene host;

    std::string id(std::string_view rest) const { return host.node_id(rest); }
};

// ---- which host

void draw_head(Frame& f, const Rect& rect) {
    Ui& ui = f.ui;
    float x = rect.x + space::l;
    const float y = rect.y + (rect.h - ui.target_height()) / 2;
    const SemanticScope list(ui.semantics,
                             {.id = f.id("hosts"), .role = Role::Group, .name = ui.tr(Msg::LargeHosts)});
    for (std::size_t i = 0; i < f.scene.world.hosts.size(); ++i) {
        const std::string node_id = f.id("of." + std::to_string(i));
        const ButtonSpec spec{.id = node_id,
                              .label = f.scene.world.hosts[i].config.name,
                              .kind = ButtonKind::Tile,
                              .is_toggle = true,
                              .is_on = i == f.memory.shown_host};
        const float width = button_size(ui, spec).x;
        if (x + width > rect.right() - space::l) break;
        place({x, y});
        if (button(ui, spec)) f.memory.shown_host = i;
        x += width + space::s;
    }
    const host::Host& host = f.host.host;
    const std::string line =
        ui.tr(Msg::LargeSummary, {format_integer(host::time_wait_count(host)),
                                  format_integer(static_cast<std::int64_t>(host.tally.failed))});
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
    std::vector<std::string> names;
    for (const StateCurve& curve : curves)
        names.push_back(std::string(tcp::name_of(curve.state)) + ' ' +
                        format_integer(static_cast<std::int64_t>(curve.points.back().y)));
    std::vector<PlotSeries> series;
    for (std::size_t i = 0; i < curves.size(); ++i)
        series.push_back({.id = "state",
                          .name = names[i],
                          .points = curves[i].points,
                          .look = PlotLook::State,
                          .state = curves[i].state});
    PlotScene plot{.id = {},
                   .title = f.ui.tr(Msg::LargeStates),
                   .rect = rect,
                   .series = series,
                   .x_maximum = static_cast<double>(f.scene.until.us) / 1e6,
                   .now = static_cast<double>(f.scene.now.us) / 1e6};
    // What the ports allow, when nothing is open yet.
    const std::uint32_t tuples = f.scene.series.samples.front().hosts[f.memory.shown_host].free_tuples;
    const std::uint32_t free_now =
        f.scene.series.samples[f.scene.series.index_at(f.scene.now)].hosts[f.memory.shown_host].free_tuples;
    const std::string ceiling = f.ui.tr(Msg::LargeTuples, {format_integer(std::max(tuples, free_now))});
    if (std::max(tuples, free_now) > 0)
        plot.ceiling = PlotCeiling{static_cast<double>(std::max(tuples, free_now)), ceiling};
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

void draw_grid(Frame& f, const Rect& rect) {
    // The map gets whole device pixels a cell, and what it leaves goes to the tables.
    const float map_width = rect.w >= 1'100 ? 612.0f : rect.w >= 900 ? 356.0f : 340.0f;
    const float upper = std::max(240.0f, rect.h * .56f);
    const Rect map{rect.x, rect.y, map_width, upper + (rect.w >= 1'100 ? rect.h - upper : 0)};
    const float x = map.right();
    const float right_width = rect.right() - x;
    const bool has_counters = right_width >= 560;
    const float counters_width = has_counters ? 248.0f : 0.0f;
    draw_port_map(f.ui, f.host, {.rect = map}, f.memory.host);
    draw_ss(f.ui, f.host, {.rect = {x, rect.y, right_width - counters_width, upper}}, f.memory.host);
    if (has_counters)
        draw_nstat(f.ui, f.host, {.rect = {rect.right() - counters_width, rect.y, counters_width, upper}},
                   f.memory.host);
    const float below = rect.y + upper;
    const float charts_left = map.bottom() < rect.bottom() ? rect.x : x;
    const float charts_width = (rect.right() - charts_left) * .58f;
    draw_charts(f, {charts_left, below, charts_width, rect.bottom() - below}, true);
    draw_program(f.ui, f.host,
                 {.rect = {charts_left + charts_width, below, rect.right() - charts_left - charts_width,
                           rect.bottom() - below}});
    const Canvas canvas = f.ui.canvas();
    const Palette& p = f.ui.palette();
    canvas.vertical_hair(x, rect.y, map.bottom(), p.hair);
    if (has_counters) canvas.vertical_hair(rect.right() - counters_width, rect.y, below, p.hair);
    canvas.horizontal_hair(charts_left, rect.right(), below, p.hair);
    canvas.vertical_hair(charts_left + charts_width, below, rect.bottom(), p.hair);
}

void draw_behind_tabs(Frame& f, const Rect& rect) {
    Ui& ui = f.ui;
    const float height = ui.has_coarse_pointer() ? space::touch_target : tabs_height;
    {
        const SemanticScope list(ui.semantics,
                                 {.id = f.id("tabs"), .role = Role::TabList, .name = ui.tr(Msg::HostTitle)});
        ui.canvas().horizontal_hair(rect.x, rect.right(), rect.y + height - 1, ui.palette().hair);
        float x = rect.x;
        for (const LargeTabRow& row : tabs) {
            place({x, rect.y});
            const float width = rect.w / static_cast<float>(tabs.size());
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
    }
}

}  // namespace

void draw_large_world(Ui& ui, const LargeWorldScene& scene, LargeWorldMemory& memory) {
    memory.shown_host = std::min(memory.shown_host, scene.world.hosts.size() - 1);
    begin_pane(ui, {.id = scene.prefix, .name = ui.tr(Msg::LargeTitle), .rect = scene.rect});
    Frame f{.ui = ui,
            .scene = scene,
            .memory = memory,
            .host = {.host = scene.world.hosts[memory.shown_host],
                     .id = HostId{static_cast<std::uint32_t>(memory.shown_host)},
                     .now = scene.now,
                     .version = scene.version,
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
