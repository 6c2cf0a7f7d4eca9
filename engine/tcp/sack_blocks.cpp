#include "tcp/sack_blocks.h"

#include <algorithm>

namespace hw::tcp {
namespace {

constexpr std::uint32_t kind_and_length_bytes = 4;  // with the two NOPs before them
constexpr std::uint32_t block_bytes = 8;

bool touches(const wire::SackBlock& a, const wire::SackBlock& b) {
    return a.left <= b.right && b.left <= a.right;
}

template <class Predicate>
void erase_if(FixedVector<wire::SackBlock, SackState::most_blocks>& blocks, Predicate is_gone) {
    const auto kept = std::remove_if(blocks.begin(), blocks.end(), is_gone);
    while (blocks.end() != kept) blocks.pop_back();
}

// RFC 2018 §4: "The first SACK block … MUST specify the contiguous block of data containing the segment which
// triggered this ACK"; the others repeat "the most recently reported SACK blocks … that are not subsets of a
// SACK block already included".
void put_first(SackState& own, wire::SackBlock block) {
    for (const wire::SackBlock& known : own.recent) {
        if (!touches(known, block)) continue;
        block.left = earlier_of(block.left, known.left);
        block.right = later_of(block.right, known.right);
    }
    erase_if(own.recent, [&](const wire::SackBlock& known) { return touches(known, block); });
    if (own.recent.full()) own.recent.pop_back();
    own.recent.push_back(block);
    std::rotate(own.recent.begin(), own.recent.end() - 1, own.recent.end());
}

bool counts_fin(const Arrival& arrival) {
    return arrival.tcb.rcv.fin_is_known && arrival.config.sack_counts_fin == Switch::On;
}

}  // namespace

void learn_sack(Arrival& arrival) {
    // RFC 2018 §4: "If the
    // data receiver has not received a SACK-Permitted option for a given connection, it MUST NOT send SACK
    // options on that connection."
    arrival.tcb.sack.is_permitted = arrival.tcb.options.sends_options && arrival.config.sack == Switch::On &&
                                    arrival.seg.options.sack_permitted;
}

void note_held(Arrival& arrival, ReceiveBuffer::Held held) {
    Tcb& tcb = arrival.tcb;
    if (!tcb.sack.is_permitted) return;
    // Linux: a FIN that waits is part of the block it follows; its number can be acknowledged like a byte's.
    const bool ends_in_fin = counts_fin(arrival) && tcb.rcv.fin == held.right;
    put_first(tcb.sack, {held.left, held.right + (ends_in_fin ? 1u : 0u)});
}

void note_fin_held(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    if (tcb.sack.is_permitted && counts_fin(arrival))
        put_first(arrival.tcb.sack, {tcb.rcv.fin, tcb.rcv.fin + 1});
}

void forget_delivered(Tcb& tcb) {
    erase_if(tcb.sack.recent, [&](const wire::SackBlock& block) { return block.right <= tcb.rcv.nxt; });
}

void note_duplicate(Arrival& arrival, SeqNum left, SeqNum right) {
    SackState& own = arrival.tcb.sack;
    if (!own.is_permitted || arrival.config.dsack == Switch::Off || !(left < right)) return;
    // RFC 2883 §4.2: "If the data packet being acknowledged contains multiple partial duplicate sub-segments,
    // then only the first such duplicate sub-segment is reported".
    if (own.has_duplicate) return;
    own.duplicate = {left, right};
    own.has_duplicate = true;
}

void add_sack_blocks(Tcb& tcb, std::uint32_t room_bytes, wire::Options& options) {
    SackState& own = tcb.sack;
    if (!own.is_permitted || room_bytes < kind_and_length_bytes + block_bytes) return;
    const std::uint32_t most = (room_bytes - kind_and_length_bytes) / block_bytes;
    const auto add = [&](const wire::SackBlock& block) {
        if (options.sack.size() < most) options.sack.try_push_back(block);
    };
    // RFC 2883 §4: "the first block of the SACK option should be a D-SACK block specifying the sequence numbers
    // for the duplicate segment that triggers the acknowledgement"; (2): it is "reported in at most one".
    if (own.has_duplicate) add(own.duplicate);
    own.has_duplicate = false;
    own.duplicate = {};
    for (const wire::SackBlock& block : own.recent) add(block);
}

std::uint32_t sack_option_bytes(const Tcb& tcb) {
    const std::uint32_t blocks = tcb.sack.recent.size() + (tcb.sack.has_duplicate ? 1u : 0u);
    return blocks > 0 ? kind_and_length_bytes + block_bytes * blocks : 0;
}

}  // namespace hw::tcp
