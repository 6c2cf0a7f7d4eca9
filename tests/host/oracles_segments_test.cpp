#include <catch2/catch_test_macros.hpp>

#include "support/host/linux_pair.h"

// What was measured on Linux 6.18 segment by segment, in the linux profile.

using namespace hw::literals;
using hw::Duration;
using hw::Instant;
using hw::host::SocketError;
using hw::host::sys::Shut;
using hw::tcp::State;
using hw::test::LinuxPair;
using hw::test::Program;

namespace {

struct Session : hw::test::LinuxSession {
    Session() {
        pair.run_for(1'000_ms);
        pair.seen.clear();
    }
};

// When each segment with these flags set off, in whole seconds after the first.
std::vector<std::int64_t> seconds_of(const LinuxPair& pair, bool is_from_client) {
    std::vector<std::int64_t> seconds;
    for (const hw::test::Seen& one : pair.seen)
        if (one.is_from_client == is_from_client)
            seconds.push_back((one.sent_at - pair.seen.front().sent_at).us / 1'000'000);
    return seconds;
}

}  // namespace

TEST_CASE(
    "M10: when the server's application closes at once, three segments end the connection: FIN,ACK - FIN,ACK "
    "- "
    "ACK",
    "[oracle][M10]") {
    LinuxPair pair;
    listen(pair.server, 80, {.on_peer_close = hw::host::OnPeerClose::Close});
    Program client(pair, pair.client);
    const std::int32_t socket = client.connected();
    pair.run_for(1_s);
    pair.seen.clear();
    client.close(socket);
    pair.run_for(1_s);
    REQUIRE(pair.seen.size() == 3);
    CHECK(pair.seen[0].header.ctl == (hw::wire::fin | hw::wire::ack));
    CHECK(pair.seen[1].header.ctl == (hw::wire::fin | hw::wire::ack));
    CHECK(pair.seen[2].header.ctl == hw::wire::ack);
}

TEST_CASE("M11: when it closes 150 ms later, there are four: a bare ACK comes first", "[oracle][M11]") {
    Session s;
    s.client.close(s.at_client);
    s.pair.run_for(150_ms);
    s.server.close(s.at_server);
    s.pair.run_for(1_s);
    REQUIRE(s.pair.seen.size() == 4);
    CHECK(s.pair.seen[1].header.ctl == hw::wire::ack);
    // Measured: 3.2 ms; N13: "within a tick (0-7 ms)".
    CHECK(s.pair.seen[1].sent_at - s.pair.seen[0].sent_at <= 8_ms);
    CHECK(s.pair.seen[2].header.ctl == (hw::wire::fin | hw::wire::ack));
}

TEST_CASE("M12: after shutdown(SHUT_WR) the server's 15 bytes are delivered: half-close works",
          "[oracle][M12]") {
    Session s;
    CHECK(s.client.shutdown(s.at_client, Shut::Write).error == SocketError::None);
    s.pair.run_for(1_ms);
    CHECK(s.server.recv(s.at_server).value == 0);
    s.server.send(s.at_server, "fifteen bytes..");
    s.pair.run_for(1_ms);
    CHECK(s.client.recv(s.at_client).value == 15);
    CHECK(s.client.text() == "fifteen bytes..");
    CHECK(s.client.send(s.at_client, "x").error == SocketError::Pipe);
}

TEST_CASE(
    "N2: a SYN to a black hole is sent at 0 1 2 3 4 5 7 11 19 35 67 s, and connect() fails with ETIMEDOUT at "
    "131 s",
    "[oracle][N2]") {
    LinuxPair pair;
    pair.loses = [](const hw::test::Seen&) { return true; };
    Program client(pair, pair.client);
    const Instant began = pair.now;
    REQUIRE(client.connected() == -1);
    CHECK(client.error() == SocketError::TimedOut);
    CHECK(seconds_of(pair, true) == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67});
    CHECK((pair.now - began).us / 1'000'000 == 131);
}

