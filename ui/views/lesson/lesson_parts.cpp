// Question, phases, prose and prompts: the parts that every phase of a step shares.
#include "ui/views/lesson/lesson_parts.h"

#include <array>
#include <cmath>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/lesson/blocks.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float phase_bar_height = 3;
constexpr float phase_height = 30;
constexpr ParagraphStyle prompt_style{.size = type::prompt, .line_height = 21};

struct PhaseName {
    lesson::Phase phase;
    Msg name;
};
constexpr std::array<PhaseName, 4> phases = {{{lesson::Phase::Predict, Msg::PhasePredict},
                                              {lesson::Phase::Observe, Msg::PhaseObserve},
                                              {lesson::Phase::Report, Msg::PhaseReport},
                                              {lesson::Phase::Explain, Msg::PhaseExplain}}};

void draw_phase(const LessonDrawing& d, const PhaseName& phase, const Rect& rect, bool is_done,
                bool is_current) {
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const Colour bar = is_current ? p.accent : is_done ? p.good : p.line;
    canvas.fill({rect.x, rect.y, rect.w - 5, phase_bar_height}, bar, 1.5f);
    const Point sign{rect.x + 5, rect.y + 16};
    if (is_current)
        canvas.circle(sign, 3.5f, p.accent);
    else if (is_done)
        draw_icon(canvas, Icon::Check, sign, {.colour = p.good, .width = 1.6f, .scale = .9f});
    else
        canvas.circle(sign, 3, 0, {.colour = p.ink4, .width = 1.3f});
    canvas.text({rect.x + 15, rect.y + 20}, d.ui.tr(phase.name),
                {.colour = is_current ? p.ink1
                           : is_done  ? p.ink2
                                      : p.ink3,
                 .size = type::caption});
    SemanticNode node{.id = "lesson.phase." + std::to_string(static_cast<int>(phase.phase)),
                      .role = Role::ListItem,
                      .name = d.ui.tr(phase.name),
                      .rect = rect};
    node.state.is_current = is_current;
    d.ui.semantics.add(std::move(node));
}

// The narrowest width at which the question takes no more lines than at the full one: no word stands alone.
float balanced_width(const LessonDrawing& d, const std::string& question) {
    const std::array spans = {TextSpan{SpanKind::Strong, question}};
    const ParagraphStyle style{.size = type::question, .line_height = std::round(type::question * 1.38f)};
    const auto height_at = [&](float width) {
        return paragraph_height(d.ui, {.id = {}, .spans = spans, .style = style, .width = width});
    };
    const float height = height_at(d.width);
    // A Chinese question breaks behind its comma if both halves fit.
    constexpr std::string_view comma = "，";
    if (const std::size_t at = question.find(comma); at != std::string::npos) {
        const std::string first = question.substr(0, at + comma.size());
        const std::string second = question.substr(at + comma.size());
        const Canvas canvas = d.ui.canvas();
        const float first_width = canvas.text_width(first, type::question) + 2;
        const float second_width = canvas.text_width(second, type::question) + 2;
        if (second_width <= first_width && first_width <= d.width) return first_width;
    }
    float width = d.width;
    constexpr float step = 16;
    while (width - step > d.width / 2 && height_at(width - step) <= height) width -= step;
    return width;
}

}  // namespace

void skip(const LessonDrawing& d, float gap) { place({d.left, d.ui.last_rect().bottom() + gap}); }

void draw_question(const LessonDrawing& d) {
    heading(d.ui, {.id = "lesson.question",
                   .text = d.model.question,
                   .level = 1,
                   .size = type::question,
                   .width = balanced_width(d, d.model.question)});
    skip(d, space::m);
}

