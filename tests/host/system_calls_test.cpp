#include <catch2/catch_test_macros.hpp>

#include "host/socket_descriptor.h"
#include "support/host/linux_pair.h"

// BSD sockets in the linux profile: what blocks, what returns, and with which errno (the man pages of section 2).

using namespace hw::literals;
using hw::host::CallResult;
using hw::host::PollEntry;
using hw::host::SocketError;
using hw::host::SocketOption;
using hw::host::sys::Shut;
using hw::tcp::State;
using hw::test::LinuxPair;
using hw::test::Program;
namespace sys = hw::host::sys;

namespace {

struct Session : hw::test::LinuxSession {
    std::uint16_t poll(Program& program, std::int32_t descriptor) {
        std::vector<PollEntry> entries{
            {.descriptor = descriptor,
             .events = hw::host::poll_in | hw::host::poll_out | hw::host::poll_rdhup}};
        program.call([&](auto c) { return sys::poll(c, entries, {}); });
        return entries[0].revents;
    }
};

}  // namespace

TEST_CASE("Descriptors are the lowest free ones, from 3 on; what is none is EBADF, a file ENOTSOCK",
          "[socket]") {
    LinuxPair pair;
    Program program(pair, pair.client);
    CHECK(program.socket() == 3);
    CHECK(program.socket() == 4);
    CHECK(program.close(3).error == SocketError::None);
    CHECK(program.socket() == 3);
    CHECK(program.close(9).error == SocketError::BadF);
    CHECK(program.close(-1).error == SocketError::BadF);
    CHECK(program.recv(9).error == SocketError::BadF);
    CHECK(program.recv(0).error == SocketError::NotSock);
    CHECK(program.connect(1).error == SocketError::NotSock);
}

TEST_CASE("The process's limit is EMFILE, the host's is ENFILE", "[socket]") {
    hw::host::HostConfig config = hw::test::linux_host(hw::test::client_config());
    config.descriptor_limit = 6;
    config.file_max = 4;
    LinuxPair pair(config);
    Program first(pair, pair.client);
    for (int i = 0; i < 3; ++i) CHECK(first.socket() >= 3);
    CHECK(first.socket() == -1);
    CHECK(first.error() == SocketError::MFile);
    const hw::host::ProcessId other = create_process(pair.client, 100);
    Program second(pair, pair.client, other);
    CHECK(second.socket() == 3);
    CHECK(second.socket() == -1);
    CHECK(second.error() == SocketError::NFile);
    first.close(4);
    CHECK(second.socket() == 4);
}

TEST_CASE("connect() to a port without a listener is ECONNREFUSED, and the socket may try again",
          "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t socket = client.socket();
    CHECK(client.connect(socket).is_blocked);
    CHECK(client.wait().error == SocketError::ConnRefused);
    server.listen(80);
    CHECK(client.connect(socket).is_blocked);
    CHECK(client.wait().error == SocketError::None);
    CHECK(client.connect(socket).error == SocketError::IsConn);
}

TEST_CASE("A connect() that does not block is EINPROGRESS, then EALREADY, then done; SO_ERROR tells how",
          "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t refused = client.socket(sys::sock_nonblock);
    CHECK(client.connect(refused).error == SocketError::InProgress);
    CHECK(client.connect(refused).error == SocketError::Already);
    pair.run_for(1_ms);
    CHECK(client.get(refused, SocketOption::Error).number == 111);  // ECONNREFUSED
    CHECK(client.get(refused, SocketOption::Error).number == 0);
    server.listen(80);
    const std::int32_t socket = client.socket(sys::sock_nonblock);
    CHECK(client.connect(socket).error == SocketError::InProgress);
    CHECK(client.send(socket, "too early").error == SocketError::Again);
    pair.run_for(1_ms);
    CHECK(client.get(socket, SocketOption::Error).number == 0);
    CHECK(client.connect(socket) == CallResult{});
    CHECK(client.connect(socket).error == SocketError::IsConn);
}

TEST_CASE("accept() waits for a connection, or is EAGAIN; elsewhere it is EINVAL", "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    CHECK(server.accept(listener).is_blocked);
    REQUIRE(client.connected() >= 0);
    const CallResult accepted = server.wait();
    CHECK(accepted.error == SocketError::None);
    CHECK(accepted.value == 4);
    CHECK(server.accept(static_cast<std::int32_t>(accepted.value)).error == SocketError::Inval);
    server.call([&](auto c) { return sys::set_nonblocking(c, listener, true); });
    CHECK(server.accept(listener).error == SocketError::Again);
}

