#include "ui/views/ladder/action_card.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ui/text/format.h"
#include "ui/views/ladder/card_tiles.h"
#include "ui/views/ladder/edit_panel.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/views/ladder/segment_words.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float greatest_width = 368;
constexpr float head_height = 31;
constexpr float foot_height = 20;
constexpr float padding = 8;
constexpr float text_inset = 12;
constexpr ParagraphStyle details_style{.size = type::caption, .line_height = 16};

struct CardAction {
    PacketAction action;
    Icon icon;
    Msg label;
    const char* id;
};

std::vector<CardAction> actions_for(const ArrowPose& pose) {
    const CardAction drop{PacketAction::Drop, Icon::Drop, Msg::Drop, "card.drop"};
    const CardAction hold{PacketAction::Hold, Icon::Hold, Msg::Hold, "card.hold"};
    const CardAction release{PacketAction::Release, Icon::Play, Msg::Release, "card.release"};
    const CardAction delay{PacketAction::Delay, Icon::Clock, Msg::Delay, "card.delay"};
    const CardAction duplicate{PacketAction::Duplicate, Icon::Duplicate, Msg::Duplicate, "card.duplicate"};
    switch (pose.arrow.fate) {
        case SegmentFate::Held: return {release, drop, duplicate};
        case SegmentFate::Lost: return {hold, delay, duplicate};
        default: return {drop, hold, delay, duplicate};
    }
}

// What the card says of the segment's inside, a paragraph each.
struct CardWords {
    std::string details{};
    std::string changes{};
};

CardWords words_of(const Ui& ui, const LadderScene& scene, const sim::PacketRecord& record) {
    CardWords words{.details = details_text(record, ui.language)};
    if (changed_at(*scene.run.trace, record) <= scene.run.now)
        words.changes = ui.tr(Msg::ChangedTo, {changes_text(record, ui.language)});
    return words;
}

float height_of(Ui& ui, const std::string& text, float width) {
    if (text.empty()) return 0;
    const std::array spans = {TextSpan{.kind = SpanKind::Plain, .text = text}};
    return paragraph_height(ui, {.id = {}, .spans = spans, .style = details_style, .width = width});
}

float words_height(Ui& ui, const CardWords& words, float card_width) {
    const float width = card_width - 2 * text_inset;
    const float height = height_of(ui, words.details, width) + height_of(ui, words.changes, width);
    return height > 0 ? height + padding : 0;
}

std::string status_of(const Ui& ui, const RunModel& run, const LadderArrow& arrow, const ArrowPose& pose) {
    const Instant arrival = arrow.path.points.back().at;
    switch (pose.arrow.fate) {
        case SegmentFate::InFlight:
            if (arrow.path.is_lost()) return ui.tr(Msg::CardInFlight);
            return ui.tr(Msg::CardArrivesIn, {format_duration(arrival - run.now)});
        case SegmentFate::Held: return ui.tr(Msg::SegmentHeld);
        case SegmentFate::Lost: return ui.tr(Msg::CardLostAt, {format_moment(arrow.path.lost_at)});
        case SegmentFate::Arrived: return ui.tr(Msg::CardArrivedAt, {format_moment(arrival)});
    }
    return {};
}

void draw_head(LadderDrawing& d, const LadderArrow& arrow, const ArrowPose& pose, const Rect& card) {
    const Palette& p = d.ui.palette();
    const sim::PacketRecord* record = find_record(*d.scene.run.trace, arrow.id);
    const float baseline = card.y + 19.5f;
    const float x = label(
        d.ui, {card.x + 12, baseline},
        {.id = "card.flags", .text = arrow.flags, .size = type::flags, .colour = p.segment(arrow.kind)});
    label(d.ui, {x + 7, baseline},
          {.id = "card.status",
           .text = status_of(d.ui, d.scene.run, arrow, pose),
           .size = type::row,
           .colour = p.ink2});
    if (record == nullptr) return;
    const std::string bytes = bytes_text(record->bytes.size(), d.ui.language);
    label(d.ui, {card.right() - 12, baseline},
          {.id = "card.bytes", .text = bytes, .size = type::caption, .colour = p.ink3, .align = Align::End});
}

void draw_words(Ui& ui, const CardWords& words, Point at, float card_width) {
    const Palette& p = ui.palette();
    const float width = card_width - 2 * text_inset;
    place({at.x + text_inset, at.y});
    const auto draw = [&](std::string_view id, const std::string& text, Colour colour) {
        if (text.empty()) return;
        const std::array spans = {TextSpan{.kind = SpanKind::Plain, .text = text}};
        const float below = place().y + height_of(ui, text, width);
        paragraph(
            ui, {.id = id, .spans = spans, .style = details_style, .ink = {.plain = colour}, .width = width});
        place({at.x + text_inset, below});
    };
    draw("card.details", words.details, p.ink2);
    draw("card.changes", words.changes, p.warn);
}

