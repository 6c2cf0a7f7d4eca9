#include "ui/views/ladder/ladder.h"

#include <algorithm>

#include "imgui.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/ladder/action_card.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

// Below the playhead: room for the rest of a segment in flight and for the card on it.
constexpr float room_for_future = 132;

const LadderLayout& layout_for(Ui& ui, const LadderScene& scene, const Rect& view, LadderMemory& memory) {
    const LadderMemory::Key key{.version = scene.run.version,
                                .pending = scene.run.next_event_at,
                                .rect = view,
                                .zoom = scene.settings.zoom,
                                .language = ui.language,
                                .pixel_ratio = ui.canvas().pixel_ratio};
    if (key == memory.key) return memory.layout;
    memory.key = key;
    ++memory.layouts_made;
    const Canvas canvas = ui.canvas();
    const auto measure = [&canvas](SegmentKind kind, std::string_view flags, std::string_view fields) {
        return measure_segment_label(canvas, {.kind = kind, .flags = flags, .fields = fields}).x;
    };
    const double round_trip_ms = std::max(0.001, static_cast<double>(scene.run.round_trip().us) / 1'000);
    const LadderOptions options{
        .px_per_ms = usual_px_per_round_trip(view.h) * scene.settings.zoom / round_trip_ms,
        .language = ui.language,
    };
    const float lane = ui.has_coarse_pointer() ? lane_width_touch : lane_width;
    memory.layout = lay_out_ladder(scene.run, ladder_frame(view, scene.is_compact, lane), options, measure);
    return memory.layout;
}

float scroll_of(Ui& ui, const LadderScene& scene, const LadderLayout& layout, LadderMemory& memory) {
    const float seen = layout.y(later_of(scene.run.now, scene.run.seen_until));
    memory.greatest_scroll = std::max(0.0f, seen + room_for_future - scene.rect.h + scene.heading_height);
    if (!scene.settings.follows_playhead) {
        memory.shown_scroll = std::clamp(scene.settings.scroll, 0.0f, memory.greatest_scroll);
        return memory.shown_scroll;
    }
    const float wanted = layout.y(scene.run.now) + room_for_future - scene.rect.h + scene.heading_height;
    const float target = std::clamp(wanted, 0.0f, memory.greatest_scroll);
    // Why: during play the target moves by itself; easing after it would only lag behind.
    const bool glides = !scene.run.is_playing;
    memory.shown_scroll = glides ? static_cast<float>(ui.motion.follow(scene.id + ".scroll", target, Tempo::Seek))
                                 : target;
    if (!glides) ui.motion.follow(scene.id + ".scroll", target, Tempo::Seek);
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
    if (d.scene.notice.empty()) return;
    const float middle = (d.layout.frame.first_lane + d.layout.frame.last_lane) / 2;
    const float top = d.playhead_y() + 34;
    if (top + 24 > d.view.bottom()) return;
    const Palette& p = d.ui.palette();
    label(d.ui, {middle, top},
          {.id = d.scene.id + ".notice", .text = d.scene.notice, .colour = p.ink2, .align = Align::Middle});
    label(d.ui, {middle, top + 21},
          {.id = d.scene.id + ".notice.detail", .text = d.scene.notice_detail, .size = type::row, .colour = p.ink3,
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

} // namespace

double usual_px_per_round_trip(float view_height) {
    return std::clamp(static_cast<double>(view_height) * 0.235, 92.0, 150.0);
}

void draw_ladder(Ui& ui, const LadderScene& scene, LadderMemory& memory, Commands& commands) {
    const Rect view{scene.rect.x, scene.rect.y + scene.heading_height, scene.rect.w,
                    scene.rect.h - scene.heading_height};
    const LadderLayout& layout = layout_for(ui, scene, view, memory);
    const Rect heading{scene.rect.x, scene.rect.y, scene.rect.w, scene.heading_height};
    begin_pane(ui, {.id = scene.id + ".hosts", .name = ui.tr(Msg::LadderHosts), .rect = heading,
                    .ground = ui.palette().sheet});
    draw_ladder_headings(ui, scene, layout);
    end_pane(ui);

    begin_pane(ui, {.id = scene.id, .name = ui.tr(Msg::LadderPane), .rect = view, .ground = ui.palette().sheet});
    const float scroll = scroll_of(ui, scene, layout, memory);
    LadderDrawing d{.ui = ui, .canvas = ui.canvas(), .scene = scene, .layout = layout, .memory = memory,
                    .view = view, .shift = view.y - scroll};
    pose_arrows(d);
    draw_ladder_ground(d);
    draw_ladder_lanes(d);
    for (const ArrowPose& pose : d.poses) {
        if (pose.arrow.is_selected && pose.is_shown()) draw_segment_underlay(d.canvas, pose.arrow);
    }
    draw_repetitions(d);
    draw_arrow_notes(d);
    place_arrow_labels(d);
    draw_ladder_arrows(d);
    draw_arrow_labels(d);
    draw_ladder_state_names(d);
    draw_selected_event(d);
    draw_playhead_line(d);
    draw_notice(d);
    handle_ladder_input(d, commands);
    if (scene.can_act) draw_action_card(d, commands);
    end_pane(ui);
}

} // namespace hw::ui
