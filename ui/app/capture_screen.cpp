// The screen of a capture: its ladder, and below it what is known of the selected segment, or of the file.
#include <array>
#include <string>
#include <utility>

#include "capture/describe.h"
#include "ui/app/app_parts.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;
constexpr ParagraphStyle about_style{.size = type::control, .line_height = 20};
constexpr ParagraphStyle more_style{.size = type::row, .line_height = 18};

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

// The words as they are wrapped to the page, one paragraph below the other.
struct Foot {
    std::array<TextSpan, 1> first{};
    std::array<TextSpan, 1> second{};
    float first_height = 0;
    float height = 0;
};

Foot foot_of(Ui& ui, const CaptureSession& session, float page_width) {
    FootLines lines = foot_lines(ui, session);
    const float width = page_width - 2 * space::l;
    Foot foot{.first = {TextSpan{.text = std::move(lines.first)}},
              .second = {TextSpan{.text = std::move(lines.second)}}};
    foot.first_height = paragraph_height(ui, {.spans = foot.first, .style = about_style, .width = width});
    foot.height = foot.first_height + 2 * space::m;
    if (!foot.second[0].text.empty())
        foot.height += paragraph_height(ui, {.spans = foot.second, .style = more_style, .width = width});
    return foot;
}

void draw_foot(Ui& ui, const Foot& foot, const Rect& rect) {
    begin_pane(ui, {.id = "capture.foot", .name = ui.tr(Msg::CaptureFile), .rect = rect});
    const Palette& p = ui.palette();
    ui.canvas().horizontal_hair(rect.x, rect.right(), rect.y, p.hair);
    const float width = rect.w - 2 * space::l;
    const Point at{rect.x + space::l, rect.y + space::m};
    place(at);
    paragraph(ui, {.id = "capture.about",
                   .spans = foot.first,
                   .style = about_style,
                   .ink = {.plain = p.ink1},
                   .width = width});
    place({at.x, at.y + foot.first_height});
    if (!foot.second[0].text.empty())
        paragraph(ui, {.id = "capture.more",
                       .spans = foot.second,
                       .style = more_style,
                       .ink = {.plain = p.ink3},
                       .width = width});
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
                  .is_compact = width < medium_from,
                  .has_just_copied = has_just_copied},
                 commands);
    const Foot foot = foot_of(ui, *parts.capture, width);
    const RunModel run = parts.capture->model();
    draw_ladder(ui,
                {.run = run,
                 .selection = parts.capture->selection(),
                 .settings = parts.ladder,
                 .rect = {0, bar_height, width, height - bar_height - foot.height},
                 .is_compact = width < medium_from,
                 .can_act = false},
                parts.ladder_memories[0], commands);
    draw_foot(ui, foot, {0, height - foot.height, width, foot.height});
}

}  // namespace hw::ui
