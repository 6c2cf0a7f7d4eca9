#include <algorithm>
#include <string_view>

#include "host/address.h"
#include "sim/invariants.h"
#include "sim/text.h"
#include "tcp/receive_window.h"
#include "wire/parse.h"

// What goes over the wire and what comes out at the other end: every segment against the state of its sender
// and the window of its receiver, every stream against what was sent.

namespace hw::sim {
namespace {

using tcp::State;

// What one sent segment is checked against.
struct Sent {
    const PacketRecord& record;
    const host::Host& host;
    const EventRecord& event;
};

Broken check_bytes(const Sent& sent) {
    const PacketRecord& record = sent.record;
    wire::Packet packet;
    const wire::ParseError error = wire::parse_packet(record.bytes, packet);
    if (!error.ok()) return "it is malformed: " + wire::to_text(error);
    if (!host::is_own_address(sent.host.config, packet.ip.source))
        return "its source address is not its sender's";
    const wire::Ctl ctl = record.header.ctl;
    if (ctl.syn() && (ctl.fin() || ctl.rst())) return "SYN stands with FIN or RST";
    if (!ctl.ack() && !ctl.syn() && !ctl.rst())
        return "ACK is not set (§3.10.7.4, fifth: it is always there)";
    if (record.header.reserved != 0) return "reserved bits are set";
    return {};
}

// SEG.WND in bytes: the window of a SYN is not scaled (RFC 7323 §2.2).
std::uint32_t scaled(const wire::TcpHeader& header, std::uint8_t shift) {
    return std::uint32_t{header.raw_window} << (header.ctl.syn() ? 0 : shift);
}

std::uint32_t length_of(const PacketRecord& record) {
    const wire::Ctl ctl = record.header.ctl;
    return record.text_length + (ctl.syn() ? 1u : 0u) + (ctl.fin() ? 1u : 0u);
}

// A segment of a connection, against its TCB as the event left it: `now`, or before the end if it ended.
Broken check_numbers(const Sent& sent, const tcp::TcbSummary& now) {
    const wire::TcpHeader& header = sent.record.header;
    if (header.ctl.rst()) return {};  // its numbers may come from the segment that it answers
    if (now.state == State::Closed || now.state == State::Listen) return {};
    if (header.seq < now.snd.iss) return "SEG.SEQ is before ISS";
    if (!(header.seq + length_of(sent.record) <= now.snd.nxt)) return "it reaches beyond SND.NXT";
    if (sent.record.text_length > now.snd.mss) return "its text is longer than the send MSS";
    if (header.ctl.ack() && now.state >= State::SynReceived) {
        if (!(header.ack <= now.rcv.nxt)) return "it acknowledges what has not arrived";
        if (!(now.rcv.irs < header.ack)) return "it acknowledges less than the peer's SYN";
    }
    const tcp::Config& config = sent.host.config.tcp;
    const std::uint32_t most = tcp::most_receive_bytes(config, tcp::options_of(config));
    if (scaled(header, now.rcv.shift) > most + (1u << now.rcv.shift))
        return "it advertises more than the receive buffer";
    if (now.timestamps.are_agreed && !header.options.has_timestamps)
        return "it lacks the timestamps that were agreed on (RFC 7323 §3.2)";
    for (const wire::SackBlock& block : header.options.sack)
        if (!(block.left < block.right)) return "it has an empty SACK block";
    if (!header.ctl.syn() && (header.options.has_mss || header.options.has_window_scale))
        return "it carries an option that belongs on a SYN";
    return {};
}

// "Nothing beyond the window": judged by what the peer's segments have said so far. One byte may be a probe
// (§3.8.6.1), which only a timer sends. Why SND.UNA+SND.WND will do as well: a segment that acknowledges more
// but is older than SND.WL1 moves SND.UNA and leaves SND.WND (§3.10.7.4, fifth), so that the RFC's own sum
// may be ahead of what the peer has said.
Broken check_window(const Sent& sent, const ConnectionWatch& own) {
    const PacketRecord& record = sent.record;
    if (record.text_length == 0 || !own.has_peer_edge) return {};
    const SeqNum end = record.header.seq + record.text_length;
    if (end <= own.peer_edge || end <= own.last.snd.una + own.last.snd.wnd) return {};
    // Linux: tcp_retransmit_skb(). The first segment may be sent again into a window that is shut, so a probe's
    // byte is, too, when an ACK shows it lost.
    const bool is_first_again = record.resends.exists() && record.header.seq == own.last.snd.una;
    const bool is_probe =
        record.text_length == 1 && (sent.event.kind == EventKind::Deadline || is_first_again);
    if (is_probe) return {};
    return "its text goes " + std::to_string(distance(own.peer_edge, end)) +
           " bytes beyond the peer's window";
}

}  // namespace

void Invariants::learn_windows(const World& world, const Trace& trace) {
    if (trace.is_truncated) return;
    const EventRecord& event = trace.events.back();
    // An edited packet and its copies say what nobody sent.
    if (std::holds_alternative<EditPacket>(event.command) && event.kind != EventKind::Arrival)
        text_was_injected_ = true;
    if (event.kind != EventKind::Arrival) return;
    const PacketRecord& arrived = trace.packets[event.packet.value];
    if (arrived.was_corrupted || arrived.is_icmp || arrived.fate != Fate::Delivered) return;
    const host::Host& host = world.hosts[event.host.value];
    wire::Packet changed;
    if (arrived.was_edited && !wire::parse_packet(arrived.changed_bytes, changed).ok()) return;
    const wire::TcpHeader& header = arrived.was_edited ? changed.segment : arrived.header;
    if (arrived.is_injected && arrived.text_length > 0) text_was_injected_ = true;
    for (const host::Connection& connection : host.connections) {
        if (!connection.id.exists() || connection.tuple.local.port != header.destination_port ||
            connection.tuple.remote.port != header.source_port)
            continue;
        ConnectionWatch& own = watch(event.host, connection.id);
        // A SYN alone says how much may follow our own SYN.
        const SeqNum base = header.ctl.ack() ? header.ack : connection.tcb.snd.iss + 1;
        const SeqNum edge = base + scaled(header, connection.tcb.snd.shift);
        if (!own.has_peer_edge || own.peer_edge < edge) own.peer_edge = edge;
        own.has_peer_edge = true;
    }
}

Broken Invariants::check_sent(const World& world, const Trace& trace) {
    if (trace.is_truncated) return {};
    const EventRecord& event = trace.events.back();
    for (; packets_seen_ < trace.packets.size(); ++packets_seen_) {
        const PacketRecord& record = trace.packets[packets_seen_];
        if (record.is_injected || record.is_icmp || record.copy_of.exists()) continue;
        const Sent sent{record, world.hosts[record.from.value], event};
        const std::string which = "packet " + number_of(record.id) + ": ";
        if (Broken broken = check_bytes(sent)) return which + *broken;
        if (!record.sender_connection.exists()) {
            if (!record.header.ctl.rst()) return which + "it is no reset and comes from no connection";
            continue;
        }
        ConnectionWatch& own = watch(record.from, record.sender_connection);
        if (Broken broken = check_numbers(sent, own.last)) return which + *broken;
        if (Broken broken = check_window(sent, own)) return which + *broken;
        if (!record.header.ctl.ack() || record.header.ctl.rst()) continue;
        if (own.last.state >= State::SynReceived) own.own_shift = own.last.rcv.shift;
        const std::uint8_t shift = own.own_shift;
        const SeqNum edge = record.header.ack + scaled(record.header, shift);
        // RFC 7323 §2.4: "The end of the window will be on a boundary based on the granularity of the scale
        // factor being used", and may seem to go back by less than that.
        const std::uint32_t granularity = 1u << shift;
        if (own.has_own_edge && edge + (granularity - 1) < own.own_edge)
            return which + "it takes back " + std::to_string(distance(edge, own.own_edge)) +
                   " bytes of window that was advertised (§3.8.6, SHLD-14)";
        own.own_edge = later_of(edge, own.has_own_edge ? own.own_edge : edge);
        own.has_own_edge = true;
    }
    return {};
}

// ---- streams ------------------------------------------------------------------------------------------

Invariants::Peer Invariants::find_peer(const World& world, HostId host, ConnectionId connection) {
    const ConnectionWatch own = watch(host, connection);
    if (!own.irs_is_known) return {};
    for (std::uint32_t h = 0; h < watches_.size(); ++h) {
        for (std::uint32_t c = 0; c < watches_[h].size(); ++c) {
            const ConnectionWatch& other = watches_[h][c];
            const bool is_mirrored =
                other.tuple.local == own.tuple.remote && other.tuple.remote == own.tuple.local;
            if (!other.is_known || !is_mirrored || other.iss != own.irs) continue;
            const host::Connection* found = host::find(world.hosts[h], ConnectionId{c});
            if (found != nullptr) return {HostId{h}, found};
        }
    }
    return {};
}

Broken Invariants::check_delivered(const World& world) {
    if (text_was_injected_) return {};
    for (std::uint32_t h = 0; h < world.hosts.size(); ++h) {
        for (const host::Connection& connection : world.hosts[h].connections) {
            if (!connection.id.exists() || connection.delivered_bytes == 0) continue;
            ConnectionWatch& own = watch(HostId{h}, connection.id);
            if (own.compared_bytes == connection.delivered_bytes || !own.irs_is_known) continue;
            const std::string who =
                "host " + std::to_string(h) + ", connection " + number_of(connection.id) + ": ";
            const host::Connection* peer = find_peer(world, HostId{h}, connection.id).connection;
            if (peer == nullptr) return who + "it was given text that nobody sent";
            if (connection.delivered_bytes > peer->sent_bytes) return who + "it was given more than was sent";
            const std::size_t from = static_cast<std::size_t>(own.compared_bytes);
            const std::string_view given = connection.delivered_content;
            const std::string_view sent = peer->sent_content;
            const std::size_t known = std::min(given.size(), sent.size());
            if (from < known && given.substr(from, known - from) != sent.substr(from, known - from))
                return who + "what it was given is not a prefix of what was sent";
            own.compared_bytes = connection.delivered_bytes;
        }
    }
    return {};
}

}  // namespace hw::sim
