#include <string>

#include "ui/draw/icon.h"
#include "ui/views/elide.h"
#include "ui/views/page/bar_button.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float dot_spacing = 13;

void draw_dots(const Canvas& canvas, const PhoneBarScene& scene, Point right_end) {
    const Palette& p = canvas.palette();
    const float width = dot_spacing * static_cast<float>(scene.step_count);
    for (std::size_t i = 0; i < scene.step_count; ++i) {
        const Point dot{right_end.x - width + dot_spacing * (static_cast<float>(i) + .5f), right_end.y};
        if (i < scene.current)
            canvas.circle(dot, 3.6f, p.good);
        else if (i == scene.current)
            canvas.circle(dot, 4.6f, p.accent);
        else
            canvas.circle(dot, 3.4f, 0, {.colour = p.ink4, .width = 1.3f});
    }
}

}  // namespace

void draw_phone_bar(Ui& ui, const PhoneBarScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    begin_pane(ui, {.id = "page.bar", .name = ui.tr(Msg::PageBar), .rect = r});
    const Canvas canvas = ui.canvas();
    canvas.horizontal_hair(r.x, r.right(), r.bottom() - 1, p.hair);
    place({r.x + 2, r.y + (r.h - 44) / 2});
    const Destination& parent = ui.navigation.parent();
    const ButtonSpec back{.id = "page.questions",
                          .name = ui.tr(parent.label),
                          .icon = Icon::Left,
                          .kind = ButtonKind::Quiet,
                          .size = {44, 44}};
    if (button(ui, back)) commands.push_back(command::GoTo{parent.target});
    const float middle = r.y + r.h / 2;
    const float menu = menu_button(ui, r.right() - 4, middle, commands);
    const float right = language_button(ui, menu, middle, commands);
    const float x = r.x + 46;
    const float dots_width = dot_spacing * static_cast<float>(scene.step_count);
    const float title_width = right - x - 4;
    const float title_size = canvas.text_width(scene.title, 15) <= title_width ? 15.0f : type::control;
    const std::string title = elided(canvas, scene.title, title_size, title_width);
    const bool has_step = !scene.step.empty();
    label(ui, {x, has_step ? r.y + 23 : middle + title_size * baseline_below_middle},
          {.id = "lesson.question", .text = title, .size = title_size, .role = Role::Heading, .level = 1});
    if (has_step) {
        const std::string step = elided(canvas, scene.step, type::caption, right - x - dots_width - 12);
        label(ui, {x, r.y + 41},
              {.id = "lesson.step", .text = step, .size = type::caption, .colour = p.ink3});
    }
    draw_dots(canvas, scene, {right - 8, r.y + 37});
    end_pane(ui);
}

}  // namespace hw::ui