TEST_CASE("recv() waits for text, and returns 0 at its end", "[socket]") {
    Session s;
    CHECK(s.client.recv(s.at_client, 100, sys::msg_dontwait).error == SocketError::Again);
    CHECK(s.client.recv(s.at_client).is_blocked);
    s.server.send(s.at_server, "hello");
    CHECK(s.client.wait().value == 5);
    CHECK(s.client.text() == "hello");
    CHECK(s.client.recv(s.at_client).is_blocked);
    s.server.close(s.at_server);
    CHECK(s.client.wait().value == 0);
}

TEST_CASE("MSG_PEEK leaves the text, MSG_TRUNC drops it, MSG_WAITALL waits for all of it", "[socket]") {
    Session s;
    s.server.send(s.at_server, "abcdef");
    s.pair.run_for(1_ms);
    CHECK(s.client.recv(s.at_client, 3, sys::msg_peek).value == 3);
    CHECK(s.client.text() == "abc");
    CHECK(s.client.recv(s.at_client, 2, sys::msg_trunc).value == 2);
    CHECK(s.client.text().empty());
    CHECK(s.client.recv(s.at_client, 8, sys::msg_waitall).is_blocked);
    s.server.send(s.at_server, "ghijkl");
    CHECK(s.client.wait().value == 8);
    CHECK(s.client.text() == "cdefghij");
    CHECK(s.client.recv(s.at_client, 8, sys::msg_waitall | sys::msg_dontwait).value == 2);
}

