#include "tcp/recovery/recovery.h"

#include <algorithm>

#include "tcp/congestion_news.h"
#include "tcp/ecn.h"
#include "tcp/output.h"
#include "tcp/recovery/flight.h"
#include "tcp/recovery/loss_detection.h"
#include "tcp/recovery/rack.h"
#include "tcp/recovery/sack_blocks.h"
#include "tcp/recovery/undo.h"
#include "tcp/recovery/window_reduction.h"

namespace hw::tcp {
namespace {

// Something that was retransmitted is still unacknowledged.
bool is_first_retransmitted(const Tcb& tcb) {
    return !tcb.sent.empty() && tcb.sent.front().was_retransmitted;
}

bool is_something_missing(const Tcb& tcb) {
    return tcb.sent.sacked().segments + tcb.recovery.duplicates_held + tcb.sent.lost().segments +
               tcb.sent.resent().segments >
           0;
}

void open_or_disorder(Tcb& tcb) {
    RecoveryState& recovery = tcb.recovery;
    const RecoveryPhase next = is_something_missing(tcb) || is_first_retransmitted(tcb)
                                   ? RecoveryPhase::Disorder
                                   : RecoveryPhase::Open;
    if (recovery.phase == next) return;
    recovery.phase = next;
    recovery.high_seq = tcb.snd.nxt;
}

void enter_open(Tcb& tcb) {
    tcb.recovery.phase = RecoveryPhase::Open;
    tcb.recovery.is_held = false;
    tcb.recovery.spurious_timeout_is_sought = false;
}

// RFC 6582 §3.2 (2) and §4: without SACK, "the Cumulative Acknowledgment field covers more than recover" before
// duplicates count again; until then the phase is held, for they may come from needless retransmissions.
bool holds_phase(Tcb& tcb) {
    if (tcb.sack.is_permitted || tcb.snd.una != tcb.recovery.high_seq) return false;
    if (!is_first_retransmitted(tcb)) tcb.recovery.undo.first_resent_at = Instant::never();
    return true;
}

// The recovery point is reached. True: the phase is held all the same.
bool finish_phase(Arrival& arrival, AckNews&) {
    Tcb& tcb = arrival.tcb;
    if (may_undo(arrival)) {
        arrival.effects.count(tcb.recovery.phase == RecoveryPhase::Loss ? Count::LossUndos
                                                                        : Count::FullUndos);
        undo_reduction(arrival, LostMarks::Keep);
        arrival.recovery_finding = Finding::RecoveryUndone;
    } else {
        note_end_of_recovery(tcb);
    }
    return holds_phase(tcb);
}

void enter_reduction_for_congestion(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    tcb.recovery.undo = {};
    if (tcb.recovery.phase >= RecoveryPhase::Cwr) return;
    // RFC 3168 §6.1.2: "the TCP sender should reduce its congestion window … only once per window of data".
    begin_reduction(arrival);
    tcb.recovery.phase = RecoveryPhase::Cwr;
    arrival.recovery_finding = Finding::CongestionEchoed;
}

void enter_recovery(Event& event, bool is_for_congestion) {
    Tcb& tcb = event.tcb;
    RecoveryState& recovery = tcb.recovery;
    event.effects.count(tcb.sack.is_permitted ? Count::SackRecoveries : Count::RenoRecoveries);
    recovery.partial_ack_was_seen = false;
    recovery.rescue_was_sent = false;
    recovery.is_held = false;
    begin_undo_watch(event);
    if (recovery.phase < RecoveryPhase::Cwr) {
        if (!is_for_congestion) remember_windows(event);
        begin_reduction(event);
    }
    recovery.phase = RecoveryPhase::Recovery;
    if (tcb.sack.is_permitted || event.config.prr == Switch::On) return;
    // RFC 5681 §3.2 (3): "The lost segment starting at SND.UNA MUST be retransmitted and cwnd set to ssthresh
    // plus 3*SMSS."
    for (std::uint32_t i = 0; i < 3; ++i) inflate(event);
}

// Everything that fits into no later phase: duplicates are counted, and losses looked for.
void watch_for_losses(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    if (!tcb.sack.is_permitted && news.has_advanced) recovery.duplicates_held = 0;
    count_duplicates(arrival, news);
    if (recovery.phase <= RecoveryPhase::Disorder && all_resent_was_needless(tcb)) {
        arrival.effects.count(Count::DsackUndos);
        undo_reduction(arrival, LostMarks::Keep);
        arrival.recovery_finding = Finding::RecoveryUndone;
    }
    mark_losses(arrival, news);
    if (tcb.sent.lost().segments == 0) {
        if (!is_first_retransmitted(tcb)) recovery.undo.first_resent_at = Instant::never();
        if (news.echoes_congestion) enter_reduction_for_congestion(arrival);
        if (recovery.phase != RecoveryPhase::Cwr) open_or_disorder(tcb);
        // One that can only be about the single segment under way, a window probe's answer, hints at no gap.
        const bool is_counted = news.is_duplicate && recovery.duplicates_held > 0;
        const bool is_hint = recovery.phase == RecoveryPhase::Disorder && (is_counted || news.has_sacked);
        if (is_hint && !arrival.recovery_finding) arrival.recovery_finding = Finding::DuplicateCounted;
        return;
    }
    enter_recovery(arrival, news.echoes_congestion);
    arrival.resend = Resend::First;
    arrival.recovery_finding = Finding::FastRecoveryBegins;
}

// Fast recovery goes on: each ACK may free a segment, reveal another loss, or prove that there was none.
void continue_recovery(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    const bool inflates = !tcb.sack.is_permitted && arrival.config.prr == Switch::Off;
    if (!news.has_advanced) {
        count_duplicates(arrival, news);
        if (inflates && news.is_duplicate) inflate(arrival);
    } else if (recovery.undo.is_possible && original_has_arrived(arrival)) {
        // The hole was filled by what had been late, not by what was sent again. While retransmissions are on
        // their way nothing more is marked or sent again; after that the windows come back.
        note_reordering(arrival, news.prior_una, SeenBy::Timestamp);
        if (tcb.sent.resent().segments > 0) return;
        if (!is_first_retransmitted(tcb)) recovery.undo.first_resent_at = Instant::never();
        undo_reduction(arrival, LostMarks::Clear);
        arrival.effects.count(Count::PartialUndos);
        open_or_disorder(tcb);
        arrival.recovery_finding = Finding::RecoveryUndone;
    } else {
        arrival.recovery_finding = Finding::PartialAck;
        if (inflates) deflate_partially(arrival, distance(news.prior_una, tcb.snd.una));
        // RFC 6582 §4: "the Impatient variant … resets its retransmit timer only after the first partial
        // acknowledgment"; with SACK RFC 6675 leaves it to RFC 6298.
        if (inflates && recovery.partial_ack_was_seen) tcb.deadlines.retransmit = news.prior_timeout;
        recovery.partial_ack_was_seen = true;
    }
    if (recovery.phase == RecoveryPhase::Recovery && all_resent_was_needless(tcb)) {
        arrival.effects.count(Count::DsackUndos);
        undo_reduction(arrival, LostMarks::Keep);
        open_or_disorder(tcb);
        arrival.recovery_finding = Finding::RecoveryUndone;
    }
    mark_losses(arrival, news);
    if (recovery.phase != RecoveryPhase::Recovery) {
        if (tcb.sent.lost().segments == 0) return;
        enter_recovery(arrival, news.echoes_congestion);
    }
    const bool is_partial_without_sack = !tcb.sack.is_permitted && news.has_advanced;
    if (is_partial_without_sack) arrival.resend = Resend::First;
}

// RFC 5682: whether the timeout was spurious shows in the first two ACKs after it. True: it was, or the phase
// has nothing more to send now.
bool seek_spurious_timeout(Arrival& arrival, const AckNews& news, bool is_recovered) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    if (!recovery.spurious_timeout_is_sought) return false;
    // §3.1 (3) b: "if the acknowledgment … acknowledges new data … that was not retransmitted when the timeout
    // occurred … declare the timeout spurious".
    if (news.proves_original && recovery.undo.is_possible) {
        arrival.effects.count(Count::SpuriousTimeouts);
        arrival.effects.count(Count::LossUndos);
        undo_reduction(arrival, LostMarks::Clear);
        tcb.retransmissions = 0;
        arrival.recovery_finding = Finding::TimeoutWasSpurious;
        if (!holds_phase(tcb)) enter_open(tcb);
        return true;
    }
    if (recovery.high_seq < tcb.snd.nxt) {
        // §2.1 (3) a: a duplicate ACK now: "the loss … was genuine".
        if (news.has_sacked || news.is_duplicate) recovery.spurious_timeout_is_sought = false;
    } else if (news.has_advanced && !is_recovered) {
        recovery.high_seq = tcb.snd.nxt;
        // §2.1 (2) b: "transmit up to two new (previously unsent) segments and enter step 3". "If the TCP sender
        // does not have enough new data to send, it can … follow conventional RTO recovery".
        if (unsent_bytes(tcb) > 0 && tcb.snd.nxt < tcb.snd.una + tcb.snd.wnd) {
            arrival.resend = Resend::NewFirst;
            arrival.recovery_finding = Finding::SpuriousTimeoutTested;
            return true;
        }
        recovery.spurious_timeout_is_sought = false;
    }
    return false;
}

// After a timeout: lost segments go out again in slow start until all that was sent before is acknowledged.
void continue_after_timeout(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    const bool is_recovered = recovery.high_seq <= tcb.snd.una;
    if (news.has_advanced && may_undo(arrival)) {
        arrival.effects.count(Count::LossUndos);
        undo_reduction(arrival, LostMarks::Clear);
        tcb.retransmissions = 0;
        arrival.recovery_finding = Finding::TimeoutWasSpurious;
        if (tcb.sack.is_permitted && !holds_phase(tcb)) enter_open(tcb);
        return;
    }
    if (seek_spurious_timeout(arrival, news, is_recovered)) return;
    if (is_recovered) {
        if (!finish_phase(arrival, news)) {
            congestion_control(arrival.config.congestion).on_exit_recovery(tcb.congestion, news_of(arrival));
            enter_open(tcb);
        }
        return;
    }
    if (!tcb.sack.is_permitted) {
        if (recovery.high_seq < tcb.snd.nxt && news.is_duplicate)
            count_duplicates(arrival, news);
        else if (news.has_advanced)
            recovery.duplicates_held = 0;
    }
    if (news.has_advanced && !arrival.recovery_finding)
        arrival.recovery_finding = Finding::AckAdvancesAndResends;
}

// The phase may end because SND.UNA has reached its recovery point. True: nothing more is to be judged.
bool leave_finished_phase(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    if (recovery.phase == RecoveryPhase::Open) {
        recovery.undo.first_resent_at = Instant::never();
        return false;
    }
    if (tcb.snd.una < recovery.high_seq) return false;
    if (recovery.phase == RecoveryPhase::Cwr && tcb.snd.una != recovery.high_seq) {
        // Beyond the recovery point: what told the peer (CWR) has arrived.
        end_reduction(arrival);
        enter_open(tcb);
    } else if (recovery.phase == RecoveryPhase::Recovery) {
        if (!tcb.sack.is_permitted) recovery.duplicates_held = 0;
        const bool was_held = recovery.is_held;
        if (was_held && tcb.snd.una == recovery.high_seq) return true;
        recovery.is_held = !was_held && finish_phase(arrival, news);
        // RFC 6582 §3.2 (3) deflates the window as soon as all is acknowledged. Linux: tcp_fastretrans_alert()
        // lets the reduction go on while the phase is held; there it never goes below a segment, where bytes are
        // counted it may have, and no ACK would come any more to end it.
        const bool follows_linux =
            arrival.config.prr == Switch::On && arrival.config.flight_unit == FlightUnit::Segments;
        if (follows_linux ? !recovery.is_held : !was_held) end_reduction(arrival);
        if (!arrival.recovery_finding) arrival.recovery_finding = Finding::FastRecoveryEnds;
        if (recovery.is_held) return true;
        enter_open(tcb);
    }
    return false;
}

}  // namespace

