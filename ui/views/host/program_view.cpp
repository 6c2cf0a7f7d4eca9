#include "ui/views/host/program_view.h"

#include <algorithm>
#include <string>

#include "host/time_wait.h"
#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr std::size_t most_log_rows = 24;

void draw_heading(Ui& ui, std::string id, std::string_view text) {
    const Point at = place();
    label(ui, {at.x, at.y + 15},
          {.id = id, .text = text, .size = type::section_heading, .role = Role::Heading, .level = 2});
    place({at.x, at.y + 26});
}

std::string of_text(const Ui& ui, const LimitLine& line) {
    const std::string taken = format_integer(static_cast<std::int64_t>(line.taken));
    if (line.limit == 0) return taken;
    return ui.tr(Msg::LimitOf, {taken, format_integer(static_cast<std::int64_t>(line.limit))});
}

void draw_limit(Ui& ui, const HostScene& scene, const LimitLine& line, float width) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    const bool is_full = line.limit != 0 && line.taken >= line.limit;
    const std::string value = of_text(ui, line);
    canvas.text_on_middle({at.x, at.y + 8}, line.name, {.colour = p.ink2, .size = type::row});
    const float value_x = at.x + width;
    canvas.text_on_middle(
        {value_x, at.y + 8}, value,
        {.colour = is_full ? p.bad : p.ink1, .size = type::row, .face = Face::Mono, .align = Align::End});
    if (is_full) {
        const float left = value_x - canvas.text_width(value, type::row, Face::Mono) - 12;
        draw_icon(canvas, Icon::Cross, {left, at.y + 8}, {.colour = p.bad, .scale = .7f});
    }
    if (line.limit != 0) {
        const float share = std::min(1.0f, static_cast<float>(line.taken) / static_cast<float>(line.limit));
        canvas.fill({at.x, at.y + 18, width, 4}, p.sunk, 2);
        canvas.box({at.x, at.y + 18, width, 4}, {.border = p.hair, .radius = 2});
        if (line.taken > 0)
            canvas.fill({at.x, at.y + 18, std::max(3.0f, width * share), 4}, is_full ? p.bad : p.accent, 2);
    }
    ui.semantics.add({.id = scene.node_id("limit." + line.id),
                      .role = Role::Row,
                      .name = line.name,
                      .value = value,
                      .rect = {at.x, at.y, width, 24}});
    place({at.x, at.y + (line.limit != 0 ? 30.0f : 22.0f)});
}

std::string tally_text(const host::ErrorTally& tally) {
    return std::string(host::name_of(tally.call)) + "() " + std::string(host::name_of(tally.error));
}

std::string time_text(Instant at) {
    const std::int64_t hundredths = at.us / 10'000;
    const std::string fraction = std::to_string(hundredths % 100);
    return std::to_string(hundredths / 100) + '.' + (fraction.size() == 1 ? "0" : "") + fraction;
}

}  // namespace

std::vector<LimitLine> limit_lines(const Ui& ui, const host::Host& host) {
    std::vector<LimitLine> lines;
    if (!host.sockets.processes.empty()) {
        const host::Process& process = host.sockets.processes.front();
        lines.push_back({.id = "fds",
                         .name = ui.tr(Msg::LimitDescriptors),
                         .taken = process.descriptors.open_count(),
                         .limit = process.descriptor_limit});
    }
    constexpr std::size_t most_listeners = 4;
    for (std::size_t i = 0; i < std::min(most_listeners, host.listeners.size()); ++i) {
        const host::Listener& listener = host.listeners[i];
        const std::string port = std::to_string(listener.port);
        lines.push_back({.id = "accept." + port,
                         .name = ui.tr(Msg::LimitAcceptQueue, {port}),
                         .taken = listener.accept_queue.size(),
                         .limit = listener.backlog + host.config.backlog_excess});
        lines.push_back({.id = "syn." + port,
                         .name = ui.tr(Msg::LimitSynQueue, {port}),
                         .taken = listener.half_open_count,
                         .limit = listener.backlog + host.config.backlog_excess});
    }
    constexpr std::uint32_t no_limit = 0xffff'ffffu;
    const std::uint32_t most = host.config.most_time_waits;
    lines.push_back({.id = "tw",
                     .name = ui.tr(Msg::LimitTimeWaits),
                     .taken = host::time_wait_count(host),
                     .limit = most == no_limit ? 0 : most});
    return lines;
}

