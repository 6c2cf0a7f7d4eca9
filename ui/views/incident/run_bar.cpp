#include "ui/views/incident/run_bar.h"

#include <algorithm>

#include "ui/draw/lane.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

using TimeWishes = std::vector<wish::AboutTime>;

std::string speed_text(const Ui& ui, int speed) {
    const double factor = run_speeds[static_cast<std::size_t>(speed)];
    if (factor == 0) return ui.tr(Msg::IncidentSpeedMost);
    return ui.tr(Msg::IncidentSpeedIs, {std::to_string(static_cast<int>(factor))});
}

std::string time_text(const Ui& ui, const RunBarScene& scene) {
    const int tenths = static_cast<int>(scene.chart.now * 10 + .5f);
    const std::string now = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
    return ui.tr(Msg::IncidentTimeOf, {now, std::to_string(static_cast<int>(scene.chart.seconds))});
}

void draw_buttons(Ui& ui, const RunBarScene& scene, float middle, TimeWishes& wishes) {
    const float side = std::max(34.0f, ui.target_height());
    const float radius = std::max(17.0f, ui.target_height() / 2);
    place({scene.rect.x + 14, middle - side / 2});
    if (button(ui, {.id = "timeline.start",
                    .name = ui.tr(Msg::ToStart),
                    .icon = Icon::Start,
                    .kind = ButtonKind::Quiet,
                    .size = {side, side},
                    .is_disabled = scene.chart.now <= 0}))
        wishes.push_back(wish::Seek{0});
    place({scene.rect.x + 20 + side, middle - radius});
    if (button(ui, {.id = "timeline.play",
                    .name = ui.tr(scene.is_playing ? Msg::Pause : Msg::Play),
                    .icon = scene.is_playing ? Icon::Pause : Icon::Play,
                    .kind = ButtonKind::Round,
                    .size = {2 * radius, 2 * radius},
                    .is_disabled = !scene.can_play}))
        wishes.push_back(wish::Play{!scene.is_playing});
}

void draw_track(Ui& ui, const RunBarScene& scene, Rect track, TimeWishes& wishes) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float middle = track.centre().y;
    const auto x = [&](float second) {
        return track.x + track.w * second / std::max(scene.chart.seconds, 1.0f);
    };
    canvas.line({track.x, middle}, {track.right(), middle}, {.colour = p.line, .width = 2});
    canvas.line({track.x, middle}, {x(std::min(scene.run_until_s, scene.chart.seconds)), middle},
                {.colour = p.ink3, .width = 2});
    const float width = std::max(1.0f, track.w / std::max(scene.chart.seconds, 1.0f));
    for (std::size_t second = 0; second < scene.chart.failures.size(); ++second) {
        if (scene.chart.failures[second] <= 0) continue;
        canvas.fill({x(static_cast<float>(second)), middle - 8, width, 16}, with_opacity(p.bad, .7f));
    }
    if (scene.chart.surge_at > 0 && scene.chart.surge_at < scene.chart.seconds)
        canvas.vertical_hair(x(scene.chart.surge_at), middle - 12, middle + 12, p.ink3);
    draw_timeline_playhead(canvas, x(std::min(scene.chart.now, scene.chart.seconds)), middle - 19,
                           middle + 19);
    const std::string value = time_text(ui, scene);
    const SliderSpec spec{
        .id = "timeline.playhead",
        .name = ui.tr(Msg::IncidentTimeline),
        .value_text = value,
        .range = {0, static_cast<double>(scene.chart.seconds), static_cast<double>(scene.chart.now), 1},
        .is_disabled = !scene.can_play};
    const float height = std::max(38.0f, ui.target_height());
    if (const auto second = slider_area(ui, spec, {track.x, middle - height / 2, track.w, height}))
        wishes.push_back(wish::Seek{*second});
}

}  // namespace

void draw_run_bar(Ui& ui, const RunBarScene& scene, TimeWishes& wishes) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "incident.bar", .name = ui.tr(Msg::IncidentTimeline), .rect = scene.rect});
    const Rect& r = scene.rect;
    ui.canvas().horizontal_hair(r.x, r.right(), r.y, p.line);
    const bool is_narrow = r.w < 700;
    const float middle = is_narrow ? r.y + 30 : r.y + r.h / 2;
    draw_buttons(ui, scene, middle, wishes);
    const float right_room = is_narrow ? 16.0f : 250.0f;
    const float left_room = 60 + 2 * std::max(34.0f, ui.target_height());
    draw_track(ui, scene, {r.x + left_room, r.y, r.w - left_room - right_room, 2 * (middle - r.y)}, wishes);
    const float text_y = is_narrow ? r.bottom() - 12 : middle + 4.5f;
    label(ui, {is_narrow ? r.x + 16 : r.right() - 230, text_y},
          {.id = "timeline.position", .text = time_text(ui, scene), .size = type::flags, .colour = p.ink1});
    const std::string speed = speed_text(ui, scene.speed);
    const float width = std::max(96.0f, ui.canvas().text_width(speed, type::row) + 20);
    const float height = is_narrow ? 28.0f : 32.0f;
    place({r.right() - 14 - width, is_narrow ? r.bottom() - height - 4 : middle - height / 2});
    const int next = (scene.speed + 1) % static_cast<int>(run_speeds.size());
    if (button(ui, {.id = "timeline.speed", .label = speed, .size = {width, height}, .text_size = type::row}))
        wishes.push_back(wish::SetSpeed{next});
    end_pane(ui);
}

}  // namespace hw::ui
