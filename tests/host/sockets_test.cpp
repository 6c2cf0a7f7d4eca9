#include <catch2/catch_test_macros.hpp>

#include "support/host/pair.h"

// Ports, backlog, records and power: what a host keeps besides its connections' TCBs.

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::host::ApplicationKind;
using hw::host::ClosedBy;
using hw::host::SocketError;
using hw::tcp::State;
using hw::test::packet_of;
using hw::test::Pair;

namespace {

void syn_from(Pair& pair, std::uint16_t port) {
    const hw::wire::TcpHeader header{.seq = {port}, .ctl = hw::wire::syn};
    const hw::wire::Endpoint stranger{{0x0a00'0009}, port};
    pair.deliver(pair.server,
                 packet_of({.from = stranger, .to = hw::test::server_port_80, .header = header}).span());
}

void ack_from(Pair& pair, std::uint16_t port, hw::SeqNum server_isn) {
    const hw::wire::TcpHeader header{
        .seq = hw::SeqNum{port} + 1, .ack = server_isn + 1, .ctl = hw::wire::ack};
    const hw::wire::Endpoint stranger{{0x0a00'0009}, port};
    pair.deliver(pair.server,
                 packet_of({.from = stranger, .to = hw::test::server_port_80, .header = header}).span());
}

}  // namespace

TEST_CASE("A port listens once; closing it frees it, and its connections live on", "[host]") {
    Pair pair;
    CHECK(listen(pair.server, 80, {}) == SocketError::None);
    CHECK(listen(pair.server, 80, {}) == SocketError::AddrInUse);
    CHECK(listen(pair.server, 0, {}) == SocketError::AddrNotAvail);
    CHECK(close_listener(pair.server, 81, pair.now, pair.output) == SocketError::NotConn);
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{150'000});
    CHECK(close_listener(pair.server, 80, pair.now, pair.output) == SocketError::None);
    CHECK(state_of(pair.server) == State::SynReceived);
    pair.run_until(Instant{400'000});
    CHECK(state_of(pair.server) == State::Established);
    CHECK(pair.at_server().is_accepted);
    pair.send(pair.client, id, "still here");
    pair.run_until(Instant{600'000});
    CHECK(pair.at_server().delivered_content == "still here");
    CHECK(listen(pair.server, 80, {}) == SocketError::None);
}

TEST_CASE("A SYN beyond the backlog is dropped and counted, until a half-open connection completes",
          "[rfc4987]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.backlog = 2;
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {});
    for (std::uint16_t port = 1; port <= 3; ++port) syn_from(pair, port);
    CHECK(pair.server.connections_made == 2);
    CHECK(pair.server.counters.listen_drops == 1);
    CHECK(pair.output.packet_count == 0);
    REQUIRE(pair.output.notes.size() == 1);
    CHECK(pair.output.notes[0].cause == hw::host::Note::Cause::BacklogFull);

    ack_from(pair, 1, pair.at_server(0).tcb.snd.iss);
    CHECK(pair.at_server(0).is_accepted);
    syn_from(pair, 3);
    CHECK(pair.server.connections_made == 3);
    CHECK(pair.server.counters.listen_drops == 1);
}

TEST_CASE("A half-open connection that is reset makes room in the backlog", "[rfc9293][3.10.7.4]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.backlog = 1;
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {});
    syn_from(pair, 7);
    const hw::wire::TcpHeader rst{.seq = {8}, .ctl = hw::wire::rst};
    pair.deliver(
        pair.server,
        packet_of({.from = {{0x0a00'0009}, 7}, .to = hw::test::server_port_80, .header = rst}).span());
    CHECK(find_listener(pair.server, 80)->half_open_count == 0);
    syn_from(pair, 9);
    CHECK(pair.server.connections_made == 2);
    CHECK(pair.server.counters.listen_drops == 0);
}

TEST_CASE("A half-open connection of a listener that was closed does not count against its successor",
          "[host]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.backlog = 2;
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {});
    syn_from(pair, 1);
    close_listener(pair.server, 80, pair.now, pair.output);
    listen(pair.server, 80, {});
    CHECK(find_listener(pair.server, 80)->half_open_count == 0);
    syn_from(pair, 2);
    ack_from(pair, 1, pair.at_server(0).tcb.snd.iss);
    CHECK(pair.at_server(0).is_accepted);
    CHECK(find_listener(pair.server, 80)->half_open_count == 1);
}

TEST_CASE("Ephemeral ports are taken in turn from 49152 on; one remote socket can use each of them once",
          "[rfc6335][6]") {
    Pair pair;
    pair.output.wants_notes = false;
    const hw::host::ConnectOptions options{
        .local_port = 0, .remote = hw::test::server_port_80, .application = {}};
    constexpr std::uint32_t port_count = 65'535 - 49'152 + 1;
    for (std::uint32_t i = 0; i < port_count; ++i) {
        pair.output.clear();
        REQUIRE(connect(pair.client, options, pair.now, pair.output) == SocketError::None);
    }
    CHECK(find(pair.client, ConnectionId{0})->tuple.local.port == 49'152);
    CHECK(find(pair.client, ConnectionId{port_count - 1})->tuple.local.port == 65'535);
    CHECK(connect(pair.client, options, pair.now, pair.output) == SocketError::AddrNotAvail);

    hw::host::ConnectOptions elsewhere = options;
    elsewhere.remote.port = 81;
    CHECK(connect(pair.client, elsewhere, pair.now, pair.output) == SocketError::None);

    // A port is free again when its connection is gone.
    CHECK(abort(pair.client, ConnectionId{100}, pair.now, pair.output) == SocketError::None);
    pair.output.clear();
    CHECK(connect(pair.client, options, pair.now, pair.output) == SocketError::None);
    CHECK(find(pair.client, pair.output.connection)->tuple.local.port == 49'252);
}

TEST_CASE("The same four-tuple cannot be connected twice; a listening port is not picked as ephemeral",
          "[host]") {
    Pair pair;
    listen(pair.client, 49'152, {});
    pair.connect(40'000);
    const hw::host::ConnectOptions again{
        .local_port = 40'000, .remote = hw::test::server_port_80, .application = {}};
    CHECK(connect(pair.client, again, pair.now, pair.output) == SocketError::AddrInUse);
    const hw::host::ConnectOptions any{
        .local_port = 0, .remote = hw::test::server_port_80, .application = {}};
    pair.output.clear();
    CHECK(connect(pair.client, any, pair.now, pair.output) == SocketError::None);
    CHECK(find(pair.client, pair.output.connection)->tuple.local.port == 49'153);
}

TEST_CASE("Five thousand connections at once are each found by their four-tuple", "[host]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.backlog = 5'000;
    Pair pair(hw::test::client_config(), config);
    pair.output.wants_notes = false;
    listen(pair.server, 80, {});
    for (std::uint16_t port = 1; port <= 5'000; ++port) syn_from(pair, port);
    CHECK(pair.server.demux.size() == 5'000);
    for (std::uint16_t port = 5'000; port >= 1; --port)
        ack_from(pair, port, pair.at_server(port - 1u).tcb.snd.iss);
    std::uint32_t established = 0;
    for (const auto& connection : pair.server.connections)
        established += connection.tcb.state == State::Established ? 1 : 0;
    CHECK(established == 5'000);
    CHECK(find_listener(pair.server, 80)->half_open_count == 0);
}

TEST_CASE("Of connections that are over only so many are remembered, the latest to close the longest",
          "[host]") {
    hw::host::HostConfig config = hw::test::client_config();
    config.kept_closed_connections = 3;
    Pair pair(config);
    for (std::uint16_t i = 0; i < 10; ++i) {
        const ConnectionId id = pair.connect(static_cast<std::uint16_t>(40'000 + i));
        pair.abort(pair.client, id);
    }
    for (std::uint32_t id = 0; id < 7; ++id) CHECK(find(pair.client, ConnectionId{id}) == nullptr);
    for (std::uint32_t id = 7; id < 10; ++id) {
        REQUIRE(find(pair.client, ConnectionId{id}) != nullptr);
        CHECK(find(pair.client, ConnectionId{id})->closed_by == ClosedBy::Abort);
    }
    CHECK(pair.client.connections.size() <= 4);
    CHECK(pair.connect() == ConnectionId{10});
}

TEST_CASE("Calls on connections that are over, or never were, are answered ENOTCONN", "[host]") {
    Pair pair;
    const ConnectionId id = pair.connect();
    CHECK(pair.abort(pair.client, id) == SocketError::None);
    CHECK(pair.abort(pair.client, id) == SocketError::NotConn);
    CHECK(pair.close(pair.client, id) == SocketError::NotConn);
    CHECK(pair.send(pair.client, id, "x") == SocketError::NotConn);
    CHECK(pair.send(pair.client, ConnectionId{99}, "x") == SocketError::NotConn);
    CHECK(pair.send(pair.client, ConnectionId::none(), "x") == SocketError::NotConn);
}

TEST_CASE("Data after CLOSE is refused with EPIPE, a second CLOSE too", "[rfc9293][3.10.2][3.10.4]") {
    Pair pair;
    listen(pair.server, 80, {});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    CHECK(pair.close(pair.client, id) == SocketError::None);
    CHECK(pair.send(pair.client, id, "x") == SocketError::Pipe);
    CHECK(pair.close(pair.client, id) == SocketError::NotConn);
}

TEST_CASE("When the power goes, everything is gone and nobody is told; the peer finds out by a reset",
          "[rfc9293][3.5.1]") {
    Pair pair;
    listen(pair.server, 80, {});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    const std::size_t packets_before = pair.seen.size();
    power_off(pair.server);
    CHECK(pair.seen.size() == packets_before);
    CHECK(state_of(pair.server) == State::Closed);
    CHECK(next_deadline(pair.server).is_never());
    CHECK(pair.at_server().closed_by == ClosedBy::PowerLoss);
    CHECK(listen(pair.server, 80, {}) == SocketError::HostDown);

    // While it is off, packets find nobody.
    pair.send(pair.client, id, "anybody?");
    pair.run_until(Instant{600'000});
    CHECK(state_of(pair.client) == State::Established);
    CHECK(pair.server.counters.tcp_in_segs == 0);

    // Back again, it knows nothing of the connection: the retransmission is answered with a reset.
    power_on(pair.server);
    CHECK(pair.server.listeners.empty());
    pair.run_until(Instant{3'000'000});
    CHECK(pair.server.counters.tcp_out_rsts == 1);
    CHECK(pair.at_client().error == SocketError::ConnReset);
    CHECK(pair.client.counters.tcp_estab_resets == 1);
}
