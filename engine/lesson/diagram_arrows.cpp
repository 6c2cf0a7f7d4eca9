#include "lesson/diagram_arrows.h"

#include <array>
#include <bitset>
#include <variant>

namespace hw::lesson {

namespace {

using tcp::State;

struct Arrow {
    State from;
    State to;
    friend constexpr bool operator==(const Arrow&, const Arrow&) = default;
};

constexpr std::array<Arrow, arrow_count> figure_5{{
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

using Walked = std::bitset<arrow_count>;

void walk(Walked& walked, Arrow arrow) {
    for (std::uint32_t i = 0; i < arrow_count; ++i)
        if (figure_5[i] == arrow) walked.set(i);
}

// A listener is no connection: its two lines are seen at the host, when it is told to listen or loses its program.
void walk_as_listener(Walked& walked, const sim::EventRecord& event) {
    const bool is_told = std::holds_alternative<sim::Listen>(event.command) ||
                         std::holds_alternative<sim::KillProgram>(event.command);
    const bool is_command =
        event.kind == sim::EventKind::CommandIssued || event.kind == sim::EventKind::CommandScheduled;
    if (is_command && is_told) walk(walked, {event.state_before, event.state_after});
}

}  // namespace

std::uint32_t arrows_walked(const History& run, std::uint32_t moment, HostId host) {
    Walked walked;
    for (std::uint32_t i = 0; i < moment; ++i) {
        const sim::EventRecord& event = run.trace.events[i];
        if (host.exists() && event.host != host) continue;
        walk_as_listener(walked, event);
        for (std::uint32_t n = 0; n < event.note_count; ++n) {
            const host::Note& note = run.trace.notes[event.first_note + n];
            walk(walked, {note.before.state, note.after.state});
        }
    }
    return static_cast<std::uint32_t>(walked.count());
}

}  // namespace hw::lesson
