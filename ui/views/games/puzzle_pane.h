// A puzzle's words beside the ladder: what to reach, how far one is, hints one by one, and what it teaches once it is
// solved.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/ui.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

// A button for what has no place on the ladder: a switch.
struct PuzzleOffer {
    std::string label{};
    sim::Command command{};
};

// The words of a puzzle, made anew when the language changes.
struct PuzzleText {
    std::string title{};
    TextBlocks task{};
    std::vector<Spans> goals{};
    std::vector<Spans> hints{};
    TextBlocks explanation{};
    std::vector<std::string> clauses{};
    std::string tools{};  // "drop, hold and release"
    std::vector<PuzzleOffer> offers{};
    std::string more_label{};  // the lesson that says more; empty if there is none
    std::string more_target{};
    std::string next_title{};  // empty: this was the last
    std::string next_target{};
};

struct PuzzleGoalState {
    bool is_met = false;
    bool is_extra = false;
};

struct PuzzleModel {
    const PuzzleText& text;
    std::vector<PuzzleGoalState> goals{};
    std::size_t hints_taken = 0;
    std::uint32_t commands = 0;
    std::uint32_t par = 0;
    // With so many commands; none: not solved.
    std::optional<std::uint32_t> solved_in{};
    bool was_shown = false;
    bool is_playing = false;
    // A tool that was tried and is not allowed; empty if none.
    std::string refused{};
};

struct PuzzleScene {
    const PuzzleModel& model;
    Rect rect{};
    float padding = space::pane_padding;
    // A phone has the title in its top bar.
    bool has_heading = true;
    Colour ground = 0;
};

// TakeHint, ShowMe, TryStepAgain, TogglePlay; ShowChoiceEvidence{goal} goes to the moment at which it was reached.
void draw_puzzle_pane(Ui& ui, const PuzzleScene& scene, Commands& commands);

}  // namespace hw::ui
