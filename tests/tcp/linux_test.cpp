// The linux profile's own steps (tcp/profiles/linux_steps.h): where it leaves RFC 9293, and how it was measured.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

// Linux's steps and limits, without its options, so that segments stay short.
tcp::Config like_linux() {
    tcp::Config config = Endpoint().config;
    config.rules = tcp::RuleBookId::Linux;
    config.invalid_segment_interval = 500_ms;
    config.fin_wait2_timeout = 60_s;
    config.reset_on_unread_close = Switch::On;
    config.time_wait_reuse = tcp::TimeWaitReuse::Rfc6191;
    return config;
}

Endpoint in_time_wait(tcp::Config config = like_linux()) {
    Endpoint end = in_state(State::TimeWait, config);
    end.port_has_listener = true;
    end.wait(10_s);
    return end;
}

}  // namespace

TEST_CASE("On Linux a repeated SYN is answered at once, at most every 500 ms, and the timer starts anew",
          "[linux][N3]") {
    Endpoint end = in_state(State::SynReceived, like_linux());
    end.wait(300_ms);
    end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    CHECK(end.tcb.deadlines.retransmit == end.now + 1_s);
    end.wait(499_ms);
    end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
    CHECK(end.sent().empty());
    end.wait(1_ms);
    end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
}

