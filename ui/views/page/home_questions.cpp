// The table of questions: a group's question in large, its lessons below it, answers folded to three dots.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "ui/draw/icon.h"
#include "ui/views/page/home_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr ParagraphStyle group_style{.size = 16, .line_height = 23};
constexpr ParagraphStyle group_answer_style{.size = 13.5f, .line_height = 22};
constexpr ParagraphStyle question_style{.size = 14, .line_height = 20};
constexpr ParagraphStyle answer_style{.size = 13, .line_height = 20};
constexpr float least_row = 50;
constexpr Point dots_size{38, 22};

struct Columns {
    float number = 0;
    float question = 0;
    float answer = 0;
    float state = 0;
    float right = 0;
    bool is_narrow = false;
};

Columns columns_for(const HomeSpan& span) {
    Columns c{.number = span.left, .question = span.left + 36, .right = span.right};
    c.is_narrow = span.width() < 620;
    if (c.is_narrow) c.question = span.left + 26;
    c.state = c.is_narrow ? c.question : span.right - 122;
    c.answer = c.is_narrow ? c.question : c.question + (c.state - c.question) * .41f;
    return c;
}

struct Drawing {
    Ui& ui;
    const HomeScene& scene;
    const Columns c;
    Commands& commands;

    bool is_revealed(const std::string& key) const {
        return scene.revealed != nullptr && scene.revealed->contains(key);
    }
};

struct AnswerSpec {
    std::string key{};
    const std::string& question;
    const std::string& answer;
};

// Three dots on a sunk ground, like folded code; a press unfolds the sentence.
void draw_dots(Drawing& d, const AnswerSpec& spec, Point left_middle) {
    const Palette& p = d.ui.palette();
    const Rect rect{left_middle.x, left_middle.y - dots_size.y / 2, dots_size.x, dots_size.y};
    SemanticNode node{.id = "home.answer." + spec.key,
                      .role = Role::Button,
                      .name = d.ui.tr(Msg::HomeShowAnswer, {spec.question})};
    node.state.can_expand = true;
    const float margin = std::max(0.0f, (d.ui.target_height() - dots_size.y) / 2);
    const PressResult press = press_area(
        d.ui, {.node = std::move(node), .rect = rect, .hit_margin = margin, .ring_radius = dots_size.y / 2});
    const Canvas canvas = d.ui.canvas();
    const bool is_lit = press.is_hovered || press.is_focused;
    canvas.fill(rect, is_lit ? p.accent_soft : p.hair, dots_size.y / 2);
    for (const float dx : {-8.0f, 0.0f, 8.0f})
        canvas.circle({rect.centre().x + dx, rect.centre().y}, 1.8f, is_lit ? p.accent : p.ink3);
    if (press.is_pressed) d.commands.push_back(command::RevealAnswer{spec.key});
}

void draw_sentence(Drawing& d, const AnswerSpec& spec, const Rect& rect, const ParagraphStyle& style) {
    SemanticNode node{.id = "home.answer." + spec.key,
                      .role = Role::Button,
                      .name = d.ui.tr(Msg::HomeHideAnswer, {spec.question})};
    node.state.can_expand = node.state.is_expanded = true;
    const PressResult press =
        press_area(d.ui, {.node = std::move(node), .rect = rect, .ring_radius = radius::button});
    const Palette& p = d.ui.palette();
    draw_home_text(d.ui, rect.upper_left(), "home.sentence." + spec.key, spec.answer, style, rect.w,
                   press.is_hovered ? p.ink1 : p.ink2);
    if (press.is_pressed) d.commands.push_back(command::RevealAnswer{spec.key});
}

// A ring that fills, a check when all is done; returns the x after its words.
float draw_progress(Ui& ui, const LessonRow& row, Point at) {
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
    return canvas.text_on_middle({at.x + 24, at.y}, words, {.colour = ink, .size = type::flags});
}

std::string progress_words(const Ui& ui, const LessonRow& row) {
    if (row.steps > 0 && row.steps_done >= row.steps) return ui.tr(Msg::LessonFinished);
    if (row.steps_done == 0) return ui.tr(Msg::LessonStart);
    return ui.tr(Msg::LessonProgress, {std::to_string(row.steps_done), std::to_string(row.steps)});
}

