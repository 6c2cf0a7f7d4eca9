// The four phases of a step, and the lesson's last page.
#include <array>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/lesson/blocks.h"
#include "ui/views/lesson/lesson_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/choice.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

const lesson::StepProgress& progress(const LessonDrawing& d) {
    return d.model.player->steps[d.model.player->step];
}

struct ChoiceGroup {
    const char* id;
    Msg name;
    const std::vector<OptionText>& options;
    std::optional<std::uint32_t> chosen{};
};

// Radio cards that can still be changed.
std::optional<std::size_t> draw_open_choices(const LessonDrawing& d, const ChoiceGroup& group,
                                             std::optional<std::uint32_t> wrong) {
    const SemanticScope radios(d.ui.semantics,
                               {.id = group.id, .role = Role::RadioGroup, .name = d.ui.tr(group.name)});
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < group.options.size(); ++i) {
        const bool is_chosen = group.chosen == i;
        const bool is_wrong = wrong == i;
        const std::string id = std::string(group.id) + "." + std::to_string(i);
        const ChoiceSpec spec{
            .id = id,
            .title = group.options[i].label,
            .detail = is_wrong ? std::string_view(group.options[i].detail) : std::string_view{},
            .verdict = is_wrong ? Verdict::Wrong : Verdict::Open,
            .is_chosen = is_chosen,
            .is_tab_stop = is_chosen || (!group.chosen && i == 0),
            .width = d.width};
        if (choice_card(d.ui, spec)) pressed = i;
        skip(d, 6);
    }
    return pressed;
}

void draw_graded_choices(const LessonDrawing& d) {
    const SemanticScope radios(
        d.ui.semantics,
        {.id = "lesson.choices", .role = Role::RadioGroup, .name = d.ui.tr(Msg::ChoiceGroup)});
    const auto& judgements = d.model.observation->choices;
    for (std::size_t i = 0; i < d.model.text->choices.size() && i < judgements.size(); ++i) {
        const OptionText& option = d.model.text->choices[i];
        const std::string id = "lesson.choices." + std::to_string(i);
        const ChoiceSpec spec{.id = id,
                              .title = option.label,
                              .detail = option.detail,
                              .verdict = judgements[i].holds ? Verdict::Right : Verdict::Wrong,
                              .is_chosen = progress(d).choice == i,
                              .width = d.width};
        if (choice_card(d.ui, spec)) d.commands.push_back(command::ShowChoiceEvidence{static_cast<int>(i)});
        skip(d, 6);
    }
    const bool is_as_asked = d.model.observation->kind == lesson::RunKind::AsAsked;
    draw_caption(d, "lesson.graded", d.ui.tr(is_as_asked ? Msg::GradedByRun : Msg::GradedByOwnRun));
}

// One line with a sign: what was predicted, what was reported.
void draw_line(const LessonDrawing& d, std::string_view id, Icon icon, Colour colour,
               const std::string& text) {
    const Point at = place();
    draw_icon(d.ui.canvas(), icon, {at.x + 6, at.y + 9}, {.colour = colour, .width = 1.8f});
    place({at.x + 20, at.y});
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    paragraph(d.ui, {.id = id,
                     .spans = spans,
                     .style = {.size = type::row, .line_height = 18},
                     .ink = {},
                     .width = d.width - 20});
    skip(d, space::s);
}

// A hairline between parts, with `gap` on either side of it.
void draw_rule(const LessonDrawing& d, float gap) {
    const float y = d.ui.last_rect().bottom() + gap;
    d.ui.canvas().horizontal_hair(d.left, d.left + d.width, y, d.ui.palette().hair);
    place({d.left, y + gap});
}

void draw_prediction_line(const LessonDrawing& d) {
    const auto choice = progress(d).choice;
    if (!choice || *choice >= d.model.text->choices.size()) return;
    draw_line(d, "lesson.predicted", Icon::Arrow, d.ui.palette().accent,
              d.ui.tr(Msg::YouPredicted, {d.model.text->choices[*choice].label}));
}

void draw_clauses(const LessonDrawing& d) {
    draw_clause_chips({.ui = d.ui, .commands = d.commands, .left = d.left, .width = d.width}, "lesson.clause",
                      d.model.lesson->steps[d.model.player->step].clauses);
}

}  // namespace

void draw_cover(const LessonDrawing& d) {
    draw_blocks(d, "lesson.intro", *d.model.intro);
    skip(d, space::s);
    const lesson::Lesson& lesson = *d.model.lesson;
    const Colour ink = d.ui.palette().ink3;
    const std::string steps = std::to_string(lesson.steps.size());
    draw_line(d, "lesson.about", Icon::Clock, ink,
              d.ui.tr(Msg::LessonAbout, {steps, std::to_string(lesson.minutes)}));
    std::string sources;
    for (const std::string& source : lesson.sources) sources += (sources.empty() ? "" : ", ") + source;
    draw_line(d, "lesson.sources", Icon::Book, ink, sources);
}

void draw_predict(const LessonDrawing& d) {
    draw_blocks(d, "lesson.see", d.model.text->see);
    draw_prompt(d, "lesson.ask", d.model.text->ask);
    const auto chosen = progress(d).choice;
    const auto pressed = draw_open_choices(
        d, {"lesson.choices", Msg::ChoiceGroup, d.model.text->choices, chosen}, std::nullopt);
    if (pressed) d.commands.push_back(command::Choose{static_cast<int>(*pressed)});
}

