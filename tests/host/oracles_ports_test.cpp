#include <catch2/catch_test_macros.hpp>

#include <set>

#include "support/host/linux_pair.h"

// What was measured on Linux 6.18 about ephemeral ports, in the linux profile.

using namespace hw::literals;
using hw::host::SocketError;
using hw::test::LinuxPair;
using hw::test::Program;

TEST_CASE("N17: connect() takes even ports only, and odd ones after 14,116", "[oracle][N17]") {
    LinuxPair pair;
    pair.keeps_story = false;
    hw::host::Output output;
    std::set<std::uint16_t> ports;
    std::uint32_t odd_ones = 0;
    const hw::host::ConnectOptions options{.remote = hw::test::server_port_80};
    pair.client.config.descriptor_limit = 100'000;
    for (int i = 0; i < 14'116; ++i) {
        output.clear();
        REQUIRE(connect(pair.client, options, pair.now, output) == SocketError::None);
        const std::uint16_t port = find(pair.client, output.connection)->tuple.local.port;
        ports.insert(port);
        odd_ones += port % 2;
    }
    CHECK(odd_ones == 0);
    CHECK(ports.size() == 14'116);
    CHECK(*ports.begin() == 32'768);
    CHECK(*ports.rbegin() == 60'998);
    for (int i = 0; i < 14'116; ++i) {
        output.clear();
        REQUIRE(connect(pair.client, options, pair.now, output) == SocketError::None);
        REQUIRE(find(pair.client, output.connection)->tuple.local.port % 2 == 1);
    }
    CHECK(connect(pair.client, options, pair.now, output) == SocketError::AddrNotAvail);
}

TEST_CASE("N17: bind() to port 0 takes an odd port", "[oracle][N17]") {
    LinuxPair pair;
    Program program(pair, pair.client);
    const std::int32_t socket = program.socket();
    program.call([&](auto c) { return hw::host::sys::bind(c, socket, {}); });
    const auto name = program.call([&](auto c) { return hw::host::sys::getsockname(c, socket); });
    CHECK(name.endpoint.port % 2 == 1);
    CHECK(name.endpoint.port >= 32'768);
}

TEST_CASE("connect() without a port of its own looks at neither SO_REUSEADDR nor SO_REUSEPORT",
          "[time-wait][ports]") {
    using hw::host::SocketOption;
    for (const auto option : {SocketOption::ReuseAddr, SocketOption::ReusePort}) {
        LinuxPair pair;
        pair.client.config.ephemeral_ports = {50'000, 50'007};
        Program server(pair, pair.server), client(pair, pair.client);
        const std::int32_t listener = server.listen(80);
        for (int i = 0; i < 8; ++i) {
            const std::int32_t socket = client.connected();
            pair.run_for(1_ms);
            client.close(socket);
            pair.run_for(1_ms);
            server.close(static_cast<std::int32_t>(server.accept(listener).value));
            pair.run_for(1_ms);
        }
        REQUIRE(LinuxPair::count(pair.client, hw::tcp::State::TimeWait) == 8);
        const std::int32_t socket = client.socket();
        client.set(socket, option);
        CHECK(client.connect(socket).error == SocketError::AddrNotAvail);
    }
}
