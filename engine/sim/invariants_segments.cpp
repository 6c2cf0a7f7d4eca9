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
    // RFC 7413 §4.2.2: a SYN carries "up to the cached server MSS", of which the new connection knows nothing yet.
    const std::uint32_t most_text =
        header.ctl.syn() ? std::max(sent.host.config.tcp.mss, now.snd.mss) : now.snd.mss;
    if (sent.record.text_length > most_text) return "its text is longer than the send MSS";
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
    // The whole of it, where a probe is not made of text (Config::window_probes_carry_text).
    const bool resends_whole =
        is_first_again && sent.host.config.tcp.window_probes_carry_text == tcp::Switch::Off;
    if (is_probe || (resends_whole && record.text_length <= own.last.snd.mss)) return {};
    return "its text goes " + std::to_string(distance(own.peer_edge, end)) +
           " bytes beyond the peer's window";
}

}  // namespace

namespace {

// As it came: a learner's edits and a router's marks included. None: nobody could read it.
std::optional<ArrivedSegment> arrived_segment(const PacketRecord& record) {
    // (An edit that repairs the checksums makes a corrupted packet readable again.)
    const bool is_spoilt = record.was_corrupted && !record.was_edited;
    if (is_spoilt || record.is_icmp || record.fate != Fate::Delivered) return std::nullopt;
    wire::Packet packet;
    const bool is_changed = !record.changed_bytes.empty();
    if (!wire::parse_packet(is_changed ? record.changed_bytes : record.bytes, packet).ok())
        return std::nullopt;
    return ArrivedSegment{.header = packet.segment,
                          .text_length = packet.segment.text_length(),
                          .ecn = packet.ip.ecn,
                          .source = packet.ip.source,
                          .destination = packet.ip.destination,
                          .is_genuine = !record.was_edited && !record.is_injected};
}

void add_offers(SynOffers& offers, const wire::TcpHeader& header) {
    if (!header.ctl.syn()) return;
    offers.is_known = true;
    offers.window_scale |= header.options.has_window_scale;
    offers.timestamps |= header.options.has_timestamps;
    offers.sack |= header.options.sack_permitted;
    offers.ecn |= header.ctl.ace() != 0;
}

// In order, acknowledging what may be acknowledged, and not outdated: TCP must have read all that it says.
bool is_plain_ack(const tcp::TcbSummary& before, const wire::TcpHeader& header) {
    const bool is_outdated =
        before.timestamps.are_agreed &&
        (!header.options.has_timestamps ||
         static_cast<std::int32_t>(before.timestamps.recent - header.options.timestamps.value) > 0);
    return before.state >= State::SynReceived && header.ctl.ack() && !header.ctl.rst() && !header.ctl.syn() &&
           header.seq == before.rcv.nxt && before.snd.una <= header.ack && header.ack <= before.snd.nxt &&
           !is_outdated;
}

// A forger may SACK what has not been sent yet: that says nothing.
void learn_sacked(ConnectionWatch& own, const wire::TcpHeader& header, SeqNum snd_nxt) {
    const auto& blocks = header.options.sack;
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        const bool is_duplicate = i == 0 && reports_duplicate(header);
        if (!is_duplicate && header.ack < blocks[i].left && blocks[i].right <= snd_nxt)
            own.sacked.push_back(blocks[i]);
    }
}

}  // namespace

void Invariants::learn_from_command(const Command& command) {
    // An edited packet and its copies say what nobody sent.
    text_was_injected_ |= std::holds_alternative<EditPacket>(command);
    clocks_have_jumped_ |= std::holds_alternative<JumpClock>(command);
    if (const auto* rule = std::get_if<AddRule>(&command);
        rule != nullptr && rule->rule.action == RuleAction::Edit)
        text_was_injected_ = segments_were_forged_ = true;
    if (const auto* book = std::get_if<SetRuleBook>(&command); book != nullptr)
        rules_were_switched_ |= book->switches_running;
}

