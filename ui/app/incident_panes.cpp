#include "ui/app/incident_panes.h"

#include <algorithm>
#include <array>

#include "ui/text/format.h"
#include "ui/views/incident/count_chart.h"
#include "ui/views/incident/prescription_pad.h"
#include "ui/views/incident/remedy_list.h"
#include "ui/views/lesson/lesson_pane.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct TabRow {
    IncidentTab tab;
    Msg label;
    const char* id;
};
constexpr std::array<TabRow, 4> tab_rows{
    {{IncidentTab::Lesson, Msg::IncidentTabLesson, "incident.tab.lesson"},
     {IncidentTab::Remedies, Msg::IncidentTabRemedies, "incident.tab.remedies"},
     {IncidentTab::Ports, Msg::IncidentTabPorts, "incident.tab.ports"},
     {IncidentTab::Machine, Msg::IncidentTabMachine, "incident.tab.machine"}}};

float seconds_of(Instant t) { return static_cast<float>(t.us) / 1e6f; }

ChartModel chart_of(const IncidentFrame& f) {
    const IncidentWard& ward = f.ward();
    const IncidentRun& run = ward.run();
    const RunRecord& shown = run.record();
    const Language language = f.ui().language;
    ChartModel model{.failures = shown.failures,
                     .seconds = seconds_of(run.until()),
                     .surge_at = ward.shown_load() ? 0 : seconds_of(Instant{} + incident::phase_length),
                     .now = seconds_of(run.now())};
    const IncidentLesson* lesson = ward.shown_set() ? nullptr : f.lesson();
    const bool is_before = ward.shown_set() && ward.shown_set()->is_empty();
    const RunRecord* before = lesson != nullptr ? lesson->other_record()
                              : is_before       ? nullptr
                                                : ward.record_of({});
    std::string name = f.ui().tr(Msg::IncidentLineGateway);
    if (before != nullptr) {
        const std::string earlier = lesson != nullptr ? lesson->run_name(language, 0)
                                                      : std::string(f.ui().tr(Msg::IncidentLineBefore));
        model.lines.push_back({ChartKind::Before, earlier, before->gateway_time_waits});
        model.failures_before = before->failures;
        if (lesson != nullptr) name = lesson->run_name(language, 1);
    }
    const auto add = [&](ChartKind kind, std::string_view title, const std::vector<float>& counts) {
        const bool has_some =
            std::any_of(counts.begin(), counts.end(), [](float count) { return count > 0; });
        if (has_some || kind == ChartKind::GatewayTimeWait)
            model.lines.push_back({kind, std::string(title), counts});
    };
    add(ChartKind::GatewayTimeWait, name, shown.gateway_time_waits);
    add(ChartKind::BackendTimeWait, f.ui().tr(Msg::IncidentLineBackend), shown.backend_time_waits);
    add(ChartKind::BackendCloseWait, f.ui().tr(Msg::IncidentLineCloseWait), shown.backend_close_waits);
    const host::PortRange ports = run.measured().world().hosts[0].config.ephemeral_ports;
    model.ports = static_cast<float>(ports.last - ports.first + 1);
    return model;
}

// What the screen shows a run of, in words.
std::string shown_name(const IncidentFrame& f) {
    const auto set = f.ward().shown_set();
    if (!set) return f.lesson() == nullptr ? std::string() : f.lesson()->run_name(f.ui().language, 1);
    if (const auto load = f.ward().shown_load()) {
        const std::string rate = f.ui().tr(Msg::IncidentLoadIs, {format_integer(*load)});
        return f.ui().tr(Msg::IncidentWhich, {f.ui().tr(Msg::IncidentLoadShown, {rate})});
    }
    const PadModel pad = f.ward().pad(f.ui().language);
    std::string names;
    for (std::uint32_t i = 0; i < incident::remedy_count; ++i)
        if (set->has(i)) names += (names.empty() ? "" : " + ") + pad.names[i];
    return f.ui().tr(Msg::IncidentWhich, {names.empty() ? f.ui().tr(Msg::IncidentNoRemedy) : names});
}