void judge_ack(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    if (news.echoes_congestion) recovery.undo.windows_are_known = false;
    // RFC 2018 §8: the peer has thrown away what it had SACKed. The retransmission timer soon asks for it again.
    // Linux: tcp_check_sack_reneging().
    if (news.sack_was_reneged && news.has_advanced) {
        tcb.deadlines.retransmit = arrival.now + std::max(tcb.rtt.srtt / 2, 10_ms);
        return;
    }
    if (leave_finished_phase(arrival, news)) return;
    switch (recovery.phase) {
        case RecoveryPhase::Recovery: continue_recovery(arrival, news); break;
        case RecoveryPhase::Loss:
            continue_after_timeout(arrival, news);
            mark_losses(arrival, news);
            if (recovery.phase == RecoveryPhase::Open) watch_for_losses(arrival, news);
            break;
        default: watch_for_losses(arrival, news); break;
    }
}

void recover_from_timer_losses(Event& event, std::uint32_t lost_segments) {
    Tcb& tcb = event.tcb;
    if (lost_segments == 0) return;
    if (tcb.recovery.phase != RecoveryPhase::Recovery && tcb.recovery.phase != RecoveryPhase::Loss) {
        enter_recovery(event, false);
        AckNews news;
        news.delivered_bytes = tcb.snd.mss;
        news.newly_lost_segments = lost_segments;
        continue_reduction(event, news);
    }
}

