#pragma once

#include <cstdint>

#include "base/digest.h"
#include "tcp/switch.h"

namespace hw::tcp {

// When the AccECN option is sent, once AccECN is agreed on (RFC 9768 §3.2.3.3; Linux's tcp_ecn_option, 0 to
// 3): when a counter changes, and a few times each round trip; in every segment that has room, but not if the
// path seems to drop them; even then.
enum class AccurateEcnOption : std::uint8_t { Never, Sparingly, Always, EvenIfLost };

// What RFC 9768 leaves open, and what Linux does otherwise.
struct AccurateEcnConfig {
    AccurateEcnOption option = AccurateEcnOption::Always;
    // Sparingly: at least so often in a round trip (tcp_ecn_option_beacon); 0: only when something has
    // changed.
    std::uint8_t beacons_per_round = 3;
    // Sends none until one of the peer's has come (Linux: saw_accecn_opt). RFC 9768 §3.2.3.2.3 says
    // otherwise: "it SHOULD continue to send AccECN Options itself".
    Switch option_waits_for_peers = Switch::Off;
    // ECT on pure ACKs, on what is sent again and on FIN, too, as the experiment of RFC 8311 §4.3 allows
    // (Linux: tcp_ecn_send()); RFC 3168 §6.1.4 and §6.1.5 do not.
    Switch ect_on_all_segments = Switch::Off;
    // Every change of the arriving codepoint calls for an ACK at once (Linux: ecn_edge), not only that to CE
    // of a segment with text (§3.2.2.5.1).
    Switch acks_every_change = Switch::Off;
    // A mark on text after something unmarked calls for one (§3.2.2.5.1, SHOULD; FreeBSD: no).
    Switch acks_first_mark = Switch::On;
    // After so many marks an ACK leaves at once: with text to acknowledge, "n SHOULD be 2"; without, "n
    // SHOULD be 3" (§3.2.2.5.1). Linux: TCP_ACCECN_ACE_MAX_DELTA; 0: never.
    std::uint8_t marks_for_ack = 2;
    std::uint8_t marks_for_bare_ack = 3;
    // Where one ACK often stands for many segments, the ACE field is not taken to have wrapped for each of
    // them (Linux: pkts_acked_ewma).
    Switch forgives_thinned_acks = Switch::Off;
    // The first feedback after the handshake "MAY" be checked for a zero (§3.2.2.4).
    Switch checks_for_zeroed_ace = Switch::On;
    // Flags of the handshake that cannot be, or that tell of a codepoint which our SYN did not have, end ECT
    // (§3.2.2.3; Table 4, Note 1). FreeBSD: tcp_ecn_input_segment(), "mangled AccECN handshake", goes on.
    Switch heeds_mangled_handshake = Switch::On;
    // A mark on the peer's SYN counts in r.cep; §3.2.2.2: "it MUST NOT". FreeBSD: tcp_ecn_syncache_socket(), SCF_ACE_CE.
    Switch mark_of_syn_counts = Switch::Off;
    // A connection in TIME-WAIT, or in FIN-WAIT-2 without a process, feeds back nothing (Linux, FreeBSD:
    // they are small records there, struct tcp_timewait_sock, tcptw).
    Switch ends_with_process = Switch::Off;
    friend constexpr bool operator==(const AccurateEcnConfig&, const AccurateEcnConfig&) = default;
};

constexpr void digest(Digest& d, const AccurateEcnConfig& c) {
    digest_all(d, c.option, c.beacons_per_round, c.option_waits_for_peers, c.ect_on_all_segments,
               c.acks_every_change, c.acks_first_mark, c.marks_for_ack, c.marks_for_bare_ack,
               c.forgives_thinned_acks, c.checks_for_zeroed_ace, c.heeds_mangled_handshake,
               c.mark_of_syn_counts, c.ends_with_process);
}

}  // namespace hw::tcp
