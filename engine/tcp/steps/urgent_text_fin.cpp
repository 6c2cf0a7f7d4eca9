// RFC 9293 §3.10.7.4, sixth to eighth: the URG bit, the segment text, the FIN bit.

#include <algorithm>

#include "tcp/acceptance.h"
#include "tcp/ack_policy.h"
#include "tcp/ecn.h"
#include "tcp/orphan.h"
#include "tcp/output.h"
#include "tcp/receive_window.h"
#include "tcp/sack_blocks.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

// States in which the peer may still be sending: no FIN has been received from it.
bool peer_may_send(State s) {
    return s == State::Established || s == State::FinWait1 || s == State::FinWait2;
}

// CLOSE has been called, and not only to end the sending.
bool has_no_reader(const Tcb& tcb) {
    return tcb.is_orphan || (tcb.reading_is_over && tcb.state != State::Established);
}

// The policies of acknowledgments and of the window look on, in Linux's order.
void note_text(Arrival& arrival, TextPlace place, std::uint32_t count) {
    ack_rules(arrival.config).text_came(arrival, place, count);
    window_rules(arrival.config).text_came(arrival, place);
}

// "Once the TCP endpoint takes responsibility for the data, it advances RCV.NXT over the data accepted, and
// adjusts RCV.WND … The total of RCV.NXT and RCV.WND should not be reduced."
void accept_text(Arrival& arrival, std::uint32_t count, TextPlace place) {
    arrival.tcb.rcv.nxt = arrival.tcb.rcv.nxt + count;
    arrival.tcb.rcv.wnd -= std::min(count, arrival.tcb.rcv.wnd);  // Linux takes a segment whole
    forget_delivered(arrival.tcb);
    arrival.effects.signals.push_back(Signal::Readable);
    arrival.tcb.rcv.unacknowledged_bytes += count;
    note_text(arrival, place, count);
}

// The peer's FIN is next in order: "advance RCV.NXT over the FIN, and send an acknowledgment for the FIN".
Outcome receive_fin(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    tcb.rcv.nxt = tcb.rcv.nxt + 1;
    // The FIN takes its number out of the window; the right edge stays.
    if (tcb.rcv.wnd > 0) --tcb.rcv.wnd;
    tcb.fin_was_received = true;
    forget_delivered(tcb);
    // "If the FIN bit is set, signal the user 'connection closing'".
    arrival.effects.signals.push_back(Signal::RemoteClosed);

    if (tcb.state == State::Established) {
        ack_rules(arrival.config).fin_came(arrival);
        tcb.state = State::CloseWait;
        return done(Finding::FinToCloseWait);
    }
    if (tcb.state == State::FinWait1) {
        // "If our FIN has been ACKed (perhaps in this segment), then enter TIME-WAIT": then the fifth step
        // has already made it FIN-WAIT-2. "Otherwise, enter the CLOSING state."
        arrival.ack_is_owed = true;
        tcb.state = State::Closing;
        return done(Finding::FinToClosing);
    }
    // FIN-WAIT-2: "Enter the TIME-WAIT state. Start the time-wait timer, turn off the other timers." The ACK
    // leaves first, since a variant may keep no TCB to send it from.
    send_ack(arrival);
    arrival.ack_is_owed = arrival.ack_may_wait = false;  // of the FIN's own text, too
    arrival.rules.conclude_close(arrival);
    return done(Finding::FinToTimeWait);
}

// RFC 3168 §6.1.3. Why at once: a sender that was marked, or has just slowed down, may have a very small window.
void heed_ecn(Arrival& arrival) {
    const EcnNews news = note_ecn(arrival);
    if (news == EcnNews::PeerReduced)
        arrival.ack_is_owed = true;
    else if (news != EcnNews::Nothing)
        ack_rules(arrival.config).mark_came(arrival, news);
}

}  // namespace

