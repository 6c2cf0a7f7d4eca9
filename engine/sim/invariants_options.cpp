#include <algorithm>

#include "sim/invariants.h"
#include "wire/parse.h"

// What the options of a connection's segments must say, and what those of the peer's may bring about: RFC 7323
// (window scale, timestamps, PAWS), RFC 2018 and 2883 (SACK), RFC 3168 (ECN), RFC 6691 (MSS).

namespace hw::sim {
namespace {

using tcp::State;

constexpr std::uint32_t headers_bytes = 40;  // IPv4 and TCP without options
constexpr std::uint32_t least_text = 8;      // however small the path: it must go on
constexpr Duration most_idle = 86'400_s * 24;

// RFC 7323 §5.2: how far s lies behind t.
std::int32_t ticks_behind(std::uint32_t s, std::uint32_t t) { return static_cast<std::int32_t>(t - s); }

bool is_open(State state) { return state >= State::SynReceived; }

// Is [left, right) held behind a gap, or a FIN that waits there?
bool is_held(const tcp::Tcb& tcb, wire::SackBlock block) {
    if (tcb.rcv.fin_is_known && block.right == tcb.rcv.fin + 1) block.right = tcb.rcv.fin;
    if (block.left == block.right) return true;
    const auto held = tcb.receive_buffer.held();
    return std::any_of(held.begin(), held.end(), [&](const tcp::ReceiveBuffer::Held& h) {
        return h.left <= block.left && block.right <= h.right;
    });
}

bool is_within(const wire::SackBlock& inner, const wire::SackBlock& outer) {
    return outer.left <= inner.left && inner.right <= outer.right;
}

}  // namespace

bool reports_duplicate(const wire::TcpHeader& header) {
    const auto& blocks = header.options.sack;
    if (blocks.empty()) return false;
    return blocks[0].left < header.ack || (blocks.size() > 1 && is_within(blocks[0], blocks[1]));
}

namespace {

Broken check_sack_blocks(const SegmentContext& sent) {
    const auto& blocks = sent.record.header.options.sack;
    if (sent.tcb == nullptr || blocks.empty() || !is_open(sent.own.last.state)) return {};
    const tcp::Tcb& tcb = *sent.tcb;
    std::uint32_t first = 0;
    if (reports_duplicate(sent.record.header)) {
        const bool has_come = blocks[0].right <= tcb.rcv.nxt || is_held(tcb, blocks[0]);
        if (!has_come) return "it reports as a duplicate what has not arrived (RFC 2883 §4)";
        if (sent.own.arrivals == sent.own.arrivals_at_duplicate)
            return "it reports a duplicate again (RFC 2883 §4 (2))";
        first = 1;
    }
    for (std::uint32_t i = first; i < blocks.size(); ++i)
        if (!is_held(tcb, blocks[i])) return "it SACKs what is not held (RFC 2018 §3)";
    // "The first SACK block … MUST specify the contiguous block of data containing the segment which triggered
    // this ACK".
    // (With Linux's compressed ACKs one stands for several segments, and a D-SACK for an earlier one.)
    if (sent.arrived == nullptr || sent.before == nullptr || first == blocks.size()) return {};
    if (sent.config.tcp.ack_policy == tcp::AckPolicy::Linux) return {};
    const bool was_held = sent.before->out_of_order_bytes < sent.own.last.out_of_order_bytes;
    const SeqNum seq = sent.arrived->header.seq;
    if (was_held && sent.own.last.rcv.nxt < seq && !(blocks[first].left <= seq && seq < blocks[first].right))
        return "its first SACK block is not the segment's that triggered it (RFC 2018 §4)";
    return {};
}

// RFC 9768: the flags of RFC 3168 mean something else, or nobody remembers what they mean.
bool may_be_accurate(const SegmentContext& sent) {
    return sent.tcb == nullptr || sent.tcb->ecn.mode == tcp::EcnMode::Accurate;
}

// RFC 3168 §6.1.4 to §6.1.6, and §6.1.1 for SYNs.
Broken check_ecn(const SegmentContext& sent) {
    wire::Packet packet;
    if (!wire::parse_packet(sent.record.bytes, packet).ok() || packet.ip.ecn == 0) return {};
    // RFC 8311 §4.3: an experiment may do so, and Linux does.
    const bool is_on_all = sent.config.tcp.accurate_ecn.ect_on_all_segments == tcp::Switch::On;
    if (is_on_all && may_be_accurate(sent) && !sent.record.header.ctl.syn()) return {};
    if (sent.config.tcp.classic_ecn.ect_on != tcp::EctOn::NewText) return {};
    if (sent.record.text_length == 0 || sent.record.header.ctl.syn())
        return "a segment without new text is ECN-capable (RFC 3168 §6.1.4)";
    if (sent.record.resends.exists()) return "a retransmission is ECN-capable (RFC 3168 §6.1.5)";
    return {};
}

// "After the receipt of the CWR packet, acknowledgments for subsequent non-CE data packets do not have the
// ECN-Echo flag set."
Broken check_echo(const SegmentContext& sent) {
    if (sent.arrived == nullptr || sent.before == nullptr || may_be_accurate(sent)) return {};
    const wire::TcpHeader& header = sent.record.header;
    const bool was_taken = sent.before->rcv.nxt < sent.own.last.rcv.nxt && is_open(sent.before->state);
    constexpr std::uint8_t congestion_experienced = 3;
    if (was_taken && sent.arrived->header.ctl.cwr() && !sent.arrived->header.ctl.syn() &&
        sent.arrived->ecn != congestion_experienced && header.ctl.ece() && !header.ctl.syn())
        return "it echoes congestion though the peer has just said CWR (RFC 3168 §6.1.3)";
    return {};
}

Broken check_timestamps(const SegmentContext& sent) {
    const wire::TcpHeader& header = sent.record.header;
    const tcp::TcbSummary& now = sent.own.last;
    if (!header.options.has_timestamps || !header.ctl.ack() || header.ctl.rst()) return {};
    if (!is_open(now.state) || !now.timestamps.are_agreed) return {};
    if (header.options.timestamps.echo_reply != now.timestamps.recent)
        return "TSecr is not TS.Recent (RFC 7323 §3.2)";
    return {};
}

}  // namespace

Broken check_size(const SegmentContext& sent) {
    const PacketRecord& record = sent.record;
    const tcp::SendVariables& snd = sent.own.last.snd;
    if (record.text_length <= least_text) return {};
    const auto bytes = static_cast<std::uint32_t>(record.bytes.size());
    // RFC 6691 §4: "the sender MUST reduce the TCP data length to account for any IP or TCP options".
    if (bytes > sent.config.tcp.mss + headers_bytes && sent.config.tcp.mtu == 0)
        return "it is larger than our own MSS allows (RFC 9293 §3.7.1, MUST-16)";
    if (record.header.ctl.syn() || !is_open(sent.own.last.state)) return {};
    const std::uint32_t peer_mss = std::max(snd.peer_mss, sent.config.tcp.min_send_mss);
    if (bytes > peer_mss + headers_bytes) return "text and options exceed the peer's MSS (RFC 6691 §2)";
    const std::uint32_t least = headers_bytes + least_text + 40;  // of options
    if (snd.path_mtu > 0 && bytes > std::max<std::uint32_t>(snd.path_mtu, least))
        return "it is larger than the path MTU that ICMP told of (RFC 1191 §3)";
    return {};
}

Broken check_options(const SegmentContext& sent) {
    if (Broken broken = check_sack_blocks(sent)) return broken;
    if (Broken broken = check_timestamps(sent)) return broken;
    if (Broken broken = check_ecn(sent)) return broken;
    return check_echo(sent);
}

Broken check_agreed(const tcp::Tcb& tcb, const ConnectionWatch& own) {
    if (!is_open(tcb.state)) return {};
    if (tcb.snd.shift > 14 || tcb.rcv.shift > 14) return "a window shift exceeds 14 (RFC 7323 §2.3)";
    const SynOffers& sent = own.sent_offers;
    const SynOffers& heard = own.heard_offers;
    if (!sent.is_known || !heard.is_known) return {};  // a SYN cookie remembers neither
    if (tcb.window_scale_is_agreed && !(sent.window_scale && heard.window_scale))
        return "windows are scaled though one end did not offer it (RFC 7323 §2.2)";
    if (tcb.timestamps.are_agreed && !(sent.timestamps && heard.timestamps))
        return "timestamps are used though one end did not offer them (RFC 7323 §3.2)";
    if (tcb.sack.is_permitted && !(sent.sack && heard.sack))
        return "SACK is used though one end did not permit it (RFC 2018 §2)";
    if (tcb.ecn.mode != tcp::EcnMode::Off && !(sent.ecn && heard.ecn))
        return "ECN is used though one end did not ask for it (RFC 3168 §6.1.1)";
    return {};
}

// Linux: tcp_ack() comes before tcp_replace_ts_recent(), and ends with an ACK of what was never sent, or is old.
bool ack_admits_timestamp(const tcp::TcbSummary& before, const wire::TcpHeader& header,
                          const tcp::Config& config) {
    return config.ack_decides_on_timestamp == tcp::Switch::Off ||
           (before.snd.una <= header.ack && header.ack <= before.snd.nxt);
}

Broken check_arrival(const TurnContext& turn, const ArrivedSegment& arrived) {
    const tcp::TcbSummary& before = turn.before;
    const tcp::TcbSummary& after = turn.after;
    const wire::TcpHeader& header = arrived.header;
    // RFC 5961 §3.2: "If the RST bit is set and the sequence number exactly matches the next expected sequence
    // number (RCV.NXT), then TCP MUST reset the connection", whatever else it carries.
    const bool is_reset = header.ctl.rst() && header.seq == before.rcv.nxt;
    // Linux: tcp_sequence() refuses before that what reaches beyond the window, if text waits for the user.
    const bool may_be_refused = turn.config.segments_are_taken_whole == tcp::Switch::On &&
                                before.rcv.wnd < arrived.text_length + (header.ctl.fin() ? 1u : 0u);
    if (is_reset && !may_be_refused && State::Established <= before.state && before.state < State::TimeWait &&
        after.state != State::Closed)
        return "an exact RST did not reset the connection (RFC 5961 §3.2)";
    if (header.ctl.rst() && !is_reset && is_open(before.state) && after.state == State::Closed &&
        turn.rules == tcp::RuleBookId::Rfc9293)
        return "an RST beside RCV.NXT reset the connection (RFC 5961 §3.2)";

    const tcp::TimestampState& old = before.timestamps;
    if (!is_open(before.state) || !is_open(after.state) || !old.are_agreed) return {};
    const bool is_stamped = header.options.has_timestamps && !header.ctl.rst();
    const std::uint32_t value = header.options.timestamps.value;
    const bool is_too_old = is_stamped && turn.now - old.recent_at <= most_idle &&
                            ticks_behind(value, old.recent) > turn.config.paws_tolerance_ticks;
    if (is_too_old && (before.rcv.nxt != after.rcv.nxt || before.snd.una != after.snd.una))
        return "a segment with an old timestamp was taken (RFC 7323 §5.3 R1)";
    if (old.recent != after.timestamps.recent) {
        // R3: "If SEG.TSval >= TS.Recent and SEG.SEQ <= Last.ACK.sent".
        if (!is_stamped || value != after.timestamps.recent || !(header.seq <= old.last_ack_sent))
            return "TS.Recent was taken from a segment beyond Last.ACK.sent (RFC 7323 §5.3 R3)";
    } else if (is_stamped && before.rcv.nxt < after.rcv.nxt && header.seq <= old.last_ack_sent &&
               ticks_behind(old.recent, value) > 0 && ack_admits_timestamp(before, header, turn.config)) {
        return "TS.Recent was not taken from a segment that was accepted (RFC 7323 §5.3 R3)";
    }
    return {};
}

}  // namespace hw::sim
