#include <catch2/catch_test_macros.hpp>

#include "support/host/pair.h"

// Segments that belong to no connection: to closed ports, to listeners, to other hosts, and broken ones.

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::PacketBytes;
using hw::SeqNum;
using hw::host::SocketError;
using hw::tcp::State;
using hw::test::packet_of;
using hw::test::Pair;

namespace {

constexpr hw::wire::Endpoint stranger{{0x0a00'0009}, 1234};

PacketBytes segment_to_server(const hw::wire::TcpHeader& header, std::string text = "") {
    return packet_of(
        {.from = stranger, .to = hw::test::server_port_80, .header = header, .text = std::move(text)});
}

}  // namespace

TEST_CASE("A SYN to a port where nothing listens is reset: <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>",
          "[rfc9293][3.10.7.1]") {
    Pair pair;
    pair.deliver(pair.server, segment_to_server({.seq = {77}, .ctl = hw::wire::syn}).span());
    CHECK(pair.story() == "< <SEQ=0><ACK=78><CTL=RST,ACK>");
    CHECK(pair.server.counters.tcp_out_rsts == 1);
    CHECK(pair.server.connections_made == 0);
    REQUIRE(pair.output.packet_count == 1);
    CHECK(pair.output.packets[0].destination == stranger.address);
    CHECK_FALSE(pair.output.packets[0].connection.exists());
    REQUIRE(pair.output.notes.size() == 1);
    CHECK_FALSE(pair.output.notes[0].connection.exists());
    CHECK(pair.output.notes[0].step_count > 0);
}

TEST_CASE("An ACK to a closed port is reset with <SEQ=SEG.ACK><CTL=RST>, a reset with silence",
          "[rfc9293][3.10.7.1]") {
    Pair pair;
    pair.deliver(pair.server, segment_to_server({.seq = {77}, .ack = {4242}, .ctl = hw::wire::ack}).span());
    CHECK(pair.story() == "< <SEQ=4242><CTL=RST>");
    pair.deliver(pair.server, segment_to_server({.seq = {77}, .ctl = hw::wire::rst}).span());
    CHECK(pair.output.packet_count == 0);
}

TEST_CASE("A client that connects to a closed port learns ECONNREFUSED", "[rfc9293][3.10.7.3]") {
    Pair pair;
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{200'000});
    CHECK(pair.at_client().error == SocketError::ConnRefused);
    CHECK(pair.at_client().closed_by == hw::host::ClosedBy::Rst);
    CHECK(state_of(pair.client) == State::Closed);
    CHECK(pair.client.counters.tcp_attempt_fails == 1);
    CHECK(next_deadline(pair.client).is_never());
    CHECK(pair.send(pair.client, id, "too late") == SocketError::NotConn);
}

TEST_CASE("A listener ignores a reset, resets an ACK, and makes no connection of either",
          "[rfc9293][3.10.7.2]") {
    Pair pair;
    listen(pair.server, 80, {});
    pair.deliver(pair.server, segment_to_server({.seq = {77}, .ctl = hw::wire::rst}).span());
    CHECK(pair.output.packet_count == 0);
    pair.deliver(pair.server, segment_to_server({.seq = {77}, .ack = {4242}, .ctl = hw::wire::ack}).span());
    CHECK(pair.story() == "< <SEQ=4242><CTL=RST>");
    CHECK(pair.server.connections_made == 0);
    CHECK(pair.server.isns_used == 0);
    CHECK(state_of(pair.server) == State::Listen);
    CHECK(next_deadline(pair.server).is_never());
}

TEST_CASE(
    "A passive open that is reset goes back to LISTEN and nobody is told; the next SYN gets the next ISN",
    "[rfc9293][3.10.7.4][3.5]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.isn.pinned = {300, 400};
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {});
    pair.deliver(pair.server, segment_to_server({.seq = {90}, .ctl = hw::wire::syn}).span());
    CHECK(state_of(pair.server) == State::SynReceived);
    pair.deliver(pair.server, segment_to_server({.seq = {91}, .ctl = hw::wire::rst}).span());
    CHECK(state_of(pair.server) == State::Listen);
    CHECK(pair.at_server().closed_by == hw::host::ClosedBy::ReturnedToListen);
    CHECK(pair.at_server().error == SocketError::None);
    CHECK(next_deadline(pair.server).is_never());

    pair.deliver(pair.server, segment_to_server({.seq = {100}, .ctl = hw::wire::syn}).span());
    CHECK(pair.at_server(1).tcb.snd.iss == SeqNum{400});
    CHECK(pair.story() ==
          "< <SEQ=300><ACK=91><CTL=SYN,ACK>\n"
          "< <SEQ=400><ACK=101><CTL=SYN,ACK>");
}

TEST_CASE("A segment whose checksum is wrong is counted and dropped", "[rfc9293][3.1][MUST-3]") {
    Pair pair;
    listen(pair.server, 80, {});
    PacketBytes packet = segment_to_server({.seq = {77}, .ctl = hw::wire::syn});
    packet.span()[25] ^= 1;  // a bit of the sequence number
    pair.deliver(pair.server, packet.span());
    CHECK(pair.output.packet_count == 0);
    CHECK(pair.server.counters.tcp_in_csum_errors == 1);
    CHECK(pair.server.counters.tcp_in_errs == 1);
    CHECK(pair.server.counters.tcp_in_segs == 1);
    CHECK(pair.server.connections_made == 0);
    REQUIRE(pair.output.notes.size() == 1);
    CHECK(pair.output.notes[0].cause == hw::host::Note::Cause::Malformed);
    CHECK(pair.output.notes[0].error.kind == hw::wire::Malformed::TcpChecksum);
}

TEST_CASE("A packet that is no TCP, or cut short, or of no bytes at all, is counted and dropped", "[host]") {
    Pair pair;
    PacketBytes packet = segment_to_server({.seq = {77}, .ctl = hw::wire::syn});
    pair.deliver(pair.server, packet.span().first(10));
    pair.deliver(pair.server, {});
    packet.span()[8] ^= 1;  // TTL: the IPv4 checksum is wrong now
    pair.deliver(pair.server, packet.span());
    CHECK(pair.server.counters.ip_in_hdr_errors == 3);
    CHECK(pair.server.counters.tcp_in_segs == 0);
    CHECK(pair.output.packet_count == 0);
}

TEST_CASE("Packets to another address, or from one that no host can have, are not answered",
          "[rfc9293][3.9.2.3][MUST-57][MUST-63]") {
    Pair pair;
    listen(pair.server, 80, {});
    const hw::wire::TcpHeader syn{.seq = {77}, .ctl = hw::wire::syn};
    pair.deliver(pair.server, packet_of({.from = stranger, .to = {{0x0a00'0063}, 80}, .header = syn}).span());
    pair.deliver(pair.server, packet_of({.from = stranger, .to = {{0xe000'0001}, 80}, .header = syn}).span());
    for (const std::uint32_t address : {0u, 0x7f00'0001u, 0xe000'0001u, 0xffff'ffffu})
        pair.deliver(
            pair.server,
            packet_of({.from = {{address}, 1}, .to = hw::test::server_port_80, .header = syn}).span());
    CHECK(pair.server.counters.ip_in_addr_errors == 6);
    CHECK(pair.seen.empty());
    CHECK(pair.server.connections_made == 0);
}

TEST_CASE("A connection to an address that no host can have is rejected", "[rfc9293][3.9.1.1][MUST-46]") {
    Pair pair;
    for (const std::uint32_t address : {0u, 0xe000'0001u, 0xffff'ffffu}) {
        const hw::host::ConnectOptions options{.local_port = 1, .remote = {{address}, 80}, .application = {}};
        CHECK(connect(pair.client, options, pair.now, pair.output) == SocketError::AddrNotAvail);
    }
    const hw::host::ConnectOptions no_port{.local_port = 1, .remote = {{0x0a00'0002}, 0}, .application = {}};
    CHECK(connect(pair.client, no_port, pair.now, pair.output) == SocketError::AddrNotAvail);
    CHECK(pair.client.connections_made == 0);
}
