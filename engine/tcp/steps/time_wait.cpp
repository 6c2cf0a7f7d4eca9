// RFC 9293 §3.6.1 (MAY-2) and RFC 6191: a new SYN for a connection in TIME-WAIT.

#include "tcp/output.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

// Linux: tcp_timewait_state_process(), "snd_nxt + 65535 + 2": beyond whatever the peer may still have in flight
// for us. MAY-2 (1): "larger than the largest sequence number it used on the previous connection incarnation".
constexpr std::uint32_t iss_distance = 65'537;

// "Greater than the last sequence number seen on the previous incarnation" (RFC 6191 §2), that of its FIN.
bool is_higher(const Arrival& arrival) { return arrival.tcb.rcv.nxt <= arrival.seg.seq; }

// RFC 6191 §2: "TCP Timestamps would be enabled for the new incarnation of the connection".
bool would_use_timestamps(const Arrival& arrival) {
    return arrival.config.timestamps == Switch::On && arrival.seg.options.has_timestamps;
}

// RFC 6191 §2, all its cases.
std::optional<Finding> judge_by_timestamp(const Arrival& arrival) {
    const TimestampState& old = arrival.tcb.timestamps;
    if (would_use_timestamps(arrival)) {
        // "If the previous incarnation of the connection did not use Timestamps, then: … honor the incoming
        // connection request".
        if (!old.are_agreed || timestamp_is_newer(arrival)) return Finding::TimeWaitNewerTimestamp;
        // "The timestamp contained in the incoming SYN segment is equal to the last timestamp seen …, and the
        // Sequence Number of the incoming SYN segment is greater".
        if (arrival.seg.options.timestamps.value != old.recent) return {};
    }
    if (is_higher(arrival)) return Finding::TimeWaitHigherSequence;
    return {};
}

}  // namespace

bool timestamp_is_newer(const Arrival& arrival) {
    const std::uint32_t value = arrival.seg.options.timestamps.value;
    return arrival.seg.options.has_timestamps &&
           static_cast<std::int32_t>(value - arrival.tcb.timestamps.recent) > 0;
}

// Fields read: state, rcv.nxt, snd.nxt, timestamps.recent, timestamps.are_agreed.
std::optional<Finding> check_new_connection(Arrival& arrival) {
    const wire::Ctl ctl = arrival.seg.ctl;
    const bool is_opening = ctl.syn() && !ctl.ack() && !ctl.rst();
    if (arrival.tcb.state != State::TimeWait || !is_opening || !arrival.port_has_listener) return {};
    std::optional<Finding> verdict;
    switch (arrival.config.time_wait_reuse) {
        case TimeWaitReuse::Never: return {};
        case TimeWaitReuse::HigherSequence:
            if (is_higher(arrival)) verdict = Finding::TimeWaitHigherSequence;
            break;
        case TimeWaitReuse::Rfc6191: verdict = judge_by_timestamp(arrival); break;
    }
    // Ours: RFC 6191 §2 would "silently drop" what is not honored; the challenge ACK of §3.10.7.4, fourth, tells
    // an honest caller to reset us out of the way.
    if (verdict) yield_to_new_connection(arrival);
    return verdict;
}

void yield_to_new_connection(Arrival& arrival) {
    const SeqNum iss = arrival.tcb.snd.nxt + iss_distance;
    // Ours: MAY-2 (2) "returns to TIME-WAIT state if the SYN turns out to be an old duplicate" would keep the
    // old connection beside the new one. Nobody does; the comparison of numbers has to be enough.
    delete_tcb(arrival, UnreadText::Keep);
    arrival.effects.new_iss = iss;
    arrival.effects.signals.push_back(Signal::NewConnection);
}

}  // namespace hw::tcp