void draw_phases(const LessonDrawing& d) {
    const Point at = place();
    const SemanticScope list(d.ui.semantics, {.id = "lesson.phases",
                                              .role = Role::List,
                                              .name = d.ui.tr(Msg::PhaseList),
                                              .rect = {at.x, at.y, d.width, phase_height}});
    const float width = d.width / static_cast<float>(phases.size());
    const auto current = static_cast<std::size_t>(d.model.player->phase);
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const Rect rect{at.x + width * static_cast<float>(i), at.y, width, phase_height};
        draw_phase(d, phases[i], rect, i < current, i == current);
    }
    place({at.x, at.y + phase_height + space::s});
    const std::string step = std::to_string(d.model.player->step + 1);
    const std::string all = std::to_string(d.model.step_count());
    draw_caption(d, "lesson.step", d.ui.tr(Msg::StepOf, {step, all, d.model.text->title}));
    skip(d, space::xs);
}

void draw_caption(const LessonDrawing& d, std::string_view id, std::string_view text) {
    const std::array spans = {TextSpan{SpanKind::Plain, std::string(text)}};
    paragraph(d.ui, {.id = id,
                     .spans = spans,
                     .style = {.size = type::caption, .line_height = 16},
                     .ink = {.plain = d.ui.palette().ink3},
                     .width = d.width});
}

void draw_prompt(const LessonDrawing& d, std::string_view id, const Spans& spans) {
    const int pressed = paragraph(d.ui, {.id = id,
                                         .spans = spans,
                                         .style = prompt_style,
                                         .ink = {.plain = d.ui.palette().ink1},
                                         .width = d.width});
    if (pressed >= 0)
        d.commands.push_back(command::OpenLink{spans[static_cast<std::size_t>(pressed)].target});
    skip(d, space::s);
}

void draw_blocks(const LessonDrawing& d, std::string_view id, const TextBlocks& blocks) {
    draw_blocks({.ui = d.ui, .commands = d.commands, .left = d.left, .width = d.width}, id, blocks);
}

void draw_hand(const LessonDrawing& d) {
    const StepText& text = *d.model.text;
    if (text.hand.empty()) return;
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const SemanticScope list(d.ui.semantics,
                             {.id = "lesson.hand", .role = Role::List, .name = d.ui.tr(Msg::HandList)});
    for (std::uint32_t i = 0; i < text.hand.size(); ++i) {
        const bool is_done =
            i < d.model.observation->hand_is_done.size() && d.model.observation->hand_is_done[i];
        const bool is_next = d.model.pending_hand == i;
        const Point at = place();
        const ParagraphSpec words{.id = {},
                                  .spans = text.hand[i],
                                  .style = {.size = type::control, .line_height = 19},
                                  .ink = {.plain = is_done || is_next ? p.ink1 : p.ink3},
                                  .width = d.width - 38 - 12};
        const float height = paragraph_height(d.ui, words) + 19;
        const Rect card{at.x, at.y, d.width, height};
        canvas.box(card, {.fill = is_done   ? p.good_soft
                                  : is_next ? p.accent_soft
                                            : p.raised,
                          .border = is_done   ? p.good
                                    : is_next ? p.accent
                                              : p.hair,
                          .radius = radius::choice});
        const Point sign{at.x + 19, card.centre().y};
        if (is_done) {
            canvas.circle(sign, 9.5f, p.good);
            draw_icon(canvas, Icon::Check, sign, {.colour = p.raised, .width = 1.9f});
        } else {
            canvas.circle(sign, 9, p.raised, {.colour = is_next ? p.accent : p.ink4, .width = 1.6f});
        }
        place({at.x + 38, at.y + 9.5f});
        paragraph(d.ui, words);
        SemanticNode node{.id = "lesson.hand." + std::to_string(i),
                          .role = Role::ListItem,
                          .name = plain_text(text.hand[i]),
                          .rect = card};
        node.value = d.ui.tr(is_done ? Msg::HandDone : Msg::HandToDo);
        d.ui.semantics.add(std::move(node));
        place({at.x, card.bottom() + (i + 1 < text.hand.size() ? 6.0f : space::s)});
    }
}

}  // namespace hw::ui
