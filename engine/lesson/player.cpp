#include "lesson/player.h"

#include <algorithm>

namespace hw::lesson {

namespace {

void open_step(Player& player, std::uint32_t step) {
    player.step = step;
    const bool was_finished = !player.is_on_last_page() && player.steps[step].is_explained;
    player.phase = was_finished ? Phase::Explain : Phase::Predict;
}

// One function for each command; false when it makes no sense now.
class Applying {
  public:
    Applying(Player& player, const Lesson& lesson, const Observation& observation)
        : player_(player), lesson_(lesson), observation_(observation) {}

    bool operator()(const Choose& command) {
        if (!is_in(Phase::Predict) || command.choice >= step().choices.size()) return false;
        progress().choice = command.choice;
        return true;
    }
    bool operator()(const Run&) {
        if (!is_in(Phase::Predict) || !progress().choice.has_value()) return false;
        player_.phase = Phase::Observe;
        return true;
    }
    bool operator()(const RunEnded&) {
        if (!is_in(Phase::Observe) || !observation_.every_hand_is_done()) return false;
        progress().choice_was_right = holds(observation_.choices, *progress().choice);
        progress().report.reset();
        player_.phase = Phase::Report;
        return true;
    }
    // A wrong report stays: learning depends on having seen what happened. If the learner's own run makes
    // no report true, there is nothing to insist on.
    bool operator()(const ReportSeen& command) {
        if (!is_in(Phase::Report) || command.report >= step().reports.size()) return false;
        progress().report = command.report;
        progress().report_was_right = holds(observation_.reports, command.report);
        const bool any_holds = std::any_of(observation_.reports.begin(), observation_.reports.end(),
                                           [](const Judgement& j) { return j.holds; });
        if (!progress().report_was_right && any_holds) return true;
        progress().is_explained = true;
        player_.phase = Phase::Explain;
        return true;
    }
    bool operator()(const Next&) {
        if (!is_in(Phase::Explain)) return false;
        open_step(player_, player_.step + 1);
        return true;
    }
    bool operator()(const Back&) {
        if (player_.step == 0) return false;
        open_step(player_, player_.step - 1);
        return true;
    }
    bool operator()(const GoToStep& command) {
        if (command.step > lesson_.steps.size()) return false;
        open_step(player_, command.step);
        return true;
    }
    bool operator()(const TryAgain&) {
        if (player_.is_on_last_page()) return false;
        progress() = {};
        player_.phase = Phase::Predict;
        return true;
    }

  private:
    bool is_in(Phase phase) const { return !player_.is_on_last_page() && player_.phase == phase; }
    const Step& step() const { return lesson_.steps[player_.step]; }
    StepProgress& progress() { return player_.steps[player_.step]; }
    static bool holds(const std::vector<Judgement>& judgements, std::uint32_t index) {
        return index < judgements.size() && judgements[index].holds;
    }

    Player& player_;
    const Lesson& lesson_;
    const Observation& observation_;
};

}  // namespace

Player make_player(const Lesson& lesson) {
    Player player;
    player.steps.resize(lesson.steps.size());
    return player;
}

bool apply(Player& player, const Lesson& lesson, const PlayerCommand& command,
           const Observation& observation) {
    return std::visit(Applying(player, lesson, observation), command);
}

PrimaryAction primary_action(const Player& player, const Lesson& lesson, const Observation& observation) {
    if (player.is_on_last_page()) return PrimaryAction::None;
    switch (player.phase) {
        case Phase::Predict:
            return player.steps[player.step].choice.has_value() ? PrimaryAction::Run : PrimaryAction::None;
        case Phase::Observe:
            return observation.every_hand_is_done() ? PrimaryAction::WatchRun : PrimaryAction::DoByHand;
        case Phase::Report: return PrimaryAction::Report;
        case Phase::Explain:
            return player.step + 1 < lesson.steps.size() ? PrimaryAction::Next : PrimaryAction::FinishLesson;
    }
    return PrimaryAction::None;
}

}  // namespace hw::lesson
