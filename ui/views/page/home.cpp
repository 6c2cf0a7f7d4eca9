#include "ui/views/page/home.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/page/problem_card.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float widest = 960;
constexpr float least_row = 63;
constexpr ParagraphStyle question_style{.size = 14.5f, .line_height = 21};
constexpr ParagraphStyle answer_style{.size = 13, .line_height = 20};

// Number, question, answer, state: side by side when there is room, below one another when not.
struct Columns {
    float number = 0;
    float question = 0;
    float answer = 0;
    float state = 0;
    float right = 0;
    bool is_narrow = false;
};

Columns columns_for(const Rect& rect) {
    const float margin = rect.w < 700 ? space::xl : 40.0f;
    const float left = rect.x + std::max(margin, (rect.w - widest) / 2);
    const float right = std::min(rect.right() - margin, left + widest);
    const float width = right - left;
    Columns c{.number = left, .question = left + 36, .right = right, .is_narrow = width < 620};
    c.state = c.is_narrow ? c.question : right - 122;
    c.answer = c.is_narrow ? c.question : c.question + (c.state - c.question) * .40f;
    return c;
}

void draw_progress(Ui& ui, const LessonRow& row, Point at) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const Point centre{at.x + 8, at.y};
    std::string words;
    Colour ink = p.ink2;
    if (row.steps_done >= row.steps && row.steps > 0) {
        canvas.circle(centre, 8, p.good);
        draw_icon(canvas, Icon::Check, centre, {.colour = p.sheet, .width = 1.8f, .scale = .9f});
        words = ui.tr(Msg::LessonFinished);
        ink = p.good;
    } else if (row.steps_done > 0) {
        canvas.circle(centre, 7.5f, 0, {.colour = p.line, .width = 2.5f});
        std::vector<Point> arc;
        const float end = 2 * std::numbers::pi_v<float> * static_cast<float>(row.steps_done) /
                          static_cast<float>(row.steps);
        for (float a = 0; a <= end; a += .15f)
            arc.push_back(centre + Point{std::sin(a), -std::cos(a)} * 7.5f);
        canvas.polyline(arc, {.colour = p.accent, .width = 2.5f});
        words = ui.tr(Msg::LessonProgress, {std::to_string(row.steps_done), std::to_string(row.steps)});
        ink = p.accent;
    } else {
        canvas.circle(centre, 7.5f, 0, {.colour = p.line, .width = 1.5f});
        draw_icon(canvas, Icon::Play, centre, {.colour = p.ink3, .scale = .42f});
        words = ui.tr(Msg::LessonStart);
    }
    canvas.text_on_middle({at.x + 24, at.y}, words, {.colour = ink, .size = type::flags});
}

float text_height(Ui& ui, const std::string& text, const ParagraphStyle& style, float width) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    return paragraph_height(ui, {.id = {}, .spans = spans, .style = style, .width = width});
}

void draw_text(Ui& ui, Point at, const std::string& text, const ParagraphStyle& style, float width,
               Colour ink) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    place(at);
    paragraph(ui, {.id = {}, .spans = spans, .style = style, .ink = {.plain = ink}, .width = width});
}