TEST_CASE("When the third ACK is lost data establishes the connection", "[linux][N4]") {
    Endpoint end = in_state(State::SynReceived, like_linux());
    end.arrives("<SEQ=5001><ACK=1001><CTL=PSH,ACK><DATA=5>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.receive() == letters({5001}, 5));
}

TEST_CASE("On Linux a half-open connection dies of an exact RST and of a new SYN", "[linux][half_open]") {
    Endpoint reset = in_state(State::SynReceived, like_linux());
    reset.arrives("<SEQ=5100><CTL=RST>");
    CHECK(reset.tcb.state == State::SynReceived);
    reset.arrives("<SEQ=5001><CTL=RST>");
    CHECK(reset.tcb.state == State::Listen);
    CHECK(reset.sent().empty());
    Endpoint renewed = in_state(State::SynReceived, like_linux());
    renewed.arrives("<SEQ=5100><CTL=SYN>");
    CHECK(renewed.tcb.state == State::Listen);
    CHECK(renewed.sent() == "<SEQ=0><ACK=5101><CTL=RST,ACK>");
}

TEST_CASE("On Linux an ACK of the wrong number is reset and the half-open connection stays",
          "[linux][half_open]") {
    Endpoint end = in_state(State::SynReceived, like_linux());
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=1002><CTL=RST>");
    CHECK(end.tcb.state == State::SynReceived);
}

TEST_CASE("On Linux challenge ACKs leave at most every 500 ms", "[linux][N10]") {
    Endpoint end = established(like_linux());
    end.arrives("<SEQ=5002><CTL=RST>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    end.arrives("<SEQ=7000><CTL=SYN>");
    CHECK(end.sent().empty());
    end.wait(500_ms);
    end.arrives("<SEQ=7000><CTL=SYN>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    // Old data is always acknowledged.
    for (int i = 0; i < 3; ++i) {
        end.arrives("<SEQ=4990><ACK=1001><CTL=ACK><DATA=5>");
        CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    }
    end.arrives("<SEQ=5001><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("On Linux text that reaches beyond the peer's FIN ends the connection, text behind it is ignored",
          "[linux][tcp_rcv_state_process]") {
    Endpoint end = in_state(State::CloseWait, like_linux());
    end.arrives("<SEQ=5002><ACK=1001><CTL=ACK><DATA=100>");
    CHECK(end.sent().empty());
    CHECK(end.tcb.state == State::CloseWait);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100>");
    CHECK(end.sent() == "<SEQ=1001><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("On Linux ABORT's reset acknowledges", "[linux][tcp_send_active_reset]") {
    Endpoint end = established(like_linux());
    end.abort();
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=RST,ACK>");
}

TEST_CASE("On Linux TCP_LINGER2 below zero resets instead of waiting in FIN-WAIT-2", "[linux][orphan]") {
    Endpoint end = established(like_linux());
    end.tcb.options.fin_wait2_timeout = {};
    end.orphan();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=1002><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("On Linux keep-alives of the peer are answered at most every 500 ms", "[linux][keep_alive]") {
    Endpoint end = established(like_linux());
    end.arrives("<SEQ=5000><ACK=1001><CTL=ACK>");
    CHECK(end.segments_sent() == 1);
    end.arrives("<SEQ=5000><ACK=1001><CTL=ACK><DATA=1>");
    CHECK(end.segments_sent() == 1);
    end.wait(20_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=ACK>");
    CHECK(end.sent().empty());
}

TEST_CASE("On Linux a reset one number below counts once the peer has closed", "[linux][tcp_reset_check]") {
    Endpoint end = in_state(State::CloseWait, like_linux());
    end.arrives("<SEQ=5001><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::Reset));
    Endpoint open = established(like_linux());
    open.arrives("<SEQ=5000><CTL=RST>");
    CHECK(open.tcb.state == State::Established);
}

TEST_CASE("On Linux a reset at the end of what was SACKed counts", "[linux][tcp_validate_incoming]") {
    tcp::Config config = like_linux();
    config.sack = Switch::On;
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><SACKOK>");
    end.arrives("<SEQ=5101><ACK=1001><CTL=ACK><DATA=100>");
    end.arrives("<SEQ=5150><CTL=RST>");
    CHECK(end.tcb.state == State::Established);
    end.arrives("<SEQ=5201><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("On Linux opening at once takes one ACK more from each end", "[linux][N9]") {
    Endpoint a;
    a.config = like_linux();
    a.open_active(1000);
    a.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
    CHECK(a.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    CHECK(a.tcb.state == State::Established);
    CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
}

TEST_CASE("On Linux a SYN that met an old connection goes again at once after the reset", "[linux][N8]") {
    Endpoint a;
    a.config = like_linux();
    a.open_active(1000);
    a.arrives("<SEQ=9000><ACK=700><CTL=ACK>");
    CHECK(a.sent() == "<SEQ=700><CTL=RST>");
    a.wait(10_ms);
    CHECK(a.sent() == "<SEQ=1000><CTL=SYN>");
}

TEST_CASE("On Linux a FIN, old data and a bare ACK make TIME-WAIT begin anew", "[linux][N6]") {
    for (const char* segment :
         {"<SEQ=5001><ACK=1002><CTL=FIN,ACK>", "<SEQ=4000><ACK=1002><CTL=ACK><DATA=5>"}) {
        Endpoint end = in_time_wait();
        end.arrives(segment);
        CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
        CHECK(end.tcb.deadlines.time_wait == end.now + 60_s);
    }
    Endpoint bare = in_time_wait();
    bare.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(bare.sent().empty());
    CHECK(bare.tcb.deadlines.time_wait == bare.now + 60_s);
}

TEST_CASE("On Linux only an exact RST ends TIME-WAIT, and none with tcp_rfc1337", "[linux][N7][rfc1337]") {
    Endpoint end = in_time_wait();
    end.arrives("<SEQ=5003><CTL=RST>");
    CHECK(end.tcb.state == State::TimeWait);
    end.arrives("<SEQ=5002><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
    tcp::Config guarded = like_linux();
    guarded.ignore_rst_in_time_wait = Switch::On;
    Endpoint safe = in_time_wait(guarded);
    safe.arrives("<SEQ=5002><CTL=RST>");
    CHECK(safe.tcb.state == State::TimeWait);
}

TEST_CASE("On Linux a SYN ends TIME-WAIT by its number or its timestamp", "[linux][N8][M6]") {
    tcp::Config config = like_linux();
    config.timestamps = Switch::On;
    const auto in_time_wait_at_500 = [&] {
        Endpoint end = in_time_wait(config);
        end.tcb.timestamps.are_agreed = true;
        end.tcb.timestamps.recent = 500;
        end.tcb.timestamps.recent_at = end.now;
        return end;
    };
    for (const char* syn : {"<SEQ=9000><CTL=SYN><TS=500:0>", "<SEQ=4000><CTL=SYN><TS=501:0>"}) {
        Endpoint end = in_time_wait_at_500();
        end.arrives(syn);
        CHECK(end.signalled(Signal::NewConnection));
        CHECK(end.effects.new_iss == SeqNum{66'539});
    }
    // Older and lower: an ACK, which the client answers with RST.
    Endpoint end = in_time_wait_at_500();
    end.arrives("<SEQ=4000><CTL=SYN><TS=400:0>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    end.arrives("<SEQ=5002><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("On Linux an old SYN's timestamp means nothing to a connection that kept none",
          "[linux][N8][rfc6191][2]") {
    tcp::Config config = like_linux();
    config.timestamps = Switch::On;
    Endpoint end = in_time_wait(config);
    REQUIRE_FALSE(end.tcb.timestamps.are_agreed);
    end.arrives("<SEQ=4000><CTL=SYN><TS=1634:0>");
    CHECK_FALSE(end.signalled(Signal::NewConnection));
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(end.tcb.state == State::TimeWait);
}

TEST_CASE("On Linux an orphan in FIN-WAIT-2 resets a SYN and dies of any RST in the window",
          "[linux][orphan]") {
    const auto orphan_in_fin_wait_2 = [] {
        Endpoint end = established(like_linux());
        end.orphan();
        end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
        return end;
    };
    Endpoint reset = orphan_in_fin_wait_2();
    reset.arrives("<SEQ=5050><CTL=RST>");
    CHECK(reset.tcb.state == State::Closed);
    Endpoint renewed = orphan_in_fin_wait_2();
    renewed.arrives("<SEQ=5050><CTL=SYN>");
    CHECK(renewed.sent() == "<SEQ=0><ACK=5051><CTL=RST,ACK>");
    CHECK(renewed.tcb.state == State::Closed);
    Endpoint closed = orphan_in_fin_wait_2();
    closed.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(closed.tcb.state == State::TimeWait);
}
