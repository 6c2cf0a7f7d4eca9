#include "tcp/timers.h"

#include <algorithm>

#include "tcp/ack_policy.h"
#include "tcp/give_up.h"
#include "tcp/keep_alive.h"
#include "tcp/orphan.h"
#include "tcp/output.h"
#include "tcp/recovery/rack.h"
#include "tcp/recovery/recovery.h"
#include "tcp/recovery/tail_loss_probe.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

// §3.8.3: R1 "SHOULD correspond to at least 3 retransmissions" (SHLD-10).
constexpr std::uint32_t r1_retransmissions = 3;

bool something_is_outstanding(const Tcb& tcb) { return tcb.snd.una != tcb.snd.nxt; }

// The peer has shut its window and there is something to send, or to send again.
bool window_is_shut(const Tcb& tcb, const Config& config) {
    if (tcb.snd.wnd != 0 || our_syn_is_outstanding(tcb) || !may_send_text(tcb.state)) return false;
    // Linux: tcp_retransmit_timer(): "Our retransmits become zero probes".
    if (something_is_outstanding(tcb)) return config.window_probes_carry_text == Switch::On;
    return unsent_bytes(tcb) > 0 || fin_is_due(tcb);
}

void arm_unless_armed(Instant& deadline, Instant when) {
    if (deadline.is_never()) deadline = when;
}

void record(Event& event, Row row, Verdict verdict, Finding finding) {
    if (event.trace != nullptr) event.trace->push_back({row, verdict, finding});
}

// Which kind of recovery the timeout found at work, for the host's counters (Linux: tcp_retransmit_timer()).
void count_failed_recovery(Event& event) {
    const Tcb& tcb = event.tcb;
    if (tcb.retransmissions > 0) return;
    const bool with_sack = tcb.sack.is_permitted;
    const bool is_disordered = tcb.sent.sacked().segments + tcb.recovery.duplicates_held > 0;
    if (tcb.recovery.phase == RecoveryPhase::Recovery)
        event.effects.count(with_sack ? Count::SackRecoveryFailures : Count::RenoRecoveryFailures);
    else if (tcb.recovery.phase == RecoveryPhase::Loss)
        event.effects.count(Count::LossFailures);
    else if (tcb.recovery.phase == RecoveryPhase::Disorder || is_disordered)
        event.effects.count(with_sack ? Count::SackFailures : Count::RenoFailures);
}

// §3.10.8: "For any state if the retransmission timeout expires on a segment in the retransmission queue,
// send the segment at the front of the retransmission queue again, reinitialize the retransmission timer,
// and return."
Finding serve_retransmission(Event& event) {
    Tcb& tcb = event.tcb;
    // §3.8.3 (c): "When the number of transmissions of the same segment reaches a threshold R2 greater than
    // R1, close the connection"; at the first expiry at which R2, a time here, has passed.
    if (has_lost_patience(event))
        return give_up(event, Signal::RetransmissionsExhausted, Finding::TimeoutGivesUp);

    const bool is_syn = our_syn_is_outstanding(tcb);
    // Linux: tcp_retransmit_timer(): before a shut window a retransmission is a probe and not counted as one.
    const bool is_probe = !is_syn && tcb.snd.wnd == 0 && event.config.window_probes_carry_text == Switch::Off;
    if (is_syn) {
        // RFC 6298 (5.7) and RFC 5681 §3.1 ask for it when data transmission begins.
        if (tcb.rtt.syn_losses < 255) ++tcb.rtt.syn_losses;
    } else {
        // What was sent before is presumed lost with it: each ACK that then comes short of this point sends more
        // of it again, instead of one time-out for each (RFC 5681 §3.1, "slow start").
        if (!is_probe) count_failed_recovery(event);
        begin_timeout_recovery(event);
    }
    if (!is_probe) event.effects.count(Count::Timeouts);
    retransmit_front(event);                                // RFC 6298 (5.4)
    if (backs_off(event)) back_off(tcb.rtt, event.config);  // (5.5)
    note_retransmission(event, is_probe ? Counted::No : Counted::Yes);
    tcb.deadlines.retransmit = deadline_within_patience(event, tcb.rtt.rto);  // (5.6)
    if (!is_probe && tcb.retransmissions == r1_retransmissions)
        event.effects.signals.push_back(Signal::DeliveryProblem);
    return is_syn ? Finding::TimeoutRetransmitsSyn : Finding::TimeoutRetransmits;
}

