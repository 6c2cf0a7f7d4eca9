#include "tcp/profiles/linux_steps.h"

#include "tcp/accurate_ecn.h"
#include "tcp/challenge.h"
#include "tcp/handshake.h"
#include "tcp/orphan.h"
#include "tcp/output.h"
#include "tcp/profiles/syn_alone.h"
#include "tcp/sack_blocks.h"
#include "tcp/timestamps.h"
#include "tcp/transitions.h"
#include "tcp/windows/linux.h"

namespace hw::tcp::linux_profile {
namespace {

// TCP_TIMEOUT_MIN: two ticks, at 250 a second.
constexpr Duration shortest_timeout = 8_ms;

// tcp_reset_check(): "RST packet with a sequence number one below RCV.NXT", as some send behind their FIN.
bool is_reset_behind_fin(const Tcb& tcb, const wire::Segment& seg) {
    const bool has_fin =
        tcb.state == State::CloseWait || tcb.state == State::LastAck || tcb.state == State::Closing;
    return has_fin && seg.ctl.rst() && seg.seq + 1 == tcb.rcv.nxt;
}

}  // namespace

Outcome listen_check_syn(Arrival& arrival) {
    const wire::Ctl ctl = arrival.seg.ctl;
    if (!ctl.syn()) return go_on(Finding::ListenNoSyn);
    if (ctl.fin()) return done(Finding::ListenSynWithFinDropped);
    return answer_syn_alone(arrival);
}

Outcome syn_sent_check_ack(Arrival& arrival) {
    const Outcome outcome = tcp::syn_sent_check_ack(arrival);
    // "Previous FIN/ACK or RST/ACK might be ignored": the reset that has just left makes room for us.
    if (outcome.finding == Finding::SynSentAckReset && arrival.tcb.retransmissions == 0)
        arrival.tcb.deadlines.retransmit = arrival.now + shortest_timeout;
    return outcome;
}

Outcome syn_sent_check_syn(Arrival& arrival) {
    wire::Segment bare = arrival.seg;
    bare.text = {};
    bare.ctl = bare.ctl.without(wire::fin | wire::urg);
    Arrival rest{arrival, bare, arrival.rules};
    const Outcome outcome = tcp::syn_sent_check_syn(rest);
    arrival.resend = rest.resend;
    arrival.recovery_finding = rest.recovery_finding;
    arrival.ack_is_owed = rest.ack_is_owed;
    arrival.ack_may_wait = rest.ack_may_wait;
    return outcome;
}

Outcome check_sequence(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    if (tcb.state == State::TimeWait) return check_time_wait(arrival);
    if (tcb.state == State::FinWait2 && tcb.is_orphan) return check_orphan_in_fin_wait_2(arrival);
    const bool is_half_open = tcb.state == State::SynReceived && tcb.opened_by == OpenedBy::Passive;
    if (is_half_open && !tcb.fast_open.is_accepted) return check_half_open(arrival);
    if (is_reset_behind_fin(tcb, arrival.seg)) return be_reset(arrival);
    const Outcome outcome = check_sequence_number(arrival);
    // Its SYN is old, and tcp_data_queue() acknowledges what is old: so each end sends one ACK more (N9).
    if (outcome.finding == Finding::SequenceSimultaneousSynAck) {
        arrival.ack_is_owed = true;
        note_duplicate(arrival, tcb.rcv.irs, tcb.rcv.nxt);
    }
    return outcome;
}

Outcome check_rst(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const auto held = tcb.receive_buffer.held();
    const bool is_behind_sacked = tcb.sack.is_permitted && !held.empty() && arrival.seg.ctl.rst() &&
                                  arrival.seg.seq == held.back().right;
    return is_behind_sacked ? be_reset(arrival) : tcp::check_rst(arrival);
}

Outcome process_text(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const bool is_closed_by_peer =
        tcb.state == State::CloseWait || tcb.state == State::Closing || tcb.state == State::LastAck;
    const SeqNum end = seg.seq + seg.text_length();
    // Only what begins before the FIN: the rest is ignored, as the RFC has it.
    if (is_closed_by_peer && seg.seq < tcb.rcv.nxt && tcb.rcv.nxt < end) {
        arrival.effects.signals.push_back(Signal::Reset);
        return refuse_text(arrival);
    }
    // tcp_data_queue(): there is no memory for more (the user has made the buffer smaller), and something to read
    // first: "Make the window 0. Failed to queue the current frame due to out of memory" (tcp_select_window()).
    const bool is_next = arrival.ideal.text_seq == tcb.rcv.nxt && !arrival.ideal.text.empty();
    if (is_next && tcb.receive_buffer.readable() > 0 && receive_memory_is_full(tcb)) {
        arrival.effects.count(Count::ReceiveQueueDrops);
        arrival.ideal.text = {};
        arrival.ideal.fin = false;
        tcb.rcv.wnd = 0;
        arrival.ack_is_owed = true;
        return go_on(Finding::TextNoRoom);
    }
    return tcp::process_text(arrival);
}

Outcome check_half_open(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const bool is_bare_syn = seg.ctl.syn() && !seg.ctl.ack() && !seg.ctl.rst();
    if (is_bare_syn && seg.seq == tcb.rcv.irs) {
        // "RFC793 draws (Incorrectly! It was fixed in RFC1122) this case on figure 6 and figure 8": the SYN,ACK
        // again at once, at most one in 500 ms, and its timer starts anew (N3).
        if (!may_answer_invalid(arrival, seg)) return done(Finding::ChallengeThrottled);
        if (tcb.ecn.mode == EcnMode::Accurate) note_syn_again(arrival);
        send_syn(arrival, Transmission::Again);
        tcb.deadlines.retransmit = arrival.now + tcb.rtt.rto;
        return done(told_by_ecn(arrival, Finding::SynAgainAnswered));
    }
    // An ACK of anything but our SYN,ACK is the listener's affair, which resets it.
    if (seg.ctl.ack() && seg.ack != tcb.snd.nxt) {
        if (!seg.ctl.rst()) send_reset(arrival.effects, seg.ack);
        return done(Finding::AckBadInSynReceived);
    }
    const Outcome outcome = check_sequence_number(arrival);
    if (outcome.verdict == Verdict::Return) return outcome;
    const bool is_new_syn = seg.ctl.syn() && seg.seq != tcb.rcv.irs;
    if (!seg.ctl.rst() && !is_new_syn) return outcome;
    // An exact RST ends a half-open connection, another in the window is challenged; a SYN is answered with one.
    if (seg.ctl.rst() && seg.seq != tcb.rcv.nxt) return challenge(arrival, Finding::RstChallenged);
    if (!seg.ctl.rst()) send_reset_in_answer_to(seg, arrival.effects);
    return_to_listen(arrival);
    return done(Finding::HalfOpenDropped);
}

Outcome check_time_wait(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const wire::Ctl ctl = seg.ctl;
    const bool is_old = check_timestamp(arrival) == PawsVerdict::TooOld;
    if (!is_old && seg.seq == tcb.rcv.nxt && (seg.len() == 0 || ctl.rst())) {
        if (ctl.rst()) return be_reset(arrival);  // assassination, unless tcp_rfc1337 is set
        restart_time_wait(arrival);
        note_timestamp(arrival);
        return done(Finding::TimeWaitBareAck);
    }
    const bool is_new_syn = ctl.syn() && !ctl.ack() && !ctl.rst() && !is_old;
    if (is_new_syn && arrival.port_has_listener) {
        if (tcb.rcv.nxt < seg.seq) {
            yield_to_new_connection(arrival);
            return done(Finding::TimeWaitHigherSequence);
        }
        // Linux: tcp_timewait_state_process() reads no options where the old connection kept no timestamp.
        if (tcb.timestamps.are_agreed && timestamp_is_newer(arrival)) {
            yield_to_new_connection(arrival);
            return done(Finding::TimeWaitNewerTimestamp);
        }
    }
    if (ctl.rst()) return done(Finding::SequenceUnacceptableRst);
    // "We do not acknowledge … In any case we must restart the timer": a repeated FIN carries ACK (N6), and so
    // does old data.
    if (is_old || ctl.ack()) restart_time_wait(arrival);
    if (!may_answer_invalid(arrival, seg)) return done(Finding::ChallengeThrottled);
    send_ack(arrival);
    return done(ctl.fin() ? Finding::SequenceTimeWaitFinAgain : Finding::SequenceUnacceptable);
}

Outcome check_orphan_in_fin_wait_2(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const Outcome outcome = check_sequence_number(arrival);
    if (outcome.verdict == Verdict::Return) return outcome;
    // tcp_timewait_state_process(), TCP_FIN_WAIT2: any RST in the window ends it, a SYN is answered with one.
    if (seg.ctl.rst()) {
        delete_tcb(arrival, UnreadText::Flush);
        return done(Finding::RstExactClosing);
    }
    if (!seg.ctl.syn() || seg.seq < tcb.rcv.nxt) return outcome;
    send_reset_in_answer_to(seg, arrival.effects);
    delete_tcb(arrival, UnreadText::Flush);
    return done(Finding::HalfOpenDropped);
}

}  // namespace hw::tcp::linux_profile