PressResult press_row(Drawing& d, const LessonRow& row, const Rect& rect) {
    return press_area(d.ui, {.node = {.id = "home.lesson." + row.id,
                                      .role = Role::Link,
                                      .name = row.question,
                                      .value = progress_words(d.ui, row),
                                      .description = row.about,
                                      .target = "#/lesson/" + row.id},
                             .rect = rect,
                             .ring_radius = radius::card,
                             .allows_overlap = true});
}

float draw_wide_row(Drawing& d, const LessonRow& row, float y) {
    const Palette& p = d.ui.palette();
    const Columns& c = d.c;
    const AnswerSpec spec{row.id, row.question, row.answer};
    const bool is_revealed = d.is_revealed(row.id);
    const float question_width = c.answer - 24 - c.question;
    const float answer_width = c.state - 28 - c.answer;
    const float question_height = home_text_height(d.ui, row.question, question_style, question_width);
    const float answer_height =
        is_revealed ? home_text_height(d.ui, row.answer, answer_style, answer_width) : 0;
    const float height = std::max(least_row, std::max(question_height, answer_height) + 22);
    const Rect rect{c.question - 12, y + 1, c.right - c.question + 28, height - 2};
    const PressResult press = press_row(d, row, rect);
    const Canvas canvas = d.ui.canvas();
    if (press.is_hovered || press.is_focused) canvas.fill(rect, p.accent_soft, radius::card);
    const float middle = y + height / 2;
    draw_home_text(d.ui, {c.question, middle - question_height / 2}, "", row.question, question_style,
                   question_width, p.ink1);
    if (is_revealed)
        draw_sentence(d, spec, {c.answer, middle - answer_height / 2, answer_width, answer_height},
                      answer_style);
    else
        draw_dots(d, spec, {c.answer, middle});
    draw_progress(d.ui, row, {c.state, middle - 9});
    canvas.text_on_middle({c.state, middle + 11}, row.about, {.colour = p.ink3, .size = type::axis});
    draw_icon(canvas, Icon::Right, {c.right - 4, middle}, {.colour = p.ink3, .width = 1.5f});
    if (press.is_pressed) d.commands.push_back(command::GoTo{"#/lesson/" + row.id});
    return y + height;
}

float draw_narrow_row(Drawing& d, const LessonRow& row, float y) {
    const Palette& p = d.ui.palette();
    const Columns& c = d.c;
    const AnswerSpec spec{row.id, row.question, row.answer};
    const bool is_revealed = d.is_revealed(row.id);
    const float width = c.right - c.question;
    const float question_height = home_text_height(d.ui, row.question, question_style, width - 20);
    const float answer_height = is_revealed ? home_text_height(d.ui, row.answer, answer_style, width) : 0;
    const float state_y = y + 12 + question_height + (is_revealed ? answer_height + 8 : 0) + 17;
    const float height = state_y + 20 - y;
    const Rect rect{c.question - 10, y + 1, width + 18, height - 2};
    const PressResult press = press_row(d, row, rect);
    const Canvas canvas = d.ui.canvas();
    if (press.is_focused || press.is_held) canvas.fill(rect, p.accent_soft, radius::card);
    draw_home_text(d.ui, {c.question, y + 12}, "", row.question, question_style, width - 20, p.ink1);
    draw_icon(canvas, Icon::Right, {c.right - 4, y + 22}, {.colour = p.ink3, .width = 1.5f});
    const float after = draw_progress(d.ui, row, {c.question, state_y});
    canvas.text_on_middle({after + 12, state_y}, row.about, {.colour = p.ink3, .size = type::caption});
    if (is_revealed)
        draw_sentence(d, spec, {c.question, y + 16 + question_height, width, answer_height}, answer_style);
    else
        draw_dots(d, spec, {c.right - dots_size.x, state_y});
    if (press.is_pressed) d.commands.push_back(command::GoTo{"#/lesson/" + row.id});
    return y + height;
}

