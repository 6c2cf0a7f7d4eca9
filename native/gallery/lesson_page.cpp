#include "native/gallery/pages.h"

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/draw/plate.h"
#include "ui/draw/segment.h"
#include "ui/text/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

#include <array>
#include <string>
#include <vector>

namespace hw::gallery {

namespace {

using namespace hw::ui;

// The drawing's words, which are no messages of the product.
const char* pick(const Ui& ui, const char* en, const char* zh) {
    return ui.language == Language::En ? en : zh;
}

void draw_lesson_pane(Ui& ui) {
    begin_pane(ui, {.id = "lesson", .name = "Lesson", .rect = {0, 48, 328, 648}, .padding = {20, 16}});
    heading(ui, {.id = "lesson.title",
                 .text = pick(ui, "Why three handshakes, not two?", "为什么要三次握手，两次不行么？"),
                 .level = 1,
                 .size = type::question,
                 .width = 270});
    place({20, 190});
    paragraph(ui, "lesson.prompt",
              pick(ui, "*An old SYN reaches B late. Who finds out that it is old?*",
                   "*一个旧的 SYN 迟到了，到达 B。谁会发现它是旧的？*"),
              {.size = type::prompt, .line_height = 21}, {}, 288);
    const ChoiceSpec cards[] = {
        {.id = "lesson.choice.1",
         .title = pick(ui, "B, by its sequence number", "B，看序列号就知道"),
         .detail = pick(ui, "At 40 ms B entered SYN-RECEIVED.", "40 ms：B 进入了 SYN-RECEIVED。"),
         .verdict = Verdict::Wrong,
         .is_chosen = true,
         .width = 288},
        {.id = "lesson.choice.2",
         .title = pick(ui, "A, by the number that B acknowledges", "A，看 B 确认的是哪个号"),
         .detail = pick(ui, "At 60 ms A answered with RST, seq=91.", "60 ms：A 回了 RST，seq=91。"),
         .verdict = Verdict::Right,
         .width = 288},
        {.id = "lesson.choice.3",
         .title = pick(ui, "Nobody", "没有人发现"),
         .detail = pick(ui, "At 80 ms B was back in LISTEN.", "80 ms：B 已经回到 LISTEN。"),
         .verdict = Verdict::Wrong,
         .width = 288}};
    float y = 236;
    for (const ChoiceSpec& card : cards) {
        place({20, y});
        choice_card(ui, card);
        y = ui.last_rect().bottom() + 6;
    }
    place({20, 470});
    paragraph(
        ui, "lesson.why",
        pick(ui,
             "B cannot tell. Any number is a good start, so 90 looks as good as 100. *Only A knows what it "
             "sent.* The third step lets A say so: `ack=91` is not `101`, and A resets. With two steps B "
             "would already be open, for nobody.",
             "B 分不出来：任何号码都可以是起点，90 与 100 看上去一样好。*只有 A 知道自己发过什么。* "
             "第三步给了 A "
             "说话的机会：`ack=91` 不是 `101`，于是 A 复位。若只有两步，B 早已打开，等着一个不存在的人。"),
        {.line_height = 21}, {}, 288);
    place({20, 582});
    citation_chip(ui, {.id = "lesson.cite", .label = "RFC 9293 §3.5", .target = "rfc9293#3.5"});
    place({20, 652});
    button(ui, {.id = "lesson.back", .label = ui.tr(Msg::Back), .size = {74, 34}});
    place({102, 652});
    button(ui, {.id = "lesson.next",
                .label = pick(ui, "Next: take the third away", "下一步：去掉第三次"),
                .kind = ButtonKind::Primary,
                .size = {206, 34}});
    end_pane(ui);
}

constexpr float host_a_x = 462;
constexpr float host_b_x = 852;
constexpr float arrow_left = host_a_x + arrow_clearance;
constexpr float arrow_right = host_b_x - arrow_clearance;

float y_of(float ms) {
    constexpr float px_per_ms = 2.72f;
    if (ms <= 92) return 116 + ms * px_per_ms;
    if (ms < 990) return 366 + (ms - 92) / 898 * 52;
    return 418 + (ms - 990) * px_per_ms;
}

void draw_axis(const Canvas& c) {
    const Palette& p = c.palette();
    for (const int ms : {0, 20, 40, 60, 80, 1000, 1020, 1040}) {
        const float y = y_of(static_cast<float>(ms));
        c.horizontal_hair(372, 967, y, with_opacity(p.hair, .75f));
        c.text({366, y + 4}, format_integer(ms), {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
    draw_time_gap(c, {329, 366, 639, 52});
}

void draw_lanes(const Canvas& c, float now) {
    using enum tcp::State;
    const auto lane = [&](float x, float from, float to, tcp::State state) {
        const float top = y_of(from) + .75f;
        draw_lane(c, {x - lane_width / 2, top, lane_width, y_of(to) - .75f - top}, state);
    };
    draw_lane(c, {host_a_x - 5, 94, 10, 21}, Closed);
    lane(host_a_x, 0, 1040, SynSent);
    lane(host_a_x, 1040, now, Established);
    draw_lane(c, {host_b_x - 5, 94, 10, y_of(40) - 95}, Listen);
    lane(host_b_x, 40, 80, SynReceived);
    lane(host_b_x, 80, 1020, Listen);
    lane(host_b_x, 1020, now, SynReceived);
}

struct Arrow {
    SegmentArrow look;
    float sent_ms;
    bool is_to_b;
    const char* flags;
    std::array<const char*, label_detail_count> fields;
};

std::vector<Arrow> arrows() {
    std::vector<Arrow> all = {
        {{.kind = SegmentKind::Syn, .fate = SegmentFate::Lost, .progress = .47f},
         0,
         true,
         "SYN",
         {"seq=100", "seq=100", ""}},
        {{.kind = SegmentKind::Syn, .first_visible = .5f, .is_old_duplicate = true},
         20,
         true,
         "SYN",
         {"seq=90", "seq=90", ""}},
        {{.kind = SegmentKind::Syn}, 40, false, "SYN,ACK", {"seq=300 ack=91", "seq=300", ""}},
        {{.kind = SegmentKind::Rst, .is_selected = true}, 60, true, "RST", {"seq=91", "seq=91", ""}},
        {{.kind = SegmentKind::Syn}, 1000, true, "SYN", {"seq=100", "seq=100", ""}},
        {{.kind = SegmentKind::Syn}, 1020, false, "SYN,ACK", {"seq=400 ack=101", "seq=400", ""}},
        {{.kind = SegmentKind::Ack, .fate = SegmentFate::InFlight, .progress = .55f},
         1040,
         true,
         "ACK",
         {"seq=101 ack=401", "seq=101", ""}},
    };
    for (Arrow& arrow : all) {
        arrow.look.from = {arrow.is_to_b ? arrow_left : arrow_right, y_of(arrow.sent_ms)};
        arrow.look.to = {arrow.is_to_b ? arrow_right : arrow_left, y_of(arrow.sent_ms + 20)};
    }
    return all;
}

SegmentLabel label_of(const Arrow& arrow, LabelDetail detail) {
    return {arrow.look.kind, arrow.flags, arrow.fields[static_cast<std::size_t>(detail)],
            arrow.look.is_selected};
}

void draw_labels(const Canvas& c, const std::vector<Arrow>& all) {
    std::vector<LabelRequest> requests;
    for (const Arrow& arrow : all) {
        const SegmentArrow& look = arrow.look;
        const float end = look.fate == SegmentFate::Arrived ? 1 : look.progress;
        LabelRequest request{.from = along(look.from, look.to, look.first_visible),
                             .to = along(look.from, look.to, end)};
        if (end < 1) request.mark = request.to;
        for (std::size_t i = 0; i < label_detail_count; ++i) {
            request.widths[i] = measure_segment_label(c, label_of(arrow, static_cast<LabelDetail>(i))).x;
        }
        request.is_wanted = look.is_selected;
        requests.push_back(request);
    }
    const std::vector<LabelPlace> places = place_labels(requests, {});
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (places[i].is_shown) draw_segment_label(c, places[i].plate, label_of(all[i], places[i].detail));
    }
}

void draw_action_card(Ui& ui, const Rect& rect) {
    begin_card(ui, {.id = "segment.card", .name = "ACK", .rect = rect});
    const Canvas c = ui.canvas();
    const float end = c.text({rect.x + 12, rect.y + 19}, "ACK",
                             {.colour = ui.palette().segment(SegmentKind::Ack), .size = type::flags});
    c.text({end + 7, rect.y + 19}, pick(ui, "in flight, arrives in 9 ms", "在途，9 ms 后到达"),
           {.colour = ui.palette().ink2, .size = type::row});
    struct Action {
        const char* id;
        Msg label;
        Icon icon;
    };
    const Action actions[] = {{"drop", Msg::Drop, Icon::Drop},
                              {"hold", Msg::Hold, Icon::Hold},
                              {"delay", Msg::Delay, Icon::Clock},
                              {"dup", Msg::Duplicate, Icon::Duplicate},
                              {"edit", Msg::Edit, Icon::Edit}};
    float x = rect.x + 8;
    for (const Action& action : actions) {
        const ButtonSpec spec{.id = action.id,
                              .label = ui.tr(action.label),
                              .icon = action.icon,
                              .kind = ButtonKind::Tile,
                              .size = {0, 37},
                              .text_size = type::caption,
                              .is_on = action.icon == Icon::Drop};
        const float width = c.text_width(spec.label, type::caption) + 35;
        place({x, rect.y + 30});
        ButtonSpec sized = spec;
        sized.size.x = width;
        button(ui, sized);
        x += width + 4;
    }
    end_card(ui);
}

void draw_ladder(Ui& ui) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "ladder", .name = "Ladder", .rect = {328, 48, 640, 648}, .ground = p.sheet});
    const Canvas c = ui.canvas();
    constexpr float now = 1051;
    c.fill({329, y_of(now), 639, 696 - y_of(now)}, p.future);
    draw_axis(c);
    draw_future_lifeline(c, host_a_x, y_of(now), 696);
    draw_future_lifeline(c, host_b_x, y_of(now), 696);
    const std::vector<Arrow> all = arrows();
    for (const Arrow& arrow : all) {
        if (arrow.look.is_selected) draw_segment_underlay(c, arrow.look);
    }
    draw_lanes(c, now);
    draw_retransmission_link(c, {.lost_at = along(all[0].look.from, all[0].look.to, .47f),
                                 .sent_again_at = all[4].look.from,
                                 .spine_x = arrow_left + 16,
                                 .pill = "RTO 1,000 ms",
                                 .pill_y = 392});
    for (const Arrow& arrow : all) draw_segment(c, arrow.look);
    draw_labels(c, all);
    draw_event_ring(c, {host_b_x, y_of(80)});
    draw_playhead(c, 332, 968, y_of(now), "1,051");
    draw_action_card(ui, {474, 615, 368, 75});
    end_pane(ui);
}

void draw_table(Ui& ui) {
    const Canvas c = ui.canvas();
    const Palette& p = ui.palette();
    struct Row {
        const char* field;
        const char* before;
        const char* after;
        bool is_changed;
    };
    const Row rows[] = {{"state", "SYN-RCVD", "LISTEN", true},
                        {"SND.UNA", "300", "-", true},
                        {"RCV.NXT", "91", "-", true},
                        {"RCV.WND", "65535", "65535", false}};
    float y = 472;
    for (const Row& row : rows) {
        if (row.is_changed) draw_changed_row(c, {978, y, 292, 18}, 0);
        const Colour strong = row.is_changed ? p.ink1 : p.ink3;
        c.text({986, y + 13.5f}, row.field, {.colour = strong, .size = type::row, .face = Face::Mono});
        c.text({1136, y + 13.5f}, row.before,
               {.colour = p.ink3, .size = type::row, .face = Face::Mono, .align = Align::End});
        if (row.is_changed) draw_icon(c, Icon::Right, {1152, y + 9}, {.colour = p.ink3, .width = 1.4f});
        c.text({1262, y + 13.5f}, row.after,
               {.colour = strong, .size = type::row, .face = Face::Mono, .align = Align::End});
        y += 19;
    }
}

void draw_think_pane(Ui& ui) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "think", .name = "Think", .rect = {968, 48, 312, 648}, .padding = {18, 10}});
    const Canvas c = ui.canvas();
    heading(ui, {.id = "think.title", .text = pick(ui, "What did TCP just think?", "TCP 刚才在想什么？")});
    draw_swatch(c, {986, 94}, tcp::State::SynReceived, 10, 15);
    c.text({1003, 98.5f},
           pick(ui, "B got RST at 80 ms, in SYN-RECEIVED", "80 ms，B 在 SYN-RECEIVED 收到 RST"),
           {.colour = p.ink2, .size = type::row});
    c.box({978, 161, 292, 111}, {.fill = p.raised, .border = p.accent, .radius = radius::card});
    c.circle({994, 177}, 9, p.accent);
    c.text_on_middle({994, 177}, "2", {.colour = p.on_accent, .size = type::row, .align = Align::Middle});
    c.text({1012, 181.5f}, pick(ui, "2  Check the RST bit", "2  检查 RST 位"), {.colour = p.ink1});
    place({1012, 189});
    paragraph(ui, "think.why",
              pick(ui,
                   "The RST is exactly at RCV.NXT, so it counts. B was opened *passively*: return to LISTEN "
                   "and tell nobody.",
                   "RST 恰在 RCV.NXT，有效。B 是*被动*打开的：回到 LISTEN，不通知任何人。"),
              {.size = 12.5f, .line_height = 18.5f}, {}, 248);
    draw_badge(c, {1262, 428}, pick(ui, "6 fields changed", "6 个字段变了"),
               {.fill = p.marker, .ink = p.on_marker});
    draw_table(ui);
    end_pane(ui);
}

