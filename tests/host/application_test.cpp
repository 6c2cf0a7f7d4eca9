#include "host/application.h"

#include <catch2/catch_test_macros.hpp>

#include "host/profile.h"
#include "support/host/pair.h"

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::host::ApplicationKind;
using hw::host::ApplicationSpec;
using hw::host::OnPeerClose;
using hw::tcp::State;
using hw::test::Pair;

namespace {

std::string pattern_text(std::size_t count) {
    std::string text;
    while (text.size() < count) {
        const auto piece = hw::host::pattern_from(text.size());
        text.append(reinterpret_cast<const char*>(piece.data()), piece.size());
    }
    text.resize(count);
    return text;
}

}  // namespace

TEST_CASE("The pattern of a source depends on the offset alone, and is printable", "[host]") {
    const std::string whole = pattern_text(20'000);
    for (const std::size_t offset : {0u, 1u, 88u, 89u, 4'096u, 12'345u}) {
        const auto piece = hw::host::pattern_from(offset);
        REQUIRE(piece.size() > 1'000);
        CHECK(whole.substr(offset, 1'000) == std::string(reinterpret_cast<const char*>(piece.data()), 1'000));
    }
    for (const char c : whole) REQUIRE((c >= '!' && c <= 'y'));
}

TEST_CASE("A greeter greets at accept, that is when its handshake is done, and not before", "[host]") {
    Pair pair;
    listen(pair.server, 80, {.kind = ApplicationKind::Greeter, .text = "hello, 你好"});
    pair.connect();
    pair.run_until(Instant{299'999});
    CHECK(pair.at_server().sent_bytes == 0);
    pair.run_until(Instant{400'000});
    CHECK(pair.at_server().sent_content == "hello, 你好");
    CHECK(pair.at_client().delivered_content == "hello, 你好");
}

TEST_CASE("With the two-step handshake the greeter has accepted, and greets, when the SYN arrives",
          "[host]") {
    hw::host::HostConfig config = hw::test::server_config();
    config.tcp.rules = hw::tcp::RuleBookId::TwoStepHandshake;
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {.kind = ApplicationKind::Greeter, .text = "0123456789"});
    pair.connect();
    pair.run_until(Instant{100'000});
    CHECK(state_of(pair.server) == State::Established);
    CHECK(pair.at_server().is_accepted);
    CHECK(pair.at_server().sent_bytes == 10);
    CHECK(pair.server.counters.tcp_passive_opens == 1);
}

TEST_CASE("An echo sends back what it reads, and closes when the peer has closed and everything is back",
          "[host]") {
    Pair pair;
    listen(pair.server, 80, {.kind = ApplicationKind::Echo, .on_peer_close = OnPeerClose::Close});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    const std::string text = pattern_text(30'000);
    pair.send(pair.client, id, text);
    REQUIRE(pair.output.accepted_bytes == text.size());
    pair.close(pair.client, id);
    pair.run_until(Instant{} + 20_s);
    CHECK(pair.at_client().delivered_bytes == text.size());
    CHECK(pair.at_client().delivered_content == text.substr(0, 4'096));
    CHECK(pair.at_server().closed_by == hw::host::ClosedBy::Ack);
}

TEST_CASE("An echo whose peer does not read stops reading itself: the window closes all the way back",
          "[rfc9293][3.8.6]") {
    Pair pair;
    listen(pair.server, 80, {.kind = ApplicationKind::Echo});
    const ConnectionId id = pair.connect(40'000, {.kind = ApplicationKind::Silent});
    pair.run_until(Instant{400'000});
    const std::string text = pattern_text(60'000);
    std::uint64_t taken = 0;
    for (int i = 0; i < 40; ++i) {
        pair.send(pair.client, id, text);
        taken += pair.output.accepted_bytes;
        pair.run_until(pair.now + 1_s);
    }
    // At most: two send buffers and two receive buffers full.
    CHECK(taken <= 2u * 65'536 + 2u * 65'535);
    CHECK(taken > 200'000);
    CHECK(pair.at_client().delivered_bytes == 0);
    CHECK(pair.at_client().tcb.receive_buffer.readable() > 60'000);
    CHECK(state_of(pair.client) == State::Established);
}

TEST_CASE("A source sends exactly its bytes, byte for byte, over a wire that loses every tenth segment",
          "[host]") {
    hw::host::HostConfig client = hw::test::client_config(), server = hw::test::server_config();
    client.kept_content_bytes = server.kept_content_bytes = 1'000'000;
    Pair pair(client, server);
    pair.output.wants_notes = false;
    int count = 0;
    pair.loses = [&count](const hw::test::Seen&) { return ++count % 10 == 0; };
    listen(pair.server, 80, {.kind = ApplicationKind::Source, .total_bytes = 200'000});
    pair.connect(40'000, {.kind = ApplicationKind::Reader, .on_peer_close = OnPeerClose::Close});
    pair.run_until(Instant{} + 500_s);
    CHECK(pair.at_client().delivered_bytes == 200'000);
    CHECK(pair.at_client().delivered_content == pattern_text(200'000));
    CHECK(pair.at_server().sent_content == pattern_text(200'000));
    CHECK(pair.at_client().closed_by == hw::host::ClosedBy::Ack);
    CHECK(pair.at_server().closed_by == hw::host::ClosedBy::TimeWait);
    CHECK(pair.server.counters.tcp_retrans_segs > 0);
}

TEST_CASE("Who is silent reads nothing, and the peer can send one window full", "[rfc9293][3.8.6]") {
    Pair pair;
    listen(pair.server, 80, {.kind = ApplicationKind::Silent});
    pair.connect(40'000, {.kind = ApplicationKind::Source, .total_bytes = 200'000});
    pair.run_until(Instant{} + 30_s);
    CHECK(pair.at_server().delivered_bytes == 0);
    CHECK(pair.at_server().tcb.receive_buffer.readable() == 65'535);
    CHECK(pair.at_server().tcb.rcv.wnd == 0);
}

TEST_CASE("A reader closes close_delay after the peer's FIN, or not at all, as it was told", "[host]") {
    for (const OnPeerClose choice : {OnPeerClose::StayOpen, OnPeerClose::Close}) {
        Pair pair;
        listen(pair.server, 80, {.on_peer_close = choice, .close_delay = 5_s});
        const ConnectionId id = pair.connect();
        pair.run_until(Instant{400'000});
        pair.close(pair.client, id);
        pair.run_until(Instant{500'000});
        CHECK(state_of(pair.server) == State::CloseWait);
        pair.run_until(Instant{500'000} + 5_s - 1_us);
        CHECK(state_of(pair.server) == State::CloseWait);
        pair.run_until(Instant{500'000} + 5_s);
        CHECK(state_of(pair.server) == (choice == OnPeerClose::Close ? State::LastAck : State::CloseWait));
    }
}

TEST_CASE("An application that was aborted does not close again when its delay is over", "[host]") {
    Pair pair;
    listen(pair.server, 80, {.on_peer_close = OnPeerClose::Close, .close_delay = 5_s});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    pair.close(pair.client, id);
    pair.run_until(Instant{600'000});
    pair.abort(pair.server, ConnectionId{0});
    CHECK(next_deadline(pair.server).is_never());
    const std::size_t packets = pair.seen.size();
    pair.run_until(Instant{} + 10_s);
    CHECK(pair.seen.size() == packets);
    CHECK(pair.at_server().closed_by == hw::host::ClosedBy::Abort);
    CHECK(pair.at_client().error == hw::host::SocketError::ConnReset);
}

TEST_CASE("Text that came with the very FIN that ended a connection is still read", "[rfc9293][3.10.3]") {
    hw::host::HostConfig config = hw::test::client_config();
    config.tcp.rules = hw::tcp::RuleBookId::NoTimeWait;
    Pair pair(config);
    listen(pair.server, 80, {});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    pair.close(pair.client, id);
    pair.run_until(Instant{800'000});
    REQUIRE(state_of(pair.client) == State::FinWait2);
    // Nagle holds the second piece back until the CLOSE lets it go together with the FIN.
    pair.send(pair.server, ConnectionId{0}, "last ");
    pair.send(pair.server, ConnectionId{0}, "words");
    pair.close(pair.server, ConnectionId{0});
    pair.run_until(Instant{1'600'000});
    REQUIRE(pair.story().find("< <SEQ=5006><ACK=1002><CTL=FIN,PSH,ACK><DATA=5>") != std::string::npos);
    CHECK(pair.at_client().delivered_content == "last words");
    CHECK(pair.at_client().closed_by == hw::host::ClosedBy::Ack);
}

TEST_CASE("A connection that was closed in SYN-RECEIVED still reads what the peer sends",
          "[rfc9293][3.10.4]") {
    Pair pair;
    listen(pair.server, 80, {});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{150'000});
    REQUIRE(state_of(pair.server) == State::SynReceived);
    pair.close(pair.server, ConnectionId{0});
    CHECK(state_of(pair.server) == State::FinWait1);
    CHECK(find_listener(pair.server, 80)->half_open_count == 0);
    pair.run_until(Instant{1'000'000});
    CHECK(state_of(pair.client) == State::CloseWait);
    pair.send(pair.client, id, "you there?");
    pair.run_until(Instant{2'000'000});
    CHECK(pair.at_server().delivered_content == "you there?");
}

TEST_CASE("A program that is killed mid-way leaves its connections to the kernel, which closes them",
          "[host][linux]") {
    hw::host::HostConfig config = hw::test::server_config();
    hw::host::linux_profile(config);
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {.on_peer_close = OnPeerClose::Close, .close_delay = 5_s});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{400'000});
    pair.close(pair.client, id);
    pair.run_until(Instant{800'000});
    REQUIRE(state_of(pair.server) == State::CloseWait);
    kill_program(pair.server, pair.now, pair.begin_call());
    pair.end_call(pair.server);
    CHECK(pair.at_server().tcb.state == State::LastAck);
    CHECK(find_listener(pair.server, 80) == nullptr);
    // It does not close a second time when its delay is over.
    pair.run_until(Instant{} + 20_s);
    CHECK(pair.at_server().closed_by == hw::host::ClosedBy::Ack);
    CHECK(pair.at_client().error == hw::host::SocketError::None);
}

TEST_CASE("A shutdown and an accept() that come late are calls like others", "[host][linux]") {
    hw::host::HostConfig config = hw::test::server_config();
    hw::host::linux_profile(config);
    Pair pair(hw::test::client_config(), config);
    listen(pair.server, 80, {});
    pair.server.listeners[0].accepting = hw::host::Accepting::ByCall;
    pair.connect();
    pair.run_until(Instant{400'000});
    CHECK_FALSE(pair.at_server().is_accepted);
    using hw::host::SocketError;
    CHECK(start_accepting(pair.server, 81, pair.now, pair.begin_call()) == SocketError::NotConn);
    CHECK(start_accepting(pair.server, 80, pair.now, pair.begin_call()) == SocketError::None);
    pair.end_call(pair.server);
    CHECK(pair.at_server().is_accepted);
    CHECK(shutdown(pair.server, ConnectionId{0}, pair.now, pair.begin_call()) == SocketError::None);
    pair.end_call(pair.server);
    CHECK(state_of(pair.server) == State::FinWait1);
    CHECK(pair.at_server().socket != hw::host::no_socket);  // it may still read
    CHECK(shutdown(pair.server, ConnectionId{7}, pair.now, pair.begin_call()) == SocketError::NotConn);
}
