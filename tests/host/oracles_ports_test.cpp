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
