// The screen of a capture: its ladder, and below it what is known of the selected segment, or of the file.
#include <string>

#include "capture/describe.h"
#include "ui/app/app_parts.h"
#include "ui/views/elide.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;
constexpr float foot_height = 64;

std::string socket_text(wire::Endpoint end) {
    return wire::to_text(end.address) + ":" + std::to_string(end.port);
}

// Which conversation this is.
std::string about(const Ui& ui, const capture::Import& import) {
    const capture::Stream& stream = import.streams[import.shown];
    return ui.tr(Msg::CaptureAbout,
                 {socket_text(stream.first), socket_text(stream.second), std::to_string(stream.segments),
                  std::to_string(import.shown + 1), std::to_string(import.streams.size())});
}

// What of the file is not shown; "" if all of it is.
std::string left_out(const Ui& ui, const capture::Import& import) {
    const capture::Skipped& skipped = import.skipped;
    const std::uint32_t count =
        skipped.unknown_link + skipped.not_ipv4 + skipped.not_tcp + skipped.fragments + skipped.malformed;
    std::string words;
    const auto add = [&words](const std::string& sentence) {
        words += (words.empty() ? "" : " ") + sentence;
    };
    if (import.is_cut) add(ui.tr(Msg::CaptureCut, {std::to_string(CaptureSession::most_packets)}));
    if (count > 0) add(ui.tr(Msg::CaptureSkipped, {std::to_string(count)}));
    if (!import.has_flights) add(ui.tr(Msg::CaptureLevel));
    return words;
}

struct FootLines {
    std::string first{};
    std::string second{};
};

FootLines foot_lines(const Ui& ui, const CaptureSession& session) {
    const capture::Import& import = session.import();
    const sim::PacketRecord* packet = find_record(import.trace, session.selection().packet);
    if (packet == nullptr) return {about(ui, import), left_out(ui, import)};
    return {capture::describe(packet->bytes), import.remarks[packet->id.value]};
}

void draw_foot(Ui& ui, const CaptureSession& session, const Rect& rect) {
    begin_pane(ui, {.id = "capture.foot", .name = ui.tr(Msg::CaptureFile), .rect = rect});
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    canvas.horizontal_hair(rect.x, rect.right(), rect.y, p.hair);
    const FootLines lines = foot_lines(ui, session);
    const float width = rect.w - 2 * space::l;
    const std::string first = elided(canvas, lines.first, type::control, width);
    const std::string second = elided(canvas, lines.second, type::row, width);
    label(ui, {rect.x + space::l, rect.y + 26}, {.id = "capture.about", .text = first});
    if (!second.empty())
        label(ui, {rect.x + space::l, rect.y + 48},
              {.id = "capture.more", .text = second, .size = type::row, .colour = p.ink3});
    end_pane(ui);
}

}  // namespace

void draw_capture_screen(AppParts& parts, Commands& commands) {
    Ui& ui = parts.ui;
    const float width = parts.environment.width;
    const float height = parts.environment.height;
    const bool has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s;
    draw_top_bar(ui,
                 {.rect = {0, 0, width, bar_height},
                  .crumb = parts.capture->name(),
                  .has_just_copied = has_just_copied},
                 commands);
    const RunModel run = parts.capture->model();
    draw_ladder(ui,
                {.run = run,
                 .selection = parts.capture->selection(),
                 .settings = parts.ladder,
                 .rect = {0, bar_height, width, height - bar_height - foot_height},
                 .is_compact = width < medium_from,
                 .can_act = false},
                parts.ladder_memories[0], commands);
    draw_foot(ui, *parts.capture, {0, height - foot_height, width, foot_height});
}

}  // namespace hw::ui
