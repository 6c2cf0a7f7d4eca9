#include "ui/views/timeline/timeline_bar.h"

#include <algorithm>
#include <string>

#include "ui/text/format.h"
#include "ui/views/time/playback.h"
#include "ui/views/timeline/timeline_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct Transport {
    const char* id;
    Icon icon;
    Msg name;
    Command command;
    bool is_disabled = false;
};

void transport_button(Ui& ui, const Transport& transport, Point centre, Commands& commands) {
    const float side = std::max(34.0f, ui.target_height());
    place({centre.x - side / 2, centre.y - side / 2});
    const bool is_pressed = button(ui, {.id = transport.id,
                                        .name = ui.tr(transport.name),
                                        .icon = transport.icon,
                                        .kind = ButtonKind::Quiet,
                                        .size = {side, side},
                                        .is_disabled = transport.is_disabled});
    if (is_pressed) commands.push_back(transport.command);
}

void play_button(Ui& ui, const TimelineScene& scene, Point centre, float radius, Commands& commands) {
    place({centre.x - radius, centre.y - radius});
    const bool is_playing = scene.run.is_playing;
    const bool is_pressed = button(ui, {.id = "timeline.play",
                                        .name = ui.tr(is_playing ? Msg::Pause : Msg::Play),
                                        .icon = is_playing ? Icon::Pause : Icon::Play,
                                        .kind = ButtonKind::Round,
                                        .size = {2 * radius, 2 * radius},
                                        .is_disabled = !scene.can_play});
    if (is_pressed) commands.push_back(command::TogglePlay{});
}

bool is_at_start(const TimelineScene& scene) {
    return scene.run.events_passed == 0 && scene.run.now <= Instant{};
}

void speed_button(Ui& ui, const TimelineScene& scene, Point at, float width, Commands& commands) {
    place(at);
    const int next = (scene.speed + 1) % static_cast<int>(speeds.size());
    const std::string_view own = scene.speed_name;
    const std::string_view factor = own.empty() ? speeds[static_cast<std::size_t>(scene.speed)].name : own;
    const std::string text = ui.tr(Msg::SpeedIs, {factor});
    const bool is_pressed = button(ui, {.id = "timeline.speed",
                                        .label = text,
                                        .name = ui.tr(Msg::SpeedName, {text}),
                                        .size = {width, 32},
                                        .text_size = type::row});
    if (is_pressed) commands.push_back(command::SetSpeed{next});
}

std::string position_text(const Ui& ui, const TimelineScene& scene) {
    const std::string time = format_moment(scene.run.now);
    if (scene.is_measured) return ui.tr(Msg::PositionOfTime, {time, format_moment(scene.end)});
    const std::string passed = std::to_string(scene.run.events_passed);
    const std::string all = std::to_string(scene.run.trace->events.size());
    return ui.tr(scene.can_play ? Msg::PositionOf : Msg::PositionIs, {time, passed, all});
}

void draw_full(Ui& ui, const TimelineScene& scene, Commands& commands) {
    const Rect& r = scene.rect;
    const float middle = r.y + 40;
    const bool at_start = is_at_start(scene);
    transport_button(ui, {"timeline.start", Icon::Start, Msg::ToStart, command::ToStart{}, at_start},
                     {r.x + 34, middle}, commands);
    transport_button(ui, {"timeline.back", Icon::StepBack, Msg::StepBack, command::StepBack{}, at_start},
                     {r.x + 72, middle}, commands);
    play_button(ui, scene, {r.x + 118, middle}, 21, commands);
    transport_button(
        ui,
        {"timeline.forward", Icon::StepForward, Msg::StepForward, command::StepForward{}, !scene.can_play},
        {r.x + 164, middle}, commands);
    speed_button(ui, scene, {r.x + 194, middle - 16}, 92, commands);
    label(ui, {r.x + 20, r.y + 88},
          {.id = "timeline.position",
           .text = position_text(ui, scene),
           .size = type::caption,
           .colour = ui.palette().ink2});
    const Rect track{r.x + 346, r.y, scene.list_left - 26 - (r.x + 346), r.h};
    draw_timeline_track(ui, scene, {.area = track, .line_y = r.y + 34, .branch_y = r.y + 74}, commands);
    if (scene.is_measured) return;
    draw_branch_list(ui, scene,
                     {scene.list_left, r.y, r.right() - space::right_pane_padding - scene.list_left, r.h},
                     commands);
}

