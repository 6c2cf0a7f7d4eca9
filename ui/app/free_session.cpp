#include "ui/app/free_session.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

RunSet run_of(sim::World initial) {
    std::vector<sim::World> worlds;
    worlds.push_back(std::move(initial));
    return RunSet(std::move(worlds), Instant{});
}

// Room on the timeline bar for what is still to come.
constexpr Duration least_shown = 1_s;
constexpr Duration shown_beyond = 300_ms;

// What a stranger's link may make us play before its last command.
constexpr std::uint32_t most_restored_events = 100'000;

}  // namespace

FreeSession::FreeSession(sim::World initial) : runs_(run_of(std::move(initial))) {}

void FreeSession::restart(sim::World initial) {
    runs_ = run_of(std::move(initial));
    selection_ = {};
    compared_.reset();
    plays_until_.reset();
    last_error_ = sim::CommandError::None;
    playback_.is_playing = false;
    ++worlds_made_;
}

// A command stands at its place among the events, which an instant alone does not tell.
bool FreeSession::restore(sim::World initial, const sim::SharedRun& run) {
    restart(std::move(initial));
    for (const sim::LoggedCommand& logged : run.log) {
        if (logged.event_index > most_restored_events) return false;
        runs_.seek(logged.at);
        if (timeline().event_index() > logged.event_index) runs_.seek_event(0, logged.event_index);
        if (timeline().event_index() != logged.event_index || runs_.now() != logged.at) return false;
        runs_.issue(0, logged.command);
    }
    runs_.seek(run.now);
    return shared().check == run.check;
}

sim::SharedRun FreeSession::shared() const {
    const sim::Timeline& own = timeline();
    return {.log = own.branches()[own.branch()].log,
            .now = own.now(),
            .check = static_cast<std::uint32_t>(sim::digest_of(own.world()))};
}

Instant FreeSession::end() const {
    return later_of(Instant{} + least_shown, runs_.seen_until() + shown_beyond);
}

// ---- time ---------------------------------------------------------------------------------------------

void FreeSession::play() {
    if (runs_.next_event_at().is_never() && runs_.now() >= runs_.seen_until()) return;
    playback_.is_playing = true;
    playback_.rested_s = 0;
}

void FreeSession::play_until(Instant t) {
    plays_until_ = t;
    play();
}

// Play halts where it was asked to, else when nothing more is going to happen.
Instant FreeSession::next_stop() const {
    if (plays_until_ && *plays_until_ > runs_.now()) return *plays_until_;
    const Instant next = runs_.next_event_at();
    return next.is_never() ? later_of(runs_.now(), runs_.seen_until()) : next;
}

void FreeSession::advance(double elapsed_s, bool by_events) {
    if (!playback_.is_playing) return;
    const Instant stop = next_stop();
    const bool is_over = stop < runs_.now() || (stop == runs_.now() && runs_.next_event_at() > runs_.now());
    if (!is_over) play_runs(runs_, playback_, elapsed_s, by_events, stop);
    const bool has_arrived = plays_until_ && runs_.now() >= *plays_until_;
    if (has_arrived) plays_until_.reset();
    if (is_over || has_arrived) playback_.is_playing = false;
}

void FreeSession::seek(Instant t) {
    playback_.is_playing = false;
    plays_until_.reset();
    runs_.seek(later_of(Instant{}, earlier_of(t, end())));
}

bool FreeSession::carry_out_time_command(const Command& command) {
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
    } else if (const auto* compare = std::get_if<command::CompareBranch>(&command)) {
        compared_ = compare->with;
    } else if (std::holds_alternative<command::StopComparing>(command)) {
        compared_.reset();
    } else {
        if (std::holds_alternative<command::SwitchBranch>(command)) compared_.reset();
        return carry_out_playback(command, 0, runs_, playback_);
    }
    return true;
}

// ---- deeds --------------------------------------------------------------------------------------------

void FreeSession::note_deed(sim::CommandError error) {
    last_error_ = error;
    selection_ = {};
    compared_.reset();
    plays_until_.reset();
    if (error == sim::CommandError::None) play();
}

sim::CommandError FreeSession::issue(const sim::Command& command) {
    note_deed(runs_.issue(0, command));
    return last_error_;
}

sim::CommandError FreeSession::issue_all(const std::vector<sim::Command>& commands) {
    sim::CommandError worst = sim::CommandError::None;
    for (const sim::Command& command : commands) {
        const sim::CommandError error = runs_.issue(0, command);
        if (worst == sim::CommandError::None) worst = error;
    }
    note_deed(worst);
    return worst;
}

bool FreeSession::carry_out(const Command& command) {
    last_error_ = sim::CommandError::None;
    if (const auto* packet = std::get_if<command::SelectPacket>(&command)) {
        selection_ = {.packet = packet->packet};
        playback_.is_playing = false;
    } else if (const auto* event = std::get_if<command::SelectEvent>(&command)) {
        selection_ = {.packet = {}, .event = event->event};
    } else if (std::holds_alternative<command::Deselect>(command)) {
        selection_ = {};
    } else if (const auto* wish = std::get_if<command::ActOnPacket>(&command)) {
        note_deed(runs_.act(0, wish->packet, wish->action));
    } else if (const auto* edit = std::get_if<command::EditPacket>(&command)) {
        note_deed(runs_.edit(0, edit->packet, edit->edit));
    } else {
        return carry_out_time_command(command);
    }
    return true;
}

}  // namespace hw::ui
