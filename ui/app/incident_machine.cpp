// The machines of the incident, through the views that every host has.
#include <algorithm>
#include <string>

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

// Which error there is says which disease it is.
void draw_diagnosis(const IncidentFrame& f, float right, float middle) {
    Ui& ui = f.ui();
    const Palette& p = ui.palette();
    const host::Host& host = scene_of(f).host;
    const auto* no_port = host::find_failure(host.tally, host::SocketError::AddrNotAvail);
    if (host.sockets.processes.empty()) return;
    const host::Process& program = host.sockets.processes.front();
    const bool is_out =
        std::any_of(program.errors.begin(), program.errors.end(),
                    [](const host::ErrorTally& e) { return e.error == host::SocketError::MFile; });
    const std::string fds = std::to_string(program.descriptors.open_count());
    const std::string limit = format_integer(program.descriptor_limit);
    std::string text = is_out ? ui.tr(Msg::DiagnosisOutOfDescriptors, {fds, limit})
                              : ui.tr(Msg::DiagnosisDescriptors, {fds, limit});
    ChipLook look{.icon = is_out ? Icon::Cross : Icon::Check,
                  .ink = is_out ? p.bad : p.good,
                  .fill = is_out ? p.bad_soft : p.good_soft};
    const Canvas canvas = ui.canvas();
    float x = right - chip_width(canvas, text, look);
    draw_chip(canvas, {x, middle - look.height / 2}, text, look);
    ui.semantics.add({.id = "incident.diagnosis.fds",
                      .role = Role::Text,
                      .name = text,
                      .rect = {x, middle - 11, right - x, 22}});
    if (no_port == nullptr) return;
    text = ui.tr(Msg::DiagnosisPorts, {format_integer(static_cast<std::int64_t>(no_port->count))});
    look = {.icon = Icon::Cross, .ink = p.bad, .fill = p.bad_soft};
    const float end = x - 8;
    x = end - chip_width(canvas, text, look);
    draw_chip(canvas, {x, middle - look.height / 2}, text, look);
    ui.semantics.add({.id = "incident.diagnosis.ports",
                      .role = Role::Text,
                      .name = text,
                      .rect = {x, middle - 11, end - x, 22}});
}

void draw_hosts(IncidentFrame& f, const Rect& rect) {
    Ui& ui = f.ui();
    begin_pane(ui, {.id = "incident.hosts", .name = ui.tr(Msg::IncidentHostOf), .rect = rect});
    const SemanticScope group(
        ui.semantics, {.id = "incident.hosts.list", .role = Role::Group, .name = ui.tr(Msg::IncidentHostOf)});
    const sim::World& world = f.ward().run().measured().world();
    const float height = std::min(rect.h - 6, std::max(26.0f, ui.target_height() - 6));
    float x = rect.x + 18;
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
        place({x, rect.y + (rect.h - height) / 2});
        if (button(ui, spec)) f.shown_host() = i;
        x += spec.size.x + 6;
    }
    draw_diagnosis(f, rect.right() - 14, rect.centre().y);
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
    const float head = std::max(head_height, ui.target_height() + 6);
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
