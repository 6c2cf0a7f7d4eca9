// The machines of the incident, through the views that every host has.
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "ui/app/incident_panes.h"
#include "ui/draw/plate.h"
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

constexpr float head_height = 38;
constexpr float hosts_padding = 18;

HostScene scene_of(const IncidentFrame& f) {
    const sim::World& world = f.ward().run().measured().world();
    const std::size_t shown = std::min(f.shown_host(), world.hosts.size() - 1);
    return {.host = world.hosts[shown],
            .id = HostId{static_cast<std::uint32_t>(shown)},
            .now = f.ward().run().now(),
            // Another host is another version of everything that is remembered.
            .version = f.ward().version() * 4 + shown,
            .prefix = "incident.host"};
}

struct Diagnosis {
    std::string id{};
    std::string text{};
    ChipLook look{};
};

// Which error there is says which disease it is.
std::vector<Diagnosis> diagnoses(const IncidentFrame& f) {
    Ui& ui = f.ui();
    const Palette& p = ui.palette();
    const host::Host& host = scene_of(f).host;
    std::vector<Diagnosis> all;
    if (host.sockets.processes.empty()) return all;
    if (const auto* no_port = host::find_failure(host.tally, host::SocketError::AddrNotAvail))
        all.push_back(
            {.id = "incident.diagnosis.ports",
             .text = ui.tr(Msg::DiagnosisPorts, {format_integer(static_cast<std::int64_t>(no_port->count))}),
             .look = {.icon = Icon::Cross, .ink = p.bad, .fill = p.bad_soft}});
    const host::Process& program = host.sockets.processes.front();
    const bool is_out =
        std::any_of(program.errors.begin(), program.errors.end(),
                    [](const host::ErrorTally& e) { return e.error == host::SocketError::MFile; });
    const std::string fds = std::to_string(program.descriptors.open_count());
    const std::string limit = format_integer(program.descriptor_limit);
    all.push_back(
        {.id = "incident.diagnosis.fds",
         .text = ui.tr(is_out ? Msg::DiagnosisOutOfDescriptors : Msg::DiagnosisDescriptors, {fds, limit}),
         .look = {.icon = is_out ? Icon::Cross : Icon::Check,
                  .ink = is_out ? p.bad : p.good,
                  .fill = is_out ? p.bad_soft : p.good_soft}});
    return all;
}

constexpr float chip_gap = 8, chip_line = 28;

// How many chips stand in each line of `width`.
std::vector<std::size_t> chip_lines(const Canvas& canvas, const std::vector<Diagnosis>& chips, float width) {
    std::vector<std::size_t> lines;
    float taken = 0;
    for (const Diagnosis& chip : chips) {
        const float own = chip_width(canvas, chip.text, chip.look);
        const bool is_new = lines.empty() || taken + chip_gap + own > width;
        taken = is_new ? own : taken + chip_gap + own;
        if (is_new) lines.push_back(0);
        ++lines.back();
    }
    return lines;
}

void draw_chips(const IncidentFrame& f, std::span<const Diagnosis> chips, float left, float middle) {
    const Canvas canvas = f.ui().canvas();
    for (const Diagnosis& chip : chips) {
        const Rect drawn = draw_chip(canvas, {left, middle - chip.look.height / 2}, chip.text, chip.look);
        f.ui().semantics.add({.id = chip.id, .role = Role::Text, .name = chip.text, .rect = drawn});
        left = drawn.right() + chip_gap;
    }
}

float chips_width(const Canvas& canvas, std::span<const Diagnosis> chips) {
    float width = 0;
    for (const Diagnosis& chip : chips)
        width += (width > 0 ? chip_gap : 0) + chip_width(canvas, chip.text, chip.look);
    return width;
}

// Below the hosts, where beside them is no room.
bool has_chips_below(const Rect& rect) { return rect.w < 560; }

float hosts_height(const IncidentFrame& f, const Rect& rect) {
    const float height = std::max(head_height, f.ui().target_height() + 6);
    if (!has_chips_below(rect)) return height;
    const auto lines = chip_lines(f.ui().canvas(), diagnoses(f), rect.w - 2 * hosts_padding);
    return height + chip_line * static_cast<float>(lines.size());
}

