#include "ui/app/game_session.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "ui/views/time/playback.h"

namespace hw::ui {

GameSession::GameSession(Plan plan)
    : plan_(std::move(plan)), runs_(plan_.scenes, plan_.opens_at, plan_.ends_at) {
    selections_.assign(runs_.size(), {});
}

void GameSession::restart() {
    runs_ = RunSet(plan_.scenes, plan_.opens_at, plan_.ends_at);
    selections_.assign(runs_.size(), {});
    last_error_ = sim::CommandError::None;
    playback_.is_playing = false;
}

bool GameSession::has_seen(Instant t) const {
    return runs_.seen_until() >= t || (runs_.now() >= runs_.seen_until() && runs_.next_event_at() > t);
}

// ---- time ---------------------------------------------------------------------------------------------

void GameSession::play() {
    if (runs_.now() >= end() && runs_.next_event_at().is_never()) return;
    playback_.is_playing = true;
    playback_.rested_s = 0;
}

// The planned end, or beyond it one event after the other.
Instant GameSession::next_stop() const {
    if (runs_.now() < plan_.ends_at) return plan_.ends_at;
    const Instant next = runs_.next_event_at();
    return next.is_never() ? runs_.now() : next;
}

void GameSession::advance(double elapsed_s, bool by_events) {
    if (!playback_.is_playing) return;
    const Instant stop = next_stop();
    if (stop > runs_.now()) play_runs(runs_, playback_, elapsed_s, by_events, stop);
    if (runs_.now() >= stop) playback_.is_playing = false;
}

void GameSession::seek(Instant t) {
    playback_.is_playing = false;
    runs_.seek(later_of(Instant{}, earlier_of(t, end())));
}

void GameSession::show(const lesson::Evidence& evidence) {
    if (evidence.run >= runs_.size()) return;
    if (!evidence.is_event || evidence.event == 0) return seek(evidence.at);
    playback_.is_playing = false;
    runs_.seek_event(evidence.run, evidence.event);
    selections_.assign(runs_.size(), {});
    selections_[evidence.run].event = evidence.event - 1;
}

bool GameSession::carry_out_time_command(const Command& command, std::size_t run) {
    if (const auto* seek_to = std::get_if<command::SeekTo>(&command)) {
        seek(seek_to->at);
    } else if (std::holds_alternative<command::ToStart>(command)) {
        seek(Instant{});
    } else if (std::holds_alternative<command::ToEnd>(command)) {
        seek(runs_.seen_until());
    } else if (std::holds_alternative<command::TogglePlay>(command)) {
        if (playback_.is_playing)
            playback_.is_playing = false;
        else
            play();
    } else {
        return carry_out_playback(command, run, runs_, playback_);
    }
    return true;
}

// ---- deeds --------------------------------------------------------------------------------------------

void GameSession::note_deed(sim::CommandError error) {
    last_error_ = error;
    selections_.assign(runs_.size(), {});
    if (error == sim::CommandError::None) play();
}

void GameSession::perform(std::span<const lesson::Act> acts) {
    for (const lesson::Act& act : acts) {
        runs_.seek(act.at);
        const sim::Timeline& timeline = runs_.timeline(0);
        for (const sim::Command& command : lesson::commands_for(act, timeline.world(), timeline.trace()))
            note_deed(runs_.issue(0, command));
    }
    runs_.seek(plan_.opens_at);
    play();
}

bool GameSession::carry_out(const Command& command, std::size_t run) {
    if (run >= runs_.size()) return true;
    last_error_ = sim::CommandError::None;
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
        return carry_out_time_command(command, run);
    }
    return true;
}

}  // namespace hw::ui
