#include "sim/state_diagram.h"

#include <cstdint>

namespace hw::sim {
namespace {

using tcp::State;
using Cause = host::Note::Cause;

// A set of states, as bits.
using StateSet = std::uint32_t;
constexpr StateSet set_of(State state) { return 1u << static_cast<std::uint32_t>(state); }

struct Arrow {
    State from;
    State to;
};

// "rcv …" in Figure 5, and Note 1's ways back to LISTEN. A reset leads from anywhere to CLOSED: see below.
constexpr Arrow by_segment[] = {
    {State::Listen, State::SynReceived},
    {State::SynSent, State::SynReceived},
    {State::SynSent, State::Established},
    {State::SynReceived, State::Established},
    {State::SynReceived, State::Listen},
    {State::Established, State::CloseWait},
    {State::FinWait1, State::FinWait2},
    {State::FinWait1, State::Closing},
    {State::FinWait1, State::TimeWait},
    {State::FinWait2, State::TimeWait},
    {State::Closing, State::TimeWait},
    {State::LastAck, State::Closed},
    // Not in the figure: the two-step variant breaks its first line.
    {State::Listen, State::Established},
};

// "CLOSE, snd FIN". Why with any cause: §3.10.4 queues the FIN behind the data, so that it may leave when
// an acknowledgment or a timer makes room for it.
constexpr Arrow by_close[] = {
    {State::SynReceived, State::FinWait1},
    {State::Established, State::FinWait1},
    {State::CloseWait, State::LastAck},
};

constexpr Arrow by_open[] = {
    {State::Closed, State::SynSent},
    {State::Closed, State::Listen},
    {State::Listen, State::SynSent},
};

// The states that one more arrow of `arrows` leads to, and those that were reached already.
template <std::uint32_t count>
StateSet follow(StateSet reached, const Arrow (&arrows)[count]) {
    StateSet next = reached;
    for (const Arrow& arrow : arrows)
        if ((reached & set_of(arrow.from)) != 0) next |= set_of(arrow.to);
    return next;
}

}  // namespace

bool may_follow(State before, State after, Cause cause) {
    if (before == after) return true;
    // "Delete TCB": a reset, an ABORT, a timeout. The invariants ask elsewhere for the reason.
    if (after == State::Closed) return true;
    StateSet reached = set_of(before);
    // One segment acknowledges first (fifth) and ends the stream last (eighth): two arrows.
    if (cause == Cause::SegmentArrives) reached = follow(follow(reached, by_segment), by_segment);
    if (cause == Cause::Call) reached = follow(reached, by_open);
    // RFC 5927: an ICMP error ends a handshake as a reset would.
    if (cause == Cause::IcmpArrives && before == State::SynReceived) reached |= set_of(State::Listen);
    reached = follow(reached, by_close);
    // A CLOSE that waits "for processing after entering ESTABLISHED state" (§3.10.4) is carried out by the
    // ACK that ends the handshake, before the FIN which that segment may carry too.
    if (cause == Cause::SegmentArrives && before == State::SynReceived) reached = follow(reached, by_segment);
    return (reached & set_of(after)) != 0;
}

}  // namespace hw::sim
