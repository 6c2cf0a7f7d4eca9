#include "tcp/recovery/loss_detection.h"

#include <algorithm>

#include "tcp/recovery/flight.h"
#include "tcp/recovery/rack.h"

namespace hw::tcp {
namespace {

// RFC 6675 §4 IsLost: "returns true when either DupThresh discontiguous SACKed sequences have arrived above
// 'SeqNum' or more than (DupThresh - 1) * SMSS bytes with sequence numbers greater than 'SeqNum' have been
// SACKed." The index before which every segment is lost.
std::uint32_t lost_before(const Tcb& tcb) {
    const std::uint32_t threshold = tcb.recovery.duplicate_threshold;
    std::uint32_t stretches = 0;
    std::uint32_t bytes = 0;
    SeqNum stretch_begins{};
    for (std::uint32_t i = tcb.sent.find(tcb.sent.sacked_end() - 1) + 1; i-- > 0;) {
        const SentSegment& segment = tcb.sent[i];
        if (!segment.is_sacked) continue;
        if (stretches == 0 || segment.end != stretch_begins) ++stretches;
        stretch_begins = segment.seq;
        bytes += segment.length();
        if (stretches >= threshold || bytes > (threshold - 1) * tcb.snd.mss) return i;
    }
    return 0;
}

std::uint32_t mark_losses_by_count(Tcb& tcb) {
    if (tcb.sent.sacked().segments == 0) return 0;
    std::uint32_t marked = 0;
    for (std::uint32_t i = lost_before(tcb); i-- > 0;) {
        const SentSegment& segment = tcb.sent[i];
        if (segment.is_lost) break;  // it and what lies before it was judged by an earlier ACK
        if (!segment.is_sacked && !segment.is_resent && tcb.sent.mark_lost(i)) ++marked;
    }
    // §5 (1): "If DupAcks >= DupThresh, go to step (4)": also when the segments are smaller than SMSS.
    const bool has_enough = tcb.duplicate_acks >= tcb.recovery.duplicate_threshold;
    const SentSegment& front = tcb.sent.front();
    if (has_enough && tcb.recovery.phase <= RecoveryPhase::Cwr && !front.is_sacked && !front.is_lost)
        marked += tcb.sent.mark_lost(0) ? 1 : 0;
    return marked;
}

// RFC 5681 §3.2 and RFC 6582 §3.2: the first segment, at the third duplicate ACK and at each partial one.
std::uint32_t mark_first_lost(Tcb& tcb, const AckNews& news) {
    const RecoveryState& recovery = tcb.recovery;
    const bool begins =
        recovery.phase < RecoveryPhase::Recovery && recovery.duplicates_held >= recovery.duplicate_threshold;
    const bool goes_on = recovery.phase == RecoveryPhase::Recovery && news.has_advanced;
    if (!begins && !goes_on) return 0;
    const SentSegment& front = tcb.sent.front();
    return !front.is_lost && tcb.sent.mark_lost(0) ? 1 : 0;
}

// More duplicates than segments that could have been overtaken: the network reorders farther than believed.
// Linux: tcp_check_reno_reordering().
void limit_duplicates(Arrival& arrival, std::uint32_t more) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    const std::uint32_t outstanding = tcb.sent.size();
    const std::uint32_t holes = std::min(std::max(tcb.sent.lost().segments, 1u), outstanding);
    if (recovery.duplicates_held + holes <= outstanding) return;
    recovery.duplicates_held = outstanding - holes;
    if (arrival.config.prr == Switch::Off) return;
    recovery.duplicate_threshold = std::max(1u, std::min(outstanding + more, 300u));
    ++recovery.reorderings_seen;
    arrival.effects.count(Count::RenoReorderings);
}

}  // namespace

void mark_losses(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    if (tcb.sent.empty()) return;
    const std::uint32_t resent_before = tcb.sent.resent().segments;
    if (!tcb.sack.is_permitted)
        news.newly_lost_segments += mark_first_lost(tcb, news);
    else if (arrival.config.rack == Switch::On)
        news.newly_lost_segments += detect_losses_by_time(arrival);
    else
        news.newly_lost_segments += mark_losses_by_count(tcb);
    if (tcb.sent.resent().segments < resent_before) news.lost_a_retransmission = true;
}

void count_duplicates(Arrival& arrival, AckNews& news) {
    RecoveryState& recovery = arrival.tcb.recovery;
    if (arrival.tcb.sack.is_permitted || !news.is_duplicate) return;
    const std::uint32_t before = recovery.duplicates_held;
    ++recovery.duplicates_held;
    limit_duplicates(arrival, 0);
    if (recovery.duplicates_held <= before) return;
    ++news.delivered_segments;
    news.delivered_bytes += arrival.tcb.snd.mss;
}

void discount_duplicates(Arrival& arrival, const AckNews& news) {
    RecoveryState& recovery = arrival.tcb.recovery;
    if (arrival.tcb.sack.is_permitted || news.acked_segments == 0) return;
    // One of the acknowledged segments filled the hole; the others had answered with duplicates.
    recovery.duplicates_held -= std::min(recovery.duplicates_held, news.acked_segments - 1);
    limit_duplicates(arrival, news.acked_segments);
}

}  // namespace hw::tcp
