// RFC 9293 §3.6.1 (MAY-2), RFC 6191, RFC 1337: what may end TIME-WAIT before its time.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;
using tcp::Switch;
using tcp::TimeWaitReuse;

namespace {

// RCV.NXT is 5002, SND.NXT 1002; somebody listens.
Endpoint in_time_wait(tcp::Config config = Endpoint().config) {
    Endpoint end = in_state(State::TimeWait, config);
    end.port_has_listener = true;
    return end;
}

}  // namespace

TEST_CASE("A SYN beyond the old connection's numbers ends TIME-WAIT", "[rfc9293][3.6.1][MAY-2]") {
    for (const char* syn : {"<SEQ=5002><CTL=SYN>", "<SEQ=9000><CTL=SYN>", "<SEQ=2000000000><CTL=SYN>"}) {
        Endpoint end = in_time_wait();
        end.arrives(syn);
        CHECK(end.sent().empty());
        CHECK(end.tcb.state == State::Closed);
        CHECK(end.signalled(Signal::NewConnection));
        // (1): "assigns its initial sequence number for the new connection to be larger than the largest
        // sequence number it used on the previous connection incarnation".
        CHECK(end.effects.new_iss == SeqNum{1002 + 65'537});
    }
}

TEST_CASE("A SYN among the old connection's numbers is only acknowledged", "[rfc9293][3.6.1][MAY-2]") {
    Endpoint end = in_time_wait();
    end.arrives("<SEQ=5001><CTL=SYN>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(end.tcb.state == State::TimeWait);
}

TEST_CASE("A SYN does not end TIME-WAIT where nobody listens, or where it is not allowed",
          "[rfc9293][3.6.1][MAY-2]") {
    Endpoint nobody = in_time_wait();
    nobody.port_has_listener = false;
    nobody.arrives("<SEQ=200000><CTL=SYN>");
    CHECK(nobody.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    tcp::Config config = Endpoint().config;
    config.time_wait_reuse = TimeWaitReuse::Never;
    Endpoint never = in_time_wait(config);
    never.arrives("<SEQ=9000><CTL=SYN>");
    CHECK(never.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(never.tcb.state == State::TimeWait);
}

TEST_CASE("RFC 6191 asks the timestamp first, and the number only if the timestamp cannot tell",
          "[rfc6191][2][rfc9293][SHLD-4]") {
    const auto reopens = [](bool old_used_timestamps, const char* syn) {
        tcp::Config config = Endpoint().config;
        config.timestamps = Switch::On;
        config.time_wait_reuse = TimeWaitReuse::Rfc6191;
        Endpoint end = in_time_wait(config);
        end.tcb.timestamps.are_agreed = old_used_timestamps;
        end.tcb.timestamps.recent = 500;
        end.tcb.timestamps.recent_at = end.now;
        end.arrives(syn);
        return end.signalled(Signal::NewConnection);
    };
    CHECK(reopens(true, "<SEQ=4000><CTL=SYN><TS=501:0>"));
    CHECK(reopens(true, "<SEQ=9000><CTL=SYN><TS=500:0>"));
    CHECK_FALSE(reopens(true, "<SEQ=4000><CTL=SYN><TS=500:0>"));
    CHECK_FALSE(reopens(true, "<SEQ=9000><CTL=SYN><TS=499:0>"));
    CHECK(reopens(false, "<SEQ=4000><CTL=SYN><TS=1:0>"));
    CHECK(reopens(false, "<SEQ=9000><CTL=SYN>"));
    CHECK_FALSE(reopens(false, "<SEQ=4000><CTL=SYN>"));
}

TEST_CASE("A SYN,ACK never ends TIME-WAIT", "[rfc9293][3.6.1]") {
    Endpoint end = in_time_wait();
    end.arrives("<SEQ=9000><ACK=1002><CTL=SYN,ACK>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(end.tcb.state == State::TimeWait);
}

TEST_CASE("TIME-WAIT assassination: old data, our ACK of it, and the reset it provokes", "[rfc1337][2]") {
    // RFC 1337 Figure 1: the peer has forgotten the connection, and an old segment of its wanders in.
    Endpoint waiting = in_time_wait();
    waiting.arrives("<SEQ=4000><ACK=900><CTL=ACK><DATA=100>");
    CHECK(waiting.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    Endpoint gone;
    gone.arrives(waiting.effects.segments[0], "");
    CHECK(gone.sent() == "<SEQ=5002><CTL=RST>");
    waiting.arrives(gone.effects.segments[0], "");
    CHECK(waiting.tcb.state == State::Closed);
}

TEST_CASE("With fix F1 of RFC 1337 resets cannot end TIME-WAIT", "[rfc1337][3]") {
    tcp::Config config = Endpoint().config;
    config.ignore_rst_in_time_wait = Switch::On;
    Endpoint end = in_time_wait(config);
    const Instant deadline = end.tcb.deadlines.time_wait;
    end.wait(10_s);
    end.arrives("<SEQ=5002><CTL=RST>");
    CHECK(end.tcb.state == State::TimeWait);
    CHECK(end.tcb.deadlines.time_wait == deadline);
    CHECK(end.sent().empty());
    // Elsewhere they count as before.
    Endpoint established_end = established(config);
    established_end.arrives("<SEQ=5001><CTL=RST>");
    CHECK(established_end.tcb.state == State::Closed);
}

TEST_CASE("An inexact RST never ends TIME-WAIT", "[rfc5961][3.2][N7]") {
    Endpoint end = in_time_wait();
    end.arrives("<SEQ=5003><CTL=RST>");
    CHECK(end.tcb.state == State::TimeWait);
    end.arrives("<SEQ=4990><CTL=RST>");
    CHECK(end.tcb.state == State::TimeWait);
}