void draw_actions(LadderDrawing& d, const sim::PacketRecord& record, const ArrowPose& pose, const Rect& row,
                  Commands& commands) {
    const std::vector<CardAction> actions = actions_for(pose);
    std::vector<CardTile> tiles;
    for (const CardAction& action : actions)
        tiles.push_back({.id = action.id, .label = d.ui.tr(action.label), .icon = action.icon});
    // There is nothing of TCP's in an ICMP message that could be changed.
    if (!record.is_icmp)
        tiles.push_back({.id = "card.edit", .label = d.ui.tr(Msg::Edit), .icon = Icon::Edit});
    const int pressed = draw_card_tiles(d.ui, row, tiles);
    if (pressed < 0) return;
    const auto index = static_cast<std::size_t>(pressed);
    if (index < actions.size())
        commands.push_back(command::ActOnPacket{record.id, actions[index].action});
    else
        d.memory.draft = draft_of(record);
    d.ui.frame_need.next_frame();
}

}  // namespace

float action_card_width(const Rect& view) { return std::min(greatest_width, view.w - 2 * space::m); }

float action_card_height(Ui& ui, const LadderScene& scene, const LadderMemory& memory,
                         const ArrowPose& pose) {
    const float foot = padding + (pose.is_under_way() ? 0 : foot_height);
    const PacketId selected = scene.selection.packet;
    if (memory.draft.packet == selected) return head_height + edit_panel_height(ui) + foot;
    const sim::PacketRecord* record = find_record(*scene.run.trace, selected);
    if (record == nullptr) return 0;
    const float words = words_height(ui, words_of(ui, scene, *record), action_card_width(scene.rect));
    return head_height + words + card_tile_height(ui) + foot;
}

Rect place_action_card(const Rect& view, float playhead_y, const ArrowPose& pose, Point size) {
    const float lowest =
        std::max({pose.arrow.from.y, pose.mark.y, pose.is_under_way() ? pose.arrow.to.y : 0.0f});
    const float highest = std::min(pose.arrow.from.y, pose.mark.y);
    const float x = view.x + (view.w - size.x) / 2;
    constexpr float clearance = 14;
    const float in_future = std::max(playhead_y, lowest) + clearance;
    if (in_future + size.y <= view.bottom() - 4) return {x, in_future, size.x, size.y};
    const float below = lowest + clearance;
    if (below + size.y <= view.bottom() - 4) return {x, below, size.x, size.y};
    const float above = highest - clearance - size.y;
    if (above >= view.y + 4) return {x, above, size.x, size.y};
    return {x, view.bottom() - size.y - 4, size.x, size.y};
}

const ArrowPose* pose_with_card(const LadderDrawing& d) {
    const PacketId selected = d.scene.selection.packet;
    if (!d.scene.can_act || !selected.exists()) return nullptr;
    const LadderArrow* arrow = d.layout.find(selected);
    if (arrow == nullptr || find_record(*d.scene.run.trace, selected) == nullptr) return nullptr;
    const ArrowPose& pose = d.poses[static_cast<std::size_t>(arrow - d.layout.arrows.data())];
    return pose.time == ArrowPose::Time::Past ? &pose : nullptr;
}

void draw_action_card(LadderDrawing& d, Commands& commands) {
    const PacketId selected = d.scene.selection.packet;
    if (d.scene.can_act && d.memory.draft.packet != selected) d.memory.draft = {};
    const ArrowPose* shown = pose_with_card(d);
    if (shown == nullptr) return;
    const ArrowPose& pose = *shown;
    const LadderArrow* arrow = d.layout.find(selected);
    const sim::PacketRecord* record = find_record(*d.scene.run.trace, selected);
    const Point size{action_card_width(d.view), action_card_height(d.ui, d.scene, d.memory, pose)};
    const Rect rect = place_action_card(d.view, d.playhead_y(), pose, size);
    begin_card(d.ui, {.id = "card",
                      .name = d.ui.tr(Msg::CardName, {arrow->flags}),
                      .rect = rect,
                      .padding = {0, 0},
                      .can_close = false,
                      .takes_focus = d.memory.was_picked_by_key});
    draw_head(d, *arrow, pose, rect);
    Rect row{rect.x + padding, rect.y + head_height, rect.w - 2 * padding, card_tile_height(d.ui)};
    if (d.memory.draft.packet == selected) {
        draw_edit_panel(d, *record, {row.x, row.y}, row.w, commands);
    } else {
        const CardWords words = words_of(d.ui, d.scene, *record);
        draw_words(d.ui, words, {rect.x, row.y - 2}, rect.w);
        row.y += words_height(d.ui, words, rect.w);
        draw_actions(d, *record, pose, row, commands);
    }
    if (!pose.is_under_way()) {
        label(d.ui, {rect.x + text_inset, rect.bottom() - 9},
              {.id = "card.note",
               .text = d.ui.tr(Msg::CardGoesBack),
               .size = type::caption,
               .colour = d.ui.palette().ink3});
    }
    end_card(d.ui);
}

}  // namespace hw::ui
