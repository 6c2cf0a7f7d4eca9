#include "lesson/diagram_arrows.h"

#include <algorithm>
#include <optional>
#include <variant>

namespace hw::lesson {

namespace {

using tcp::State;
using Cause = host::Note::Cause;

constexpr std::array<Arrow, arrow_count> all_arrows{{
    {State::Closed, State::Listen},         {State::Listen, State::Closed},
    {State::Closed, State::SynSent},        {State::SynSent, State::Closed},
    {State::Listen, State::SynReceived},    {State::Listen, State::SynSent},
    {State::SynSent, State::SynReceived},   {State::SynReceived, State::Established},
    {State::SynSent, State::Established},   {State::SynReceived, State::Listen},
    {State::SynReceived, State::FinWait1},  {State::Established, State::FinWait1},
    {State::Established, State::CloseWait}, {State::FinWait1, State::FinWait2},
    {State::FinWait1, State::Closing},      {State::FinWait2, State::TimeWait},
    {State::Closing, State::TimeWait},      {State::CloseWait, State::LastAck},
    {State::LastAck, State::Closed},        {State::TimeWait, State::Closed},
    {State::FinWait1, State::TimeWait},  // Note 2
}};

std::optional<std::uint32_t> index_of(Arrow arrow) {
    const auto found = std::find(all_arrows.begin(), all_arrows.end(), arrow);
    if (found == all_arrows.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - all_arrows.begin());
}

// What one note is made of, as far as the figure's labels ask for it.
struct Turn {
    Arrow leap{};
    Cause cause{};
    bool is_reset = false;    // by a segment with RST
    bool was_closed = false;  // the user has called CLOSE
};

Turn turn_of(const sim::Trace& trace, const sim::EventRecord& event, const host::Note& note) {
    Turn turn{.leap = {note.before.state, note.after.state}, .cause = note.cause};
    for (std::uint32_t i = 0; i < note.step_count; ++i)
        turn.was_closed |= trace.steps[note.first_step + i].row == tcp::Row::CallClose;
    const bool is_arrival =
        event.kind == sim::EventKind::Arrival && event.packet.value < trace.packets.size();
    turn.is_reset = is_arrival && trace.packets[event.packet.value].header.ctl.rst();
    return turn;
}

// Whether the arrow's label in the figure tells what happened.
bool is_as_labelled(const Turn& turn) {
    if (turn.leap.to == State::Closed) {
        switch (turn.leap.from) {
            case State::Listen:
            case State::SynSent: return turn.was_closed;
            case State::LastAck: return turn.cause == Cause::SegmentArrives && !turn.is_reset;
            case State::TimeWait: return turn.cause == Cause::Deadline;
            default: return false;
        }
    }
    // A CLOSE that waited is carried out by the ACK that ends the handshake: by way of ESTABLISHED.
    const bool waited = turn.leap == Arrow{State::SynReceived, State::FinWait1};
    return !waited || turn.cause != Cause::SegmentArrives;
}

// One turn may follow several arrows: an ACK that carries a FIN, and the CLOSE that answers it. The shortest way there
// that neither ends a connection nor begins one.
std::vector<std::uint32_t> way_between(Arrow leap) {
    std::vector<std::vector<std::uint32_t>> ways{{}};
    constexpr std::size_t longest = 3;
    while (!ways.empty() && ways.front().size() < longest) {
        std::vector<std::vector<std::uint32_t>> longer;
        for (const auto& way : ways) {
            const State at = way.empty() ? leap.from : all_arrows[way.back()].to;
            for (std::uint32_t i = 0; i < arrow_count; ++i) {
                const Arrow& next = all_arrows[i];
                const bool is_usual = next.from == at && next.to != State::Closed &&
                                      next.to != State::Listen &&
                                      next != Arrow{State::SynReceived, State::FinWait1};
                if (!is_usual) continue;
                longer.push_back(way);
                longer.back().push_back(i);
                if (next.to == leap.to) return longer.back();
            }
        }
        ways = std::move(longer);
    }
    return {};
}

std::vector<std::uint32_t> arrows_of(const Turn& turn) {
    if (turn.leap.from == turn.leap.to) return {};
    if (const auto direct = index_of(turn.leap); direct && is_as_labelled(turn)) return {*direct};
    if (turn.leap.from == State::Closed || turn.leap.to == State::Closed || turn.leap.to == State::Listen)
        return {};
    return way_between(turn.leap);
}

// A listener is no connection: its first line is seen at the host, when it is told to listen, and so is its second when
// it loses its program. (CLOSE in LISTEN has a note.)
std::optional<std::uint32_t> arrow_of_listener(const sim::EventRecord& event) {
    const bool is_command =
        event.kind == sim::EventKind::CommandIssued || event.kind == sim::EventKind::CommandScheduled;
    if (!is_command || event.error != sim::CommandError::None) return std::nullopt;
    if (std::holds_alternative<sim::Listen>(event.command)) return index_of({State::Closed, State::Listen});
    const bool is_killed = std::holds_alternative<sim::KillProgram>(event.command);
    const Arrow gone{State::Listen, State::Closed};
    if (is_killed && Arrow{event.state_before, event.state_after} == gone) return index_of(gone);
    return std::nullopt;
}

}  // namespace

const std::array<Arrow, arrow_count>& figure_5() { return all_arrows; }

std::vector<ArrowWalk> arrow_walks(const sim::Trace& trace, std::uint32_t first, std::uint32_t end) {
    std::vector<ArrowWalk> walks;
    const auto events = static_cast<std::uint32_t>(trace.events.size());
    for (std::uint32_t i = first; i < std::min(end, events); ++i) {
        const sim::EventRecord& event = trace.events[i];
        const auto walk = [&walks, &event, i](std::uint32_t arrow) {
            walks.push_back({.arrow = arrow, .event = i, .host = event.host, .at = event.at});
        };
        if (const auto arrow = arrow_of_listener(event)) walk(*arrow);
        for (std::uint32_t n = 0; n < event.note_count; ++n)
            for (const std::uint32_t arrow :
                 arrows_of(turn_of(trace, event, trace.notes[event.first_note + n])))
                walk(arrow);
    }
    return walks;
}

std::uint32_t arrows_walked(const History& run, std::uint32_t moment, HostId host) {
    ArrowSet walked;
    for (const ArrowWalk& walk : arrow_walks(run.trace, 0, moment))
        if (!host.exists() || walk.host == host) walked.set(walk.arrow);
    return static_cast<std::uint32_t>(walked.count());
}

}  // namespace hw::lesson
