#include "ui/views/ladder/ladder.h"

#include <algorithm>
#include <cmath>

#include "imgui.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/ladder/action_card.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float room_below_playhead = 36;
constexpr float room_below_arrow = 22;

// CSS pixels per millisecond.
double scale_for(const LadderScene& scene, float view_height) {
    const double round_trip_ms = std::max(0.001, static_cast<double>(scene.run.round_trip().us) / 1'000);
    const double usual = usual_px_per_round_trip(view_height, scene.is_compact) / round_trip_ms;
    const double end_ms = static_cast<double>(scene.fits_until.us) / 1'000;
    if (end_ms <= 0) return usual * scene.settings.zoom;
    const double room = static_cast<double>(view_height - LadderLayout::top_margin - room_below_playhead - 2);
    constexpr double least_part = 0.8;
    const double fitting = room / end_ms;
    const bool is_near = fitting < usual && fitting > usual * least_part;
    return (is_near ? fitting : usual) * scene.settings.zoom;
}

const LadderLayout& layout_for(Ui& ui, const LadderScene& scene, const Rect& view, LadderMemory& memory) {
    const LadderMemory::Key key{.version = scene.run.version,
                                .pending = scene.run.next_event_at,
                                .rect = view,
                                .px_per_ms = scale_for(scene, view.h),
                                .language = ui.language,
                                .pixel_ratio = ui.canvas().pixel_ratio};
    if (key == memory.key) return memory.layout;
    memory.key = key;
    ++memory.layouts_made;
    const Canvas canvas = ui.canvas();
    const auto measure = [&canvas](SegmentKind kind, std::string_view flags, std::string_view fields) {
        return measure_segment_label(canvas, {.kind = kind, .flags = flags, .fields = fields}).x;
    };
    const LadderOptions options{.px_per_ms = key.px_per_ms, .language = ui.language};
    const float lane = ui.has_coarse_pointer() ? lane_width_touch : lane_width;
    memory.layout = lay_out_ladder(scene.run, ladder_frame(view, scene.is_compact, lane), options, measure);
    return memory.layout;
}

// How far down the content has to be seen: the playhead, what is under way, and the card on the selected one.
float lowest_wanted(Ui& ui, const LadderScene& scene, const LadderLayout& layout,
                    const LadderMemory& memory) {
    const Instant now = scene.run.now;
    float lowest = layout.y(now) + room_below_playhead;
    for (const LadderArrow& arrow : layout.arrows) {
        const bool is_selected = arrow.id == scene.selection.packet && scene.can_act;
        if (arrow.sent_at > now || (arrow.path.points.back().at <= now && !is_selected)) continue;
        const ArrowPose pose = pose_of(layout, arrow, {now, scene.run.seen_until});
        const float bottom = pose.is_under_way() ? std::max(pose.arrow.to.y, layout.y(now)) : layout.y(now);
        lowest = std::max(lowest, bottom + room_below_arrow);
        if (is_selected) {
            const float card = action_card_height(ui, scene, memory, pose);
            lowest = std::max(lowest, bottom + card + room_below_arrow);
        }
    }
    return lowest;
}

// Comes near the wanted place in a few frames, wherever it is and however the target moves.
float glided(Ui& ui, float from, float target) {
    const float way = target - from;
    constexpr float near_enough = 0.5f;
    constexpr float per_second = 14;
    if (ui.prefers_reduced_motion() || std::abs(way) < near_enough) return target;
    ui.frame_need.next_frame();
    return from + way * std::min(1.0f, per_second * ImGui::GetIO().DeltaTime);
}

float scroll_of(Ui& ui, const LadderScene& scene, const LadderLayout& layout, float view_height,
                LadderMemory& memory, bool is_new) {
    const float lowest = lowest_wanted(ui, scene, layout, memory);
    const float seen = layout.y(scene.run.seen_until) + room_below_playhead;
    memory.greatest_scroll = std::max({0.0f, seen - view_height, lowest - view_height});
    if (!scene.settings.follows_playhead) {
        memory.shown_scroll = std::clamp(scene.settings.scroll, 0.0f, memory.greatest_scroll);
        return memory.shown_scroll;
    }
    // As far as needed to see what is below, and no further than keeps the playhead away from the upper edge.
    const float least = std::max(0.0f, lowest - view_height);
    const float most = std::max(least, layout.y(scene.run.now) - view_height * .3f);
    const float target = std::min(std::clamp(memory.shown_scroll, least, most), memory.greatest_scroll);
    memory.shown_scroll = is_new ? target : glided(ui, memory.shown_scroll, target);
    return memory.shown_scroll;
}

void shift_by(ArrowPose& pose, float dy) {
    for (auto& stretch : pose.flown) stretch[0].y += dy, stretch[1].y += dy;
    for (auto& stretch : pose.waits) stretch[0].y += dy, stretch[1].y += dy;
    pose.arrow.from.y += dy;
    pose.arrow.to.y += dy;
    pose.mark.y += dy;
}

void pose_arrows(LadderDrawing& d) {
    const PoseMoment moment{d.scene.run.now, d.scene.run.seen_until};
    for (const LadderArrow& arrow : d.layout.arrows) {
        ArrowPose pose = pose_of(d.layout, arrow, moment);
        pose.arrow.is_selected = arrow.id == d.scene.selection.packet;
        pose.arrow.is_hovered = arrow.id == d.memory.hovered;
        shift_by(pose, d.shift);
        d.poses.push_back(std::move(pose));
    }
}

void draw_notice(LadderDrawing& d) {
    if (d.scene.notice.empty() || pose_with_card(d) != nullptr) return;
    const float middle = (d.layout.frame.first_lane + d.layout.frame.last_lane) / 2;
    constexpr float first_baseline = 34, above_baseline = 20;
    float top = d.playhead_y() + first_baseline;
    // What is under way goes on below the playhead: the words stand below that.
    for (std::size_t i = 0; i < d.poses.size(); ++i) {
        if (!d.poses[i].is_under_way()) continue;
        const float end =
            std::max(d.poses[i].arrow.to.y + 8, d.labels[i].is_shown ? d.labels[i].plate.bottom() : d.view.y);
        if (end < d.view.bottom() - above_baseline - 24) top = std::max(top, end + above_baseline);
    }
    if (top + 24 > d.view.bottom()) return;
    const Palette& p = d.ui.palette();
    label(d.ui, {middle, top},
          {.id = d.scene.id + ".notice", .text = d.scene.notice, .colour = p.ink2, .align = Align::Middle});
    label(d.ui, {middle, top + 21},
          {.id = d.scene.id + ".notice.detail",
           .text = d.scene.notice_detail,
           .size = type::row,
           .colour = p.ink3,
           .align = Align::Middle});
}

void draw_playhead_line(LadderDrawing& d) {
    const float y = d.playhead_y();
    if (!d.is_in_view(y - 10, y + 10)) return;
    const std::string time = format_axis_time(d.scene.run.now);
    if (d.scene.has_axis) {
        draw_playhead(d.canvas, d.view.x + 4, d.view.right(), y, time);
    } else {
        d.canvas.line({d.view.x, y}, {d.view.right(), y}, {.colour = d.ui.palette().accent, .width = 1.2f});
    }
}

// The card of calls lies over everything; a segment's card takes its place.
void draw_calls(LadderDrawing& d, Commands& commands) {
    if (pose_with_card(d) != nullptr) d.memory.calls.open = {};
    const Lane* lane = d.layout.find_lane(d.memory.calls.open);
    if (lane == nullptr) return;
    const std::string id = "calls" + d.scene.id.substr(std::string_view("ladder").size());
    draw_call_card(d.ui, {.run = d.scene.run, .allowed = d.scene.calls, .id = id}, d.view, lane->x,
                   d.memory.calls, commands);
}

}  // namespace