// Between two requests, in the world that is shown: the lesson's are of full size even where the remedies' are small.
Duration interval_of(const IncidentFrame& f) {
    if (const auto load = f.ward().shown_load())
        return incident::setup_at(f.ward().size(), *load).size.intervals[0];
    if (f.ward().shown_set()) return f.ward().size().intervals[0];
    const auto& workloads = f.ward().run().measured().world().hosts[0].workloads;
    return workloads.empty() ? incident::full_size.intervals[0] : workloads.front().spec.interval;
}

void draw_head(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    begin_pane(ui, {.id = "incident.head",
                    .name = ui.tr(Msg::IncidentHeading),
                    .rect = rect,
                    .ground = ui.palette().sheet,
                    .padding = {24, 14}});
    heading(ui, {.id = "incident.heading",
                 .text = ui.tr(Msg::IncidentHeading),
                 .level = 1,
                 .size = type::page_title,
                 .width = rect.w - 48});
    const Duration interval = interval_of(f);
    const std::string rate = std::to_string((1'000'000 + interval.us / 2) / interval.us);
    const std::string about = ui.tr(Msg::IncidentAbout, {"10.0.0.10", "10.0.0.20", "8080", rate});
    paragraph(ui, "incident.about", about, {.size = type::row, .line_height = 18}, {}, rect.w - 48);
    end_pane(ui);
}

void draw_chart_pane(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    begin_pane(ui, {.id = "incident.chart.pane",
                    .name = ui.tr(Msg::IncidentChart),
                    .rect = rect,
                    .ground = ui.palette().sheet});
    float top = rect.y + 8;
    if (const std::string name = shown_name(f); !name.empty()) {
        place({rect.x + 14, top});
        const std::array spans{TextSpan{SpanKind::Plain, name}};
        paragraph(ui, {.id = "incident.shown",
                       .spans = spans,
                       .style = {.size = type::row, .line_height = 16},
                       .ink = {.plain = ui.palette().ink1},
                       .width = rect.w - 28});
        top = ui.last_rect().bottom() + 2;
    }
    draw_count_chart(ui,
                     {.model = f.chart, .rect = {rect.x + 14, top, rect.w - 28, rect.bottom() - top - 6}});
    end_pane(ui);
}

void draw_tabs(IncidentFrame& f) {
    Ui& ui = f.ui();
    const Rect& rect = f.layout.tabs;
    begin_pane(ui, {.id = "incident.tabs", .name = ui.tr(Msg::IncidentTabs), .rect = rect});
    const SemanticScope list(
        ui.semantics, {.id = "incident.tablist", .role = Role::TabList, .name = ui.tr(Msg::IncidentTabs)});
    const bool is_bottom = f.layout.has_bottom_tabs;
    ui.canvas().horizontal_hair(rect.x, rect.right(), is_bottom ? rect.y : rect.bottom() - 1,
                                ui.palette().hair);
    const float width = std::min(rect.w / f.layout.tab_count(), is_bottom ? rect.w : 140.0f);
    float x = rect.x;
    for (const TabRow& row : tab_rows) {
        if (!f.layout.shows(row.tab) || (row.tab == IncidentTab::Lesson && f.lesson() == nullptr)) continue;
        place({x, rect.y});
        if (tab(ui, {.id = row.id,
                     .label = ui.tr(row.label),
                     .is_selected = f.tab() == row.tab,
                     .size = {width, rect.h},
                     .has_bar_on_top = is_bottom}))
            f.wanted_tab = row.tab;
        x += width;
    }
    end_pane(ui);
}

