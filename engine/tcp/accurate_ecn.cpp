#include "tcp/accurate_ecn.h"

#include <algorithm>
#include <optional>

#include "tcp/segment_options.h"
#include "wire/segment.h"

namespace hw::tcp {
namespace {

using Failures = AccurateEcnFailures;

constexpr std::uint32_t first_packets = 5;  // §3.2.1: "r.cep = 5"

// Tables 2 and 3: how a SYN,ACK, or the ACK of one, tells with which codepoint what it answers has come.
constexpr std::uint8_t code_of(std::uint8_t codepoint) {
    constexpr std::uint8_t codes[] = {0b010, 0b011, 0b100, 0b110};
    return codes[codepoint & 3];
}

std::optional<std::uint8_t> codepoint_of(std::uint8_t ace) {
    for (const std::uint8_t codepoint : {not_ect, ect_1, ect_0, congestion_experienced})
        if (code_of(codepoint) == ace) return codepoint;
    return std::nullopt;
}

// §3.2.2.3: "the not-ECT codepoint changes" is an invalid transition, and our SYN or SYN,ACK has left with it
// (RFC 3168 §6.1.1: "A host MUST NOT set ECT on SYN or SYN-ACK packets"). Then "the Client", or the server,
// "is advised to send non-ECN-capable packets". Linux: tcp_accecn_validate_syn_feedback().
void check_handshake_codepoint(Arrival& arrival, std::uint8_t fed_back) {
    if (fed_back == not_ect || arrival.config.ecn_fallback == Switch::Off) return;
    if (arrival.config.accurate_ecn.heeds_mangled_handshake == Switch::Off) return;
    arrival.tcb.ecn.accurate.failures |= Failures::ace_received;
    arrival.ecn_finding = Finding::AccurateEcnMangled;
}

// Order 1: ECT(1), CE, ECT(0). How many fields reach as far as that of this codepoint.
constexpr std::uint8_t fields_up_to(std::uint8_t codepoint) {
    constexpr std::uint8_t fields[] = {0, 1, 3, 2};
    return fields[codepoint & 3];
}

bool has_unacknowledged_text(const Tcb& tcb) { return tcb.timestamps.last_ack_sent < tcb.rcv.nxt; }

}  // namespace

void begin_accurate_ecn(Arrival& arrival) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    const wire::Segment& seg = arrival.seg;
    own.handshake_codepoint = own.last_codepoint = seg.ecn;
    if (!seg.ctl.ack()) {
        // §3.2.2.2: "If a TCP Server in AccECN mode receives a CE mark in the IP-ECN field of a SYN … it MUST
        // NOT increment r.cep": the SYN,ACK tells.
        if (seg.ecn == congestion_experienced && arrival.config.accurate_ecn.mark_of_syn_counts == Switch::On)
            own.received_ce = 1;
        arrival.ecn_finding = Finding::AccurateEcnAgreed;
        return;
    }
    arrival.ecn_finding = Finding::AccurateEcnConfirmed;
    // §3.2.2.2: "If a TCP Client in AccECN mode receives a CE mark in the IP-ECN field of a SYN/ACK, it MUST
    // increment r.cep, but no more than once".
    if (seg.ecn == congestion_experienced) own.received_ce = own.marks_since_ack = 1;
    // §3.1.3: of (1,0,1), which tells nothing, "as if it fed back that the IP-ECN field on the SYN had
    // arrived unchanged".
    check_handshake_codepoint(arrival, codepoint_of(seg.ctl.ace()).value_or(not_ect));
    note_accurate_ecn_option(arrival);
    own.tells_handshake = true;
    // Linux: tcp_clean_rtx_queue() counts the SYN as a segment that one ACK stands for.
    own.acked_average = 1 << 6;
}

