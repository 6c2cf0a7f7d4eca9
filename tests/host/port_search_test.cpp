#include <catch2/catch_test_macros.hpp>

#include <set>

#include "base/prng.h"
#include "host/ephemeral_ports.h"
#include "host/taken_ports.h"
#include "host/time_wait.h"
#include "support/host/linux_pair.h"

// What connect() remembers of the ports that it has looked at in vain changes no choice; it only saves looking again.

using namespace hw;
using namespace hw::host;
using hw::test::LinuxPair;
using hw::test::Program;
using OldOnes = hw::host::TakenPorts::OldOnes;

namespace {

const FourTuple pair_of_addresses{.local = {test::client_config().address, 0},
                                  .remote = test::server_port_80};

// A short connection that the client closes first.
void meet(LinuxPair& pair, Program& client, Program& server, std::int32_t listener) {
    const std::int32_t socket = client.connected();
    REQUIRE(socket >= 0);
    pair.run_for(1_ms);
    client.close(socket);
    pair.run_for(1_ms);
    server.close(static_cast<std::int32_t>(server.accept(listener).value));
    pair.run_for(1_ms);
}

PickedPort pick(Host host, Instant now) { return pick_ephemeral_port(host, pair_of_addresses, now); }

PickedPort pick_without_memory(Host host, Instant now) {
    host.ports.taken.clear();
    host.ports.exhausted = {};
    return pick_ephemeral_port(host, pair_of_addresses, now);
}

// What is remembered is what the connections say.
void check_memory(const Host& host) {
    std::set<std::uint16_t> taken, yielding;
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        const Connection& connection = host.connections[slot];
        taken.insert(connection.tuple.local.port);
        if (connection.tcb.state == tcp::State::TimeWait && connection.tcb.timestamps.are_agreed)
            yielding.insert(connection.tuple.local.port);
    }
    host.time_waits.for_each([&](const TimeWaitRecord& record, Instant) {
        taken.insert(record.local_port);
        if (has_timestamps(record)) yielding.insert(record.local_port);
    });
    REQUIRE(host.ports.taken.size() == 1);
    for (std::uint32_t port = 1; port <= 65'535; ++port) {
        const bool is_right =
            host.ports.taken[0].has(port) == taken.contains(static_cast<std::uint16_t>(port)) &&
            host.ports.taken[0].may_yield(port) == yielding.contains(static_cast<std::uint16_t>(port));
        if (!is_right) FAIL_CHECK("port " << port);
    }
}

}  // namespace

TEST_CASE("The next port to look at is found a word at a time, as one by one", "[host][ports]") {
    TakenPorts ports{FourTuple{}};
    Prng prng{3};
    for (std::uint32_t port = 32'768; port < 33'768; ++port) {
        if (prng.below(10) == 0) continue;
        ports.set(port);
        ports.set_may_yield(port, prng.below(20) == 0);
    }
    for (const OldOnes old_ones : {OldOnes::PassOver, OldOnes::LookAt}) {
        for (std::uint32_t from = 32'768; from < 33'768; ++from) {
            std::uint32_t expected = from;
            const auto is_of_no_use = [&](std::uint32_t port) {
                return ports.has(port) && !(old_ones == OldOnes::LookAt && ports.may_yield(port));
            };
            while (expected < 33'768 && is_of_no_use(expected)) expected += 2;
            const std::uint32_t found = ports.next(from, 33'768, old_ones);
            CHECK((found == expected || (found >= 33'768 && expected >= 33'768)));
        }
    }
}

TEST_CASE("A port that is free again is no TIME-WAIT's any more", "[host][ports]") {
    TakenPorts ports{FourTuple{}};
    ports.set(40'000);
    ports.set_may_yield(40'000, true);
    ports.reset(40'000);
    ports.set(40'000);
    CHECK(ports.has(40'000));
    CHECK_FALSE(ports.may_yield(40'000));
}

TEST_CASE("With or without memory the search takes the same port, TIME-WAITs of both kinds among them",
          "[host][ports][time-wait]") {
    for (const TimeWaitPortReuse reuse : {TimeWaitPortReuse::Never, TimeWaitPortReuse::Always}) {
        LinuxPair pair;
        pair.keeps_story = false;
        // Two of three are packed, the others in full.
        pair.client.config.kept_closed_connections = 200;
        pair.client.config.ephemeral_ports = {40'000, 40'599};
        pair.client.config.time_wait_port_reuse = reuse;
        Program server(pair, pair.server), client(pair, pair.client);
        const std::int32_t listener = server.listen(80);
        for (int i = 0; i < 590; ++i) {
            // Every third without timestamps.
            pair.client.config.tcp.timestamps = i % 3 == 0 ? tcp::Switch::Off : tcp::Switch::On;
            meet(pair, client, server, listener);
        }
        CHECK(pair.client.time_waits.size() > 100);
        check_memory(pair.client);
        // Until the last of them is over.
        for (int i = 0; i < 70; ++i) {
            const PickedPort picked = pick(pair.client, pair.now);
            const PickedPort expected = pick_without_memory(pair.client, pair.now);
            CHECK(picked.port == expected.port);
            CHECK(picked.iss == expected.iss);
            if (picked.port != 0) meet(pair, client, server, listener);
            pair.run_for(1_s);
        }
        check_memory(pair.client);
        CHECK((pair.client.counters.time_waits_recycled > 0) == (reuse == TimeWaitPortReuse::Always));
    }
}

TEST_CASE("A search that finds no port leaves every TIME-WAIT as it lies", "[host][ports][time-wait]") {
    LinuxPair pair;
    pair.client.config.kept_closed_connections = 0;
    pair.client.config.ephemeral_ports = {40'000, 40'007};
    pair.client.config.time_wait_port_reuse = TimeWaitPortReuse::Always;
    pair.client.config.tcp.timestamps = tcp::Switch::Off;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    for (int i = 0; i < 8; ++i) meet(pair, client, server, listener);
    pair.run_for(5_s);
    REQUIRE(pair.client.time_waits.size() == 8);
    const Host before = pair.client;
    CHECK(pick_ephemeral_port(pair.client, pair_of_addresses, pair.now).port == 0);
    CHECK(pair.client == before);
}

TEST_CASE("What was taken in vain may give way later, though no port has become free meanwhile",
          "[host][ports][time-wait]") {
    LinuxPair pair;
    pair.client.config.ephemeral_ports = {40'000, 40'007};
    pair.client.config.time_wait_port_reuse = TimeWaitPortReuse::Always;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    std::set<std::int32_t> open;
    for (int i = 0; i < 8; ++i) {
        open.insert(client.connected());
        pair.run_for(1_ms);
        open.insert(-static_cast<std::int32_t>(server.accept(listener).value));
    }
    // All of them are established: no TIME-WAIT is there to give way.
    CHECK(client.connect(client.socket()).error == SocketError::AddrNotAvail);
    for (const std::int32_t one : open)
        if (one > 0) client.close(one);
    pair.run_for(1_ms);
    for (const std::int32_t one : open)
        if (one < 0) server.close(-one);
    pair.run_for(1_ms);
    REQUIRE(LinuxPair::count(pair.client, tcp::State::TimeWait) == 8);
    CHECK(client.connect(client.socket()).error == SocketError::AddrNotAvail);  // younger than a second
    pair.run_for(2_s);
    CHECK(client.connected() >= 0);
}
