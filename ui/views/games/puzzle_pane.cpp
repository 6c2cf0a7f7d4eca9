#include "ui/views/games/puzzle_pane.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/lesson/blocks.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float footer_height = 53;
constexpr float button_height = 34;

void skip(const BlockDrawing& d, float gap) { place({d.left, d.ui.last_rect().bottom() + gap}); }

void draw_caption(const BlockDrawing& d, std::string_view id, const std::string& text, Colour ink = 0) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    paragraph(d.ui, {.id = id,
                     .spans = spans,
                     .style = {.size = type::row, .line_height = 18},
                     .ink = {.plain = ink != 0 ? ink : d.ui.palette().ink3},
                     .width = d.width});
}

// The words of a goal, with the prefix of one that is not needed.
Spans goal_words(const BlockDrawing& d, const PuzzleModel& model, std::size_t i) {
    Spans words = model.text.goals[i];
    if (!model.goals[i].is_extra || words.empty()) return words;
    words.insert(words.begin(), {.kind = SpanKind::Strong, .text = d.ui.tr(Msg::PuzzleExtra, {""})});
    return words;
}

void draw_goal(const BlockDrawing& d, const PuzzleModel& model, std::size_t i) {
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const PuzzleGoalState& goal = model.goals[i];
    const Spans text = goal_words(d, model, i);
    const ParagraphSpec words{.id = {},
                              .spans = text,
                              .style = {.size = type::control, .line_height = 19},
                              .ink = {.plain = p.ink1},
                              .width = d.width - 38 - 12};
    const Point at = place();
    const Rect card{at.x, at.y, d.width, std::max(paragraph_height(d.ui, words) + 19, d.ui.target_height())};
    canvas.box(card, {.fill = goal.is_met ? p.good_soft : p.raised,
                      .border = goal.is_met     ? p.good
                                : goal.is_extra ? p.hair
                                                : p.accent,
                      .radius = radius::choice});
    const Point sign{at.x + 19, card.centre().y};
    if (goal.is_met) {
        canvas.circle(sign, 9.5f, p.good);
        draw_icon(canvas, Icon::Check, sign, {.colour = p.raised, .width = 1.9f});
    } else {
        canvas.circle(sign, 9, p.raised, {.colour = goal.is_extra ? p.ink4 : p.accent, .width = 1.6f});
    }
    place({at.x + 38, at.y + 9.5f});
    paragraph(d.ui, words);
    SemanticNode node{.id = "puzzle.goal." + std::to_string(i),
                      .role = goal.is_met ? Role::Button : Role::ListItem,
                      .name = plain_text(text),
                      .rect = card};
    node.value = d.ui.tr(goal.is_met ? Msg::PuzzleGoalMet : Msg::PuzzleGoalOpen);
    if (!goal.is_met)
        d.ui.semantics.add(std::move(node));
    else if (press_area(d.ui, {.node = std::move(node), .rect = card, .ring_radius = radius::choice})
                 .is_pressed)
        d.commands.push_back(command::ShowChoiceEvidence{static_cast<int>(i)});
    place({at.x, card.bottom() + 6});
}

void draw_goals(const BlockDrawing& d, const PuzzleModel& model) {
    heading(d.ui, {.id = "puzzle.goals.title", .text = d.ui.tr(Msg::PuzzleGoals), .width = d.width});
    skip(d, space::xs);
    {
        const SemanticScope list(
            d.ui.semantics, {.id = "puzzle.goals", .role = Role::List, .name = d.ui.tr(Msg::PuzzleGoals)});
        for (std::size_t i = 0; i < model.goals.size() && i < model.text.goals.size(); ++i)
            draw_goal(d, model, i);
    }
    const std::string count = std::to_string(model.commands);
    draw_caption(d, "puzzle.commands", d.ui.tr(Msg::PuzzleCommands, {count, std::to_string(model.par)}));
    skip(d, 2);
    if (!model.refused.empty()) {
        draw_caption(d, "puzzle.refused", d.ui.tr(Msg::PuzzleForbidden, {model.refused}), d.ui.palette().bad);
        skip(d, 2);
    }
}