TEST_CASE(
    "A send() larger than the buffer waits until all of it is taken; one that may not wait takes a part",
    "[socket]") {
    Session s;
    const std::string much(400'000, 'm');
    const CallResult part = s.client.send(s.at_client, much, sys::msg_dontwait);
    CHECK(part.value > 0);
    CHECK(part.value < 400'000);
    CHECK(s.client.send(s.at_client, much).is_blocked);
    std::int64_t received = 0;
    CallResult sent{.is_blocked = true};
    while (sent.is_blocked) {
        received += s.server.recv(s.at_server, 100'000, sys::msg_dontwait).value;
        sent = s.client.wait(10_ms);
    }
    CHECK(sent.value == 400'000);
    CHECK(received > 0);
}

TEST_CASE("What a socket cannot do yet, or any more, has its errno", "[socket]") {
    LinuxPair pair;
    Program program(pair, pair.client);
    const std::int32_t socket = program.socket();
    CHECK(program.recv(socket).error == SocketError::NotConn);
    CHECK(program.send(socket, "x").error == SocketError::Pipe);
    CHECK(program.shutdown(socket, Shut::Write).error == SocketError::NotConn);
    CHECK(program.call([&](auto c) { return sys::getpeername(c, socket); }).result.error ==
          SocketError::NotConn);
    const auto bind = [&](hw::wire::Endpoint local) {
        return program.call([&](auto c) { return sys::bind(c, socket, local); }).error;
    };
    CHECK(bind({{0x0a09'0909}, 5'000}) == SocketError::AddrNotAvail);
    CHECK(bind({{}, 5'000}) == SocketError::None);
    CHECK(bind({{}, 5'001}) == SocketError::Inval);
    CHECK(program.connect(socket, {{0xe000'0001}, 80}).error == SocketError::NetUnreach);
    const std::int32_t listener = program.listen(81);
    CHECK(program.connect(listener).error == SocketError::IsConn);
    CHECK(program.recv(listener).error == SocketError::NotConn);
    CHECK(program.call([&](auto c) { return sys::ioctl(c, listener, sys::Ioctl::Fionread); }).error ==
          SocketError::Inval);
    CHECK(program.listen(81) == -1);
    CHECK(program.error() == SocketError::AddrInUse);
    pair.client.sockets.processes[0].is_privileged = false;
    CHECK(program.listen(82) == -1);
    CHECK(program.error() == SocketError::Acces);
}

TEST_CASE(
    "After shutdown(SHUT_WR) send() is EPIPE and the peer reads to the end; SHUT_RD makes recv() return 0",
    "[socket]") {
    Session s;
    s.client.shutdown(s.at_client, Shut::Write);
    CHECK(s.client.send(s.at_client, "x").error == SocketError::Pipe);
    s.client.shutdown(s.at_client, Shut::Read);
    CHECK(s.client.recv(s.at_client).value == 0);
    s.pair.run_for(1_ms);
    CHECK(s.server.recv(s.at_server).value == 0);
}

TEST_CASE("SO_LINGER with time makes close() wait until the FIN is acknowledged, or the time is up",
          "[socket]") {
    for (const bool peer_answers : {true, false}) {
        Session s;
        s.client.set(s.at_client, SocketOption::Linger, 1, 2);
        if (!peer_answers) s.pair.loses = [](const hw::test::Seen&) { return true; };
        const hw::Instant began = s.pair.now;
        REQUIRE(s.client.close(s.at_client).is_blocked);
        CHECK(s.client.recv(s.at_client).error == SocketError::BadF);
        CHECK(s.client.wait() == CallResult{});
        CHECK((s.pair.now - began == 2_s) == !peer_answers);
    }
}

TEST_CASE("SO_RCVTIMEO and SO_SNDTIMEO bound the wait: EAGAIN, and EINPROGRESS for connect()", "[socket]") {
    Session s;
    s.client.set(s.at_client, SocketOption::RcvTimeo, 0, 300'000);
    const hw::Instant began = s.pair.now;
    CHECK(s.client.recv(s.at_client).is_blocked);
    CHECK(s.client.wait().error == SocketError::Again);
    CHECK(s.pair.now - began == 300_ms);
    s.pair.loses = [](const hw::test::Seen&) { return true; };
    const std::int32_t socket = s.client.socket();
    s.client.set(socket, SocketOption::SndTimeo, 1);
    CHECK(s.client.connect(socket).is_blocked);
    CHECK(s.client.wait().error == SocketError::InProgress);
}

TEST_CASE("poll() says what may be done without waiting, and waits for it", "[socket]") {
    using namespace hw::host;
    Session s;
    CHECK(s.poll(s.client, s.at_client) == poll_out);
    CHECK(s.poll(s.server, s.listener) == 0);
    CHECK(s.poll(s.client, 42) == poll_nval);
    std::vector<PollEntry> entries{{.descriptor = s.at_client, .events = poll_in}};
    CHECK(s.client.call([&](auto c) { return sys::poll(c, entries, 1_s); }).is_blocked);
    s.server.send(s.at_server, "now");
    CHECK(s.client.wait().value == 1);
    CHECK(s.poll(s.client, s.at_client) == (poll_in | poll_out));
    s.server.close(s.at_server);
    s.pair.run_for(1_ms);
    CHECK(s.poll(s.client, s.at_client) == (poll_in | poll_out | poll_rdhup));
    CHECK(s.client.call([&](auto c) { return sys::poll(c, entries = {}, 500_ms); }).is_blocked);
    CHECK(s.client.wait().value == 0);
}

TEST_CASE("MSG_OOB: the urgent byte is apart, once; the stream goes on around it", "[socket]") {
    Session s;
    s.server.send(s.at_server, "abc", sys::msg_oob);
    s.pair.run_for(1_ms);
    s.server.send(s.at_server, "def");
    s.pair.run_for(1_ms);
    CHECK(s.client.recv(s.at_client, 1, sys::msg_oob).value == 1);
    CHECK(s.client.text() == "c");
    CHECK(s.client.recv(s.at_client, 1, sys::msg_oob).error == SocketError::Inval);
    CHECK(s.client.recv(s.at_client).value == 2);
    CHECK(s.client.text() == "ab");
    CHECK(s.client.recv(s.at_client).value == 3);
    CHECK(s.client.text() == "def");
}

TEST_CASE("SO_OOBINLINE: a read stops before the urgent byte, and the next one begins with it", "[socket]") {
    Session s;
    s.client.set(s.at_client, SocketOption::OobInline);
    s.server.send(s.at_server, "abc", sys::msg_oob);
    s.pair.run_for(1_ms);
    s.server.send(s.at_server, "def");
    s.pair.run_for(1_ms);
    CHECK(s.client.recv(s.at_client, 1, sys::msg_oob).error == SocketError::Inval);
    CHECK(s.client.recv(s.at_client).value == 2);
    CHECK(s.client.recv(s.at_client).value == 4);
    CHECK(s.client.text() == "cdef");
}

TEST_CASE("connect(AF_UNSPEC) breaks the connection off, and the socket may connect again", "[socket]") {
    Session s;
    CHECK(s.client.call([&](auto c) { return sys::disconnect(c, s.at_client); }) == CallResult{});
    s.pair.run_for(1_ms);
    CHECK(s.server.recv(s.at_server).error == SocketError::ConnReset);
    CHECK(s.client.recv(s.at_client).error == SocketError::ConnReset);
    CHECK(s.client.connect(s.at_client).is_blocked);
    CHECK(s.client.wait().error == SocketError::None);
    CHECK(s.server.call([&](auto c) { return sys::disconnect(c, s.listener); }) == CallResult{});
    CHECK(LinuxPair::count(s.pair.server, State::Listen) == 0);
    CHECK(s.client.call([&](auto c) { return sys::disconnect(c, 77); }).error == SocketError::BadF);
}

TEST_CASE("Options are read back; numbers out of range are EINVAL, SO_RCVBUF is answered doubled",
          "[socket]") {
    LinuxPair pair;
    Program program(pair, pair.client);
    const std::int32_t socket = program.socket();
    CHECK(program.set(socket, SocketOption::RcvBuf, 30'000) == SocketError::None);
    CHECK(program.get(socket, SocketOption::RcvBuf).number == 60'000);
    for (const auto option : {SocketOption::ReuseAddr, SocketOption::KeepAlive, SocketOption::TcpNodelay,
                              SocketOption::TcpCork, SocketOption::OobInline}) {
        CHECK(program.get(socket, option).number == 0);
        CHECK(program.set(socket, option) == SocketError::None);
        CHECK(program.get(socket, option).number == 1);
    }
    CHECK(program.set(socket, SocketOption::TcpKeepCnt, 128) == SocketError::Inval);
    CHECK(program.set(socket, SocketOption::TcpKeepIdle, 0) == SocketError::Inval);
    CHECK(program.set(socket, SocketOption::TcpMaxseg, 87) == SocketError::Inval);
    CHECK(program.set(socket, SocketOption::TcpMaxseg, 1'000) == SocketError::None);
    CHECK(program.set(socket, SocketOption::Type) == SocketError::NoProtoOpt);
    CHECK(program.get(socket, SocketOption::Type).number == 1);
    CHECK(program.set(socket, SocketOption::TcpUserTimeout, 30'000) == SocketError::None);
    CHECK(program.get(socket, SocketOption::TcpUserTimeout).number == 30'000);
    CHECK(hw::host::find_socket_option("TCP_USER_TIMEOUT") == SocketOption::TcpUserTimeout);
    CHECK(name_of(SocketOption::TcpCongestion) == "TCP_CONGESTION");
}

TEST_CASE("A listener that closes resets whom nobody has accepted", "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    const std::int32_t socket = client.connected();
    pair.run_for(1_ms);
    server.close(listener);
    pair.run_for(1_ms);
    CHECK(client.recv(socket).error == SocketError::ConnReset);
    CHECK(pair.server.live.count == 0);
}

TEST_CASE("With tcp_abort_on_overflow a full accept queue answers the third ACK with RST", "[socket]") {
    hw::host::HostConfig config = hw::test::linux_host(hw::test::server_config());
    config.abort_on_overflow = hw::tcp::Switch::On;
    LinuxPair pair(hw::test::linux_host(hw::test::client_config()), config);
    Program server(pair, pair.server), client(pair, pair.client);
    server.listen(80, 0);
    // Both SYNs are there before the first third ACK fills the queue.
    const std::int32_t first = client.socket(sys::sock_nonblock), second = client.socket(sys::sock_nonblock);
    pair.server.listeners[0].backlog = 1;
    client.connect(first);
    client.connect(second);
    pair.server.listeners[0].backlog = 1;
    pair.run_for(60_us);
    pair.server.listeners[0].backlog = 0;
    pair.run_for(1_ms);
    CHECK(client.recv(second).error == SocketError::ConnReset);
    CHECK(pair.server.counters.listen_overflows == 1);
    CHECK(LinuxPair::count(pair.server, State::Established) == 1);
}

TEST_CASE("TCP_DEFER_ACCEPT: the connection is accepted when its first text comes", "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    server.set(listener, SocketOption::TcpDeferAccept, 5);
    const std::int32_t socket = client.connected();
    pair.run_for(10_ms);
    CHECK(server.accept(listener).is_blocked);
    CHECK(pair.server.counters.deferred_accepts == 1);
    client.send(socket, "request");
    const CallResult accepted = server.wait();
    CHECK(accepted.error == SocketError::None);
    CHECK(server.recv(static_cast<std::int32_t>(accepted.value)).value == 7);
}
