// What the sender makes of AccECN feedback (RFC 9768 §3.2.2.2, §3.2.2.5.2, §3.2.3.1): how many more of its
// segments have arrived with a mark. The algorithm is Appendix A.2's, as Linux has it
// (__tcp_accecn_process()).

#include <algorithm>

#include "tcp/accurate_ecn.h"

namespace hw::tcp {
namespace {

using Failures = AccurateEcnFailures;

constexpr std::uint32_t first_packets = 5;
constexpr std::uint32_t ace_mask = 7;
// After so many bytes without any option a counter of 24 bits may have gone half round, and an option that
// comes later could not be read. Linux counts those it has sent.
constexpr std::uint64_t latest_first_option = (1u << 23) - 1;

// What the byte counters say of one ACK.
struct ByteNews {
    bool are_known = false;  // nothing is ambiguous
    bool are_told = false;   // …because the option said so, not by estimate
    std::uint32_t ce = 0;    // newly marked, bytes
};

// The difference modulo 2^24, as a signed number: an estimate may have gone too far.
constexpr std::int32_t signed_24(std::uint32_t difference) {
    const std::uint32_t low = difference & 0xff'ffff;
    return static_cast<std::int32_t>(low) - ((low & 0x80'0000) != 0 ? 0x100'0000 : 0);
}

// No option: what has arrived likely came with the codepoint of what came before.
ByteNews estimate_bytes(Arrival& arrival, std::uint32_t delivered_bytes) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    if (own.option_seen == AccurateOptionSeen::Never &&
        arrival.tcb.recovery.bytes_acked >= latest_first_option) {
        own.option_seen = AccurateOptionSeen::Zeroed;
        own.failures |= Failures::option_received;
    }
    if (own.option_seen == AccurateOptionSeen::Never || own.estimated == not_ect) return {};
    own.delivered[own.estimated - 1u] += delivered_bytes;
    return {.are_known = true, .ce = own.estimated == congestion_experienced ? delivered_bytes : 0};
}

// §3.2.3.1: "For each field, it takes the least significant 24 bits of its associated local counter … and
// subtracts them from the counter in the associated field of the incoming AccECN Option".
ByteNews read_bytes(Arrival& arrival) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    const wire::AccurateEcn& option = arrival.seg.options.accurate_ecn;
    struct Field {
        bool is_there;
        std::uint8_t codepoint;
        std::uint32_t value;
    };
    const Field ect_0_field{option.has_ee0b(), ect_0, option.ee0b - 1};
    const Field ect_1_field{option.has_ee1b(), ect_1, option.ee1b - 1};
    const Field fields[] = {option.is_order_1 ? ect_1_field : ect_0_field,
                            {option.has_eceb(), congestion_experienced, option.eceb},
                            option.is_order_1 ? ect_0_field : ect_1_field};
    const std::uint8_t before = own.estimated;
    ByteNews news{.are_known = before != not_ect, .are_told = true};
    bool is_ambiguous = false, has_changed = false;
    for (const Field& field : fields) {
        if (!field.is_there) continue;
        std::uint32_t& counter = own.delivered[field.codepoint - 1u];
        const std::int32_t more = signed_24(field.value - counter);
        counter += static_cast<std::uint32_t>(more);
        if (more == 0) continue;
        if (field.codepoint == congestion_experienced && more > 0) news.ce = static_cast<std::uint32_t>(more);
        if (more < 0 || (field.codepoint != before && has_changed)) is_ambiguous = true;
        if (field.codepoint != before && !has_changed) {
            own.estimated = field.codepoint;
            has_changed = true;
        }
    }
    if (!is_ambiguous) return news;
    own.estimated = not_ect;
    news.are_known = false;
    return news;
}

ByteNews byte_news(Arrival& arrival, std::uint32_t delivered_bytes) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    if ((own.failures & Failures::option_received) != 0) return {};
    if (!arrival.seg.options.has_accurate_ecn) return estimate_bytes(arrival, delivered_bytes);
    note_accurate_ecn_option(arrival);
    if ((own.failures & Failures::option_received) != 0) return {};
    return read_bytes(arrival);
}

// Linux: pkts_acked_ewma, a moving average over 64 ACKs, in 64ths.
void note_acked(AccurateEcnState& own, std::uint32_t segments) {
    if (segments == 0) return;
    const std::uint32_t now = segments << 6;
    const std::uint32_t before = own.acked_average;
    const std::uint32_t average = before == 0 ? now : (before * 63 + now) >> 6;
    own.acked_average = static_cast<std::uint16_t>(std::min(average, 0xffffu));
}

