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

}  // namespace

// Fields read: state, rcv.nxt, snd.nxt.
std::optional<Finding> check_new_connection(Arrival& arrival) {
    const wire::Ctl ctl = arrival.seg.ctl;
    const bool is_opening = ctl.syn() && !ctl.ack() && !ctl.rst();
    if (arrival.tcb.state != State::TimeWait || !is_opening || !arrival.port_has_listener) return {};
    if (arrival.config.time_wait_reuse == TimeWaitReuse::Never || !is_higher(arrival)) return {};
    yield_to_new_connection(arrival);
    return Finding::TimeWaitHigherSequence;
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
