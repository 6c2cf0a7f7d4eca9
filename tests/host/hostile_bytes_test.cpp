#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "host/connection_table.h"
#include "host/time_wait.h"
#include "support/host/pair.h"
#include "wire/emit.h"

// Whatever arrives, a host stays whole: the sanitizers and its own checks watch, and so do the rules below.

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::PacketBytes;
using hw::host::ApplicationKind;
using hw::host::Host;
using hw::test::packet_of;
using hw::test::Pair;

namespace {

// What connection_table.h promises about the slots and the indexes, whatever has happened.
void check_tables(const Host& host) {
    REQUIRE(host.live.count + host.closed.count + host.free_slots.count == host.connections.size());
    REQUIRE(host.demux.size() == host.live.count + host.time_waits.size());
    REQUIRE(host.slot_of_id.size() == host.live.count + host.closed.count);
    REQUIRE(host.closed.count <= host.config.kept_closed_connections);
    std::uint32_t half_open = 0;
    for (std::uint32_t slot = 0; slot < host.connections.size(); ++slot) {
        const hw::host::Connection& connection = host.connections[slot];
        if (!connection.id.exists()) continue;
        REQUIRE(slot_of(host, connection.id) == slot);
        const bool is_live = connection.closed_by == hw::host::ClosedBy::StillOpen;
        REQUIRE(is_live == (connection.tcb.state != hw::tcp::State::Closed));
        if (is_live) REQUIRE(find_handle(host, connection.tuple) == slot);
        half_open += connection.is_half_open ? 1 : 0;
    }
    for (const hw::host::Listener& listener : host.listeners) REQUIRE(listener.half_open_count == half_open);
}

// A packet of the conversation so far with some bits flipped, mostly with its checksums put right again.
PacketBytes mutated(const hw::test::Seen& seen, hw::Prng& prng) {
    const hw::wire::Endpoint client{hw::test::client_address, seen.is_from_client
                                                                  ? seen.header.source_port
                                                                  : seen.header.destination_port};
    PacketBytes packet = packet_of({.from = seen.is_from_client ? client : hw::test::server_port_80,
                                    .to = seen.is_from_client ? hw::test::server_port_80 : client,
                                    .header = seen.header,
                                    .text = seen.text});
    for (std::uint32_t flips = prng.below(4); flips > 0; --flips) {
        const std::uint32_t bit = prng.between(20 * 8, packet.size() * 8 - 1);
        packet.span()[bit / 8] = static_cast<std::uint8_t>(packet.span()[bit / 8] ^ 1u << bit % 8);
    }
    if (prng.chance(100'000)) packet.truncate(prng.below(packet.size()));
    if (prng.chance(900'000)) hw::wire::repair_checksums(packet.span());
    return packet;
}

}  // namespace

TEST_CASE("Hosts stay whole when packets of their conversation come again with flipped bits",
          "[host][fuzz]") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        hw::Prng prng{seed};
        hw::host::HostConfig client = hw::test::client_config(), server = hw::test::server_config();
        client.kept_closed_connections = server.kept_closed_connections = 4;
        server.backlog = 3;
        Pair pair(client, server);
        pair.output.wants_notes = prng.chance(500'000);
        pair.loses = [&prng](const hw::test::Seen&) { return prng.chance(100'000); };
        listen(pair.server, 80,
               {.kind = prng.chance(500'000) ? ApplicationKind::Echo : ApplicationKind::Silent,
                .on_peer_close = hw::host::OnPeerClose::Close});
        for (int i = 0; i < 40; ++i) {
            const ConnectionId known{
                pair.client.connections_made > 0 ? prng.below(pair.client.connections_made) : 0};
            switch (prng.below(8)) {
                case 0: pair.connect(static_cast<std::uint16_t>(40'000 + i)); break;
                case 1: pair.send(pair.client, known, std::string(prng.below(5'000), 'x')); break;
                case 2: pair.close(prng.chance(500'000) ? pair.client : pair.server, known); break;
                case 3: pair.run_until(pair.now + hw::Duration{prng.below(5'000'000)}); break;
                default:
                    if (pair.seen.empty()) break;
                    const auto seen = pair.seen[prng.below(static_cast<std::uint32_t>(pair.seen.size()))];
                    pair.deliver(seen.is_from_client ? pair.server : pair.client, mutated(seen, prng).span());
            }
            check_tables(pair.client);
            check_tables(pair.server);
            REQUIRE(next_deadline(pair.client) >= pair.now);
            REQUIRE(next_deadline(pair.server) >= pair.now);
        }
    }
}
