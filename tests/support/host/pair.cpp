#include "support/host/pair.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "wire/describe.h"
#include "wire/emit.h"

namespace hw::test {

namespace {

host::HostConfig config_of(std::string name, wire::Ipv4Address address, std::uint32_t isn) {
    host::HostConfig config;
    config.name = std::move(name);
    config.address = address;
    config.isn = {.kind = host::IsnKind::Pinned, .secret = {}, .pinned = {isn}};
    config.tcp.delayed_ack = tcp::Switch::Off;
    config.tcp.msl = 30_s;
    return config;
}

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

host::HostConfig client_config() { return config_of("client", client_address, 1000); }
host::HostConfig server_config() { return config_of("server", server_address, 5000); }

Pair::Pair(const host::HostConfig& client_options, const host::HostConfig& server_options)
    : client{.config = client_options}, server{.config = server_options} {
    output.wants_notes = true;
}

ConnectionId Pair::connect(std::uint16_t local_port, const host::ApplicationSpec& application) {
    const host::ConnectOptions options{
        .local_port = local_port, .remote = server_port_80, .application = application};
    const host::SocketError error = host::connect(client, options, now, begin());
    HW_CHECK(error == host::SocketError::None);
    post(client);
    return output.connection;
}

host::SocketError Pair::send(host::Host& host, ConnectionId id, std::string_view text) {
    const host::SocketError error = host::send(host, id, bytes_of(text), now, begin());
    post(host);
    return error;
}

host::SocketError Pair::close(host::Host& host, ConnectionId id) {
    const host::SocketError error = host::close(host, id, now, begin());
    post(host);
    return error;
}

host::SocketError Pair::abort(host::Host& host, ConnectionId id) {
    const host::SocketError error = host::abort(host, id, now, begin());
    post(host);
    return error;
}

void Pair::deliver(host::Host& to, std::span<const std::uint8_t> packet) {
    host::packet_arrives(to, packet, now, begin());
    post(to);
}

bool Pair::step(Instant until) {
    const Instant client_due = host::next_deadline(client), server_due = host::next_deadline(server);
    const Instant arrival = wire_.empty() ? Instant::never() : wire_.front().arrives_at;
    const Instant next = earlier_of(arrival, earlier_of(client_due, server_due));
    if (next > until || next.is_never()) {
        now = until;
        return false;
    }
    now = next;
    if (arrival == next) {
        InFlight packet = std::move(wire_.front());
        wire_.erase(wire_.begin());
        deliver(packet.is_to_server ? server : client, packet.bytes.span());
    } else {
        host::Host& due = client_due == next ? client : server;
        host::deadlines_pass(due, now, begin());
        post(due);
    }
    return true;
}

void Pair::run_until(Instant until) {
    while (step(until)) {}
}

const host::Connection& Pair::record(const host::Host& host, std::uint32_t id) {
    const host::Connection* connection = host::find(host, ConnectionId{id});
    HW_CHECK(connection != nullptr);
    return *connection;
}

host::Output& Pair::begin() {
    output.clear();
    return output;
}

void Pair::post(const host::Host& from) {
    const bool is_from_client = &from == &client;
    for (host::Completion& done : output.completions) completions.push_back(std::move(done));
    for (std::uint32_t i = 0; i < output.packet_count; ++i) {
        const host::OutgoingPacket& packet = output.packets[i];
        wire::Packet decoded;
        HW_CHECK(wire::parse_packet(packet.bytes.span(), decoded).ok());
        const auto text = decoded.segment.text;
        Seen one{.sent_at = now,
                 .is_from_client = is_from_client,
                 .was_dropped = false,
                 .header = decoded.segment,
                 .text = std::string(text.begin(), text.end())};
        one.was_dropped = loses && loses(one);
        if (!one.was_dropped)
            wire_.push_back(
                {.arrives_at = now + delay, .is_to_server = is_from_client, .bytes = packet.bytes});
        if (keeps_story) seen.push_back(std::move(one));
    }
}

std::string Pair::story() const {
    std::string story;
    for (const Seen& one : seen) {
        wire::Segment segment;
        static_cast<wire::TcpHeader&>(segment) = one.header;
        segment.text = bytes_of(one.text);
        if (!story.empty()) story += '\n';
        if (one.was_dropped) story += 'x';
        story += one.is_from_client ? "> " : "< ";
        story += wire::describe_as_figure(segment);
    }
    return story;
}

PacketBytes packet_of(const Forged& forged) {
    wire::TcpHeader header = forged.header;
    header.source_port = forged.from.port;
    header.destination_port = forged.to.port;
    PacketBytes packet;
    const auto room = packet.resize_for_overwrite(wire::packet_length(header, forged.text.size()));
    const wire::Ipv4Header ip{.source = forged.from.address, .destination = forged.to.address};
    HW_CHECK(wire::emit_packet(ip, header, wire::Text(bytes_of(forged.text)), room).ok());
    return packet;
}

}  // namespace hw::test
