#include <catch2/catch_test_macros.hpp>

#include "support/host/linux_pair.h"

// What was measured on Linux 6.18 about descriptors and TIME-WAIT, in the linux profile: which states hold a
// descriptor, which side waits, and what may be bound meanwhile.

using namespace hw::literals;
using hw::host::CallResult;
using hw::host::SocketError;
using hw::host::SocketOption;
using hw::tcp::State;
using hw::test::LinuxPair;
using hw::test::Program;

namespace {

hw::host::HostConfig with_descriptors(const hw::host::HostConfig& plain, std::uint32_t limit) {
    hw::host::HostConfig config = hw::test::linux_host(plain);
    config.descriptor_limit = limit;
    return config;
}

void open_files(Program& program, int count) {
    for (int i = 0; i < count; ++i)
        program.call([](auto caller) { return hw::host::sys::open_file(caller); });
}

const hw::host::ApplicationSpec closes_after_the_peer{.on_peer_close = hw::host::OnPeerClose::Close};
// A Source without anything to say closes as soon as it is connected.
const hw::host::ApplicationSpec closes_at_once{.kind = hw::host::ApplicationKind::Source,
                                               .on_peer_close = hw::host::OnPeerClose::Close};

}  // namespace

TEST_CASE(
    "M1: 5,000 connections closed by the client under RLIMIT_NOFILE=64 leave 5,000 TIME-WAITs, 7 open "
    "descriptors and no error",
    "[oracle][M1]") {
    LinuxPair pair(with_descriptors(hw::test::client_config(), 64));
    pair.keeps_story = false;
    listen(pair.server, 80, closes_after_the_peer);
    Program client(pair, pair.client);
    open_files(client, 4);
    for (int i = 0; i < 5'000; ++i) {
        const std::int32_t socket = client.connected();
        REQUIRE(socket == 7);
        REQUIRE(client.close(socket).error == SocketError::None);
        pair.run_for(1_ms);
    }
    CHECK(LinuxPair::count(pair.client, State::TimeWait) == 5'000);
    CHECK(client.open_descriptors() == 7);
    CHECK(pair.client.sockets.processes[0].errors.empty());
}

TEST_CASE(
    "M2, N14: a server that never closes gets EMFILE after 55 of 64 descriptors; 56 CLOSE-WAITs face 56 "
    "FIN-WAIT-2s, and more gather in the accept queue up to 55 + 129",
    "[oracle][M2][N14]") {
    LinuxPair pair(hw::test::linux_host(hw::test::client_config()),
                   with_descriptors(hw::test::server_config(), 64));
    pair.keeps_story = false;
    Program server(pair, pair.server);
    open_files(server, 5);
    listen(pair.server, 80, {.on_peer_close = hw::host::OnPeerClose::NeverClose});
    REQUIRE(server.open_descriptors() == 9);
    Program client(pair, pair.client);
    const auto has_failed = [&] {
        return find_error(pair.server.sockets.processes[0], hw::host::SystemCall::Accept, SocketError::MFile);
    };
    int connections = 0;
    while (has_failed() == nullptr) {
        client.close(client.connected());
        pair.run_for(1_ms);
        ++connections;
    }
    pair.run_for(100_ms);      // the last ACKs of FINs may wait
    CHECK(connections == 56);  // 55 accepted, and the one that was not
    pair.run_for(10_ms);       // the ACK of a FIN that is the first segment comes within a tick (N13)
    CHECK(server.open_descriptors() == 64);
    CHECK(LinuxPair::count(pair.server, State::CloseWait) == 56);
    CHECK(LinuxPair::count(pair.client, State::FinWait2) == 56);

    for (; connections < 300; ++connections) {
        const std::int32_t socket = client.socket(hw::host::sys::sock_nonblock);
        client.connect(socket);
        pair.run_for(1_ms);
        client.close(socket);
        pair.run_for(1_ms);
    }
    CHECK(LinuxPair::count(pair.server, State::CloseWait) == 55 + 129);
    CHECK(pair.server.counters.listen_overflows > 0);
}

TEST_CASE("M3: when the server closes first, the TIME-WAITs are the server's: 200 there, none at the client",
          "[oracle][M3]") {
    LinuxPair pair;
    pair.keeps_story = false;
    listen(pair.server, 80, closes_at_once);
    Program client(pair, pair.client);
    for (int i = 0; i < 200; ++i) {
        const std::int32_t socket = client.connected();
        REQUIRE(client.recv(socket).is_blocked);
        CHECK(client.wait().value == 0);
        client.close(socket);
    }
    pair.run_for(1_ms);
    CHECK(LinuxPair::count(pair.server, State::TimeWait) == 200);
    CHECK(LinuxPair::count(pair.client, State::TimeWait) == 0);
}

TEST_CASE(
    "M4: a server's port with TIME-WAITs may be bound again only if the old and the new listener both set "
    "SO_REUSEADDR; the TIME-WAITs stay",
    "[oracle][M4]") {
    for (const bool old_reuses : {false, true}) {
        LinuxPair pair;
        Program server(pair, pair.server), client(pair, pair.client);
        const std::int32_t old = server.socket();
        if (old_reuses) server.set(old, SocketOption::ReuseAddr);
        const auto bind = [&](std::int32_t socket) {
            return server.call([&](auto c) { return hw::host::sys::bind(c, socket, {{}, 8'000}); }).error;
        };
        REQUIRE(bind(old) == SocketError::None);
        server.call([&](auto c) { return hw::host::sys::listen(c, old, 8); });
        for (int i = 0; i < 3; ++i) {
            const std::int32_t socket = client.connected({hw::test::server_address, 8'000});
            pair.run_for(1_ms);
            server.close(static_cast<std::int32_t>(server.accept(old).value));
            pair.run_for(1_ms);
            client.close(socket);
            pair.run_for(1_ms);
        }
        server.close(old);
        REQUIRE(LinuxPair::count(pair.server, State::TimeWait) == 3);
        CHECK(bind(server.socket()) == SocketError::AddrInUse);
        const std::int32_t again = server.socket();
        server.set(again, SocketOption::ReuseAddr);
        CHECK(bind(again) == (old_reuses ? SocketError::None : SocketError::AddrInUse));
        CHECK(LinuxPair::count(pair.server, State::TimeWait) == 3);
    }
}

TEST_CASE(
    "M5: SO_LINGER{1,0}, and close() with unread data, reset the connection: no TIME-WAIT, and the peer gets "
    "ECONNRESET",
    "[oracle][M5]") {
    for (const bool lingers : {true, false}) {
        LinuxPair pair;
        Program server(pair, pair.server), client(pair, pair.client);
        const std::int32_t listener = server.listen(80);
        const std::int32_t socket = client.connected();
        pair.run_for(1_ms);
        const auto accepted = static_cast<std::int32_t>(server.accept(listener).value);
        if (lingers) {
            client.set(socket, SocketOption::Linger, 1, 0);
        } else {
            server.send(accepted, "never read");
            pair.run_for(1_ms);
        }
        client.close(socket);
        pair.run_for(1_ms);
        CHECK(pair.seen.back().header.ctl.rst());
        CHECK(server.recv(accepted).error == SocketError::ConnReset);
        CHECK(server.recv(accepted).value == 0);
        CHECK(LinuxPair::count(pair.client, State::TimeWait) == 0);
        CHECK(LinuxPair::count(pair.server, State::TimeWait) == 0);
    }
}

TEST_CASE(
    "M6: a new SYN on the four-tuple of a server's TIME-WAIT is accepted at once, and the TIME-WAIT is gone",
    "[oracle][M6]") {
    LinuxPair pair;
    Program client(pair, pair.client);
    listen(pair.server, 80, closes_at_once);
    const auto bound = [&] {
        const std::int32_t socket = client.socket();
        client.set(socket, SocketOption::ReuseAddr);
        const auto result = client.call([&](auto c) { return hw::host::sys::bind(c, socket, {{}, 50'000}); });
        REQUIRE(result.error == SocketError::None);
        return socket;
    };
    const std::int32_t first = bound();
    client.connect(first);
    pair.run_for(10_ms);
    client.close(first);
    pair.run_for(2'000_ms);
    REQUIRE(LinuxPair::count(pair.server, State::TimeWait) == 1);
    REQUIRE(pair.client.live.count == 0);

    const std::int32_t second = bound();
    client.connect(second);
    pair.run_for(100_us);
    CHECK(LinuxPair::count(pair.server, State::TimeWait) == 0);
    pair.run_for(1_ms);
    CHECK(pair.server.counters.tcp_passive_opens == 2);
}

TEST_CASE(
    "M9: TIME-WAIT lasts 60 s; so does the FIN-WAIT-2 of an orphan, and then the peer's CLOSE-WAIT still "
    "sits "
    "there and there is no TIME-WAIT",
    "[oracle][M9]") {
    {
        LinuxPair pair;
        Program client(pair, pair.client);
        listen(pair.server, 80, closes_after_the_peer);
        client.close(client.connected());
        pair.run_for(1_ms);
        pair.run_for(59'900_ms);
        CHECK(LinuxPair::count(pair.client, State::TimeWait) == 1);
        pair.run_for(200_ms);
        CHECK(LinuxPair::count(pair.client, State::TimeWait) == 0);
    }
    LinuxPair pair;
    Program client(pair, pair.client);
    listen(pair.server, 80, {.on_peer_close = hw::host::OnPeerClose::NeverClose});
    client.close(client.connected());
    pair.run_for(59'900_ms);
    CHECK(LinuxPair::count(pair.client, State::FinWait2) == 1);
    pair.run_for(1'600_ms);  // measured: 61.4 s
    CHECK(pair.client.live.count == 0);
    CHECK(LinuxPair::count(pair.client, State::TimeWait) == 0);
    CHECK(LinuxPair::count(pair.server, State::CloseWait) == 1);
}