void draw_offers(const BlockDrawing& d, const PuzzleModel& model) {
    const float height = std::max(30.0f, d.ui.target_height());
    for (std::size_t i = 0; i < model.text.offers.size(); ++i) {
        const PuzzleOffer& offer = model.text.offers[i];
        const std::string id = "puzzle.offer." + std::to_string(i + 1);
        const ButtonSpec spec{
            .id = id, .label = offer.label, .size = {d.width, height}, .text_size = type::row};
        if (button(d.ui, spec)) d.commands.push_back(command::IssueSim{offer.command});
        place({d.left, d.ui.last_rect().bottom() + 6});
    }
}

void draw_hints(const BlockDrawing& d, const PuzzleModel& model) {
    for (std::size_t i = 0; i < model.hints_taken && i < model.text.hints.size(); ++i) {
        TextBlocks hint{{.kind = lesson::BlockKind::Quote, .spans = model.text.hints[i]}};
        draw_blocks(d, "puzzle.hint." + std::to_string(i + 1), hint);
    }
    const float height = std::max(30.0f, d.ui.target_height());
    const std::string count = std::to_string(model.text.hints.size());
    const Point at = place();
    float x = at.x;
    if (model.hints_taken < model.text.hints.size()) {
        const std::string label = d.ui.tr(Msg::PuzzleHint, {std::to_string(model.hints_taken + 1), count});
        const ButtonSpec hint{
            .id = "puzzle.hint", .label = label, .size = {0, height}, .text_size = type::row};
        const Point size = button_size(d.ui, hint);
        if (button(d.ui, hint)) d.commands.push_back(command::TakeHint{});
        x += size.x + space::s;
    }
    const ButtonSpec give_up{.id = "puzzle.give-up",
                             .label = d.ui.tr(Msg::PuzzleGiveUp),
                             .kind = ButtonKind::Quiet,
                             .size = {0, height},
                             .text_size = type::row};
    const bool has_room = x + button_size(d.ui, give_up).x <= d.left + d.width;
    place(has_room ? Point{x, at.y} : Point{d.left, at.y + height + space::xs});
    if (button(d.ui, give_up)) d.commands.push_back(command::ShowMe{});
    place({d.left, d.ui.last_rect().bottom() + space::s});
}

void draw_solved(const BlockDrawing& d, const PuzzleModel& model) {
    const Palette& p = d.ui.palette();
    const Point at = place();
    std::string words = d.ui.tr(Msg::PuzzleShown);
    if (!model.was_shown) {
        const Msg message = *model.solved_in == 1 ? Msg::PuzzleSolvedOne : Msg::PuzzleSolved;
        words = d.ui.tr(message, {std::to_string(*model.solved_in), std::to_string(model.par)});
    }
    draw_icon(d.ui.canvas(), Icon::Check, {at.x + 7, at.y + 11}, {.colour = p.good, .width = 2});
    place({at.x + 22, at.y});
    const std::array spans = {TextSpan{SpanKind::Strong, words}};
    paragraph(d.ui, {.id = "puzzle.solved",
                     .spans = spans,
                     .style = {.size = type::prompt, .line_height = 22},
                     .ink = {.strong = p.good},
                     .width = d.width - 22});
    announce(d.ui, "puzzle.solved.said", words);
    skip(d, space::s);
    draw_blocks(d, "puzzle.explanation", model.text.explanation);
    draw_clause_chips(d, "puzzle.clause", model.text.clauses);
    if (model.text.more_label.empty()) return;
    if (link(d.ui, {.id = "puzzle.more",
                    .label = d.ui.tr(Msg::ReadMoreIn, {model.text.more_label}),
                    .target = model.text.more_target,
                    .width = d.width}))
        d.commands.push_back(command::GoTo{model.text.more_target});
    skip(d, space::s);
}

