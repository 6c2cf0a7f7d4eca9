// What a learner's commands do to the session: the lesson's own, those of time, and those on segments.
#include <algorithm>
#include <variant>

#include "ui/app/lesson_session.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

lesson::PrimaryAction LessonSession::primary() const {
    return lesson::primary_action(player_, lesson_, observation_);
}

void LessonSession::press_primary() {
    if (!has_begun_) {
        has_begun_ = true;
        return;
    }
    switch (primary()) {
        case lesson::PrimaryAction::Run:
            apply_to_player(lesson::Run{});
            if (!is_hand_due()) play();
            break;
        case lesson::PrimaryAction::DoByHand:
            if (is_hand_due()) {
                do_hand();
                play();
            } else {
                go_to_hand_moment();
            }
            break;
        case lesson::PrimaryAction::WatchRun:
            play();
            if (!playback_.is_playing) stop_reached();
            break;
        case lesson::PrimaryAction::Report: {
            if (!pending_report_) break;
            const std::uint32_t report = *pending_report_;
            apply_to_player(lesson::ReportSeen{report});
            const bool looks_again = player_.phase == lesson::Phase::Report;
            wrong_report_ = looks_again ? std::optional(report) : std::nullopt;
            pending_report_.reset();
            if (looks_again) {
                show_evidence(evidence_against(report));
            } else if (const auto& mine = player_.steps[player_.step];
                       !mine.choice_was_right && mine.choice) {
                show_evidence(observation_.choices[*mine.choice].evidence);
            }
            break;
        }
        case lesson::PrimaryAction::Next:
        case lesson::PrimaryAction::FinishLesson: apply_to_player(lesson::Next{}); break;
        case lesson::PrimaryAction::None: break;
    }
}

// What decided that the report is wrong; if only time running out did, what decided that another is right.
const lesson::Evidence& LessonSession::evidence_against(std::uint32_t report) const {
    const auto& reports = observation_.reports;
    const lesson::Evidence& own = reports[report].evidence;
    const auto holds = [](const lesson::Judgement& each) { return each.holds; };
    const auto right = std::find_if(reports.begin(), reports.end(), holds);
    return own.is_event || right == reports.end() ? own : right->evidence;
}

// A segment was acted on: look at what becomes of it.
void LessonSession::note_deed(sim::CommandError error) {
    last_error_ = error;
    selections_.assign(runs_.size(), {});
    compared_.reset();
    observe();
    if (can_play() && last_error_ == sim::CommandError::None) play();
}

bool LessonSession::carry_out_lesson_command(const Command& command) {
    if (const auto* choose = std::get_if<command::Choose>(&command)) {
        apply_to_player(lesson::Choose{static_cast<std::uint32_t>(choose->choice)});
    } else if (const auto* report = std::get_if<command::ReportAnswer>(&command)) {
        pending_report_ = static_cast<std::uint32_t>(report->choice);
        wrong_report_.reset();
    } else if (std::holds_alternative<command::PrimaryStep>(command)) {
        press_primary();
    } else if (std::holds_alternative<command::BackStep>(command)) {
        apply_to_player(lesson::Back{});
    } else if (const auto* go = std::get_if<command::GoToStep>(&command)) {
        apply_to_player(lesson::GoToStep{go->step});
    } else if (std::holds_alternative<command::TryStepAgain>(command)) {
        apply_to_player(lesson::TryAgain{});
    } else if (std::holds_alternative<command::ShowMe>(command)) {
        if (!is_hand_due()) go_to_hand_moment();
        do_hand();
        play();
    } else if (const auto* choice = std::get_if<command::ShowChoiceEvidence>(&command)) {
        show_evidence(observation_.choices[static_cast<std::size_t>(choice->choice)].evidence);
    } else if (const auto* seen = std::get_if<command::ShowReportEvidence>(&command)) {
        show_evidence(observation_.reports[static_cast<std::size_t>(seen->report)].evidence);
    } else {
        return false;
    }
    return true;
}

void LessonSession::carry_out_time_command(const Command& command, std::size_t run) {
    if (const auto* seek_to = std::get_if<command::SeekTo>(&command)) {
        seek(seek_to->at);
    } else if (std::holds_alternative<command::StepForward>(command)) {
        playback_.is_playing = false;
        const Instant next = runs_.next_event_at();
        if (!can_play() && next > runs_.seen_until()) return;
        const bool has_moved = runs_.step_forward();
        const bool ends = !has_moved || runs_.now() >= end() || (next_stop() <= runs_.now());
        if (ends) stop_reached();
    } else if (std::holds_alternative<command::ToStart>(command)) {
        playback_.is_playing = false;
        runs_.seek(Instant{});
    } else if (std::holds_alternative<command::ToEnd>(command)) {
        seek(runs_.seen_until());
    } else if (std::holds_alternative<command::TogglePlay>(command)) {
        if (playback_.is_playing)
            playback_.is_playing = false;
        else
            play();
    } else if (std::holds_alternative<command::SwitchBranch>(command)) {
        carry_out_playback(command, run, runs_, playback_);
        compared_.reset();
        observe();
    } else if (const auto* compare = std::get_if<command::CompareBranch>(&command)) {
        compared_ = compare->with;
    } else if (std::holds_alternative<command::StopComparing>(command)) {
        compared_.reset();
    } else {
        carry_out_playback(command, run, runs_, playback_);
    }
}

void LessonSession::carry_out(const Command& command, std::size_t run) {
    if (run >= runs_.size()) return;
    last_error_ = sim::CommandError::None;
    if (carry_out_lesson_command(command)) return;
    if (const auto* packet = std::get_if<command::SelectPacket>(&command)) {
        selections_.assign(runs_.size(), {});
        selections_[run].packet = packet->packet;
        playback_.is_playing = false;
    } else if (const auto* event = std::get_if<command::SelectEvent>(&command)) {
        selections_[run] = {.packet = {}, .event = event->event};
    } else if (std::holds_alternative<command::Deselect>(command)) {
        selections_.assign(runs_.size(), {});
    } else if (const auto* wish = std::get_if<command::ActOnPacket>(&command)) {
        note_deed(runs_.act(run, wish->packet, wish->action));
    } else if (const auto* edit = std::get_if<command::EditPacket>(&command)) {
        note_deed(runs_.edit(run, edit->packet, edit->edit));
    } else if (const auto* issued = std::get_if<command::IssueSim>(&command)) {
        note_deed(runs_.issue(run, issued->command));
    } else {
        carry_out_time_command(command, run);
    }
}

}  // namespace hw::ui
