// Linux's receive window: the first one, how it grows and when it shuts (tcp_select_initial_window,
// __tcp_select_window, tcp_rcv_space_adjust), and which segments it admits (tcp_sequence).

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::State;

namespace {

// The profile, with the 6 MiB of kernels before 6.17: a shift of 7, as most captures show it.
tcp::Config linux_with_6_mib() {
    tcp::Config config = tcp::linux_config();
    config.receive_buffer_max_bytes = 6'291'456;
    return config;
}

Endpoint client(tcp::Config config = linux_with_6_mib()) {
    Endpoint end;
    end.config = config;
    end.at(10_ms);
    end.open_active(1000);
    end.at(20_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><SACKOK><TS=700:10><WS=7>");
    return end;
}

// The next 1448 bytes in order, as a peer would send them.
void full_segment(Endpoint& end) {
    const std::uint32_t ms = static_cast<std::uint32_t>((end.now - Instant{}).us / 1000);
    end.arrives("<SEQ=" + std::to_string(end.tcb.rcv.nxt.raw) +
                "><ACK=" + std::to_string(end.tcb.snd.nxt.raw) + "><CTL=ACK><TS=" + std::to_string(700 + ms) +
                ":" + std::to_string(ms - 5) + "><DATA=1448>");
}

std::uint32_t edge(const Endpoint& end) { return (end.tcb.rcv.nxt + end.tcb.rcv.wnd).raw; }

}  // namespace

TEST_CASE("The first windows are 64,240 and, with timestamps, 65,160 bytes; then 502 and 510 scaled",
          "[linux]") {
    Endpoint end;
    end.config = linux_with_6_mib();
    end.open_active(1000);
    CHECK(end.effects.segments.at(0).raw_window == 64'240);
    CHECK(end.effects.segments.at(0).options.window_scale == 7);
    CHECK(client().effects.segments.at(0).raw_window == 502);

    Endpoint server;
    server.config = linux_with_6_mib();
    server.open_passive(1000);
    server.arrives("<SEQ=5000><CTL=SYN><MSS=1460><SACKOK><TS=700:0><WS=7>");
    CHECK(server.effects.segments.at(0).raw_window == 65'160);
    server.arrives("<SEQ=5001><ACK=1001><CTL=ACK><TS=701:0>");
    server.send(10);
    CHECK(server.effects.segments.at(0).raw_window == 510);
}

TEST_CASE("The shift covers as much as the buffer may grow to", "[linux]") {
    Endpoint end;
    end.config = tcp::linux_config();
    end.open_active(1000);
    CHECK(end.effects.segments.at(0).options.window_scale == 10);
}

TEST_CASE("Without scaling the window is a multiple of the segment size", "[linux]") {
    tcp::Config config = tcp::linux_config();
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    CHECK(end.effects.segments.at(0).raw_window == 64'240);
    CHECK(end.tcb.rcv.shift == 0);
}

TEST_CASE("The right edge never moves left, and shuts when nobody reads", "[linux][rfc9293][SHLD-14]") {
    Endpoint end = client();
    std::uint32_t before = edge(end);
    for (int i = 0; i < 60 && end.tcb.rcv.wnd > 0; ++i) {
        end.now = end.now + 1_ms;
        full_segment(end);
        CHECK(before <= edge(end));
        before = edge(end);
    }
    end.wait(1_s);
    CHECK(end.tcb.rcv.wnd < 1448);
    CHECK(end.tcb.acks.quick_left == 0);
    // A read that frees at least twice as much is told at once.
    end.receive(40'000);
    CHECK(end.segments_sent() == 1);
    CHECK(end.effects.segments.at(0).raw_window > 0);
}

TEST_CASE("The buffer grows with what the user takes in a round trip", "[linux]") {
    Endpoint end = client();
    const std::uint32_t buffer = end.tcb.window.buffer_bytes;
    CHECK(buffer == 131'072);
    for (int round = 0; round < 20; ++round) {
        end.now = end.now + 10_ms;
        for (int i = 0; i < 30; ++i) {
            full_segment(end);
            end.receive();
        }
    }
    CHECK(end.tcb.window.buffer_bytes > buffer);
    CHECK(end.tcb.rcv.wnd > 65'535);

    Endpoint fixed = client();
    fixed.tcb.options.receive_buffer_is_fixed = true;
    for (int round = 0; round < 20; ++round) {
        fixed.now = fixed.now + 10_ms;
        for (int i = 0; i < 30; ++i) {
            full_segment(fixed);
            fixed.receive();
        }
    }
    CHECK(fixed.tcb.window.buffer_bytes == buffer);
}

TEST_CASE("Text that has come since the last ACK is admitted again, and its ACK heard", "[linux]") {
    Endpoint end = client();
    end.send(100);
    end.tcb.acks.quick_left = 0;
    end.tcb.acks.delay = 40_ms;
    end.arrives("<SEQ=5001><ACK=1001><CTL=PSH,ACK><DATA=10><TS=701:20>");
    REQUIRE(end.sent().empty());
    end.arrives("<SEQ=5001><ACK=1101><CTL=PSH,ACK><DATA=10><TS=702:20>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_old_part_cut");
    CHECK(end.tcb.snd.una == SeqNum{1101});
    CHECK(end.segments_sent() == 1);
    CHECK(end.effects.segments.at(0).options.sack.size() == 1);  // the duplicate
    // Below the last ACK nothing is heard.
    end.send(100);
    end.arrives("<SEQ=5001><ACK=1201><CTL=PSH,ACK><DATA=5><TS=703:20>");
    CHECK(end.tcb.snd.una == SeqNum{1101});
}

TEST_CASE("A segment at the right edge is admitted for its ACK alone", "[linux]") {
    Endpoint end = client();
    end.send(100);
    end.arrives("<SEQ=" + std::to_string(edge(end)) + "><ACK=1101><CTL=ACK><DATA=10><TS=701:20>");
    CHECK(end.tcb.snd.una == SeqNum{1101});
    CHECK(end.segments_sent() == 1);
    CHECK(end.tcb.receive_buffer.held().empty());
}

TEST_CASE("After a CLOSE in SYN-RECEIVED the window still opens again when text is read",
          "[rfc9293][3.10.4][linux]") {
    Endpoint end;
    end.config = linux_with_6_mib();
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN><MSS=1460><SACKOK><TS=700:0><WS=7>");
    end.close();
    REQUIRE(end.tcb.state == State::FinWait1);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><TS=701:0>");
    for (int i = 0; i < 60; ++i) {  // more than the first window
        full_segment(end);
        end.receive();
    }
    CHECK(end.tcb.rcv.nxt.raw == 5001 + 60 * 1448);
    CHECK(end.tcb.rcv.wnd > 1448);
}