void answer_accurately(Event& event, OutgoingSegment& out) {
    AccurateEcnState& own = event.tcb.ecn.accurate;
    // §3.2.3.2.2: "the TCP Server SHOULD retransmit the SYN/ACK, but with no AccECN Option. If this
    // retransmission times out, … the TCP Server SHOULD retransmit the SYN/ACK with (AE,CWR,ECE) = (0,0,0)
    // and no AccECN Option, but it remains in AccECN feedback mode".
    if (event.tcb.rtt.syn_losses > 1) {
        // §3.1.5: a server "MUST NOT set ECT on any packet for the rest of the connection, if it has received
        // or sent at least one valid SYN or Acceptable SYN/ACK with (AE,CWR,ECE) = (0,0,0)".
        own.failures |= Failures::ace_sent;
        return;
    }
    out.ctl = out.ctl | wire::Ctl::of_ace(code_of(own.handshake_codepoint));
    const bool is_first = event.tcb.rtt.syn_losses == 0 && own.option_left_at.is_never();
    if (!is_first || event.config.accurate_ecn.option == AccurateEcnOption::Never) return;
    // §3.2.3.2.1: it "SHOULD include an AccECN TCP Option on the SYN/ACK".
    out.options.has_accurate_ecn = true;
    out.options.accurate_ecn = {.ee0b = 1, .eceb = 0, .ee1b = 1, .fields = 3, .is_order_1 = true};
    // Linux: tcp_synack_options(), tcp_options_fit_accecn(): what the other options leave.
    if (fit_accurate_ecn_option(out.options, 0, wire::max_option_bytes))
        own.option_left_at = event.now;
    else
        out.options.has_accurate_ecn = false, out.options.accurate_ecn = {};
}

void note_syn_again(Arrival& arrival) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    // §3.1.5: it "MUST feed back the IP-ECN field on the latest valid SYN".
    own.handshake_codepoint = arrival.seg.ecn;
    if (arrival.seg.ctl.ace() != 0) return;
    own.failures |= Failures::ace_received;
    arrival.ecn_finding = Finding::AccurateEcnSynWithout;
}

void take_third_ack(Arrival& arrival) {
    EcnState& ecn = arrival.tcb.ecn;
    AccurateEcnState& own = ecn.accurate;
    const wire::Segment& seg = arrival.seg;
    own.options_due = 1;
    note_accurate_ecn_option(arrival);
    const bool is_pure = seg.len() == 0 && seg.options.sack.empty();
    const bool heeds_mangling = arrival.config.accurate_ecn.heeds_mangled_handshake == Switch::On;
    if (seg.ctl.ace() == 0 && seg.options.sack.empty() && heeds_mangling) {
        // Table 4, Note 1: "for the rest of the connection the Server MUST NOT set ECT on outgoing packets
        // and MUST NOT respond to AccECN feedback. Nonetheless, as a Data Receiver it MUST NOT disable AccECN
        // feedback." Of a segment with text §3.2.2.4 says as much.
        own.failures |= Failures::ace_received | Failures::option_received;
        own.feedback_is_void = true;
        arrival.ecn_finding = Finding::AccurateEcnZeroed;
        return;
    }
    const auto fed_back = codepoint_of(seg.ctl.ace());
    if (!is_pure || !fed_back) return;
    arrival.ecn_finding = Finding::AccurateEcnHandshakeTold;
    check_handshake_codepoint(arrival, *fed_back);
    // Table 4: CE sets s.cep to 6.
    if (*fed_back == congestion_experienced) ecn.delivered_ce = 1;
}

void tell_codepoint_of_syn(Arrival& arrival) {
    AccurateEcnState& own = arrival.tcb.ecn.accurate;
    // §3.2.2.1: "The TCP Client MUST also use the handshake encoding for the pure ACK of any retransmitted
    // SYN/ACK". Linux: so does whoever answers a SYN (tcp_send_challenge_ack()).
    own.handshake_codepoint = arrival.seg.ecn;
    own.tells_handshake = true;
    if (!arrival.seg.options.has_accurate_ecn || own.option_seen >= AccurateOptionSeen::WithCounters) return;
    note_accurate_ecn_option(arrival);
    own.options_due = std::max<std::uint8_t>(own.options_due, 1);
}