void draw_diagnosis(const IncidentFrame& f, const Rect& rect, float row_height) {
    const Canvas canvas = f.ui().canvas();
    const std::vector<Diagnosis> chips = diagnoses(f);
    if (!has_chips_below(rect)) {
        const float left = rect.right() - 14 - chips_width(canvas, chips);
        return draw_chips(f, chips, left, rect.y + row_height / 2);
    }
    float middle = rect.y + row_height + chip_line / 2 - 4;
    std::span<const Diagnosis> rest = chips;
    for (const std::size_t count : chip_lines(canvas, chips, rect.w - 2 * hosts_padding)) {
        draw_chips(f, rest.first(count), rect.x + hosts_padding, middle);
        rest = rest.subspan(count);
        middle += chip_line;
    }
}

void draw_hosts(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    begin_pane(ui, {.id = "incident.hosts", .name = ui.tr(Msg::IncidentHostOf), .rect = rect});
    const SemanticScope group(
        ui.semantics, {.id = "incident.hosts.list", .role = Role::Group, .name = ui.tr(Msg::IncidentHostOf)});
    const sim::World& world = f.ward().run().measured().world();
    const float row = std::max(head_height, ui.target_height() + 6);
    const float height = std::min(row - 6, std::max(26.0f, ui.target_height() - 6));
    float x = rect.x + hosts_padding;
    for (std::size_t i = 0; i < world.hosts.size(); ++i) {
        const host::HostConfig& config = world.hosts[i].config;
        const std::string id = "incident.host.of." + config.name;
        const std::string label = config.name + "  " + wire::to_text(config.address);
        const bool is_narrow = rect.w < 560;
        const ButtonSpec spec{.id = id,
                              .label = is_narrow ? std::string_view(config.name) : std::string_view(label),
                              .name = label,
                              .kind = ButtonKind::Tile,
                              .size = {is_narrow ? 56.0f : 128.0f, height},
                              .text_size = type::row,
                              .is_toggle = true,
                              .is_on = i == f.shown_host()};
        place({x, rect.y + (row - height) / 2});
        if (button(ui, spec)) f.shown_host() = i;
        x += spec.size.x + 6;
    }
    draw_diagnosis(f, rect, row);
    ui.canvas().horizontal_hair(rect.x, rect.right(), rect.bottom() - 1, ui.palette().hair);
    end_pane(ui);
}

void draw_log(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    begin_pane(ui, {.id = "incident.log",
                    .name = ui.tr(Msg::IncidentLog),
                    .rect = rect,
                    .padding = {space::right_pane_padding, 6},
                    .scrolls = true});
    draw_error_log(ui, scene_of(f), rect.w - 2 * space::right_pane_padding - 8);
    end_pane(ui);
    ui.canvas().horizontal_hair(rect.x, rect.right(), rect.y, ui.palette().hair);
}

}  // namespace

void draw_incident_machine(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    const float head = hosts_height(f, rect);
    draw_hosts(f, {rect.x, rect.y, rect.w, head});
    const float top = rect.y + head;
    const float log = std::clamp(rect.h * .32f, 92.0f, 220.0f);
    const Rect tables{rect.x, top, rect.w, rect.h - head - log};
    const bool has_counters = rect.w >= 560;
    const float counters = has_counters ? std::min(250.0f, rect.w * .38f) : 0;
    const HostScene scene = scene_of(f);
    draw_ss(ui, scene, {.rect = {tables.x, tables.y, tables.w - counters, tables.h}, .padding = {18, 6}},
            f.host_memory());
    if (has_counters) {
        draw_nstat(ui, scene,
                   {.rect = {tables.right() - counters, tables.y, counters, tables.h}, .padding = {14, 6}},
                   f.host_memory());
        ui.canvas().vertical_hair(tables.right() - counters, tables.y, tables.bottom(), ui.palette().hair);
    }
    draw_log(f, {rect.x, tables.bottom(), rect.w, log});
}

void draw_incident_ports(IncidentFrame& f, const Rect& rect) {
    draw_port_map(f.ui(), scene_of(f), {.rect = rect, .padding = {24, 6}, .ground = f.ui().palette().sheet},
                  f.host_memory());
}

}  // namespace hw::ui