void draw_body(const BlockDrawing& d, const PuzzleScene& scene) {
    const PuzzleModel& model = scene.model;
    if (scene.has_heading) {
        heading(d.ui, {.id = "puzzle.title",
                       .text = model.text.title,
                       .level = 1,
                       .size = type::question,
                       .width = d.width});
        skip(d, space::s);
    }
    draw_blocks(d, "puzzle.task", model.text.task);
    draw_caption(d, "puzzle.tools", d.ui.tr(Msg::PuzzleTools, {model.text.tools}));
    skip(d, 2);
    draw_caption(d, "puzzle.how", d.ui.tr(Msg::PuzzleHow));
    skip(d, space::s);
    draw_offers(d, model);
    place({d.left, place().y + space::xs});
    draw_goals(d, model);
    skip(d, space::s);
    if (model.solved_in || model.was_shown) draw_solved(d, model);
    if (!model.solved_in) draw_hints(d, model);
    ImGui::Dummy({1, space::s});
}

void draw_footer(Ui& ui, const PuzzleScene& scene, const Rect& rect, Commands& commands) {
    const PuzzleModel& model = scene.model;
    const float height = std::max(button_height, ui.target_height());
    const float y = rect.y + (rect.h - height) / 2;
    float x = rect.x + scene.padding;
    place({x, y});
    const ButtonSpec reset{.id = "puzzle.reset",
                           .label = ui.tr(Msg::PuzzleReset),
                           .size = {0, height},
                           .is_disabled = model.commands == 0 && !model.was_shown};
    if (button(ui, reset)) commands.push_back(command::TryStepAgain{});
    x += button_size(ui, reset).x + space::s;
    place({x, y});
    const bool goes_on = model.solved_in.has_value() || model.was_shown;
    std::string label = ui.tr(model.is_playing ? Msg::Running : Msg::PuzzlePlay);
    if (goes_on)
        label = model.text.next_title.empty() ? ui.tr(Msg::PuzzleAll)
                                              : ui.tr(Msg::PuzzleNext, {model.text.next_title});
    const ButtonSpec primary{.id = "puzzle.primary",
                             .label = label,
                             .kind = ButtonKind::Primary,
                             .size = {rect.right() - scene.padding - x, height},
                             .is_disabled = !goes_on && model.is_playing};
    if (!button(ui, primary)) return;
    if (goes_on)
        commands.push_back(
            command::GoTo{model.text.next_target.empty() ? "#/puzzles" : model.text.next_target});
    else
        commands.push_back(command::TogglePlay{});
}

}  // namespace

void draw_puzzle_pane(Ui& ui, const PuzzleScene& scene, Commands& commands) {
    const Rect footer{scene.rect.x, scene.rect.bottom() - footer_height, scene.rect.w, footer_height};
    const Rect body{scene.rect.x, scene.rect.y, scene.rect.w, scene.rect.h - footer_height};
    const Colour ground = scene.ground != 0 ? scene.ground : ui.palette().pane;
    begin_pane(ui, {.id = "puzzle",
                    .name = ui.tr(Msg::PuzzlePane),
                    .rect = body,
                    .ground = ground,
                    .padding = {scene.padding, scene.has_heading ? 16.0f : 8.0f},
                    .scrolls = true});
    draw_body({.ui = ui,
               .commands = commands,
               .left = scene.rect.x + scene.padding,
               .width = scene.rect.w - 2 * scene.padding},
              scene);
    end_pane(ui);
    begin_pane(ui,
               {.id = "puzzle.footer", .name = ui.tr(Msg::PuzzleActions), .rect = footer, .ground = ground});
    ui.canvas().horizontal_hair(footer.x, footer.right(), footer.y, ui.palette().hair);
    draw_footer(ui, scene, footer, commands);
    end_pane(ui);
}

}  // namespace hw::ui