void count_codepoint(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    AccurateEcnState& own = tcb.ecn.accurate;
    const AccurateEcnConfig& config = arrival.config.accurate_ecn;
    const std::uint8_t codepoint = arrival.seg.ecn;
    const std::uint32_t text = arrival.seg.text_length();
    const bool is_marked = codepoint == congestion_experienced;
    const bool differs = codepoint != own.last_codepoint;
    own.last_codepoint = codepoint;
    if (codepoint != not_ect) tcb.ecn.peer_is_capable = true;
    // §3.2: "The Data Receiver MUST increment the CE packet counter (r.cep), for every Acceptable packet that
    // it receives with the CE code point in the IP ECN field, including CE marked control packets and
    // retransmissions".
    if (is_marked) {
        ++own.received_ce;
        if (own.marks_since_ack < 255) ++own.marks_since_ack;
    }
    // "…the r.ceb, r.e0b or r.e1b byte counters by the number of TCP payload octets in Acceptable packets".
    if (text > 0 && codepoint != not_ect) {
        std::uint32_t& bytes = own.received[codepoint - 1u];
        const std::uint32_t before = bytes;
        bytes += text;
        own.fields_due = std::max(own.fields_due, fields_up_to(codepoint));
        // §3.2.3.3: "at least once for every 2^22 bytes incremented to prevent overflow".
        if ((before ^ bytes) >> 22 != 0) own.options_due = std::max<std::uint8_t>(own.options_due, 1);
    }
    // §3.2.3.3, Change-Triggered AccECN TCP Options, and "on the next scheduled ACK following" one.
    if (differs || is_marked) own.options_due = 2;

    // §3.2.2.5.1: "An AccECN Data Receiver SHOULD emit an ACK whenever a data packet marked CE arrives after
    // the previous packet was not CE."
    const bool acks_every_change = config.acks_every_change == Switch::On;
    const bool acks_mark = config.acks_first_mark == Switch::On && is_marked && text > 0;
    if (differs && (acks_every_change || acks_mark)) own.ack_is_due = true;
    // "An AccECN receiver of a packet MUST emit an ACK if 'n' CE marks have arrived since the previous ACK."
    const bool has_text = text > 0 || has_unacknowledged_text(tcb);
    const std::uint32_t n = has_text ? config.marks_for_ack : config.marks_for_bare_ack;
    const bool are_enough = n > 0 && own.marks_since_ack >= n;
    if (are_enough || (own.ack_is_due && has_text)) arrival.ack_is_owed = true;
}

void mark_accurately(Event& event, OutgoingSegment& out, IsNewText is_new_text) {
    Tcb& tcb = event.tcb;
    AccurateEcnState& own = tcb.ecn.accurate;
    const Config& config = event.config;
    const bool may_be_ect = is_new_text == IsNewText{true} ||
                            config.accurate_ecn.ect_on_all_segments == Switch::On ||
                            config.classic_ecn.ect_on == EctOn::Everything;
    // §3.1.5: "SHOULD set an ECT codepoint in the IP header of packets".
    if (may_be_ect && (own.failures & (Failures::ace_sent | Failures::ace_received)) == 0) out.ecn = ect_0;

    const bool is_orphan = tcb.state == State::TimeWait || (tcb.state == State::FinWait2 && tcb.is_orphan);
    if (is_orphan && config.accurate_ecn.ends_with_process == Switch::On) return;
    // §3.2.2.1: "writing it into the ACE field of a pure ACK with no SACK blocks".
    const bool is_pure = out.text_length == 0 && !out.ctl.fin() && !out.ctl.rst() && tcb.sack.recent.empty();
    const bool tells_handshake = own.tells_handshake && is_pure;
    own.tells_handshake = false;
    if (tells_handshake) {
        out.ctl = out.ctl | wire::Ctl::of_ace(code_of(own.handshake_codepoint));
        return;
    }
    // §3.2.2.2: "the Data Receiver MUST encode the least significant 3 bits of its r.cep counter into the ACE
    // field".
    out.ctl = out.ctl | wire::Ctl::of_ace(own.received_ce + first_packets);
    own.marks_since_ack = 0;
    if (out.ctl.ack()) own.ack_is_due = false;
}

}  // namespace hw::tcp