void draw_remedies(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    const PadModel pad = f.ward().pad(ui.language);
    const float pad_height = std::min(rect.h * 0.5f, prescription_pad_height(ui, pad, rect.w));
    draw_remedy_list(ui,
                     {.rows = f.ward().rows(ui.language),
                      .loads = f.ward().loads(),
                      .expanded = f.ward().expanded(),
                      .rect = {rect.x, rect.y, rect.w, rect.h - pad_height},
                      .progress = f.ward().progress(),
                      .size = &f.ward().size()},
                     f.wishes);
    draw_prescription_pad(
        ui, {.model = pad, .rect = {rect.x, rect.bottom() - pad_height, rect.w, pad_height}}, f.wishes);
}

void draw_content(IncidentFrame& f) {
    const Rect& rect = f.layout.content;
    switch (f.tab()) {
        case IncidentTab::Lesson: {
            const LessonModel model = f.lesson()->model(f.ui().language, f.ward());
            draw_lesson_pane(
                f.ui(),
                {.model = model, .rect = rect, .padding = 18, .has_heading = !f.layout.has_bottom_tabs},
                f.commands[0]);
            break;
        }
        case IncidentTab::Remedies: draw_remedies(f, rect); break;
        case IncidentTab::Ports: draw_incident_ports(f, rect); break;
        case IncidentTab::Machine: draw_incident_machine(f, rect); break;
    }
}

void draw_page_bar(IncidentFrame& f) {
    AppParts& parts = f.parts;
    if (f.layout.has_bottom_tabs) {
        PhoneBarScene bar{.rect = f.layout.top, .title = parts.ui.tr(Msg::IncidentTitle)};
        if (const IncidentLesson* lesson = f.lesson()) {
            bar.title = lesson->question(parts.ui.language);
            bar.step_count = lesson->step_count();
            bar.current = lesson->player().step;
            bar.step = lesson->is_on_last_page()
                           ? std::string(parts.ui.tr(Msg::ChallengeTitle))
                           : parts.ui.tr(Msg::StepShort,
                                         {std::to_string(bar.current + 1), std::to_string(bar.step_count)});
        }
        draw_phone_bar(parts.ui, bar, f.commands[0]);
        return;
    }
    const bool has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s;
    draw_top_bar(
        parts.ui,
        {.rect = f.layout.top, .crumb = parts.ui.tr(Msg::IncidentTitle), .has_just_copied = has_just_copied},
        f.commands[0]);
}

}  // namespace

IncidentFrame make_incident_frame(AppParts& parts, IncidentScreen& screen,
                                  std::array<Commands, 2>& commands) {
    IncidentFrame f{.parts = parts,
                    .screen = screen,
                    .commands = commands,
                    .layout = lay_out_incident(parts.environment.width, parts.environment.height)};
    f.chart = chart_of(f);
    return f;
}

void draw_incident(IncidentFrame& f) {
    draw_page_bar(f);
    if (!f.layout.head.empty()) draw_head(f, f.layout.head);
    if (!f.layout.ports.empty()) draw_incident_ports(f, f.layout.ports);
    if (!f.layout.machine.empty()) draw_incident_machine(f, f.layout.machine);
    draw_tabs(f);
    draw_content(f);
    draw_chart_pane(f, f.layout.chart);
    draw_run_bar(f.ui(),
                 {.rect = f.layout.bar,
                  .chart = f.chart,
                  .run_until_s = seconds_of(f.ward().run().known_until()),
                  .is_playing = f.ward().is_playing(),
                  .can_play = f.may_play(),
                  .speed = f.ward().speed()},
                 f.time_wishes);
    const Canvas canvas = f.ui().canvas();
    const Palette& p = f.ui().palette();
    const Rect& chart = f.layout.chart;
    if (f.layout.has_bottom_tabs) return;
    canvas.vertical_hair(f.layout.tabs.x, f.layout.top.bottom(), f.layout.bar.y, p.hair);
    if (!f.layout.machine.empty()) {
        canvas.horizontal_hair(f.layout.machine.x, f.layout.machine.right(), f.layout.machine.bottom(),
                               p.hair);
        canvas.vertical_hair(chart.x, chart.y, chart.bottom(), p.hair);
    }
}

}  // namespace hw::ui