// More segments than three bits can count: "the Data Sender … SHOULD deem whether it cycled by taking the
// safest likely case under the prevailing conditions" (§3.2.2.5.2), and the byte counters tell which is
// likely.
std::uint32_t choose(const Arrival& arrival, std::uint32_t least, std::uint32_t segments, std::uint32_t bytes,
                     const ByteNews& news) {
    const Tcb& tcb = arrival.tcb;
    const std::uint64_t mss = tcb.snd.mss;
    const std::uint32_t safest = segments - ((segments - least) & ace_mask);
    if (!news.are_known) {
        const bool are_thinned = tcb.ecn.accurate.acked_average > 4 << 6;
        const bool forgives = arrival.config.accurate_ecn.forgives_thinned_acks == Switch::On;
        return are_thinned && forgives ? least : safest;
    }
    if (news.ce == 0) return least;
    // Without SACK, in recovery, what an ACK delivers is guesswork.
    const bool is_counted = tcb.sack.is_permitted || tcb.recovery.phase == RecoveryPhase::Open ||
                            tcb.recovery.phase == RecoveryPhase::Cwr;
    if (segments >= 2 * (ace_mask + 1) && is_counted) {
        if (bytes <= news.ce) return safest;
        const std::uint64_t marked = (std::uint64_t{news.ce} * segments + bytes - 1) / bytes;
        return std::min(safest, least + static_cast<std::uint32_t>(marked & ~std::uint64_t{ace_mask}));
    }
    if (news.ce > least * mss) return safest;
    if (news.ce < safest * mss / 2) return least;
    return safest;
}

// §3.2.2.4: "If the value of this ACE field is found to be zero (0b000), for the remainder of the
// half-connection the Data Sender ought to send non-ECN-capable packets and it is advised not to respond to
// any feedback of CE markings."
bool is_zeroed(Arrival& arrival) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    const bool is_first = !own.has_heard;
    own.has_heard = true;
    if (!is_first || arrival.seg.ctl.ace() != 0) return false;
    if (arrival.config.accurate_ecn.checks_for_zeroed_ace == Switch::Off) return false;
    own.failures |= Failures::ace_received | Failures::option_received;
    own.feedback_is_void = true;
    arrival.ecn_finding = Finding::AccurateEcnZeroed;
    return true;
}

}  // namespace

bool heed_accurate_feedback(Arrival& arrival, const AckNews& news, std::uint32_t delivered_bytes) {
    EcnState& ecn = arrival.tcb.ecn;
    // §3.2.2.2: "it first checks whether it has already been superseded … by another ACK in which case it
    // ignores the ECN feedback". Appendix A.1: it is not if it acknowledges something new, or if its
    // timestamp is newer.
    if (!news.has_advanced && !news.has_sacked && !arrival.has_newer_timestamp) return false;
    if (arrival.seg.ctl.syn() || ecn.accurate.feedback_is_void || is_zeroed(arrival)) return false;
    const ByteNews bytes = byte_news(arrival, delivered_bytes);
    const std::uint32_t segments = news.delivered_segments;
    note_acked(ecn.accurate, segments);

    // "It takes the least significant 3 bits of its local s.cep counter and subtracts them from the incoming
    // ACE counter to work out the minimum positive increment it could apply to s.cep".
    const std::uint32_t least = (arrival.seg.ctl.ace() - first_packets - ecn.delivered_ce) & ace_mask;
    const bool may_have_wrapped = segments > ace_mask;
    const std::uint32_t marked =
        may_have_wrapped ? choose(arrival, least, segments, delivered_bytes, bytes) : least;
    // §3.2.3.2.5: "If either endpoint detects that the s.ceb counter has increased but the s.cep has not (and
    // by testing ACK coverage it is certain how much the ACE field has wrapped) … the Data Sender MUST
    // disable sending ECN-capable packets".
    if (bytes.are_told && bytes.ce > 0 && marked == 0 && !may_have_wrapped) {
        ecn.accurate.failures |= Failures::ace_received;
        arrival.ecn_finding = Finding::AccurateEcnInconsistent;
    }
    if (marked == 0) return false;
    ecn.delivered_ce += marked;
    arrival.effects.count(Count::DeliveredCe, marked);
    if (!arrival.ecn_finding)
        arrival.ecn_finding = marked > least ? Finding::AccurateEcnWrapped : Finding::AccurateEcnCounted;
    return true;
}

}  // namespace hw::tcp