float draw_group_head(Drawing& d, const HomeGroup& group, float y) {
    const Palette& p = d.ui.palette();
    const Columns& c = d.c;
    const Canvas canvas = d.ui.canvas();
    const std::string key = "group-" + std::to_string(group.number);
    const AnswerSpec spec{key, group.question, group.answer};
    const bool is_revealed = d.is_revealed(key);
    const float room_for_dots = group.answer.empty() || is_revealed ? 0 : dots_size.x + 14;
    const float width = c.right - c.question - room_for_dots;
    const float height = home_text_height(d.ui, group.question, group_style, width);
    if (group.number != 0)
        canvas.text({c.number, y + 33}, std::to_string(group.number), {.colour = p.accent, .size = 22});
    draw_home_text(d.ui, {c.question, y + 14}, "", group.question, group_style, width, p.ink1);
    d.ui.semantics.add({.id = "home." + key,
                        .role = Role::Heading,
                        .name = group.question,
                        .level = 2,
                        .rect = {c.question, y + 14, width, height}});
    float bottom = y + 14 + height;
    if (group.answer.empty()) return bottom + 8;
    if (!is_revealed) {
        const float text_width = canvas.text_width(group.question, group_style.size);
        const bool is_one_line = height < group_style.line_height * 1.5f;
        const float x = is_one_line ? c.question + text_width + 14 : c.right - dots_size.x;
        draw_dots(d, spec, {x, y + 26});
        return bottom + 8;
    }
    const float answer_width = std::min(c.right - c.question, 680.0f);
    const float answer_height = home_text_height(d.ui, group.answer, group_answer_style, answer_width - 14);
    const Rect rect{c.question + 14, bottom + 6, answer_width - 14, answer_height};
    canvas.fill({c.question, rect.y + 3, 3, rect.h - 6}, p.accent, 1.5f);
    draw_sentence(d, spec, rect, group_answer_style);
    return rect.bottom() + 12;
}

// The columns' names, and the switch for all answers at once.
float draw_heads(Drawing& d, float y) {
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const Columns& c = d.c;
    const bool shows_any = d.scene.revealed != nullptr && !d.scene.revealed->empty();
    const std::string label = d.ui.tr(shows_any ? Msg::HomeHideAll : Msg::HomeShowAll);
    float x = c.number;
    if (!c.is_narrow) {
        canvas.text({c.question, y + 10}, d.ui.tr(Msg::HomeQuestion),
                    {.colour = p.ink3, .size = type::caption});
        x = canvas.text({c.answer, y + 10}, d.ui.tr(Msg::HomeAnswer),
                        {.colour = p.ink3, .size = type::caption}) +
            14;
        canvas.text({c.state, y + 10}, d.ui.tr(Msg::HomeLesson), {.colour = p.ink3, .size = type::caption});
    }
    place({x, y - 1 - (c.is_narrow ? 0.0f : 2.0f)});
    const LinkSpec all{.id = "home.answers", .label = label, .text_size = type::caption};
    if (link(d.ui, all)) d.commands.push_back(command::RevealAnswer{});
    return y + (c.is_narrow ? 32.0f : 20.0f);
}

}  // namespace

float draw_questions(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y, Commands& commands) {
    Drawing d{ui, scene, columns_for(span), commands};
    const Palette& p = ui.palette();
    y = draw_heads(d, y);
    for (const HomeGroup& group : scene.groups) {
        ui.canvas().horizontal_hair(d.c.number, d.c.right, y, p.line);
        y = draw_group_head(d, group, y);
        bool is_first = true;
        for (const LessonRow& row : group.lessons) {
            if (!is_first) ui.canvas().horizontal_hair(d.c.question, d.c.right, y, p.hair);
            is_first = false;
            y = d.c.is_narrow ? draw_narrow_row(d, row, y) : draw_wide_row(d, row, y);
        }
        y += space::s;
    }
    ui.canvas().horizontal_hair(d.c.number, d.c.right, y, p.line);
    return y;
}

}  // namespace hw::ui