// Returns the y below the row.
float draw_row(Ui& ui, const LessonRow& row, const Columns& c, std::size_t number, float y,
               Commands& commands) {
    const Palette& p = ui.palette();
    const float question_width = (c.is_narrow ? c.right : c.answer - 24) - c.question;
    const float answer_width = (c.is_narrow ? c.right : c.state - 28) - c.answer;
    const float question_height = text_height(ui, row.question, question_style, question_width);
    const float answer_height = text_height(ui, row.answer, answer_style, answer_width);
    const float content =
        c.is_narrow ? question_height + answer_height + 34 : std::max(question_height, answer_height);
    const float height = std::max(least_row, content + 22);
    const Rect rect{c.number - 16, y + 1, c.right - c.number + 32, height - 2};
    const PressResult press = press_area(ui, {.node = {.id = "home.lesson." + row.id,
                                                       .role = Role::Link,
                                                       .name = row.question,
                                                       .description = row.answer,
                                                       .target = "#/lesson/" + row.id},
                                              .rect = rect,
                                              .ring_radius = radius::card});
    if (press.is_hovered || press.is_focused) ui.canvas().fill(rect, p.accent_soft, radius::card);
    const float middle = y + height / 2;
    const Canvas canvas = ui.canvas();
    canvas.text({c.number, (c.is_narrow ? y + 30 : middle + 8)}, std::to_string(number),
                {.colour = p.accent, .size = 22});
    if (c.is_narrow) {
        draw_text(ui, {c.question, y + 12}, row.question, question_style, question_width, p.ink1);
        draw_text(ui, {c.question, y + 16 + question_height}, row.answer, answer_style, answer_width, p.ink2);
        draw_progress(ui, row, {c.question, y + height - 22});
        canvas.text_on_middle({c.right, y + height - 22}, row.about,
                              {.colour = p.ink3, .size = type::caption, .align = Align::End});
    } else {
        draw_text(ui, {c.question, middle - question_height / 2}, row.question, question_style,
                  question_width, p.ink1);
        draw_text(ui, {c.answer, middle - answer_height / 2}, row.answer, answer_style, answer_width, p.ink2);
        draw_progress(ui, row, {c.state, middle - 9});
        canvas.text_on_middle({c.state, middle + 11}, row.about, {.colour = p.ink3, .size = type::axis});
        draw_icon(canvas, Icon::Right, {c.right - 4, middle}, {.colour = p.ink3, .width = 1.5f});
    }
    if (press.is_pressed) commands.push_back(command::GoTo{"#/lesson/" + row.id});
    return y + height;
}

}  // namespace

void draw_home(Ui& ui, const HomeScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Columns c = columns_for(scene.rect);
    begin_pane(ui, {.id = "home",
                    .name = ui.tr(Msg::Questions),
                    .rect = scene.rect,
                    .ground = p.sheet,
                    .scrolls = true});
    const Point origin = place();
    const float width = c.right - c.number;
    place({c.number, origin.y + (c.is_narrow ? 24.0f : 44.0f)});
    heading(ui, {.id = "home.title",
                 .text = ui.tr(Msg::HomeTitle),
                 .level = 1,
                 .size = c.is_narrow ? 24.0f : type::home_title,
                 .width = width});
    place({c.number, ui.last_rect().bottom() + 4});
    paragraph(ui, "home.subtitle", ui.tr(Msg::HomeSubtitle), {.size = c.is_narrow ? 13.5f : 15.0f},
              {.plain = p.ink2}, width);
    float y = ui.last_rect().bottom() + space::xxl;
    if (!scene.problem.empty()) {
        const std::vector<std::string> lines{scene.problem};
        y = draw_problem_card(ui, {.id = "home.problem",
                                   .title = ui.tr(scene.problem_title),
                                   .lines = lines,
                                   .at = {c.number, y},
                                   .width = width}) +
            space::xl;
    }
    if (!c.is_narrow) {
        const Canvas canvas = ui.canvas();
        canvas.text({c.question, y + 10}, ui.tr(Msg::HomeQuestion),
                    {.colour = p.ink3, .size = type::caption});
        canvas.text({c.answer, y + 10}, ui.tr(Msg::HomeAnswer), {.colour = p.ink3, .size = type::caption});
        canvas.text({c.state, y + 10}, ui.tr(Msg::HomeLesson), {.colour = p.ink3, .size = type::caption});
        y += 20;
    }
    std::size_t number = 0;
    for (const LessonRow& row : scene.rows) {
        ui.canvas().horizontal_hair(c.number, c.right, y, p.line);
        if (row.errors.empty()) {
            y = draw_row(ui, row, c, ++number, y, commands);
        } else {
            y = draw_problem_card(ui, {.id = "home.broken." + row.id,
                                       .title = ui.tr(Msg::BrokenLesson, {row.id}),
                                       .lines = row.errors,
                                       .at = {c.number, y + space::m},
                                       .width = width}) +
                space::m;
        }
    }
    ui.canvas().horizontal_hair(c.number, c.right, y, p.line);
    const Point foot{c.number, y + 26};
    draw_icon(ui.canvas(), Icon::Check, {foot.x + 6, foot.y}, {.colour = p.good, .width = 1.8f});
    place({foot.x + 22, foot.y - 10});
    paragraph(ui, "home.promise", ui.tr(Msg::HomePromise), {.size = 12.5f, .line_height = 20},
              {.plain = p.ink3}, width - 22);
    place({c.number, ui.last_rect().bottom()});
    ImGui::Dummy({1, space::xxl});
    end_pane(ui);
}

}  // namespace hw::ui