std::vector<LogLine> log_lines(const host::Host& host, std::size_t most) {
    std::vector<LogLine> lines;
    for (const host::Process& process : host.sockets.processes) {
        const std::uint64_t kept = process.log.size();
        for (std::uint64_t back = 0; back < kept; ++back) {
            const std::uint64_t number = process.logged - 1 - back;
            const host::LoggedError& logged =
                process.log[static_cast<std::size_t>(number % host::most_log_lines)];
            const std::string text = host::to_text(logged);
            if (!lines.empty() && lines.back().text == text) {
                ++lines.back().times;
                continue;
            }
            if (lines.size() == most) return lines;
            lines.push_back({.at = logged.at, .text = text});
        }
    }
    return lines;
}

void draw_limits(Ui& ui, const HostScene& scene, float width) {
    draw_heading(ui, scene.node_id("limits.title"), ui.tr(Msg::LimitTitle));
    const SemanticScope table(
        ui.semantics, {.id = scene.node_id("limits"), .role = Role::Table, .name = ui.tr(Msg::LimitTitle)});
    for (const LimitLine& line : limit_lines(ui, scene.host)) draw_limit(ui, scene, line, width);
}

void draw_error_log(Ui& ui, const HostScene& scene, float width) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    draw_heading(ui, scene.node_id("log.title"), ui.tr(Msg::LogTitle));
    const SemanticScope list(ui.semantics,
                             {.id = scene.node_id("log"), .role = Role::List, .name = ui.tr(Msg::LogTitle)});
    const std::vector<LogLine> lines = log_lines(scene.host, most_log_rows);
    if (lines.empty()) {
        paragraph(ui, scene.node_id("log.none"), ui.tr(Msg::LogEmpty), {.size = type::row}, {.plain = p.ink3},
                  width);
        return;
    }
    Point at = place();
    for (const host::Process& process : scene.host.sockets.processes) {
        for (const host::ErrorTally& tally : process.errors) {
            const std::string chip =
                tally_text(tally) + " × " + format_integer(static_cast<std::int64_t>(tally.count));
            const ChipLook look{.icon = Icon::Cross, .ink = p.bad, .fill = p.bad_soft, .face = Face::Mono};
            const Rect drawn = draw_chip(canvas, at, chip, look);
            ui.semantics.add({.id = scene.node_id("log.tally." + tally_text(tally)),
                              .role = Role::ListItem,
                              .name = chip,
                              .rect = drawn});
            at.y = drawn.bottom() + 5;
        }
    }
    at.y += 4;
    std::size_t number = 0;
    for (const LogLine& line : lines) {
        const std::string times = line.times > 1 ? "× " + std::to_string(line.times) : std::string();
        draw_icon(canvas, Icon::Cross, {at.x + 5, at.y + 9}, {.colour = p.bad, .scale = .7f});
        canvas.text_on_middle({at.x + 16, at.y + 9}, time_text(line.at) + " s",
                              {.colour = p.ink3, .size = type::row, .face = Face::Mono});
        if (!times.empty())
            canvas.text_on_middle(
                {at.x + width, at.y + 9}, times,
                {.colour = p.ink2, .size = type::row, .face = Face::Mono, .align = Align::End});
        // Beside the time where there is room for it, else below.
        constexpr float behind_time = 84;
        const float room = width - behind_time - canvas.text_width(times, type::row, Face::Mono) - space::s;
        const bool is_beside = canvas.text_width(line.text, type::row) <= room;
        const float left = is_beside ? behind_time : 16;
        place({at.x + left, is_beside ? at.y - 1 : at.y + 18});
        const std::string id = scene.node_id("log.line." + std::to_string(number++));
        const TextSpan span{.kind = SpanKind::Plain, .text = line.text};
        paragraph(ui, {.id = id,
                       .spans = {&span, 1},
                       .style = {.size = type::row},
                       .ink = {.plain = p.bad},
                       .width = width - left,
                       .role = Role::ListItem});
        at.y = ui.last_rect().bottom() + 6;
    }
    place(at);
}

void draw_program(Ui& ui, const HostScene& scene, const HostPane& pane) {
    begin_pane(ui, {.id = scene.node_id("program"),
                    .name = ui.tr(Msg::ProgramPane),
                    .rect = pane.rect,
                    .ground = pane.ground,
                    .padding = pane.padding,
                    .scrolls = true});
    constexpr float scrollbar_room = 6;
    const float width = pane.rect.w - 2 * pane.padding.x - scrollbar_room;
    const Point at = place();
    draw_limits(ui, scene, width);
    place({at.x, place().y + space::m});
    draw_error_log(ui, scene, width);
    place({at.x, place().y + space::s});
    ImGui::Dummy({1, 1});
    end_pane(ui);
}

}  // namespace hw::ui