void draw_observe(const LessonDrawing& d) {
    draw_prompt(d, "lesson.ask", d.model.text->ask);
    draw_prediction_line(d);
    draw_hand(d);
    const bool is_waiting = d.model.pending_hand.has_value();
    if (!is_waiting) {
        const Msg watch = d.model.is_measured ? Msg::WatchCurves : Msg::WatchIt;
        const Msg go_on = d.model.is_measured ? Msg::WatchCurvesOn : Msg::WatchOn;
        draw_caption(d, "lesson.watch", d.ui.tr(d.model.is_playing ? watch : go_on));
    } else if (d.model.hand_needs_button) {
        draw_caption(d, "lesson.how", d.ui.tr(Msg::HandByButton));
    } else {
        draw_caption(d, "lesson.how", d.ui.tr(d.model.is_hand_due ? Msg::HandHow : Msg::HandMissed));
    }
    if (is_waiting && d.model.hand_needs_button) {
        skip(d, space::s);
        const std::string words = plain_text(d.model.text->hand[*d.model.pending_hand]);
        const ButtonSpec spec{.id = "lesson.hand.do",
                              .label = d.ui.tr(Msg::LetItHappen),
                              .name = words,
                              .kind = ButtonKind::Primary,
                              .size = {d.width, 34}};
        if (button(d.ui, spec)) d.commands.push_back(command::ShowMe{});
    }
}

void draw_report(const LessonDrawing& d) {
    draw_prediction_line(d);
    draw_prompt(d, "lesson.report.ask", d.model.text->report_ask);
    const auto chosen = d.model.pending_report ? d.model.pending_report : d.model.wrong_report;
    const auto pressed = draw_open_choices(
        d, {"lesson.reports", Msg::ReportGroup, d.model.text->reports, chosen}, d.model.wrong_report);
    if (pressed) d.commands.push_back(command::ReportAnswer{static_cast<int>(*pressed)});
    draw_caption(d, "lesson.report.hint", d.ui.tr(d.model.wrong_report ? Msg::LookAgain : Msg::ReportHint));
}

void draw_explain(const LessonDrawing& d) {
    draw_prompt(d, "lesson.ask", d.model.text->ask);
    draw_graded_choices(d);
    if (const auto report = progress(d).report; report && *report < d.model.text->reports.size()) {
        draw_rule(d, space::s);
        const bool is_right = progress(d).report_was_right;
        const Palette& p = d.ui.palette();
        const std::string& seen = d.model.text->reports[*report].label;
        draw_line(d, "lesson.reported", is_right ? Icon::Check : Icon::Cross, is_right ? p.good : p.bad,
                  d.ui.tr(is_right ? Msg::YouReported : Msg::YouReportedWrong, {seen}));
    }
    draw_rule(d, space::s);
    draw_blocks(d, "lesson.explain", d.model.text->explain);
    draw_clauses(d);
    if (!d.model.text->linux_note.empty()) {
        skip(d, space::s);
        heading(d.ui, {.id = "lesson.linux.title",
                       .text = d.ui.tr(Msg::LinuxDiffers),
                       .level = 3,
                       .size = type::control,
                       .width = d.width});
        draw_blocks(d, "lesson.linux", d.model.text->linux_note);
    }
    const ButtonSpec again{.id = "lesson.again",
                           .label = d.ui.tr(Msg::TryAgain),
                           .kind = ButtonKind::Quiet,
                           .text_size = type::row};
    if (button(d.ui, again)) d.commands.push_back(command::TryStepAgain{});
}

void draw_last_page(const LessonDrawing& d) {
    const ClosingText& text = *d.model.closing;
    heading(d.ui, {.id = "lesson.challenge.title", .text = d.ui.tr(Msg::ChallengeTitle), .width = d.width});
    skip(d, space::xs);
    draw_blocks(d, "lesson.challenge", text.challenge);
    const Palette& p = d.ui.palette();
    if (d.model.is_challenge_met) {
        draw_line(d, "lesson.challenge.met", Icon::Check, p.good, d.ui.tr(Msg::ChallengeMet));
        draw_blocks(d, "lesson.challenge.done", text.challenge_done);
    } else {
        draw_caption(d, "lesson.challenge.open", d.ui.tr(Msg::ChallengeOpen));
    }
    draw_rule(d, space::m);
    heading(d.ui, {.id = "lesson.recap.title", .text = d.ui.tr(Msg::RecapTitle), .width = d.width});
    skip(d, space::xs);
    draw_blocks(d, "lesson.recap", text.recap);
    draw_rule(d, space::m);
    heading(d.ui, {.id = "lesson.ahead.title", .text = d.ui.tr(Msg::AheadTitle), .width = d.width});
    skip(d, space::xs);
    draw_prompt(d, "lesson.ahead", text.next);
    if (d.model.next_lesson.empty()) return;
    const std::string there = "#/lesson/" + d.model.next_lesson;
    const LinkSpec next{
        .id = "lesson.ahead.lesson", .label = d.model.next_lesson_title, .target = there, .width = d.width};
    if (link(d.ui, next)) d.commands.push_back(command::GoTo{there});
    skip(d, space::s);
    const LinkSpec home{.id = "lesson.ahead.home", .label = d.ui.tr(Msg::LessonDone), .target = "#/"};
    if (link(d.ui, home)) d.commands.push_back(command::GoTo{"#/"});
}

}  // namespace hw::ui
