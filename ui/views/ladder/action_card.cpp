#include "ui/views/ladder/action_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/text/format.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float greatest_width = 368;
constexpr float head_height = 31;
constexpr float tile_height = 37;
constexpr float foot_height = 20;
constexpr float padding = 8;
constexpr float between_tiles = 4;

struct Tile {
    PacketAction action;
    Icon icon;
    Msg label;
    const char* id;
};

std::vector<Tile> tiles_for(const ArrowPose& pose) {
    const Tile drop{PacketAction::Drop, Icon::Drop, Msg::Drop, "card.drop"};
    const Tile hold{PacketAction::Hold, Icon::Hold, Msg::Hold, "card.hold"};
    const Tile release{PacketAction::Release, Icon::Play, Msg::Release, "card.release"};
    const Tile delay{PacketAction::Delay, Icon::Clock, Msg::Delay, "card.delay"};
    const Tile duplicate{PacketAction::Duplicate, Icon::Duplicate, Msg::Duplicate, "card.duplicate"};
    switch (pose.arrow.fate) {
        case SegmentFate::Held: return {release, drop, duplicate};
        case SegmentFate::Lost: return {hold, delay, duplicate};
        default: return {drop, hold, delay, duplicate};
    }
}

std::string status_of(const Ui& ui, const RunModel& run, const LadderArrow& arrow, const ArrowPose& pose) {
    const Instant arrival = arrow.path.points.back().at;
    switch (pose.arrow.fate) {
        case SegmentFate::InFlight:
            if (arrow.path.is_lost()) return ui.tr(Msg::CardInFlight);
            return ui.tr(Msg::CardArrivesIn, {format_duration(arrival - run.now)});
        case SegmentFate::Held: return ui.tr(Msg::SegmentHeld);
        case SegmentFate::Lost:
            return ui.tr(Msg::CardLostAt, {format_ms_with_unit(arrow.path.lost_at - Instant{})});
        case SegmentFate::Arrived:
            return ui.tr(Msg::CardArrivedAt, {format_ms_with_unit(arrival - Instant{})});
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
    const std::string bytes = d.ui.tr(Msg::SegmentBytes, {std::to_string(record->bytes.size())});
    label(d.ui, {card.right() - 12, baseline},
          {.id = "card.bytes", .text = bytes, .size = type::caption, .colour = p.ink3, .align = Align::End});
}

void draw_tiles(LadderDrawing& d, const LadderArrow& arrow, const ArrowPose& pose, const Rect& card,
                Commands& commands) {
    const std::vector<Tile> tiles = tiles_for(pose);
    const auto count = static_cast<float>(tiles.size());
    std::vector<float> words;
    float all_words = 0;
    for (const Tile& tile : tiles) {
        words.push_back(d.canvas.text_width(d.ui.tr(tile.label), type::caption));
        all_words += words.back();
    }
    const float room = card.w - 2 * padding - between_tiles * (count - 1);
    const float extra = (room - all_words) / count;
    float x = card.x + padding;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        place({x, card.y + head_height});
        const float height = std::max(tile_height, d.ui.has_coarse_pointer() ? space::touch_target : 0.0f);
        const bool is_pressed = button(d.ui, {.id = tiles[i].id,
                                              .label = d.ui.tr(tiles[i].label),
                                              .icon = tiles[i].icon,
                                              .kind = ButtonKind::Tile,
                                              .size = {words[i] + extra, height},
                                              .text_size = type::caption});
        if (is_pressed) commands.push_back(command::ActOnPacket{arrow.id, tiles[i].action});
        x += words[i] + extra + between_tiles;
    }
}

}  // namespace

float action_card_height(const Ui& ui, bool goes_back) {
    const float tiles = ui.has_coarse_pointer() ? space::touch_target : tile_height;
    return head_height + tiles + padding + (goes_back ? foot_height : 0);
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

void draw_action_card(LadderDrawing& d, Commands& commands) {
    const PacketId selected = d.scene.selection.packet;
    const LadderArrow* arrow = selected.exists() ? d.layout.find(selected) : nullptr;
    if (arrow == nullptr) return;
    const ArrowPose& pose = d.poses[static_cast<std::size_t>(arrow - d.layout.arrows.data())];
    if (pose.time != ArrowPose::Time::Past) return;
    const bool goes_back = !pose.is_under_way();
    const Point size{std::min(greatest_width, d.view.w - 2 * space::m), action_card_height(d.ui, goes_back)};
    const Rect rect = place_action_card(d.view, d.playhead_y(), pose, size);
    begin_card(d.ui, {.id = "card",
                      .name = d.ui.tr(Msg::CardName, {arrow->flags}),
                      .rect = rect,
                      .padding = {0, 0},
                      .can_close = false,
                      .takes_focus = d.memory.was_picked_by_key});
    draw_head(d, *arrow, pose, rect);
    draw_tiles(d, *arrow, pose, rect, commands);
    if (goes_back) {
        label(d.ui, {rect.x + 12, rect.bottom() - 9},
              {.id = "card.note",
               .text = d.ui.tr(Msg::CardGoesBack),
               .size = type::caption,
               .colour = d.ui.palette().ink3});
    }
    end_card(d.ui);
}

}  // namespace hw::ui
