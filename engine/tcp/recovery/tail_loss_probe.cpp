#include "tcp/recovery/tail_loss_probe.h"

#include <algorithm>

#include "tcp/output.h"
#include "tcp/recovery/window_reduction.h"

namespace hw::tcp {
namespace {

// §7.2: "unless it is already in fast recovery, RTO recovery, or segments have been SACKed".
bool may_be_scheduled(const Event& event) {
    const Tcb& tcb = event.tcb;
    const RecoveryPhase phase = tcb.recovery.phase;
    return event.config.tail_loss_probe == Switch::On && tcb.sack.is_permitted && !tcb.sent.empty() &&
           !our_syn_is_outstanding(tcb) && (phase == RecoveryPhase::Open || phase == RecoveryPhase::Cwr) &&
           congestion_control(event.config.congestion).recovers_early;
}

// TLP_calc_PTO().
Duration probe_timeout(const Event& event) {
    const Tcb& tcb = event.tcb;
    // "If SRTT is available: PTO = 2 * SRTT … Else: PTO = 1 sec".
    if (!tcb.rtt.has_sample) return event.config.initial_rto;
    // "If FlightSize is one segment: PTO += TLP.max_ack_delay". Linux adds two jiffies otherwise.
    const bool is_alone = tcb.sent.size() == 1;
    const Duration wait = is_alone ? event.config.max_ack_delay : event.config.loss_timer_margin;
    // Ours: no timer is finer than the clock (RFC 6298 §2: "a clock granularity of G seconds"). On a path without delay
    // twice the round trip is nothing, and a probe would be due at the instant at which its segment leaves.
    return std::max(tcb.rtt.srtt * 2 + wait, event.config.clock_granularity);
}

}  // namespace

void schedule_probe(Event& event) {
    Tcb& tcb = event.tcb;
    if (!may_be_scheduled(event)) return;
    // "If Now() + PTO > TCP_RTO_expiration(): PTO = TCP_RTO_expiration() - Now()".
    const Instant timeout = event.now + probe_timeout(event);
    tcb.deadlines.tail_loss_probe = std::max(event.now, earlier_of(timeout, tcb.deadlines.retransmit));
}

ProbeSent send_probe(Event& event) {
    Tcb& tcb = event.tcb;
    ProbeState& probe = tcb.recovery.probe;
    if (tcb.sent.empty() || probe.is_outstanding) return ProbeSent::Nothing;
    // "Second, the sender has obtained an RTT measurement since the last loss probe transmission". Linux asks for
    // the first condition only.
    if (event.config.probe_needs_sample == Switch::On && !probe.has_sample_since) return ProbeSent::Nothing;
    ProbeSent sent = ProbeSent::NewData;
    if (!send_one_new_segment(event)) {
        // RFC 2018 §5: what is SACKed is not sent again before a timeout. SACKs that came since the probe was
        // scheduled have said already what it would ask (§7.2: "or segments have been SACKed").
        if (tcb.sent.back().is_sacked) return ProbeSent::Nothing;
        // "If such an unsent segment is not available, then the sender SHOULD retransmit the highest-sequence
        // segment sent so far and set TLP.is_retrans to true."
        if (!resend_segment(event, tcb.sent.size() - 1, Scoreboard::As::Probe)) return ProbeSent::Nothing;
        sent = ProbeSent::LastSegment;
    }
    probe.is_outstanding = true;
    probe.is_retransmission = sent == ProbeSent::LastSegment;
    probe.has_sample_since = false;
    probe.end = tcb.snd.nxt;  // "TLP.end_seq = SND.NXT"
    event.effects.count(Count::LossProbes);
    return sent;
}

void judge_probe(Arrival& arrival, const AckNews& news) {
    Tcb& tcb = arrival.tcb;
    ProbeState& probe = tcb.recovery.probe;
    const SeqNum ack = arrival.seg.ack;
    if (!probe.is_outstanding || ack < probe.end) return;
    if (!probe.is_retransmission || news.dsack_is_of_probe) {
        // §7.4.2: "the original and the loss probe have both arrived", or it carried new data: nothing was lost.
        probe.is_outstanding = false;
    } else if (probe.end < ack) {
        // "Else If SEG.ACK > TLP.end_seq: TLP.end_seq = None; /* Repaired the single loss */ (Invoke congestion
        // control to react to the loss event the probe has repaired)".
        begin_reduction(arrival);
        tcb.recovery.phase = RecoveryPhase::Cwr;
        end_reduction(arrival);
        tcb.recovery.phase = RecoveryPhase::Open;
        arrival.effects.count(Count::LossProbeRecoveries);
        arrival.recovery_finding = Finding::ProbeRepairedLoss;
    } else if (!news.has_advanced && !news.carries_other_news && !news.has_sacked) {
        // "Else If the ACK … is a DUPACK without any SACK option": the second copy has been answered.
        probe.is_outstanding = false;
    }
}

}  // namespace hw::tcp