double usual_px_per_round_trip(float view_height, bool is_compact) {
    // A phone shows less of the past, but as steeply: its lanes are near to each other.
    const double part = is_compact ? 0.4 : 0.235;
    return std::clamp(static_cast<double>(view_height) * part, 92.0, 150.0);
}

void draw_ladder(Ui& ui, const LadderScene& scene, LadderMemory& memory, Commands& commands) {
    const Rect view{scene.rect.x, scene.rect.y + scene.heading_height, scene.rect.w,
                    scene.rect.h - scene.heading_height};
    const bool is_new = memory.layouts_made == 0 || !(memory.key.rect == view);
    const LadderLayout& layout = layout_for(ui, scene, view, memory);
    const Rect heading{scene.rect.x, scene.rect.y, scene.rect.w, scene.heading_height};
    begin_pane(ui, {.id = scene.id + ".hosts",
                    .name = ui.tr(Msg::LadderHosts),
                    .rect = heading,
                    .ground = ui.palette().sheet});
    draw_ladder_headings(ui, scene, memory);
    end_pane(ui);

    begin_pane(ui,
               {.id = scene.id, .name = ui.tr(Msg::LadderPane), .rect = view, .ground = ui.palette().sheet});
    const float scroll = scroll_of(ui, scene, layout, view.h, memory, is_new);
    LadderDrawing d{.ui = ui,
                    .canvas = ui.canvas(),
                    .scene = scene,
                    .layout = layout,
                    .memory = memory,
                    .view = view,
                    .shift = view.y - scroll};
    pose_arrows(d);
    draw_ladder_ground(d);
    draw_ladder_lanes(d);
    for (const ArrowPose& pose : d.poses) {
        if (pose.arrow.is_selected && pose.is_shown()) draw_segment_underlay(d.canvas, pose.arrow);
    }
    keep_state_names_free(d);
    draw_repetitions(d);
    draw_silence_words(d);
    draw_arrow_notes(d);
    place_arrow_labels(d);
    draw_ladder_arrows(d);
    draw_arrow_labels(d);
    draw_pointed_segment(d);
    draw_playhead_line(d);
    draw_ladder_state_names(d);
    draw_selected_event(d);
    draw_notice(d);
    handle_ladder_input(d, commands);
    draw_action_card(d, commands);
    draw_calls(d, commands);
    end_pane(ui);
}

}  // namespace hw::ui