TEST_CASE("N2: an unanswered SYN,ACK is sent at 0 1 3 7 15 31 s, and the request is gone after a minute",
          "[oracle][N2]") {
    LinuxPair pair;
    listen(pair.server, 80, {});
    pair.loses = [](const hw::test::Seen& one) { return !one.is_from_client; };
    Program client(pair, pair.client);
    const std::int32_t socket = client.socket(hw::host::sys::sock_nonblock);
    client.connect(socket);
    pair.run_for(1_ms);
    client.close(socket);
    const Instant began = pair.now;
    pair.run_for(62'900_ms);
    CHECK(LinuxPair::count(pair.server, State::SynReceived) == 1);
    pair.run_for(2_s);
    CHECK(LinuxPair::count(pair.server, State::SynReceived) == 0);
    std::vector<std::int64_t> seconds;
    for (const hw::test::Seen& one : pair.seen)
        if (!one.is_from_client) seconds.push_back((one.sent_at - began + 500_ms).us / 1'000'000);
    CHECK(seconds == std::vector<std::int64_t>{0, 1, 3, 7, 15, 31});
}

TEST_CASE("N5: with backlog 1 and no accept(), two connections are established and later SYNs are dropped",
          "[oracle][N5]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    server.listen(80, 1);
    for (int i = 0; i < 3; ++i) {
        client.connect(client.socket(hw::host::sys::sock_nonblock));
        pair.run_for(1_ms);
    }
    CHECK(LinuxPair::count(pair.server, State::Established) == 2);
    CHECK(LinuxPair::count(pair.client, State::Established) == 2);
    CHECK(LinuxPair::count(pair.client, State::SynSent) == 1);
    CHECK(pair.server.counters.listen_overflows == 1);
    CHECK(pair.server.counters.listen_drops == 1);
}

TEST_CASE(
    "N10: an RST in the window is challenged, an exact one kills; in CLOSE-WAIT the writer gets EPIPE, "
    "elsewhere "
    "the reader ECONNRESET",
    "[oracle][N10]") {
    for (const bool in_close_wait : {false, true}) {
        Session s;
        if (in_close_wait) {
            s.client.shutdown(s.at_client, Shut::Write);
            s.pair.run_for(1_ms);
        }
        const hw::host::Connection* connection = nullptr;
        for (const auto& c : s.pair.server.connections)
            if (c.socket != hw::host::no_socket) connection = &c;
        REQUIRE(connection != nullptr);
        const auto reset_at = [&](std::uint32_t distance) {
            const hw::wire::TcpHeader header{.seq = connection->tcb.rcv.nxt + distance, .ctl = hw::wire::rst};
            s.pair.deliver(s.pair.server, hw::test::packet_of({.from = connection->tuple.remote,
                                                               .to = connection->tuple.local,
                                                               .header = header})
                                              .span());
        };
        reset_at(10);
        CHECK(LinuxPair::count(s.pair.server, in_close_wait ? State::CloseWait : State::Established) == 1);
        CHECK(s.pair.server.counters.challenge_acks == 1);
        reset_at(0);
        CHECK(s.server.recv(s.at_server).error ==
              (in_close_wait ? SocketError::None : SocketError::ConnReset));
        CHECK(s.server.send(s.at_server, "x").error == SocketError::Pipe);
    }
}

TEST_CASE("N11: kill -9 sends FIN within 1 ms, and RST when there is unread data", "[oracle][N11]") {
    for (const bool is_unread : {false, true}) {
        Session s;
        if (is_unread) s.server.send(s.at_server, "unread");
        s.pair.run_for(50_ms);
        s.pair.seen.clear();
        s.client.call([](auto caller) {
            hw::host::sys::kill(caller);
            return 0;
        });
        REQUIRE(!s.pair.seen.empty());
        CHECK(s.pair.seen[0].header.ctl.rst() == is_unread);
        CHECK(s.pair.seen[0].header.ctl.fin() != is_unread);
    }
}

TEST_CASE(
    "N15: backlog + 1 connections may be half-open: 9 for a backlog of 8; with tcp_max_syn_backlog=16 and no "
    "cookies 13",
    "[oracle][N15]") {
    for (const bool has_cookies : {true, false}) {
        hw::host::HostConfig config = hw::test::linux_host(hw::test::server_config());
        config.max_syn_backlog = 16;
        if (!has_cookies) config.syn_cookies = hw::host::SynCookies::Off;
        LinuxPair pair(hw::test::linux_host(hw::test::client_config()), config);
        Program server(pair, pair.server);
        server.listen(80, has_cookies ? 8 : 100);
        for (std::uint16_t port = 1; port <= 20; ++port) {
            const hw::wire::TcpHeader syn{.seq = {port}, .ctl = hw::wire::syn};
            pair.deliver(pair.server,
                         hw::test::packet_of(
                             {.from = {{0x0a00'0009}, port}, .to = hw::test::server_port_80, .header = syn})
                             .span());
        }
        CHECK(LinuxPair::count(pair.server, State::SynReceived) == (has_cookies ? 9 : 13));
    }
}

TEST_CASE(
    "M13: 10 bytes in a SYN without a cookie, to a listener without Fast Open, are ignored by its SYN,ACK; "
    "the "
    "third segment carries them again, and the server reads them",
    "[oracle][M13]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    const std::int32_t socket = client.socket();
    client.set(socket, hw::host::SocketOption::TcpFastopenNoCookie);
    const std::string text = "ten bytes.";
    CHECK(client.send_fast(socket, text).is_blocked);  // until the handshake is over
    pair.run_for(10_ms);
    CHECK(client.wait().value == 10);
    REQUIRE(pair.seen.size() >= 3);
    CHECK(pair.seen[0].header.ctl.syn());
    CHECK(pair.seen[0].text == text);
    CHECK(pair.seen[1].header.ack == pair.seen[0].header.seq + 1);
    CHECK(pair.seen[2].text == text);
    const auto accepted = static_cast<std::int32_t>(server.accept(listener).value);
    CHECK(server.recv(accepted).value == 10);
    CHECK(server.text() == text);
}

TEST_CASE(
    "N16: with a cookie the text of a SYN is read when it arrives, half a round trip after the call, and the "
    "response is back after one round trip",
    "[oracle][N16][rfc7413]") {
    hw::host::HostConfig server_options = hw::test::linux_host(hw::test::server_config());
    server_options.tcp.fast_open_server = hw::tcp::Switch::On;
    LinuxPair pair(hw::test::linux_host(hw::test::client_config()), server_options);
    pair.delay = 100_ms;
    Program server(pair, pair.server, hw::host::first_process, 1), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    server.set(listener, hw::host::SocketOption::TcpFastopen, 5);
    // The first time a cookie is asked for, and the text waits for the handshake.
    const std::int32_t first = client.socket();
    CHECK(client.send_fast(first, "request").is_blocked);
    CHECK(client.wait().value == 7);
    pair.run_for(1_s);
    client.close(first);
    server.close(static_cast<std::int32_t>(server.accept(listener).value));
    pair.run_for(1_s);

    const Instant began = pair.now;
    CHECK(server.accept(listener).is_blocked);
    const std::int32_t second = client.socket();
    CHECK(client.send_fast(second, "request").is_blocked);
    const auto accepted = static_cast<std::int32_t>(server.wait().value);
    CHECK(pair.now - began == 100_ms);
    CHECK(server.recv(accepted).value == 7);
    CHECK(server.text() == "request");
    server.send(accepted, "response");
    CHECK(client.wait().value == 7);
    hw::host::CallResult answer = client.recv(second);
    if (answer.is_blocked) answer = client.wait();
    CHECK(answer.value == 8);
    CHECK(pair.now - began == 200_ms);
}

TEST_CASE(
    "N5: when backlog + 1 connections are half-open the next SYN gets a cookie, which opens the connection "
    "that "
    "the listener has not remembered",
    "[oracle][N5][rfc4987][3.6]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80, 1);
    for (std::uint16_t port = 1; port <= 2; ++port) {
        const hw::wire::TcpHeader syn{.seq = {port}, .ctl = hw::wire::syn};
        pair.deliver(pair.server,
                     hw::test::packet_of(
                         {.from = {{0x0a00'0009}, port}, .to = hw::test::server_port_80, .header = syn})
                         .span());
    }
    const std::int32_t socket = client.connected();
    REQUIRE(socket >= 0);
    CHECK(pair.server.counters.cookies_sent == 1);
    CHECK(LinuxPair::count(pair.server, State::SynReceived) == 2);
    client.send(socket, "hello");
    pair.run_for(1_ms);
    CHECK(pair.server.counters.cookies_received == 1);
    CHECK(LinuxPair::count(pair.server, State::Established) == 1);
    const auto accepted = static_cast<std::int32_t>(server.accept(listener).value);
    CHECK(server.recv(accepted).value == 5);
}
