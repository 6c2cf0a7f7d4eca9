#include "tcp/recovery/sack_blocks.h"

#include <algorithm>

#include "tcp/recovery/flight.h"
#include "tcp/recovery/rack.h"

namespace hw::tcp {
namespace {

using Block = wire::SackBlock;

// The farthest that DupThresh may grow, segments (Linux: tcp_max_reordering).
constexpr std::uint32_t most_reordering = 300;

SeqNum sacked_end_or_una(const Tcb& tcb) {
    return tcb.sent.sacked().segments > 0 ? tcb.sent.sacked_end() : tcb.snd.una;
}

// RFC 2883 §4: "the first block … reports the sequence numbers of the segment that triggered the acknowledgment"
// twice: it lies below the cumulative ACK, or inside the second block.
bool is_dsack(const wire::Segment& seg) {
    const auto& blocks = seg.options.sack;
    if (blocks[0].left < seg.ack) return true;
    return blocks.size() > 1 && blocks[1].left <= blocks[0].left && blocks[0].right <= blocks[1].right;
}

// Within what was sent, and not reversed; what lies below SND.UNA can be news only as a D-SACK of this phase.
bool is_valid(const Tcb& tcb, SeqNum una, const Block& block, bool is_dsack_block) {
    if (!(block.left < block.right) || tcb.snd.nxt < block.right || !(block.left < tcb.snd.nxt)) return false;
    if (una < block.left) return true;
    if (!is_dsack_block || !tcb.recovery.undo.is_possible) return false;
    if (una < block.right) return false;
    return tcb.recovery.undo.marker < block.right &&
           (tcb.recovery.undo.marker <= block.left || block.right - tcb.snd.max_wnd <= block.left);
}

// RFC 3708 §3: a D-SACK of a segment that was sent again says that sending it again was needless.
void explain_resent(UndoState& undo, std::uint32_t segments) {
    undo.unexplained_resent -= std::min(undo.unexplained_resent, segments);
}

// True if the first block is a D-SACK that can be believed.
bool note_dsack(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    const Block& block = arrival.seg.options.sack[0];
    if (!is_dsack(arrival.seg)) return false;
    arrival.effects.count(block.left < arrival.seg.ack ? Count::DsacksReceived
                                                       : Count::DsacksReceivedOutOfOrder);

    if (!(block.left < block.right)) return false;
    const std::uint32_t length = distance(block.left, block.right);
    // No receiver can report more than its window, nor more duplicates than we ever sent again.
    if (length > tcb.snd.max_wnd) return false;
    const std::uint32_t segments = std::max(1u, (length + tcb.snd.mss - 1) / tcb.snd.mss);
    news.dsack_is_of_probe =
        length <= tcb.snd.mss && recovery.probe.is_outstanding && recovery.probe.end == block.right;
    recovery.duplicates_reported += segments;
    if (recovery.duplicates_reported > recovery.total_retransmissions) return false;

    news.has_dsack = true;
    news.delivered_segments += segments;
    // RFC 8985 §6.2 step 4: a D-SACK hints at a reordering window too small; not if a probe came twice.
    if (recovery.reorderings_seen > 0 && !news.dsack_is_of_probe) recovery.rack.dsack_is_seen = true;
    const UndoState& undo = recovery.undo;
    if (undo.is_possible && undo.has_resent && block.right <= news.prior_una && undo.marker < block.right)
        explain_resent(recovery.undo, segments);
    return true;
}

// A segment that a block covers wholly.
void mark_one(Arrival& arrival, AckNews& news, std::uint32_t i, bool is_dsack_block) {
    Tcb& tcb = arrival.tcb;
    const SentSegment segment = tcb.sent[i];
    if (is_dsack_block && segment.was_retransmitted) {
        UndoState& undo = tcb.recovery.undo;
        if (undo.is_possible && undo.has_resent && undo.marker < segment.end) explain_resent(undo, 1);
        if (segment.is_sacked) news.lowest_overtaken = earlier_of(news.lowest_overtaken, segment.seq);
    }
    if (segment.end <= arrival.seg.ack) return;  // this very ACK takes it off the scoreboard
    if (!segment.is_sacked) {
        note_delivery(arrival, segment);
        if (!segment.was_retransmitted) {
            if (segment.seq < sacked_end_or_una(tcb))
                news.lowest_overtaken = earlier_of(news.lowest_overtaken, segment.seq);
            if (segment.end <= tcb.recovery.high_seq) news.proves_original = true;
            if (news.first_sacked_sent_at.is_never()) news.first_sacked_sent_at = segment.sent_at;
            news.last_sacked_sent_at = segment.sent_at;
        }
        tcb.sent.mark_sacked(i);
        news.has_sacked = true;
        ++news.delivered_segments;
        news.delivered_bytes += amount_of(segment.length(), tcb, arrival.config);
    }
    if (is_dsack_block && tcb.sent[i].is_resent) tcb.sent.forget_resent(i);
}

// Marks the segments that lie within a block and reach into `part` of it. Why whole ones only: what a receiver holds
// came in segments, and a peer whose blocks cut them to crumbs would make this list as long as it likes
// (CVE-2019-11477).
void mark_part(Arrival& arrival, AckNews& news, const Block& block, const Block& part, bool is_dsack_block) {
    const Scoreboard& sent = arrival.tcb.sent;
    for (std::uint32_t i = sent.find(part.left); i < sent.size() && sent[i].seq < part.right; ++i) {
        if (sent[i].is_sacked && !is_dsack_block) continue;
        if (sent[i].seq < block.left || block.right < sent[i].end) continue;
        mark_one(arrival, news, i, is_dsack_block);
    }
}

// Marks what a block adds to those of the last ACK, so that a long block costs nothing when it comes again. A segment
// that the edge of the last one cut is covered wholly by both together.
void mark_news_of(Arrival& arrival, AckNews& news, const Block& block) {
    for (const Block& known : arrival.tcb.recovery.last_blocks) {
        if (!(block.left <= known.left && known.right <= block.right)) continue;
        if (block.left < known.left) mark_part(arrival, news, block, {block.left, known.left}, false);
        if (known.right < block.right) mark_part(arrival, news, block, {known.right, block.right}, false);
        return;
    }
    mark_part(arrival, news, block, block, false);
}

}  // namespace

void note_reordering(Event& event, SeqNum lowest, SeenBy seen_by) {
    Tcb& tcb = event.tcb;
    const SeqNum highest = sacked_end_or_una(tcb);
    if (!(lowest < highest)) return;
    const std::uint32_t segments = (distance(lowest, highest) + tcb.snd.mss - 1) / tcb.snd.mss;
    RecoveryState& recovery = tcb.recovery;
    if (recovery.duplicate_threshold < segments)
        recovery.duplicate_threshold = std::min(segments, most_reordering);
    ++recovery.reorderings_seen;
    event.effects.count(seen_by == SeenBy::Timestamp ? Count::TimestampReorderings : Count::SackReorderings);
}

void read_sack_blocks(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    RecoveryState& recovery = tcb.recovery;
    const auto& blocks = arrival.seg.options.sack;
    if (!tcb.sack.is_permitted || blocks.empty()) return;
    const bool first_is_dsack = note_dsack(arrival, news);

    const SeqNum una = later_of(tcb.snd.una, arrival.seg.ack);
    FixedVector<Block, 4> known{};
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        const bool is_dsack_block = i == 0 && first_is_dsack;
        const Block& block = blocks[i];
        if (!is_valid(tcb, una, block, is_dsack_block)) {
            if (is_dsack_block)
                arrival.effects.count(Count::DsacksIgnored);
            else if (arrival.seg.ack == una || una < block.right)  // else an ACK that was overtaken
                arrival.effects.count(Count::SacksDiscarded);
            continue;
        }
        if (block.right <= news.prior_una) continue;
        if (is_dsack_block) {
            mark_part(arrival, news, block, block, true);
        } else {
            known.push_back(block);
        }
    }
    // Why by number: within one ACK a lower block is no sign of reordering. Linux: tcp_sacktag_write_queue(), "order
    // SACK blocks to allow in order walk of the retrans queue".
    std::sort(known.begin(), known.end(), [](const Block& a, const Block& b) { return a.left < b.left; });
    for (const Block& block : known) mark_news_of(arrival, news, block);
    recovery.last_blocks = known;
    // RFC 8985 §6.2 step 3; after a timeout only if it may be undone, for then originals can be told apart.
    if (recovery.phase != RecoveryPhase::Loss || recovery.undo.is_possible)
        note_reordering(arrival, news.lowest_overtaken, SeenBy::Sack);
}

}  // namespace hw::tcp
