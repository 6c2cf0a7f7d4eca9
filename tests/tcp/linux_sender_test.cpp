// What the linux profile's values change on the sender's side and when connections open: each is a field of Config
// with the kernel's function as its source.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config with(Switch tcp::Config::*value, Switch position) {
    tcp::Config config = Endpoint().config;
    config.*value = position;
    return config;
}

}  // namespace

TEST_CASE("Text on a SYN,ACK is thrown away: the peer will send it again",
          "[linux][tcp_rcv_synsent_state_process]") {
    tcp::Config config = Endpoint().config;
    config.rules = tcp::RuleBookId::Linux;
    Endpoint end = in_state(State::SynSent, config);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><DATA=10>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.receive().empty());
}

TEST_CASE("SYNs that cross: the SYN,ACK offers again what the peer did not", "[linux][tcp_send_synack]") {
    const auto cross = [](Switch again) {
        tcp::Config config = with(&tcp::Config::both_open_offers_again, again);
        config.sack = Switch::On;
        Endpoint end = in_state(State::SynSent, config);
        end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
        return end.effects.segments.at(0).options.sack_permitted;
    };
    CHECK(cross(Switch::On));
    CHECK_FALSE(cross(Switch::Off));
}

TEST_CASE("A segment takes up half of the largest window, or all of it up to 536 bytes",
          "[linux][tcp_bound_to_half_wnd]") {
    Endpoint end = in_syn_received(with(&tcp::Config::segments_fit_half_window, Switch::On));
    end.arrives("<SEQ=5001><ACK=1001><WND=500><CTL=ACK>");
    CHECK(end.tcb.snd.mss == 500);
    end.arrives("<SEQ=5001><ACK=1001><WND=1200><CTL=ACK>");
    CHECK(end.tcb.snd.mss == 600);
    end.arrives("<SEQ=5001><ACK=1001><WND=1100><CTL=ACK>");
    CHECK(end.tcb.snd.mss == 600);  // the largest counts
    end.arrives("<SEQ=5001><ACK=1001><WND=65535><CTL=ACK>");
    CHECK(end.tcb.snd.mss == 1460);
}

TEST_CASE("Text that was on its way when the window shut goes on being retransmitted, whole",
          "[linux][tcp_retransmit_timer]") {
    Endpoint end = established(with(&tcp::Config::window_probes_carry_text, Switch::Off));
    end.send(500);
    end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=500>");
    CHECK(end.tcb.deadlines.persist.is_never());
}

TEST_CASE("A retransmission takes along the short segments behind it, and the FIN",
          "[linux][tcp_retrans_try_collapse]") {
    Endpoint end = established(with(&tcp::Config::collapse_retransmissions, Switch::On));
    end.send(500);
    end.send(300);
    end.close();
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,PSH,ACK><DATA=800>");
    CHECK(end.tcb.sent.size() == 1);
    end.arrives("<SEQ=5001><ACK=1802><CTL=ACK>");
    CHECK(end.tcb.state == State::FinWait2);
    CHECK(end.tcb.sent.empty());
}

TEST_CASE("What fills a segment takes nothing along", "[linux][tcp_retrans_try_collapse]") {
    Endpoint end = established(with(&tcp::Config::collapse_retransmissions, Switch::On));
    end.send(1460);
    end.close();
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=1460>");
    CHECK(end.tcb.sent.size() == 2);
}

TEST_CASE("No segment holds text of two records, not even one that is sent again",
          "[linux][tcp_skb_can_collapse_to]") {
    Endpoint end = established(with(&tcp::Config::collapse_retransmissions, Switch::On));
    end.arrives("<SEQ=5001><ACK=1001><WND=100><CTL=ACK>");
    end.send(60);
    end.tcb.send_buffer.end_record();
    end.send(40);
    CHECK(end.sent() == "<SEQ=1061><ACK=5001><CTL=PSH,ACK><DATA=40>");
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=60>");
    CHECK(end.tcb.send_buffer.record_end({1001}) == SeqNum{1061});
    end.arrives("<SEQ=5001><ACK=1061><CTL=ACK>");
    CHECK_FALSE(end.tcb.send_buffer.record_end({1061}));
}

TEST_CASE("A smaller window counts only beside other news, or if it is shut",
          "[linux][tcp_may_update_window]") {
    Endpoint end = established(with(&tcp::Config::smaller_window_needs_news, Switch::On));
    end.arrives("<SEQ=5001><ACK=1001><WND=9000><CTL=ACK>");
    end.arrives("<SEQ=5001><ACK=1001><WND=8000><CTL=ACK>");
    CHECK(end.tcb.snd.wnd == 9'000);
    end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    CHECK(end.tcb.snd.wnd == 0);
    end.arrives("<SEQ=5001><ACK=1001><WND=3000><CTL=ACK>");
    CHECK(end.tcb.snd.wnd == 3'000);
    end.send(10);
    end.arrives("<SEQ=5001><ACK=1011><WND=2000><CTL=ACK>");
    CHECK(end.tcb.snd.wnd == 2'000);
}

TEST_CASE("A window too narrow for the next segment goes on being probed", "[linux][tcp_ack_probe]") {
    tcp::Config config = with(&tcp::Config::window_probes_carry_text, Switch::Off);
    config.nagle_rule = tcp::NagleRule::Minshall;
    config.silly_window_override = Duration{};
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    end.send(2'000);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=ACK>");
    end.arrives("<SEQ=5001><ACK=1001><WND=100><CTL=ACK>");
    end.wait(1'999_ms);
    CHECK(end.sent().empty());
    end.wait(1_ms);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=100>");
}

TEST_CASE("Retransmissions before a shut window count against no patience but TCP_USER_TIMEOUT",
          "[linux][tcp_retransmit_timer]") {
    tcp::Config config = with(&tcp::Config::window_probes_carry_text, Switch::Off);
    config.retries2 = 3;
    config.user_timeout = 20_s;
    Endpoint end = established(config);
    end.send(500);
    for (int i = 0; i < 19; ++i) {
        end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
        end.wait(1_s);
    }
    CHECK(end.tcb.retransmissions == 0);
    CHECK(end.tcb.state == State::Established);
    end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    end.wait(2_s);
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("TCP_USER_TIMEOUT ends a connection whose window stays shut, answers or not",
          "[linux][tcp_probe_timer]") {
    tcp::Config config = with(&tcp::Config::window_probes_carry_text, Switch::Off);
    config.retries2 = 15;
    config.user_timeout = 2_s;
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    end.send(500);
    for (int i = 0; i < 29; ++i) {
        end.wait(100_ms);
        end.arrives("<SEQ=5001><ACK=1001><WND=0><CTL=ACK>");
    }
    CHECK(end.tcb.state == State::Established);
    end.wait(100_ms);
    CHECK(end.tcb.state == State::Closed);
}
