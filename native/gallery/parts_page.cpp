#include "native/gallery/pages.h"

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/draw/plate.h"
#include "ui/draw/segment.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/text.h"

#include <string>

namespace hw::gallery {

namespace {

using namespace hw::ui;

void draw_states(Ui& ui, float x, float y) {
    const Canvas c = ui.canvas();
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        const auto state = static_cast<tcp::State>(i);
        const float lane_x = x + static_cast<float>(i) * 56;
        draw_lane(c, {lane_x, y, lane_width, 90}, state);
        draw_lane(c, {lane_x + 16, y, lane_width_touch, 40}, state);
        draw_swatch(c, {lane_x + 16, y + 56}, state);
        c.text({lane_x, y + 106}, tcp::name_of(state).substr(0, 8),
               {.colour = ui.palette().ink2, .size = type::axis});
    }
}

struct NamedArrow {
    SegmentArrow arrow;
    const char* flags;
    const char* fields;
};

void draw_segments(Ui& ui, float x, float y) {
    const Canvas c = ui.canvas();
    const NamedArrow rows[] = {
        {{.kind = SegmentKind::Syn}, "SYN", "seq=100"},
        {{.kind = SegmentKind::Ack}, "ACK", "seq=101 ack=401"},
        {{.kind = SegmentKind::Data}, "20 bytes", "seq=301"},
        {{.kind = SegmentKind::Fin}, "FIN,ACK", "seq=7 ack=9"},
        {{.kind = SegmentKind::Rst, .is_selected = true}, "RST", "seq=91"},
        {{.kind = SegmentKind::Syn, .fate = SegmentFate::Lost, .progress = .6f}, "SYN", "seq=100"},
        {{.kind = SegmentKind::Ack, .fate = SegmentFate::InFlight, .progress = .6f}, "ACK", "ack=401"},
        {{.kind = SegmentKind::Data, .fate = SegmentFate::Held, .progress = .7f}, "20 bytes", ""},
        {{.kind = SegmentKind::Syn, .first_visible = .1f, .is_old_duplicate = true}, "SYN", "seq=90"},
        {{.kind = SegmentKind::Data, .is_faded = true}, "9 bytes", ""},
    };
    for (const NamedArrow& row : rows) {
        SegmentArrow arrow = row.arrow;
        arrow.from = {x, y};
        arrow.to = {x + 300, y + 18};
        if (arrow.is_selected) draw_segment_underlay(c, arrow);
        draw_segment(c, arrow);
        const SegmentLabel label = {arrow.kind, row.flags, row.fields, arrow.is_selected};
        const Point size = measure_segment_label(c, label);
        const Point middle = along(arrow.from, arrow.to, .3f);
        draw_segment_label(c, {middle.x - size.x / 2, middle.y - size.y / 2, size.x, size.y}, label);
        y += 38;
    }
}

void draw_icons(Ui& ui, float x, float y) {
    const Canvas c = ui.canvas();
    for (int i = 1; i <= static_cast<int>(Icon::States); ++i) {
        const int column = (i - 1) % 16;
        const int row = (i - 1) / 16;
        const Point at = {x + static_cast<float>(column) * 34, y + static_cast<float>(row) * 34};
        draw_icon(c, static_cast<Icon>(i), at, {.colour = ui.palette().ink1});
    }
    draw_mark(c, {x, y + 76}, 1);
    draw_mark(c, {x + 40, y + 80}, 2);
    draw_host_sign(c, {x + 90, y + 76}, 'A');
    draw_host_sign(c, {x + 124, y + 76}, 'B');
    draw_event_ring(c, {x + 158, y + 76});
}

void draw_buttons(Ui& ui, float x, float y) {
    place({x, y});
    button(ui, {.id = "plain", .label = "Back"});
    place({x + 90, y});
    button(ui, {.id = "primary", .label = "Next: take the third away", .kind = ButtonKind::Primary});
    place({x + 310, y});
    button(ui, {.id = "off", .label = "Next", .kind = ButtonKind::Primary, .is_disabled = true});
    place({x + 400, y});
    button(ui, {.id = "quiet", .name = "Link", .icon = Icon::Link, .kind = ButtonKind::Quiet});
    place({x + 450, y - 4});
    button(ui,
           {.id = "round", .name = "Play", .icon = Icon::Play, .kind = ButtonKind::Round, .size = {42, 42}});
    place({x, y + 50});
    button(ui, {.id = "tile1",
                .label = "Drop",
                .icon = Icon::Drop,
                .kind = ButtonKind::Tile,
                .text_size = type::caption,
                .is_on = true});
    place({x + 100, y + 50});
    button(ui, {.id = "tile2",
                .label = "Duplicate",
                .icon = Icon::Duplicate,
                .kind = ButtonKind::Tile,
                .text_size = type::caption});
    place({x + 230, y + 50});
    button(ui, {.id = "compare", .label = "Compare", .icon = Icon::Fork, .text_size = type::row});
    place({x + 360, y + 50});
    slider(ui, {.id = "slider", .name = "Speed", .range = {0, 100, 40}});
    place({x, y + 100});
    citation_chip(ui, {.id = "cite", .label = "RFC 9293 §3.5"});
    place({x + 130, y + 100});
    citation_chip(ui, {.id = "breach", .label = "variant: breaks RFC 9293 §3.5", .is_breach = true});
    place({x + 350, y + 100});
    citation_chip(ui, {.id = "figure", .label = "Figure 8", .is_plain = true});
}

void draw_choices(Ui& ui, float x, float y) {
    struct Card {
        const char* id;
        Verdict verdict;
        bool is_chosen;
    };
    const Card cards[] = {{"c1", Verdict::Open, false},
                          {"c2", Verdict::Open, true},
                          {"c3", Verdict::Right, true},
                          {"c4", Verdict::Wrong, true},
                          {"c5", Verdict::Wrong, false}};
    for (const Card& card : cards) {
        place({x, y});
        choice_card(ui,
                    {.id = card.id,
                     .title = "A, by the number that B acknowledges",
                     .detail = card.verdict == Verdict::Open ? "" : "At 60 ms A answered with RST, seq=91.",
                     .verdict = card.verdict,
                     .is_chosen = card.is_chosen,
                     .width = 320});
        y = ui.last_rect().bottom() + 6;
    }
}

}  // namespace

void draw_parts_page(Ui& ui) {
    begin_root(ui);
    begin_pane(ui, {.id = "parts", .name = "Parts", .rect = {0, 0, 1280, 800}, .ground = ui.palette().sheet});
    draw_states(ui, 24, 24);
    draw_segments(ui, 60, 180);
    draw_icons(ui, 420, 180);
    draw_buttons(ui, 420, 310);
    draw_choices(ui, 940, 180);
    for (int i = 0; i < 3; ++i) {
        const float y = 470 + static_cast<float>(i) * 24;
        draw_changed_row(ui.canvas(), {420, y, 280, 20}, static_cast<float>(i) / 2);
    }
    place({420, 560});
    paragraph(ui, "mixed",
              "B cannot tell. *Only A knows what it sent.* The third step lets A say so: `ack=91` is not "
              "`101`, and "
              "A resets, [[RFC 9293 §3.5]](rfc9293#3.5) and [Figure 8](figure8) say. "
              "任何号码都可以是起点，90 与 100 "
              "看上去一样好。*只有 A 知道自己发过什么。* 第三步给了 A 说话的机会：`ack=91` 不是 `101`，于是 "
              "A 复位。",
              {}, {}, 420);
    end_pane(ui);
    end_root(ui);
}

}  // namespace hw::gallery
