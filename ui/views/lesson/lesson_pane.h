// The lesson's words beside the ladder: question, phases, prompt, choices, what to do by hand, report, explanation,
// and one main action. It shows what the player and the engine say and emits what the learner wants.
#pragma once

#include "lesson/player.h"
#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/ui.h"

#include <optional>
#include <string>

namespace hw::ui {

struct LessonModel {
    const lesson::Lesson* lesson = nullptr;
    const lesson::Player* player = nullptr;
    const lesson::Observation* observation = nullptr;
    // Null on the last page; `closing` is null on all others.
    const StepText* text = nullptr;
    const ClosingText* closing = nullptr;
    std::string question{};
    // The misconception that the lesson is about: what stands here before it begins; then null.
    const TextBlocks* intro = nullptr;
    // The step after this one, for the button.
    std::string next_title{};
    // The lesson after this one; empty behind the last.
    std::string next_lesson{};
    std::string next_lesson_title{};
    lesson::PrimaryAction primary{};
    std::optional<std::uint32_t> pending_report{};
    std::optional<std::uint32_t> wrong_report{};
    std::optional<std::uint32_t> pending_hand{};
    bool is_hand_due = false;
    bool hand_needs_button = false;
    bool is_playing = false;
    bool is_challenge_met = false;
    // A world too large for a ladder: there are curves to watch.
    bool is_measured = false;
    // In somebody else's page: no list of lessons to go back to.
    bool is_embedded = false;

    bool is_on_last_page() const { return closing != nullptr; }
    std::size_t step_count() const { return lesson->steps.size(); }
};

struct LessonScene {
    const LessonModel& model;
    Rect rect{};
    float padding = space::pane_padding;
    // A phone has the question and the step in its top bar.
    bool has_heading = true;
    Colour ground = 0;
};

void draw_lesson_pane(Ui& ui, const LessonScene& scene, Commands& commands);

// The words of the main action, and whether it can be pressed now.
struct PrimaryButton {
    std::string label{};
    bool is_disabled = false;
    bool is_quiet = false;  // doing it for the learner is not what the lesson hopes for
};
PrimaryButton primary_button(const Ui& ui, const LessonModel& model);

}  // namespace hw::ui