// What the device would not take is like a probe without an answer, but for the waits, which stay as they are.
Finding try_device_again(Event& event) {
    constexpr Duration resource_probe_interval = 500_ms;
    Tcb& tcb = event.tcb;
    if (has_probed_enough(event))
        return give_up(event, Signal::RetransmissionsExhausted, Finding::TimeoutProbesUnanswered);
    arm_unless_armed(tcb.retransmitting_since, event.now);
    ++tcb.unanswered_probes;
    tcb.deadlines.persist = deadline_within_patience(event, resource_probe_interval);
    return Finding::TimeoutProbesWindow;
}

Finding serve_persist(Event& event) {
    Tcb& tcb = event.tcb;
    tcb.deadlines.persist = Instant::never();
    if (event.config.device_drops_all == Switch::On) return try_device_again(event);
    if (!window_is_shut(tcb, event.config)) {
        // §3.8.6.2.1 (4): "or if the override timeout occurs."
        tcb.retransmitting_since = Instant::never();
        send_queued(event, SillyWindow::Override);
        return Finding::TimeoutOverridesSillyWindow;
    }
    // §3.8.6.1: "As long as the receiving TCP peer continues to send acknowledgments in response to the
    // probe segments, the sending TCP peer MUST allow the connection to stay open" (MUST-37). Every answer
    // resets the clock read here, so only a peer that has fallen silent is given up.
    if (has_probed_enough(event))
        return give_up(event, Signal::RetransmissionsExhausted, Finding::TimeoutProbesUnanswered);
    probe_window(event);
    arm_unless_armed(tcb.retransmitting_since, event.now);
    ++tcb.window_probes;
    ++tcb.unanswered_probes;
    return Finding::TimeoutProbesWindow;
}

// RFC 8985 §6.2: the reordering window is over for what the last ACKs left in doubt.
Finding serve_reordering(Event& event) {
    Tcb& tcb = event.tcb;
    tcb.deadlines.reorder = Instant::never();
    tcb.recovery.rack.has_advanced = true;
    const std::uint32_t lost = detect_losses_by_time(event);
    recover_from_timer_losses(event, lost);
    retransmit_lost(event, Forced::None);
    send_queued(event);
    return Finding::ReorderingTimerFindsLoss;
}

// RFC 8985 §7.3. "After attempting to send a loss probe, regardless of whether a loss probe was sent, the sender
// MUST re-arm the RTO timer, not the PTO timer".
Finding serve_probe(Event& event) {
    Tcb& tcb = event.tcb;
    tcb.deadlines.tail_loss_probe = Instant::never();
    const ProbeSent sent = send_probe(event);
    tcb.recovery.probe.is_wanted = false;
    if (sent != ProbeSent::Nothing)
        tcb.deadlines.retransmit = event.now + tcb.rtt.rto;
    else if (!tcb.sent.empty())
        tcb.deadlines.retransmit = later_of(event.now, tcb.sent.front().sent_at + tcb.rtt.rto);
    if (sent == ProbeSent::Nothing) return Finding::ProbeNotSent;
    return sent == ProbeSent::NewData ? Finding::ProbeSendsNewData : Finding::ProbeResendsLast;
}

}  // namespace

Duration probe_interval(const Tcb& tcb, const Config& config) {
    Duration interval = tcb.rtt.rto;
    for (std::uint32_t i = 0; i < tcb.window_probes && interval < config.max_rto; ++i)
        interval = interval * 2;
    return std::min(interval, config.max_rto);
}

void restart_retransmission_timer(Event& event) {
    Deadlines& deadlines = event.tcb.deadlines;
    deadlines.retransmit = Instant::never();
    deadlines.tail_loss_probe = Instant::never();
    deadlines.reorder = Instant::never();
}

void note_progress(Tcb& tcb) {
    tcb.oldest_unacked_since = Instant::never();
    tcb.retransmitting_since = Instant::never();
    tcb.soft_error = NetworkError::None;
    tcb.deadlines.user = Instant::never();
}

