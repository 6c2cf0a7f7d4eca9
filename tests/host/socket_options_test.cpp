#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "support/host/linux_pair.h"

// setsockopt(2) and getsockopt(2) in the linux profile: what Linux 6.18 answers (tests/linux, options_values), and
// what the options do.

using namespace hw::literals;
using hw::host::SocketError;
using hw::host::SocketOption;
using hw::test::LinuxPair;
using hw::test::Program;
namespace sys = hw::host::sys;

namespace {

struct Written {
    SocketOption option;
    std::int64_t written;
    std::int64_t read;
};

}  // namespace

TEST_CASE("Numbers that an option may not have are moved to the nearest that it may", "[socket]") {
    LinuxPair pair;
    Program program(pair, pair.client);
    const std::int32_t socket = program.socket();
    CHECK(program.get(socket, SocketOption::RcvBuf).number == 131'072);
    CHECK(program.get(socket, SocketOption::TcpMaxseg).number == 536);
    CHECK(program.get(socket, SocketOption::TcpSyncnt).number == 6);
    CHECK(program.get(socket, SocketOption::TcpLinger2).number == 60);
    for (const Written& one : {Written{SocketOption::RcvBuf, 1, 2'304},
                               {SocketOption::RcvBuf, 10'000, 20'000},
                               {SocketOption::RcvBuf, 10'000'000, 8'388'608},
                               {SocketOption::SndBuf, 1, 4'608},
                               {SocketOption::SndBuf, 100'000, 200'000},
                               {SocketOption::SndBuf, 10'000'000, 8'388'608},
                               {SocketOption::TcpLinger2, -1, -1},
                               {SocketOption::TcpLinger2, 0, 60},
                               {SocketOption::TcpLinger2, 1'000, 120},
                               {SocketOption::TcpDeferAccept, 1, 1},
                               {SocketOption::TcpDeferAccept, 2, 3},
                               {SocketOption::TcpDeferAccept, 8, 15},
                               {SocketOption::TcpDeferAccept, 1'000, 1'087},
                               {SocketOption::TcpNodelay, -1, 1}}) {
        CHECK(program.set(socket, one.option, one.written) == SocketError::None);
        CHECK(program.get(socket, one.option).number == one.read);
    }
}

TEST_CASE(
    "TCP_QUICKACK: nought lets ACKs wait, one sends them at once, an even number only the one that waits",
    "[socket]") {
    const auto acks_after = [](std::int64_t number) {
        LinuxPair pair;
        Program server(pair, pair.server), client(pair, pair.client);
        const std::int32_t listener = server.listen(80);
        server.set(listener, SocketOption::TcpQuickack, 0);
        const std::int32_t at_client = client.connected();
        pair.run_for(1_ms);
        const auto at_server = static_cast<std::int32_t>(server.accept(listener).value);
        CHECK(server.get(at_server, SocketOption::TcpQuickack).number == 0);
        client.send(at_client, "request");
        pair.run_for(5_ms);
        pair.seen.clear();
        server.set(at_server, SocketOption::TcpQuickack, number);
        pair.run_for(1_ms);
        const bool went_at_once = !pair.seen.empty();
        return std::pair{went_at_once, server.get(at_server, SocketOption::TcpQuickack).number};
    };
    CHECK(acks_after(0) == std::pair{false, std::int64_t{0}});
    CHECK(acks_after(1) == std::pair{true, std::int64_t{1}});
    CHECK(acks_after(2) == std::pair{true, std::int64_t{0}});
}

TEST_CASE("TCP_NOTSENT_LOWAT: no more is taken than may soon leave", "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    server.listen(80);
    const std::int32_t socket = client.connected();
    client.set(socket, SocketOption::TcpNotsentLowat, 1'000);
    CHECK(client.get(socket, SocketOption::TcpNotsentLowat).number == 1'000);
    const std::string text(60'000, 'x');
    std::int64_t taken = 0;
    while (true) {
        const auto result = client.send(socket, text, sys::msg_dontwait);
        if (result.error == SocketError::Again) break;
        taken += result.value;
    }
    // What the window lets go, and less than a segment more.
    CHECK(client.info(socket).tcpi_notsent_bytes <= 1'000);
    CHECK(taken < 20'000);
}

TEST_CASE("TCP_INFO tells what became of a transfer; of a socket without a connection, that it is closed",
          "[socket]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80);
    CHECK(client.info(client.socket()).tcpi_state == 7);
    CHECK(server.info(listener).tcpi_state == 10);
    const std::int32_t at_client = client.connected();
    pair.run_for(1_ms);
    const auto at_server = static_cast<std::int32_t>(server.accept(listener).value);
    client.send(at_client, std::string(5'000, 'x'));
    pair.run_for(10_ms);
    const hw::host::TcpInfo sender = client.info(at_client), receiver = server.info(at_server);
    CHECK(sender.tcpi_state == 1);
    CHECK(sender.tcpi_options == (1 | 2 | 4));
    CHECK(sender.tcpi_snd_mss == 1'448);
    CHECK(sender.tcpi_bytes_acked == 5'001);  // the SYN, too
    CHECK(sender.tcpi_bytes_sent == 5'000);
    CHECK(sender.tcpi_unacked == 0);
    CHECK(sender.tcpi_total_retrans == 0);
    CHECK(sender.tcpi_snd_ssthresh == 0x7fff'ffff);
    CHECK(sender.tcpi_snd_cwnd == 10);
    CHECK(sender.tcpi_min_rtt >= 100);
    CHECK(sender.tcpi_rto >= 200'000);
    CHECK(sender.tcpi_last_data_sent == 10);
    CHECK(receiver.tcpi_bytes_received == 5'000);
    CHECK(receiver.tcpi_rcv_mss == 1'448);
    CHECK(find(sender, "tcpi_snd_cwnd") == 10);
    CHECK(find(sender, "tcpi_nothing") == std::nullopt);
}
