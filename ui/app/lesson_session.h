// A learner in a lesson: the player, the runs of the present step, what the engine says about them, and playback.
// Views read it; it is changed by commands and by the passing of time, nothing else.
#pragma once

#include "lesson/player.h"
#include "ui/app/playback_plan.h"
#include "ui/app/run_playback.h"
#include "ui/app/run_set.h"
#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/views/selection.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hw::ui {

class LessonSession {
  public:
    explicit LessonSession(const lesson::Lesson& lesson);

    // Where an address points: a step by its id, progress, a moment. False for a step that is not there.
    bool open(std::string_view step, std::string_view progress, std::optional<Instant> at);

    // ---- what happens
    void carry_out(const Command& command, std::size_t run);
    // Lets `elapsed_s` of the learner's time pass. With `by_events` the playhead jumps from event to event.
    void advance(double elapsed_s, bool by_events);
    void seek(Instant t);

    // ---- what there is
    const lesson::Lesson& lesson() const { return lesson_; }
    const lesson::Player& player() const { return player_; }
    const lesson::Observation& observation() const { return observation_; }
    const RunSet& runs() const { return runs_; }
    const Selection& selection(std::size_t run) const { return selections_[run]; }
    const StepText& text(Language language);
    const ClosingText& closing(Language language);
    const TextBlocks& intro(Language language);
    lesson::PrimaryAction primary() const;
    bool is_playing() const { return playback_.is_playing; }
    int speed() const { return playback_.speed; }
    // How many times as fast as the world's own time a measured step is played; "" for others.
    std::string speed_name() const;
    // Before it, the lesson says what it is about.
    bool has_begun() const { return has_begun_; }
    bool is_on_last_page() const { return player_.is_on_last_page(); }
    bool is_challenge_met() const { return player_.challenge_is_met; }
    // False before a prediction: nothing beyond the opening moment may be seen.
    bool can_play() const;
    // Where the present run ends as far as the step is concerned.
    Instant end() const;
    // The end that the step plans for, whatever the learner makes of it.
    Instant planned_end() const;
    std::optional<std::uint32_t> pending_report() const { return pending_report_; }
    std::optional<std::uint32_t> wrong_report() const { return wrong_report_; }
    // What the lesson asks to do by hand next, and the segment that is meant, if it is in flight.
    std::optional<std::uint32_t> pending_hand() const;
    // True when the moment for it has passed or not yet come.
    bool is_hand_due() const;
    PacketId pointed_packet(std::size_t run) const;
    // The act has no segment to press: a button does it.
    bool hand_needs_button() const;
    std::optional<sim::BranchId> compared_branch() const { return compared_; }
    // What the last command met, for the screen to say; None if all went well.
    sim::CommandError last_error() const { return last_error_; }
    std::string step_id() const;
    // The run that what was asked for is to be seen in; a window that shows one run at a time turns to it.
    std::optional<std::size_t> take_wanted_run() { return std::exchange(wanted_run_, std::nullopt); }

  private:
    void enter_step();
    void observe();
    void observe_measured();
    // Plays measured runs on for one frame.
    double measured_speed() const;
    void advance_measured(double elapsed_s);
    // … and to their end, at once.
    void finish_measured();
    void play();
    const PlaybackPlan& plan_until(Instant stop);
    Instant next_stop() const;
    void stop_reached();
    void do_hand();
    void go_to_hand_moment();
    void press_primary();
    void apply_to_player(const lesson::PlayerCommand& command);
    const lesson::Evidence& evidence_against(std::uint32_t report) const;
    void show_evidence(const lesson::Evidence& evidence);
    void note_deed(sim::CommandError error);
    std::vector<const lesson::Scene*> scenes_of(std::uint32_t step) const;
    Instant opens_at(std::uint32_t step) const;
    Instant judged_until(std::uint32_t step) const;
    bool carry_out_lesson_command(const Command& command);
    void carry_out_time_command(const Command& command, std::size_t run);

    const lesson::Lesson& lesson_;
    lesson::Player player_;
    // Runs that the learner has made in other steps, to be found again on the way back.
    std::map<std::uint32_t, RunSet> kept_runs_{};
    std::uint32_t shown_step_ = 0;
    RunSet runs_;
    lesson::Observation observation_{};
    std::vector<Selection> selections_{};
    std::optional<std::uint32_t> pending_report_{};
    std::optional<std::uint32_t> wrong_report_{};
    std::optional<sim::BranchId> compared_{};
    std::optional<std::size_t> wanted_run_{};
    sim::CommandError last_error_ = sim::CommandError::None;
    bool has_begun_ = false;
    RunPlayback playback_{};

    struct PlanKey {
        std::uint32_t step = 0;
        std::uint64_t history_version = 0;
        int speed = 0;
        Instant until{};
        friend bool operator==(const PlanKey&, const PlanKey&) = default;
    };
    std::optional<PlanKey> plan_key_{};
    PlaybackPlan plan_{};

    struct TextKey {
        std::uint32_t step = 0;
        std::uint64_t history_version = 0;
        Language language{};
        friend bool operator==(const TextKey&, const TextKey&) = default;
    };
    std::optional<TextKey> text_key_{};
    StepText text_{};
    std::optional<Language> closing_language_{};
    ClosingText closing_{};
    std::optional<Language> intro_language_{};
    TextBlocks intro_{};
};

}  // namespace hw::ui
