// The freebsd profile's own steps and values (tcp/profiles/freebsd.h): where it leaves RFC 9293, by FreeBSD's function.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/freebsd.h"

using namespace hw;
using namespace hw::test;
using tcp::Finding;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

// FreeBSD's steps, without its options, so that segments stay short.
tcp::Config like_freebsd() {
    tcp::Config config = Endpoint().config;
    config.rules = tcp::RuleBookId::FreeBsd;
    return config;
}

Endpoint in_time_wait() {
    Endpoint end = in_state(State::TimeWait, like_freebsd());
    end.port_has_listener = true;
    return end;
}

}  // namespace

TEST_CASE("In TIME-WAIT FreeBSD answers an ACK only if it says something", "[freebsd][tcp_twcheck]") {
    Endpoint end = in_time_wait();
    end.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(end.sent() == "");
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    end.arrives("<SEQ=5003><ACK=1002><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
}

TEST_CASE("In TIME-WAIT FreeBSD drops resets and whatever has no ACK", "[freebsd][tcp_twcheck][rfc1337]") {
    Endpoint end = in_time_wait();
    for (const char* segment :
         {"<SEQ=5002><CTL=RST>", "<SEQ=5002><CTL=FIN>", "<SEQ=5001><CTL=SYN>", "<SEQ=5002><CTL=SYN>"}) {
        INFO(segment);
        end.arrives(segment);
        CHECK(end.sent() == "");
        CHECK(end.tcb.state == State::TimeWait);
    }
    end.arrives("<SEQ=5003><CTL=SYN>");
    CHECK(end.signalled(Signal::NewConnection));
}

TEST_CASE("A repeated FIN restarts FreeBSD's TIME-WAIT, another does not", "[freebsd][tcp_twcheck]") {
    Endpoint end = in_time_wait();
    end.wait(10_s);
    const Instant before = end.tcb.deadlines.time_wait;
    end.arrives("<SEQ=6000><ACK=1002><CTL=FIN,ACK>");
    CHECK(end.tcb.deadlines.time_wait == before);
    end.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(end.tcb.deadlines.time_wait == before + 10_s);
}

TEST_CASE("While FreeBSD's FIN is unacknowledged an ACK repeats it", "[freebsd][tcp_output]") {
    tcp::Config config = like_freebsd();
    config.acks_repeat_fin = Switch::On;
    Endpoint end = in_state(State::FinWait1, config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(end.tcb.state == State::Closing);
    CHECK(end.sent() == "<SEQ=1001><ACK=5002><CTL=FIN,ACK>");
    end.arrives("<SEQ=5100><CTL=SYN>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
}

TEST_CASE("insecure_rst lets an RST anywhere in the window count", "[freebsd][rfc5961][3.2]") {
    for (const Switch is_insecure : {Switch::Off, Switch::On}) {
        tcp::Config config = like_freebsd();
        config.any_rst_in_window_counts = is_insecure;
        Endpoint end = in_state(State::Established, config);
        end.arrives("<SEQ=5100><CTL=RST>");
        CHECK(end.signalled(Signal::Reset) == (is_insecure == Switch::On));
        CHECK(end.sent() == (is_insecure == Switch::On ? "" : "<SEQ=1001><ACK=5001><CTL=ACK>"));
    }
}

TEST_CASE("insecure_syn lets a SYN in the window end the connection with a reset",
          "[freebsd][rfc5961][4.2]") {
    tcp::Config config = like_freebsd();
    config.syn_in_window_resets = Switch::On;
    Endpoint end = in_state(State::Established, config);
    end.arrives("<SEQ=5001><CTL=SYN>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5001><CTL=RST,ACK><WND=0>");
    CHECK(end.signalled(Signal::Reset));

    Endpoint beside = in_state(State::Established, config);
    beside.arrives("<SEQ=5000><CTL=SYN>");
    CHECK(beside.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
}

TEST_CASE("drop_synfin decides about a SYN with a FIN", "[freebsd][tcp_input]") {
    Endpoint end = in_state(State::Listen, like_freebsd());
    end.arrives("<SEQ=5000><CTL=SYN,FIN><DATA=3>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    tcp::Config config = like_freebsd();
    config.syn_with_fin_is_dropped = Switch::On;
    Endpoint strict = in_state(State::Listen, config);
    strict.arrives("<SEQ=5000><CTL=SYN,FIN>");
    CHECK(strict.sent() == "");
    Endpoint opening = in_state(State::SynSent, config);
    opening.arrives("<SEQ=5000><CTL=SYN,FIN>");
    CHECK(opening.tcb.state == State::SynSent);
}

TEST_CASE("When both ends open at once FreeBSD keeps the text of the SYN and forgets its FIN",
          "[freebsd][tcp_do_segment]") {
    Endpoint end = in_state(State::SynSent, like_freebsd());
    end.arrives("<SEQ=5000><CTL=SYN,FIN><DATA=3>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    end.arrives("<SEQ=5004><ACK=1001><CTL=ACK>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.receive().size() == 3);
}

TEST_CASE("The slop is added to every RTO but the first, and not doubled", "[freebsd][rexmit_slop]") {
    tcp::Config config = like_freebsd();
    config.rto_slop = 200_ms;
    config.initial_rto = 1_s;
    config.open_timeout = 75_s;
    config.user_timeout = Duration::never();
    Endpoint end = in_state(State::SynSent, config);
    end.wait(999_ms);
    CHECK(end.segments_sent() == 0);
    end.wait(1_ms);
    CHECK(end.segments_sent() == 1);
    end.wait(2'199_ms);
    CHECK(end.segments_sent() == 0);
    end.wait(1_ms);
    CHECK(end.segments_sent() == 1);
    end.wait(4'200_ms);
    CHECK(end.segments_sent() == 1);
}

TEST_CASE("An OPEN without an answer ends after keepinit", "[freebsd][tcp_timer_keep]") {
    tcp::Config config = like_freebsd();
    config.open_timeout = 5_s;
    config.user_timeout = Duration::never();
    Endpoint end = in_state(State::SynSent, config);
    end.wait(4'999_ms);
    CHECK(end.tcb.state == State::SynSent);
    end.wait(1_ms);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::UserTimeout));
}

TEST_CASE("The third repetition of a SYN offers the MSS alone", "[freebsd][tcp_timer_rexmt]") {
    tcp::Config config = like_freebsd();
    config.sack = Switch::On;
    config.repeated_syn_drops_options = Switch::On;
    Endpoint end = in_state(State::SynSent, config);
    end.wait(3'500_ms);
    CHECK(end.effects.segments.back().options.sack_permitted);
    end.wait(4_s);
    CHECK(!end.effects.segments.back().options.sack_permitted);
    CHECK(end.effects.segments.back().options.has_mss);
}

TEST_CASE("FreeBSD's receive buffer is a whole number of segments, and counts beyond 16 bits",
          "[freebsd][tcp_mss]") {
    tcp::Config config = like_freebsd();
    config.window_policy = tcp::WindowPolicy::FreeBsd;
    config.receive_buffer_bytes = 65'536;
    config.receive_buffer_max_bytes = 2'097'152;
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    CHECK(end.tcb.options.receive_buffer_bytes == 65'700);
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5001><CTL=ACK><WND=65535>");
    end.arrives("<SEQ=70700><CTL=RST>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    end.arrives("<SEQ=70701><CTL=RST>");
    CHECK(end.sent() == "");
}

TEST_CASE("The freebsd profile has the values that tcp(4) tells", "[freebsd]") {
    const tcp::Config config = tcp::freebsd_config();
    CHECK(config.max_rto == 64_s);
    CHECK(config.msl == 30_s);
    CHECK(tcp::rule_book(config.rules).name == "freebsd");
}