void begin_timeout_recovery(Event& event) {
    Tcb& tcb = event.tcb;
    RecoveryState& recovery = tcb.recovery;
    const CongestionControl& control = congestion_control(event.config.congestion);
    CongestionNews news = news_of(event);
    const bool is_new = recovery.phase < RecoveryPhase::Recovery;
    // RFC 5681 §3.1 (4): "When a TCP sender detects segment loss using the retransmission timer and the given
    // segment has not yet been resent by way of the retransmission timer, the value of ssthresh MUST be set".
    // Also when the last phase ended before all of it was made good.
    const bool is_blamed = recovery.phase <= RecoveryPhase::Disorder || recovery.high_seq <= tcb.snd.una ||
                           (recovery.phase == RecoveryPhase::Loss && tcb.retransmissions == 0);
    const bool is_reneged = !tcb.sent.empty() && tcb.sent.front().is_sacked;
    if (is_reneged) event.effects.count(Count::SackReneging);
    if (!tcb.sack.is_permitted) recovery.duplicates_held = 0;
    const bool was_disordered = recovery.phase <= RecoveryPhase::Disorder && tcb.sent.sacked().segments >= 3;
    for (std::uint32_t i = 0; i < tcb.sent.size(); ++i) {
        // RFC 2018 §8: "the data sender MUST … turn off all of the SACKed bits" when it finds the first reneged.
        if (is_reneged && tcb.sent[i].is_sacked) tcb.sent.forget_sacked(i);
        const bool by_time = event.config.rack == Switch::On && tcb.sack.is_permitted && i > 0;
        if (by_time && !is_overdue(event, tcb.sent[i])) continue;
        if (tcb.sent[i].is_resent && tcb.sent[i].is_lost) event.effects.count(Count::LostRetransmissions);
        tcb.sent.mark_lost(i);
    }
    if (is_reneged) recovery.last_blocks = {};
    if (is_blamed) {
        begin_undo_watch(event);
        remember_windows(event);
        tcb.congestion.ssthresh_bytes = control.ssthresh_after_loss(tcb.congestion, news);
    }
    // "Furthermore, upon a timeout … cwnd MUST be set to no more than the loss window, LW, which equals 1 full-sized
    // segment": and what is not believed lost still fills its place. (Only from this phase on are lost segments out
    // of the network for whoever does without limited transmit.)
    recovery.phase = RecoveryPhase::Loss;
    tcb.congestion.cwnd_bytes = bytes_in_flight(tcb, event.config) + tcb.snd.mss;
    // Linux: such a timeout shows that the reordering was overestimated.
    if (was_disordered) recovery.duplicate_threshold = std::min(recovery.duplicate_threshold, 3u);
    recovery.high_seq = tcb.snd.nxt;
    recovery.probe.is_outstanding = false;
    // RFC 5682 §3.1: "the F-RTO algorithm SHOULD NOT be entered when earlier fast recovery is underway".
    recovery.spurious_timeout_is_sought =
        event.config.frto == Switch::On && (is_new || tcb.retransmissions > 0);
    news.is_first_timeout = tcb.retransmissions == 0;
    note_window_reduction(tcb);
    control.on_timeout(tcb.congestion, news);
}

void presume_lost(Tcb& tcb, const Config& config, std::uint32_t if_longer_than) {
    for (std::uint32_t i = 0; i < tcb.sent.size(); ++i)
        if (tcb.sent[i].length() > if_longer_than && !tcb.sent[i].is_sacked) tcb.sent.mark_lost(i);
    if (tcb.sent.lost().segments == 0) return;
    tcb.recovery.undo = {};
    tcb.recovery.phase = RecoveryPhase::Loss;
    tcb.recovery.high_seq = tcb.snd.nxt;
    CongestionState& congestion = tcb.congestion;
    if (config.flight_unit == FlightUnit::Bytes) {
        // RFC 1191 §6.4: "only one segment should be retransmitted until acknowledgements begin to arrive again":
        // from there slow start leads back to the window that there was.
        congestion.ssthresh_bytes = congestion.cwnd_bytes;
        congestion.cwnd_bytes = tcb.snd.mss;
    } else {
        // Linux: tcp_simple_retransmit() keeps the window; tcp_current_ssthresh() is three quarters of it.
        congestion.ssthresh_bytes = std::max(congestion.ssthresh_bytes, congestion.cwnd_bytes / 4 * 3);
    }
}

}  // namespace hw::tcp
