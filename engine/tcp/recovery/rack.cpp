#include "tcp/recovery/rack.h"

#include <algorithm>
#include <limits>

#include "tcp/timestamps.h"

namespace hw::tcp {
namespace {

struct Transmitted {
    Instant at{};
    SeqNum end{};
    bool again = false;
};
Transmitted last_of(const RackState& rack) { return {rack.sent_at, rack.end, rack.was_resent}; }
Transmitted last_of(const SentSegment& segment) {
    return {segment.sent_at, segment.end, segment.was_retransmitted};
}

// RACK_sent_after(). Ours: our clock stands still within an event. Of two that left at one instant, one of them again,
// the other left first if recovery has found it under way.
bool is_sent_after(Transmitted a, Transmitted b, SeqNum high_seq) {
    if (a.at != b.at) return b.at < a.at;
    const SeqNum sent_once = a.again ? b.end : a.end;
    if (a.again != b.again && sent_once <= high_seq) return a.again;
    return b.end < a.end;
}

Duration reordering_window(const Tcb& tcb) {
    const RecoveryState& recovery = tcb.recovery;
    // "If RACK.reordering_seen is FALSE: If in Fast or RTO recovery: Return 0. Else if RACK.segs_sacked >=
    // DupThresh: Return 0."
    if (recovery.reorderings_seen == 0) {
        if (recovery.phase >= RecoveryPhase::Recovery) return {};
        if (tcb.sent.sacked().segments >= recovery.duplicate_threshold) return {};
    }
    if (!tcb.rtt.has_sample) return {};
    // "Return min(RACK.reo_wnd_mult * RACK.min_RTT / 4, SRTT)".
    // Linux: tcp_rack_reo_wnd() writes srtt_us >> 3, which is SRTT itself: the kernel keeps it eightfold.
    return std::min(tcb.rtt.minimum.value() / 4 * recovery.rack.window_multiplier, tcb.rtt.srtt);
}

}  // namespace

void note_delivery(Event& event, const SentSegment& segment) {
    RackState& rack = event.tcb.recovery.rack;
    const Duration rtt = event.now - segment.sent_at;
    // "If Segment.retransmitted is TRUE: … If rtt < RACK.min_rtt: Continue": it is the original that arrived.
    if (segment.was_retransmitted && event.tcb.rtt.has_sample && rtt < event.tcb.rtt.minimum.value()) return;
    rack.has_advanced = true;
    rack.rtt = rtt;
    if (rack.is_known && !is_sent_after(last_of(segment), last_of(rack), event.tcb.recovery.high_seq)) return;
    rack.is_known = true;
    rack.sent_at = segment.sent_at;
    rack.was_resent = segment.was_retransmitted;
    rack.end = segment.end;
}

void adapt_reordering_window(Tcb& tcb) {
    RackState& rack = tcb.recovery.rack;
    // "If RACK.dsack_round is not None AND SND.UNA >= RACK.dsack_round: RACK.dsack_round = None".
    if (rack.dsack_round_is_known && rack.dsack_round <= tcb.snd.una) rack.dsack_round_is_known = false;
    if (rack.dsack_is_seen && !rack.dsack_round_is_known) {
        rack.dsack_round = tcb.snd.nxt;
        rack.dsack_round_is_known = true;
        if (rack.window_multiplier < std::numeric_limits<std::uint8_t>::max()) ++rack.window_multiplier;
        rack.window_persist = 16;
    } else if (rack.window_persist == 0) {
        rack.window_multiplier = 1;
    }
    rack.dsack_is_seen = false;
}

void note_end_of_recovery(Tcb& tcb) {
    std::uint8_t& persist = tcb.recovery.rack.window_persist;
    if (persist > 0) --persist;
}

std::uint32_t detect_losses_by_time(Event& event) {
    Tcb& tcb = event.tcb;
    RackState& rack = tcb.recovery.rack;
    if (!rack.has_advanced || !rack.is_known) return 0;
    rack.has_advanced = false;
    const Duration allowance = rack.rtt + reordering_window(tcb);
    Duration longest{};
    std::uint32_t marked = 0;
    for (std::uint32_t i = 0; i < tcb.sent.size(); ++i) {
        const SentSegment& segment = tcb.sent[i];
        if (segment.is_sacked || segment.may_be_sent_again()) continue;
        if (!is_sent_after(last_of(rack), last_of(segment), tcb.recovery.high_seq)) {
            // Whatever lies behind a segment that was sent once only was sent later still.
            if (!segment.was_retransmitted) break;
            continue;
        }
        const Duration remaining = segment.sent_at + allowance - event.now;
        if (remaining <= Duration{}) {
            if (segment.is_lost) event.effects.count(Count::LostRetransmissions);
            if (tcb.sent.mark_lost(i)) ++marked;
        } else {
            longest = std::max(longest, remaining);
        }
    }
    if (longest > Duration{}) {
        // Linux: two jiffies more (TCP_TIMEOUT_MIN_US), so that the timer does not come too early.
        tcb.deadlines.reorder = event.now + longest + event.config.loss_timer_margin;
        tcb.deadlines.tail_loss_probe = Instant::never();
    } else {
        tcb.deadlines.reorder = Instant::never();
    }
    return marked;
}

bool is_overdue(const Event& event, const SentSegment& segment) {
    // "RACK only marks the segment as lost if the time elapsed since the segment was transmitted is at least the
    // sum of the recent RTT and the reordering window." Linux: tcp_timeout_mark_lost() leaves the window out.
    const RackState& rack = event.tcb.recovery.rack;
    return event.now - segment.sent_at >= rack.rtt;
}

}  // namespace hw::tcp
