#include <algorithm>

#include "sim/invariants.h"
#include "tcp/receive_window.h"

// One TCB by itself, and against what it was before: RFC 9293 §3.3, §3.4, §3.8; RFC 6298.

namespace hw::sim {
namespace {

using tcp::State;

bool has_sent_syn(State state) { return state >= State::SynSent; }

bool has_sent_fin(State state) {
    return state == State::FinWait1 || state == State::FinWait2 || state == State::Closing ||
           state == State::LastAck || state == State::TimeWait;
}

bool has_received_fin(State state) {
    return state == State::CloseWait || state == State::Closing || state == State::LastAck ||
           state == State::TimeWait;
}

bool is_armed(Instant deadline) { return !deadline.is_never(); }

Broken check_send_side(const TcbContext& context) {
    const tcp::Tcb& tcb = context.tcb;
    const tcp::SendVariables& snd = tcb.snd;
    if (!has_sent_syn(tcb.state)) return {};
    if (!(snd.iss <= snd.una)) return "SND.UNA is before ISS";
    if (!(snd.una <= snd.nxt)) return "SND.UNA is after SND.NXT (§3.4: SND.UNA =< SND.NXT)";
    const SeqNum end = tcb.send_buffer.end() + (tcb.fin_was_sent ? 1u : 0u);
    if (!(snd.nxt <= end)) return "SND.NXT is beyond all that the user has sent";
    if (tcb.send_buffer.first() != snd.iss + 1 && tcb.send_buffer.first() < snd.una &&
        tcb.send_buffer.size() > 0)
        return "the send buffer keeps what is acknowledged";
    if (tcb.send_buffer.size() > context.config.send_buffer_bytes) return "the send buffer is overfull";
    if (tcb.fin_was_sent && !tcb.close_requested) return "a FIN was sent that nobody asked for";
    if (tcb.fin_was_sent && snd.nxt != end) return "there is text after our FIN";
    if (has_sent_fin(tcb.state) && !tcb.close_requested) return "the state says CLOSE, the user did not";
    if ((tcb.state == State::FinWait2 || tcb.state == State::TimeWait) && snd.una != snd.nxt)
        return "something is unacknowledged though our FIN is";
    return {};
}

Broken check_receive_side(const TcbContext& context) {
    const tcp::Tcb& tcb = context.tcb;
    if (tcb.state < State::SynReceived) return {};
    const tcp::ReceiveVariables& rcv = tcb.rcv;
    if (!(rcv.irs < rcv.nxt)) return "RCV.NXT is not beyond the peer's SYN";
    const std::uint32_t most = tcp::most_receive_bytes(context.config, tcb.options);
    if (rcv.wnd > most + (1u << rcv.shift)) return "RCV.WND is larger than the buffer";
    std::uint64_t held_bytes = 0;
    SeqNum last = rcv.nxt;
    for (const tcp::ReceiveBuffer::Held& held : tcb.receive_buffer.held()) {
        // §3.10.7.2, third: text of a SYN "should be queued for processing later": it waits without a gap.
        const bool came_with_syn = tcb.snd.una == tcb.snd.iss && held.left == rcv.nxt;
        if (!(last < held.left) && !came_with_syn) return "held text is not in order behind a gap";
        if (!(held.left < held.right)) return "a stretch of held text is empty";
        last = held.right;
        held_bytes += distance(held.left, held.right);
    }
    if (tcb.receive_buffer.readable() + held_bytes > most) return "the receive buffer is overfull";
    if (has_received_fin(tcb.state) != tcb.fin_was_received) return "state and received FIN disagree";
    if (tcb.fin_was_received && !tcb.receive_buffer.held().empty()) return "text is held beyond the FIN";
    return {};
}

// The two-step variant does not retransmit its SYN,ACK: that is one of the things it gets wrong.
bool may_leave_syn_unacked(const TcbContext& context) {
    const tcp::Tcb& tcb = context.tcb;
    const bool had_two_steps = tcb.rules == tcp::RuleBookId::TwoStepHandshake || context.rules_were_switched;
    return had_two_steps && tcb.snd.una == tcb.snd.iss;
}

Broken check_deadlines(const TcbContext& context) {
    const tcp::Tcb& tcb = context.tcb;
    const tcp::Deadlines& due = tcb.deadlines;
    for (const Instant deadline : {due.retransmit, due.persist, due.delayed_ack, due.time_wait, due.user})
        if (deadline < context.now) return "a deadline lies in the past";
    if (tcb.state == State::Closed || tcb.state == State::Listen) return {};
    if (is_armed(due.time_wait) != (tcb.state == State::TimeWait))
        return "the 2MSL timer runs if and only if the state is TIME-WAIT";
    if (tcb.state == State::TimeWait && (is_armed(due.retransmit) || is_armed(due.persist) ||
                                         is_armed(due.delayed_ack) || is_armed(due.user)))
        return "TIME-WAIT did not turn off the other timers (§3.10.7.4, eighth)";
    if (is_armed(due.time_wait) && due.time_wait > context.now + context.config.msl * 2)
        return "TIME-WAIT would last longer than 2MSL";
    const bool is_outstanding = tcb.snd.una != tcb.snd.nxt;
    const bool somebody_cares = is_armed(due.retransmit) || is_armed(due.persist);
    if (is_outstanding && !somebody_cares && !may_leave_syn_unacked(context))
        return "something is unacknowledged and no timer runs (RFC 6298 (5.1))";
    const bool may_send_text = tcb.state == State::Established || tcb.state == State::CloseWait;
    if (may_send_text && tcp::unsent_bytes(tcb) > 0 && !somebody_cares && !may_leave_syn_unacked(context))
        return "text waits to be sent and no timer runs";
    if (is_armed(due.delayed_ack) &&
        due.delayed_ack > context.now + std::max(context.config.ack_delay, context.config.ack_delay_max))
        return "an ACK is delayed for longer than allowed (§3.8.6.3)";
    return {};
}

// RFC 6298 §5, from the outside.
Broken check_retransmission_timer(const TurnContext& turn) {
    const tcp::TcbSummary& before = turn.before;
    const tcp::TcbSummary& after = turn.after;
    if (!has_sent_syn(before.state) || !has_sent_syn(after.state)) return {};
    if (after.rto < turn.config.min_rto || turn.config.max_rto < after.rto) return "RTO is out of its bounds";
    const Instant due = after.deadlines.retransmit;
    const bool runs = is_armed(due);
    const bool has_advanced =
        turn.cause == host::Note::Cause::SegmentArrives && before.snd.una < after.snd.una;
    // RFC 6582 §4, "the Impatient variant": only the first partial ACK of a recovery restarts it; later ones
    // leave it as it is. Outside of a recovery that went on nothing does.
    using tcp::RecoveryPhase;
    const bool is_left = before.phase == RecoveryPhase::Recovery && after.phase == RecoveryPhase::Recovery &&
                         due == before.deadlines.retransmit;
    // Why earlier, too: with tail loss probes the timer counts from when the oldest segment was sent as soon as new
    // text puts the probe off (Linux: tcp_event_new_data_sent()), and a peer that has thrown away what it SACKed
    // is asked after half a round trip (Linux: tcp_check_sack_reneging()).
    const bool may_be_earlier =
        turn.config.tail_loss_probe == tcp::Switch::On || turn.config.sack == tcp::Switch::On;
    const bool is_restarted = due == turn.now + after.rto || (may_be_earlier && due < turn.now + after.rto);
    if (has_advanced && runs && !is_left && !is_restarted)
        return "an ACK of new data did not restart the retransmission timer (RFC 6298 (5.3))";
    // Why: a tail loss probe and RACK's reordering timer (RFC 8985 §7.3, §6.3) resend at a deadline, too, and
    // back nothing off; it is the retransmission timer only if that one was due.
    const bool has_expired = turn.cause == host::Note::Cause::Deadline &&
                             before.deadlines.retransmit <= turn.now &&
                             after.retransmissions == before.retransmissions + 1;
    if (!has_expired) return {};
    // Linux: the first SYNs are sent again at one interval (net.ipv4.tcp_syn_linear_timeouts).
    const bool is_linear =
        after.state == State::SynSent && after.retransmissions <= turn.config.syn_linear_timeouts;
    // FreeBSD adds its slop after doubling (net.inet.tcp.rexmit_slop); it is not in the first RTO.
    const Duration slop = turn.config.rto_slop;
    const auto is_twice = [&](Duration base) {
        return after.rto == std::min(base * 2 + slop, turn.config.max_rto);
    };
    const bool is_backed_off =
        is_twice(before.rto - slop) || (before.rto == turn.config.initial_rto && is_twice(before.rto));
    if (is_linear ? after.rto != before.rto : !is_backed_off)
        return "the retransmission timer expired and was not backed off (RFC 6298 (5.5))";
    if (runs && due != turn.now + after.rto)
        return "the retransmission timer runs with another time than RTO";
    return {};
}

}  // namespace

Broken check_tcb(const TcbContext& context) {
    if (Broken broken = check_send_side(context)) return broken;
    if (Broken broken = check_receive_side(context)) return broken;
    return check_deadlines(context);
}

Broken check_turn(const TurnContext& turn) {
    const tcp::TcbSummary& before = turn.before;
    const tcp::TcbSummary& after = turn.after;
    if (has_sent_syn(before.state) && has_sent_syn(after.state)) {
        if (before.snd.iss != after.snd.iss) return "ISS changed";
        if (after.snd.una < before.snd.una) return "SND.UNA went back";
        // RFC 7413 §4.2.2: text of a SYN that the server has not taken counts as not sent.
        const bool is_refused = before.state == State::SynSent && after.snd.nxt > after.snd.iss;
        if (after.snd.nxt < before.snd.nxt && !is_refused) return "SND.NXT went back";
    }
    if (before.state >= State::SynReceived && after.state >= State::SynReceived) {
        if (before.rcv.irs != after.rcv.irs) return "IRS changed";
        if (after.rcv.nxt < before.rcv.nxt) return "RCV.NXT went back";
        // Linux: tcp_select_window(), "Make the window 0. Failed to queue the current frame due to out of memory".
        const bool is_out_of_memory = turn.rules == tcp::RuleBookId::Linux && after.rcv.wnd == 0;
        if (!is_out_of_memory && after.rcv.nxt + after.rcv.wnd < before.rcv.nxt + before.rcv.wnd)
            return "the right edge of the receive window moved left (§3.8.6: \"shrinking the window\")";
    }
    const bool restarted = after.deadlines.time_wait != before.deadlines.time_wait;
    if (after.state == State::TimeWait && restarted &&
        after.deadlines.time_wait != turn.now + turn.config.msl * 2)
        return "the 2MSL timer was started with another time than 2MSL";
    return check_retransmission_timer(turn);
}

}  // namespace hw::sim