Outcome check_urg(Arrival& arrival) {
    if (!arrival.seg.ctl.urg()) return go_on(Finding::UrgAbsent);
    // §3.10.7.4, sixth, CLOSE-WAIT and later: "This should not occur since a FIN has been received from the
    // remote side. Ignore the URG."
    if (!peer_may_send(arrival.tcb.state)) return go_on(Finding::UrgIgnoredAfterFin);
    // "Signal the user that the remote side has urgent data if the urgent pointer (RCV.UP) is in advance of
    // the data consumed"; and again "whenever the urgent pointer advances in the data stream" (§3.8.5,
    // MUST-32).
    if (!note_urgent_pointer(arrival)) return go_on(Finding::UrgNothingNew);
    arrival.effects.signals.push_back(Signal::UrgentData);
    return go_on(Finding::UrgSignalled);
}

Outcome process_text(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const auto text = arrival.ideal.text;
    const auto length = static_cast<std::uint32_t>(text.size());
    // §3.10.7.4, seventh, CLOSE-WAIT and later: "Ignore the segment text."
    if (!peer_may_send(tcb.state))
        return go_on(arrival.seg.text.empty() ? Finding::TextAbsent : Finding::TextIgnoredAfterFin);

    if (length > 0 && has_no_reader(tcb)) return refuse_text(arrival);
    if (!arrival.seg.text.empty()) heed_ecn(arrival);

    const bool held_before = !tcb.receive_buffer.held().empty();
    if (length > 0) {
        note_push_and_fin(arrival);
        // "Data from segments can be moved into buffers until either the buffer is full or the segment is
        // empty."
        if (!held_before && arrival.ideal.text_seq == tcb.rcv.nxt) {
            tcb.receive_buffer.append(text);
            accept_text(arrival, length, TextPlace::InOrder);
            return go_on(Finding::TextDelivered);
        }
        // RFC 2883 §4: what is held already, "the duplicate segment", is reported first.
        if (const auto twice = tcb.receive_buffer.find_held(arrival.ideal.text_seq, length))
            note_duplicate(arrival, twice->left, twice->right);
        const auto held = tcb.receive_buffer.hold(tcb.rcv.nxt, arrival.ideal.text_seq, text);
        if (held) note_held(arrival, *held);
    }

    // §3.10.7.4, first: "Segments with higher beginning sequence numbers SHOULD be held for later processing
    // (SHLD-31)": and now is later, if no gap is left in front of them.
    const std::uint32_t count = held_before || length > 0 ? tcb.receive_buffer.advance(tcb.rcv.nxt) : 0;
    if (count > 0) {
        accept_text(arrival, count, TextPlace::FillsGap);
        return go_on(length > 0 ? Finding::TextFillsGap : Finding::TextKeptFromHandshake);
    }
    if (length > 0) {
        // "A TCP implementation MAY send an ACK segment acknowledging RCV.NXT when a valid segment arrives
        // that is in the window but not at the left window edge (MAY-13)."
        note_text(arrival, TextPlace::BehindGap, 0);
        return go_on(Finding::TextHeld);
    }
    return go_on(arrival.seg.text.empty() ? Finding::TextAbsent : Finding::TextNoRoom);
}

Outcome check_fin(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    if (!peer_may_send(tcb.state)) {
        if (!arrival.ideal.fin) return done(Finding::FinAbsent);
        // §3.10.7.4, eighth: "Remain in the CLOSE-WAIT state", CLOSING, LAST-ACK or TIME-WAIT, there to
        // "restart the 2 MSL time-wait timeout". RCV.NXT does not advance over a second FIN: the first was
        // the end.
        arrival.ack_is_owed = true;
        if (tcb.state == State::TimeWait) restart_time_wait(arrival);
        return done(Finding::FinAgain);
    }
    if (arrival.ideal.fin) note_push_and_fin(arrival);
    // The FIN may have come ahead of text that was missing, or with a SYN, and be next only now.
    if (tcb.rcv.fin_is_known && tcb.rcv.nxt == tcb.rcv.fin) return receive_fin(arrival);
    if (!arrival.ideal.fin) return done(Finding::FinAbsent);
    note_fin_held(arrival);
    arrival.ack_is_owed = true;
    return done(Finding::FinHeld);
}

}  // namespace hw::tcp