void update_timers(Event& event) {
    Tcb& tcb = event.tcb;
    Deadlines& deadlines = tcb.deadlines;
    const bool outstanding = something_is_outstanding(tcb);
    const bool waiting = unsent_bytes(tcb) > 0 || fin_is_due(tcb);

    if (window_is_shut(tcb, event.config)) {
        deadlines.retransmit = Instant::never();
        arm_unless_armed(deadlines.persist,
                         deadline_within_patience(event, probe_interval(tcb, event.config)));
    } else if (outstanding) {
        // RFC 6298 (5.1): "Every time a packet containing data is sent … if the timer is not running, start
        // it running so that it will expire after RTO seconds".
        deadlines.persist = Instant::never();
        arm_unless_armed(deadlines.retransmit, deadline_within_patience(event, tcb.rtt.rto));
        if (tcb.recovery.probe.is_wanted && deadlines.reorder.is_never()) schedule_probe(event);
    } else if (waiting && may_send_text(tcb.state)) {
        // The window is open, nothing is on its way, and yet send_queued() held back: §3.8.6.2.1, "to avoid
        // a resulting deadlock, it is necessary to have a timeout to force transmission of data".
        deadlines.retransmit = Instant::never();
        const Duration override = event.config.silly_window_override;
        arm_unless_armed(deadlines.persist,
                         event.now + (override == Duration{} ? probe_interval(tcb, event.config) : override));
    } else {
        deadlines.retransmit = Instant::never();  // (5.2)
        deadlines.persist = Instant::never();
    }

    tcb.recovery.probe.is_wanted = false;
    if (deadlines.retransmit.is_never()) deadlines.tail_loss_probe = deadlines.reorder = Instant::never();

    if (!outstanding)
        tcb.oldest_unacked_since = Instant::never();
    else
        arm_unless_armed(tcb.oldest_unacked_since, event.now);

    // §3.9.1.1: "If data is not successfully delivered to the destination within the timeout period, the TCP
    // endpoint will abort the connection": it runs while something is undelivered, a SYN or FIN included.
    // FreeBSD: tcp_timer_keep() ends an OPEN after TCP_KEEPINIT.
    const Duration to_open = tcb.options.open_timeout;
    if (to_open != Duration::never() && our_syn_is_outstanding(tcb))
        arm_unless_armed(deadlines.user, event.now + to_open);
    else if ((!outstanding && !waiting) || !user_timeout_is_a_deadline(event.config))
        deadlines.user = Instant::never();
    else
        arm_unless_armed(deadlines.user, after(event.now, tcb.options.user_timeout));
    arm_keep_alive(event);
}

Instant next_deadline(const Tcb& tcb) {
    const Deadlines& d = tcb.deadlines;
    return std::min({d.retransmit, d.persist, d.delayed_ack, d.time_wait, d.user, d.reorder,
                     d.tail_loss_probe, d.keep_alive, d.fin_wait2});
}

void deadline_passes(Event event) {
    Tcb& tcb = event.tcb;
    const auto is_due = [&](Instant deadline) { return deadline <= event.now; };

    if (is_due(tcb.deadlines.user)) {
        // §3.10.8: "For any state if the user timeout expires, flush all queues, signal the user 'error:
        // connection aborted due to user timeout' … delete the TCB, enter the CLOSED state, and return."
        record(event, Row::TimeoutUser, Verdict::Return,
               give_up(event, Signal::UserTimeout, Finding::TimeoutUserAborts));
        return;
    }
    if (is_due(tcb.deadlines.time_wait)) {
        // §3.10.8: "If the time-wait timeout expires on a connection, delete the TCB, enter the CLOSED
        // state".
        delete_tcb(event, UnreadText::Keep);
        record(event, Row::TimeoutTimeWait, Verdict::Return, Finding::TimeoutTimeWaitOver);
        return;
    }
    if (is_due(tcb.deadlines.fin_wait2)) {
        record(event, Row::TimeoutFinWait2, Verdict::Return, leave_fin_wait2(event));
        return;
    }
    // RFC 8985 §7.2: a probe that is due when the retransmission timer would expire takes its place.
    if (is_due(tcb.deadlines.reorder))
        record(event, Row::TimeoutReorder, Verdict::Return, serve_reordering(event));
    if (is_due(tcb.deadlines.tail_loss_probe))
        record(event, Row::TimeoutTailLossProbe, Verdict::Return, serve_probe(event));
    if (is_due(tcb.deadlines.retransmit))
        record(event, Row::TimeoutRetransmission, Verdict::Return, serve_retransmission(event));
    if (is_due(tcb.deadlines.persist))
        record(event, Row::TimeoutPersist, Verdict::Return, serve_persist(event));
    if (is_due(tcb.deadlines.delayed_ack)) {
        ack_rules(event.config).delay_is_over(event);
        record(event, Row::TimeoutDelayedAck, Verdict::Return, Finding::TimeoutSendsDelayedAck);
    }
    if (is_due(tcb.deadlines.keep_alive))
        record(event, Row::TimeoutKeepAlive, Verdict::Return, serve_keep_alive(event));
    if (tcb.state != State::Closed) update_timers(event);
}

}  // namespace hw::tcp