void Invariants::learn_from_arrival(const World& world, const Trace& trace) {
    arrived_.reset();
    renewal_.reset();
    if (trace.is_truncated) return;
    const EventRecord& event = trace.events.back();
    if (event.kind != EventKind::Arrival) return learn_from_command(event.command);
    const PacketRecord& record = trace.packets[event.packet.value];
    arrived_ = arrived_segment(record);
    if (!arrived_) return;
    segments_were_forged_ |= !arrived_->is_genuine;
    const host::Host& host = world.hosts[event.host.value];
    const wire::TcpHeader& header = arrived_->header;
    if (record.is_injected && record.text_length > 0) text_was_injected_ = true;
    for (const host::Connection& connection : host.connections) {
        if (!connection.id.exists() || connection.tuple.local.port != header.destination_port ||
            connection.tuple.remote.port != header.source_port)
            continue;
        ConnectionWatch& own = watch(event.host, connection.id);
        add_offers(own.heard_offers, header);
        // A connection that has begun and ended by this very segment (a SYN cookie's) leaves no scale behind.
        const bool is_over = connection.closed_by != host::ClosedBy::StillOpen;
        if (is_over && !own.is_known) continue;
        const tcp::SendVariables& snd = is_over ? own.last.snd : connection.tcb.snd;
        // A SYN alone says how much may follow our own SYN.
        const SeqNum base = header.ctl.ack() ? header.ack : snd.iss + 1;
        const SeqNum edge = base + scaled(header, snd.shift);
        if (!own.has_peer_edge || own.peer_edge < edge) own.peer_edge = edge;
        own.has_peer_edge = true;
    }
}

void Invariants::learn_from_event(const World&, const Trace& trace) {
    if (trace.is_truncated) return;
    const EventRecord& event = trace.events.back();
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        if (!note.connection.exists()) continue;
        ConnectionWatch& own = watch(event.host, note.connection);
        if (note.cause == host::Note::Cause::IcmpArrives ||
            note.after.retransmissions > note.before.retransmissions)
            own.sacked.clear();
        if (note.cause != host::Note::Cause::SegmentArrives || !arrived_) continue;
        ++own.arrivals;
        if (!is_plain_ack(note.before, arrived_->header)) continue;
        learn_sacked(own, arrived_->header, note.before.snd.nxt);
        own.last_arrival = event.at;
        own.keep_alive_probes = 0;
        const SeqNum una = note.after.snd.una;
        own.sacked.erase(std::remove_if(own.sacked.begin(), own.sacked.end(),
                                        [&](const wire::SackBlock& block) { return block.right <= una; }),
                         own.sacked.end());
    }
}

namespace {

// The TCB before the event; nullptr when no note of it is there.
const tcp::TcbSummary* before_event(const Trace& trace, const EventRecord& event, ConnectionId connection) {
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i)
        if (trace.notes[i].connection == connection) return &trace.notes[i].before;
    return nullptr;
}

// RFC 5961 §7 and Linux's tcp_invalid_ratelimit: answers to an RST or a SYN that should not be.
Broken check_challenge(const SegmentContext& sent, ConnectionWatch& own) {
    if (sent.arrived == nullptr || sent.before == nullptr) return {};
    const wire::Ctl came = sent.arrived->header.ctl;
    const bool is_answer = (came.rst() || came.syn()) && sent.before->state >= State::Established &&
                           sent.before->rcv.nxt == own.last.rcv.nxt && sent.record.header.ctl == wire::ack &&
                           sent.record.text_length == 0;
    // FreeBSD's answers know no such limit.
    if (!is_answer || own.rules == tcp::RuleBookId::FreeBsd) return {};
    const tcp::Config& config = sent.config.tcp;
    const Instant now = sent.event.at;
    const Duration interval = config.invalid_segment_interval;
    if (!own.last_invalid_answer.is_never() && now - own.last_invalid_answer < interval)
        return "two challenge ACKs come within less than the interval (Linux: tcp_invalid_ratelimit)";
    own.last_invalid_answer = now;
    if (own.challenges_since.is_never() || now - own.challenges_since >= 1_s) {
        own.challenges_since = now;
        own.challenges = 0;
    }
    // An answer to what lies outside the window is none.
    const SeqNum seq = sent.arrived->header.seq;
    const tcp::ReceiveVariables& rcv = sent.before->rcv;
    if (rcv.nxt <= seq && seq < rcv.nxt + rcv.wnd) ++own.challenges;
    // Why twice: our seconds need not begin when TCP's do.
    if (config.challenge_acks_per_second > 0 && own.challenges > 2 * config.challenge_acks_per_second)
        return "more challenge ACKs than a second may have (RFC 5961 §7)";
    return {};
}

