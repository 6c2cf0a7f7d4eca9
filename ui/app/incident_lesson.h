// Lesson 11 on the incident console: the player, the measured runs of the present step, and what the engine says about
// them. The run that is on the screen belongs to the ward; of a step with two the second is shown and the first is the
// chart's "before".
#pragma once

#include "lesson/player.h"
#include "ui/app/incident_ward.h"
#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_pane.h"

#include <optional>
#include <string>
#include <string_view>

namespace hw::ui {

class IncidentLesson {
  public:
    explicit IncidentLesson(const lesson::Lesson& lesson);

    // Where an address points. False for a step that is not there.
    bool open(std::string_view step, std::string_view progress);
    // Puts the present step's run on the screen, as far as the step has come.
    void show(IncidentWard& ward);
    // False if the command is not about the lesson.
    bool carry_out(const Command& command, IncidentWard& ward);
    void advance(double elapsed_s, IncidentWard& ward);

    bool has_begun() const { return has_begun_; }
    bool is_on_last_page() const { return player_.is_on_last_page(); }
    // Before a prediction nothing beyond the opening moment may be seen.
    bool may_play() const {
        return is_on_last_page() || !has_begun_ || player_.phase != lesson::Phase::Predict;
    }
    bool is_busy() const { return other_ && other_->is_moving(); }
    const lesson::Player& player() const { return player_; }
    std::string step_id() const;
    LessonModel model(Language language, const IncidentWard& ward);
    // The first run of a step with two; null otherwise.
    const RunRecord* other_record() const { return other_ ? &other_->record() : nullptr; }
    std::string run_name(Language language, std::size_t run) const;
    std::string question(Language language) const { return lesson_.in(lesson_language(language)).title; }
    std::size_t step_count() const { return lesson_.steps.size(); }

  private:
    const lesson::Step& step() const { return lesson_.steps[player_.step]; }
    void apply(const lesson::PlayerCommand& command, IncidentWard& ward);
    void observe(const IncidentWard& ward);
    void press_primary(IncidentWard& ward);
    void show_evidence(const lesson::Evidence& evidence, IncidentWard& ward);

    const lesson::Lesson& lesson_;
    lesson::Player player_;
    lesson::Observation observation_{};
    std::optional<IncidentRun> other_{};
    std::optional<std::uint32_t> pending_report_{}, wrong_report_{};
    bool has_begun_ = false;
    bool is_judged_ = false;  // the runs of this step have been, to their ends

    struct TextKey {
        std::uint32_t step = 0;
        std::uint64_t version = 0;
        Language language{};
        friend bool operator==(const TextKey&, const TextKey&) = default;
    };
    std::uint64_t version_ = 0;
    std::optional<TextKey> text_key_{};
    StepText text_{};
    ClosingText closing_{};
    TextBlocks intro_{};
};

}  // namespace hw::ui