void draw_bars(Ui& ui) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "top", .name = "Top", .rect = {0, 0, 1280, 48}});
    draw_mark(ui.canvas(), {24, 24}, 1);
    ui.canvas().text({42, 29}, ui.tr(Msg::AppName), {.colour = p.ink1, .size = type::pane_heading});
    place({844, 8});
    tab(ui,
        {.id = "tab.lessons", .label = pick(ui, "Lessons", "课程"), .is_selected = true, .size = {0, 40}});
    place({912, 8});
    tab(ui, {.id = "tab.sandbox", .label = pick(ui, "Sandbox", "沙盒"), .size = {0, 40}});
    place({1214, 8});
    button(ui, {.id = "theme",
                .name = ui.tr(Msg::DarkTheme),
                .icon = p.app == light_palette.app ? Icon::Moon : Icon::Sun,
                .kind = ButtonKind::Quiet,
                .size = {32, 32}});
    place({1242, 8});
    button(ui, {.id = "link",
                .name = ui.tr(Msg::CopyLink),
                .icon = Icon::Link,
                .kind = ButtonKind::Quiet,
                .size = {32, 32}});
    ui.canvas().horizontal_hair(0, 1280, 47, p.hair);
    end_pane(ui);

    begin_pane(ui, {.id = "time", .name = "Time", .rect = {0, 696, 1280, 104}});
    const Canvas c = ui.canvas();
    c.horizontal_hair(0, 1280, 696, p.line);
    place({18, 720});
    button(ui, {.id = "start",
                .name = ui.tr(Msg::ToStart),
                .icon = Icon::Start,
                .kind = ButtonKind::Quiet,
                .size = {32, 32}});
    place({56, 720});
    button(ui, {.id = "stepb",
                .name = ui.tr(Msg::StepBack),
                .icon = Icon::StepBack,
                .kind = ButtonKind::Quiet,
                .size = {32, 32}});
    place({97, 715});
    button(ui, {.id = "play",
                .name = ui.tr(Msg::Play),
                .icon = Icon::Play,
                .kind = ButtonKind::Round,
                .size = {42, 42}});
    c.line({346, 730}, {631, 730}, {.colour = p.ink2, .width = 2});
    draw_timeline_gap(c, 631, 675, 730);
    c.line({675, 730}, {876, 730}, {.colour = p.ink2, .width = 2});
    c.line({876, 730}, {965, 730}, {.colour = p.line, .width = 2, .dash = {1, 5}, .cap = Cap::Round});
    c.bezier({532, 730}, {550, 730}, {542, 770}, {566, 770},
             {.colour = p.segment(SegmentKind::Fin), .width = 2});
    draw_timeline_playhead(c, 876, 704, 788);
    end_pane(ui);
}

}  // namespace

void draw_lesson_page(Ui& ui) {
    begin_root(ui);
    draw_lesson_pane(ui);
    draw_ladder(ui);
    draw_think_pane(ui);
    draw_bars(ui);
    end_root(ui);
}

}  // namespace hw::gallery