Broken check_in_context(const Sent& sent, ConnectionWatch& own, const Trace& trace,
                        const ArrivedSegment* arrived) {
    const host::Connection* connection = host::find(sent.host, sent.record.sender_connection);
    const bool is_live = connection != nullptr && connection->closed_by == host::ClosedBy::StillOpen &&
                         own.last.state != State::Closed;
    const SegmentContext context{.record = sent.record,
                                 .config = sent.host.config,
                                 .event = sent.event,
                                 .own = own,
                                 .tcb = is_live ? &connection->tcb : nullptr,
                                 .arrived = arrived,
                                 .before = before_event(trace, sent.event, sent.record.sender_connection)};
    if (Broken broken = check_size(context)) return broken;
    if (sent.record.header.ctl.rst()) return {};
    if (Broken broken = check_options(context)) return broken;
    if (Broken broken = check_congestion(context)) return broken;
    if (Broken broken = check_keep_alive(context)) return broken;
    const bool is_probe = sent.event.kind == EventKind::Deadline && sent.record.text_length == 0 &&
                          context.before != nullptr && sent.record.header.seq + 1 == context.before->snd.nxt;
    if (is_probe) ++own.keep_alive_probes;
    if (reports_duplicate(sent.record.header)) own.arrivals_at_duplicate = own.arrivals;
    return check_challenge(context, own);
}

}  // namespace

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
            const bool is_cookie = sent.host.config.syn_cookies != host::SynCookies::Off &&
                                   record.header.ctl.syn() && record.header.ctl.ack();
            if (!record.header.ctl.rst() && !is_cookie)
                return which + "it is no reset and comes from no connection";
            continue;
        }
        ConnectionWatch& own = watch(record.from, record.sender_connection);
        if (Broken broken = check_numbers(sent, own.last)) return which + *broken;
        if (Broken broken = check_window(sent, own)) return which + *broken;
        add_offers(own.sent_offers, record.header);
        if (Broken broken = check_in_context(sent, own, trace, arrived_ ? &*arrived_ : nullptr))
            return which + *broken;
        if (!record.header.ctl.ack() || record.header.ctl.rst()) continue;
        // RFC 7323 §2.2: "The window field in a segment where the SYN bit is set … MUST NOT be scaled": a SYN,ACK sent
        // again says less than the ACKs before it could.
        if (record.header.ctl.syn() && own.has_own_edge) continue;
        if (own.last.state >= State::SynReceived) own.own_shift = own.last.rcv.shift;
        const std::uint8_t shift = own.own_shift;
        const SeqNum edge = record.header.ack + scaled(record.header, shift);
        // RFC 7323 §2.4: "The end of the window will be on a boundary based on the granularity of the scale
        // factor being used", and may seem to go back by less than that.
        const std::uint32_t granularity = 1u << shift;
        // (Linux shuts its window when it is out of memory: tcp_select_window().)
        const bool may_be_shut = own.rules == tcp::RuleBookId::Linux && record.header.raw_window == 0;
        if (own.has_own_edge && !may_be_shut && edge + (granularity - 1) < own.own_edge)
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
    Peer peer;
    std::uint32_t candidates = 0;
    for (std::uint32_t h = 0; h < watches_.size(); ++h) {
        for (std::uint32_t c = 0; c < watches_[h].size(); ++c) {
            const ConnectionWatch& other = watches_[h][c];
            const bool is_mirrored =
                other.tuple.local == own.tuple.remote && other.tuple.remote == own.tuple.local;
            if (!other.is_known || !is_mirrored || other.iss != own.irs) continue;
            ++candidates;
            peer = {HostId{h}, host::find(world.hosts[h], ConnectionId{c})};
        }
    }
    return candidates == 1 && peer.connection != nullptr ? peer : Peer{};
}

// Its peer was there; the record of it need not be, any more.
bool Invariants::is_forgotten(const ConnectionWatch& own) const {
    for (const std::vector<ConnectionWatch>& of_host : watches_)
        for (const ConnectionWatch& other : of_host)
            if (other.is_known && other.tuple.local == own.tuple.remote &&
                other.tuple.remote == own.tuple.local && other.iss == own.irs)
                return true;
    return false;
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
            if (peer == nullptr && is_forgotten(own)) continue;
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
