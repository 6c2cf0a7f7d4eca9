#include <algorithm>

#include "sim/invariants.h"

// How much may be sent and sent again, and when: RFC 5681, RFC 6298, RFC 2018 §5, RFC 9293 §3.8.4 — and what an
// ICMP error may change, RFC 9293 §3.9.2.2.

namespace hw::sim {
namespace {

using tcp::RecoveryPhase;
using tcp::State;

bool is_open(State state) { return state >= State::SynReceived; }

// The time there and back from one host to the owner of an address by the quickest link; never() if there is none.
Duration least_delay(const World& world, const LeastDelays& paths, HostId from, wire::Ipv4Address to) {
    Duration least = Duration::never();
    for (std::size_t i = 0; i < world.links.size(); ++i) {
        const Link& link = world.links[i];
        const bool is_forward = link.a == from && world.hosts[link.b.value].config.address == to;
        const bool is_backward = link.b == from && world.hosts[link.a.value].config.address == to;
        if (is_forward || is_backward) least = std::min(least, paths[i][0] + paths[i][1]);
    }
    return least;
}

}  // namespace

Broken check_round_trip(const World& world, const LeastDelays& paths, HostId host,
                        const host::Connection& connection) {
    const tcp::RttEstimator& rtt = connection.tcb.rtt;
    if (!rtt.has_sample) return {};
    const Duration path = least_delay(world, paths, host, connection.tuple.remote.address);
    if (path == Duration::never()) return {};
    const Duration tick = world.hosts[host.value].config.tcp.timestamp_tick;
    // Why two ticks: a timestamp and its echo are each cut to whole ticks.
    if (rtt.srtt + tick * 2 < path)
        return "its smoothed round trip is shorter than the path (RFC 6298 §3, Karn's algorithm)";
    return {};
}

Broken check_congestion(const SegmentContext& sent) {
    const PacketRecord& record = sent.record;
    if (sent.before == nullptr || record.text_length == 0 || record.header.ctl.syn()) return {};
    const tcp::TcbSummary& before = *sent.before;
    const tcp::TcbSummary& after = sent.own.last;
    const SeqNum end = record.header.seq + record.text_length;
    // A block may count the FIN that waits with the text, or not (FreeBSD): then both come again.
    const SeqNum last = end + (record.header.ctl.fin() ? 1 : 0);
    if (record.resends.exists()) {
        const bool is_shut = before.snd.wnd == 0 || after.snd.wnd == 0;
        const bool is_sacked =
            std::any_of(sent.own.sacked.begin(), sent.own.sacked.end(), [&](const wire::SackBlock& block) {
                return block.left <= record.header.seq && last <= block.right;
            });
        if (is_sacked && !is_shut && before.snd.mss == after.snd.mss)
            return "it sends again what was SACKed, and nothing has timed out (RFC 2018 §5)";
        return {};
    }
    // RFC 5681 §2: "a TCP MUST NOT send data with a sequence number higher than the sum of the highest
    // acknowledged sequence number and the minimum of cwnd and rwnd." In recovery and for limited transmit what is
    // in flight counts otherwise; a timer's probe is not held back.
    if (before.phase != RecoveryPhase::Open || after.phase != RecoveryPhase::Open) return {};
    if (sent.event.kind == EventKind::Deadline || !is_open(before.state)) return {};
    // Linux: a window of segments, which were longer before the AccECN option came into them.
    const bool counts_segments = sent.config.tcp.flight_unit == tcp::FlightUnit::Segments;
    if (counts_segments && sent.tcb != nullptr && sent.tcb->ecn.mode == tcp::EcnMode::Accurate) return {};
    const std::uint32_t most = std::max(before.cwnd_bytes, after.cwnd_bytes);
    // Our SYN is no text, while a server that was opened fast still waits for its ACK (RFC 7413 §4.2.2).
    const std::uint32_t syn = after.snd.una == after.snd.iss ? 1 : 0;
    if (distance(after.snd.una + syn, end) > most)
        return "it goes beyond the congestion window (RFC 5681 §2)";
    return {};
}

Broken check_timeout(const TurnContext& turn) {
    const tcp::TcbSummary& before = turn.before;
    const tcp::TcbSummary& after = turn.after;
    if (!is_open(before.state) || !is_open(after.state)) return {};
    const Instant due = after.deadlines.retransmit;
    if (!due.is_never() && due != before.deadlines.retransmit &&
        due > turn.now + std::max(before.rto, after.rto))
        return "the retransmission timer was started with more than RTO (RFC 6298 (5.1))";
    if (!after.deadlines.tail_loss_probe.is_never() && due < after.deadlines.tail_loss_probe)
        return "a tail loss probe would come after the timeout (RFC 8985 §7.2)";

    const bool has_expired = turn.cause == host::Note::Cause::Deadline &&
                             after.retransmissions == before.retransmissions + 1 &&
                             after.phase == RecoveryPhase::Loss && after.unacked_segments > 0;
    if (!has_expired || turn.config.congestion == tcp::CongestionId::None) return {};
    // RFC 5681 §3.1: "cwnd MUST be set to no more than the loss window, LW, which equals 1 full-sized segment",
    // besides what is not believed lost.
    const std::uint32_t in_flight =
        after.unacked_segments + after.resent_segments - after.sacked_segments - after.lost_segments;
    const std::uint32_t mss = std::max(before.snd.mss, after.snd.mss);
    if (after.cwnd_bytes > (in_flight + 1) * mss) return "a timeout left the window open (RFC 5681 §3.1)";
    const bool is_first = before.retransmissions == 0 && before.phase == RecoveryPhase::Open;
    // (4): half of what was in flight (RFC 9438 §4.6: seven tenths of the window), two segments at least.
    const std::uint32_t most = std::max(before.cwnd_bytes, distance(before.snd.una, before.snd.nxt));
    if (is_first && most < 0x4000'0000u && after.ssthresh_bytes > std::max(most / 10 * 7 + mss, 2 * mss))
        return "a timeout left ssthresh high (RFC 5681 §3.1 (4))";
    return {};
}

Broken check_keep_alive(const SegmentContext& sent) {
    const wire::TcpHeader& header = sent.record.header;
    if (sent.event.kind != EventKind::Deadline || sent.before == nullptr) return {};
    const tcp::TcbSummary& before = *sent.before;
    const bool is_bare = header.ctl == wire::ack && sent.record.text_length == 0;
    const bool only_keep_alive =
        before.deadlines.keep_alive <= sent.event.at && before.deadlines.delayed_ack > sent.event.at &&
        before.deadlines.persist > sent.event.at && before.deadlines.retransmit > sent.event.at;
    if (!is_bare || !only_keep_alive || !is_open(before.state)) return {};
    // "a keep-alive segment … SEG.SEQ = SND.NXT-1": it must be unacceptable, or nobody answers.
    if (header.seq + 1 != before.snd.nxt) return "a keep-alive probe is not at SND.NXT-1 (§3.8.4)";
    if (before.snd.una != before.snd.nxt)
        return "a keep-alive probe was sent while text is outstanding (§3.8.4, MUST-26)";
    const tcp::Config& config = sent.config.tcp;
    const Duration quiet = sent.own.keep_alive_probes > 0
                               ? std::min(config.keep_alive_interval, config.keep_alive_idle)
                               : config.keep_alive_idle;
    if (!sent.own.last_arrival.is_never() && sent.event.at - sent.own.last_arrival < quiet)
        return "a keep-alive probe was sent though the peer was heard (§3.8.4, MUST-26)";
    return {};
}

Broken check_icmp(const TurnContext& turn, const wire::IcmpError& error) {
    const tcp::TcbSummary& before = turn.before;
    const tcp::TcbSummary& after = turn.after;
    const bool has_changed =
        before.state != after.state || !(before.snd == after.snd) || before.cwnd_bytes != after.cwnd_bytes;
    // "require that the sequence number be within the range of the data already sent but not yet acknowledged".
    if (has_changed && !(before.snd.una <= error.seq && error.seq < before.snd.nxt))
        return "an ICMP error about nothing in flight was believed (RFC 5927 §4.1)";
    const bool is_hard = error.is(wire::Unreachable::Protocol) || error.is(wire::Unreachable::Port);
    // (CLOSE leads past ESTABLISHED while our SYN is still unacknowledged: RFC 7413 §4.2.2, RFC 9293 §3.10.4.)
    const bool is_handshake = before.state == State::SynSent || before.state == State::SynReceived ||
                              before.snd.una == before.snd.iss;
    if (before.state != after.state && !is_hard && !is_handshake)
        return "a soft ICMP error ended the connection (RFC 9293 §3.9.2.2, MUST-56)";
    const std::uint16_t mtu = after.snd.path_mtu;
    if (after.state == State::Closed || mtu == before.snd.path_mtu) return {};
    if (!error.is(wire::Unreachable::FragmentationNeeded)) return "the path MTU changed for no reason";
    if (mtu < turn.config.min_path_mtu) return "the path MTU is below its floor (RFC 1191 §3)";
    if (before.snd.path_mtu > 0 && mtu > before.snd.path_mtu)
        return "a Datagram Too Big message made the path MTU larger (RFC 1191 §3)";
    return {};
}

}  // namespace hw::sim