void draw_medium(Ui& ui, const TimelineScene& scene, Commands& commands) {
    const Rect& r = scene.rect;
    const float middle = r.y + r.h / 2;
    const bool at_start = is_at_start(scene);
    transport_button(ui, {"timeline.back", Icon::StepBack, Msg::StepBack, command::StepBack{}, at_start},
                     {r.x + 30, middle}, commands);
    play_button(ui, scene, {r.x + 72, middle}, 19, commands);
    transport_button(
        ui,
        {"timeline.forward", Icon::StepForward, Msg::StepForward, command::StepForward{}, !scene.can_play},
        {r.x + 114, middle}, commands);
    speed_button(ui, scene, {r.x + 138, middle - 16}, 84, commands);
    const bool has_branches = scene.branches.size() > 1;
    const float list_width = has_branches ? 172.0f : 76.0f;
    const Rect track{r.x + 240, r.y, r.w - 240 - 16 - list_width, r.h};
    draw_timeline_track(ui, scene, {.area = track, .line_y = middle - 4, .branch_y = middle - 4}, commands);
    const float right = r.right() - space::l;
    if (has_branches) {
        draw_branch_button(ui, scene, {right - list_width + 20, middle - 16, list_width - 20, 32}, commands);
    } else {
        label(ui, {right, middle + 4},
              {.id = "timeline.position",
               .text = format_moment(scene.run.now),
               .size = type::row,
               .colour = ui.palette().ink2,
               .align = Align::End});
    }
}

void draw_small(Ui& ui, const TimelineScene& scene, Commands& commands) {
    const Rect& r = scene.rect;
    const float middle = r.y + r.h / 2;
    const bool at_start = is_at_start(scene);
    transport_button(ui, {"timeline.back", Icon::StepBack, Msg::StepBack, command::StepBack{}, at_start},
                     {r.x + 30, middle}, commands);
    play_button(ui, scene, {r.x + 76, middle}, 22, commands);
    transport_button(
        ui,
        {"timeline.forward", Icon::StepForward, Msg::StepForward, command::StepForward{}, !scene.can_play},
        {r.x + 122, middle}, commands);
    const std::string time = format_moment(scene.run.now);
    label(ui, {r.right() - space::xl, middle + 4.5f},
          {.id = "timeline.position",
           .text = time,
           .size = type::flags,
           .colour = ui.palette().ink2,
           .align = Align::End});
    const float time_width = std::max(54.0f, ui.canvas().text_width(time, type::flags));
    const Rect track{r.x + 160, r.y, r.w - 160 - space::xl - time_width - 14, r.h};
    draw_timeline_track(ui, scene, {.area = track, .line_y = middle, .branch_y = middle}, commands);
}

}  // namespace

void draw_timeline_bar(Ui& ui, const TimelineScene& scene, Commands& commands) {
    begin_pane(ui, {.id = "timeline", .name = ui.tr(Msg::TimelinePane), .rect = scene.rect});
    ui.canvas().horizontal_hair(scene.rect.x, scene.rect.right(), scene.rect.y, ui.palette().line);
    switch (scene.size) {
        case TimelineSize::Full: draw_full(ui, scene, commands); break;
        case TimelineSize::Medium: draw_medium(ui, scene, commands); break;
        case TimelineSize::Small: draw_small(ui, scene, commands); break;
    }
    end_pane(ui);
}

}  // namespace hw::ui
