#pragma once

#include <cstdint>

#include "base/digest.h"
#include "tcp/switch.h"

namespace hw::tcp {

// What leaves as ECN-capable: new text alone (RFC 3168 §6.1.1, §6.1.4 to §6.1.6); the SYN,ACK too (RFC 5562, ECN+); or
// everything but RST, as the experiment of RFC 8311 §4.3 allows (draft-ietf-tcpm-generalized-ecn, ECN++). FreeBSD's
// net.inet.tcp.ecn.plusplus, as it has been proposed: 0 to 2. Only which codepoint leaves: what ECN+ does about a mark
// on its SYN,ACK (one that is not ECN-capable, again) is not here.
enum class EctOn : std::uint8_t { NewText, SynAckToo, Everything };

// What RFC 3168 leaves open, and where others do not follow it.
struct ClassicEcnConfig {
    EctOn ect_on = EctOn::NewText;
    // A SYN that asks for ECN is not ECN-capable itself: "A host MUST NOT set ECT on SYN or SYN-ACK packets" (§6.1.1).
    // Linux: one that is means something newer (tcp_ecn_create_request()). FreeBSD does not look
    // (tcp_ecn_syncache_add()).
    Switch setup_syn_is_not_ect = Switch::On;
    // CWR goes with whatever text is sent first after the reduction; §6.1.2: with "the first new data packet". FreeBSD
    // before 13: tcp_output().
    Switch resent_text_has_cwr = Switch::Off;
    // A mark, or CWR, on a segment without text counts too (FreeBSD: tcp_ecn_input_segment()). Who follows the RFC
    // marks none: "pure acknowledgement packets … MUST be sent with the not-ECT codepoint" (§6.1.4).
    Switch bare_acks_count = Switch::Off;
    friend constexpr bool operator==(const ClassicEcnConfig&, const ClassicEcnConfig&) = default;
};

constexpr void digest(Digest& d, const ClassicEcnConfig& c) {
    digest_all(d, c.ect_on, c.setup_syn_is_not_ect, c.resent_text_has_cwr, c.bare_acks_count);
}

}  // namespace hw::tcp
