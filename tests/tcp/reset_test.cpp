// RFC 9293 §3.5.2, §3.5.3, §3.10.7.4 second and fourth; RFC 5961 §3, §4 and §7.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::Signal;
using tcp::State;

TEST_CASE("CLOSED answers an ACK with <SEQ=SEG.ACK><CTL=RST>", "[rfc9293][3.10.7.1][3.5.2]") {
    Endpoint end;
    end.arrives("<SEQ=300><ACK=100><CTL=ACK><DATA=10>");  // Figure 10
    CHECK(end.sent() == "<SEQ=100><CTL=RST>");
    CHECK(end.finding_of(Row::ClosedOther) == "closed_ack_reset");
}

TEST_CASE("CLOSED answers anything else with <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>",
          "[rfc9293][3.10.7.1][3.5.2]") {
    Endpoint end;
    end.arrives("<SEQ=300><CTL=SYN>");
    CHECK(end.sent() == "<SEQ=0><ACK=301><CTL=RST,ACK>");
    end.arrives("<SEQ=300><CTL=SYN,FIN><DATA=5>");
    CHECK(end.sent() == "<SEQ=0><ACK=307><CTL=RST,ACK>");
}

TEST_CASE("CLOSED does not answer a RST", "[rfc9293][3.10.7.1]") {
    Endpoint end;
    end.arrives("<SEQ=300><ACK=100><CTL=RST,ACK>");
    CHECK(end.sent().empty());
}

TEST_CASE("LISTEN ignores a RST, resets an ACK, drops what has neither and is no SYN",
          "[rfc9293][3.10.7.2]") {
    Endpoint end = in_state(State::Listen);
    end.arrives("<SEQ=300><CTL=RST>");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=300><ACK=77><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=77><CTL=RST>");
    end.arrives("<SEQ=300><ACK=77><CTL=SYN,ACK>");
    CHECK(end.sent() == "<SEQ=77><CTL=RST>");
    end.arrives("<SEQ=300><CTL=FIN><DATA=3>");
    CHECK(end.sent().empty());
    CHECK(end.finding_of(Row::ListenOther) == "listen_other_dropped");
    CHECK(end.tcb.state == State::Listen);
}

TEST_CASE("SYN-SENT believes a RST only if it acknowledges our SYN", "[rfc9293][3.10.7.3][3.5.3]") {
    Endpoint end = in_state(State::SynSent);
    end.arrives("<SEQ=0><CTL=RST>");
    CHECK(end.tcb.state == State::SynSent);
    end.arrives("<SEQ=0><ACK=1000><CTL=RST,ACK>");
    CHECK(end.finding_of(Row::SynSentAck) == "syn_sent_ack_bad_with_rst");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=0><ACK=1001><CTL=RST,ACK>");
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::Refused));
}

TEST_CASE("A RST at exactly RCV.NXT resets every state as the RFC says", "[rfc9293][3.10.7.4][MUST-12]") {
    for (const State state : {State::Established, State::FinWait1, State::FinWait2, State::CloseWait}) {
        Endpoint end = in_state(state);
        end.arrives("<SEQ=" + std::to_string(end.tcb.rcv.nxt.raw) + "><CTL=RST>");
        INFO(tcp::name_of(state));
        CHECK(end.tcb.state == State::Closed);
        CHECK(end.signalled(Signal::Reset));
        CHECK(end.sent().empty());
    }
    for (const State state : {State::Closing, State::LastAck, State::TimeWait}) {
        Endpoint end = in_state(state);
        end.arrives("<SEQ=" + std::to_string(end.tcb.rcv.nxt.raw) + "><CTL=RST>");
        INFO(tcp::name_of(state));
        CHECK(end.tcb.state == State::Closed);
        CHECK_FALSE(end.signalled(Signal::Reset));
        CHECK(end.signalled(Signal::Deleted));
    }
}

TEST_CASE("A RST in the window but not at RCV.NXT is challenged", "[rfc5961][3.2][rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5101><CTL=RST>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.tcb.state == State::Established);
    end.arrives("<SEQ=5001><CTL=RST>");  // the peer, if it is one, answers the challenge with this
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("A RST outside the window is dropped, even one whose text reaches into it", "[rfc5961][3.2]") {
    Endpoint end = established();
    end.arrives("<SEQ=70537><CTL=RST>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_unacceptable_rst");
    end.arrives("<SEQ=4999><CTL=RST><DATA=10>");
    CHECK(end.finding_of(Row::OtherRst) == "rst_outside_window");
    CHECK(end.sent().empty());
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("A RST may carry text", "[rfc9293][3.5.3][SHLD-2]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><CTL=RST><DATA=20>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("Any SYN in a synchronized state is challenged, wherever its number lies",
          "[rfc5961][4.2][rfc9293][3.10.7.4]") {
    for (const State state : {State::Established, State::FinWait1, State::FinWait2, State::CloseWait,
                              State::Closing, State::LastAck, State::TimeWait}) {
        for (const char* syn : {"<SEQ=5100><CTL=SYN>", "<SEQ=400><CTL=SYN>", "<SEQ=5000><CTL=SYN>"}) {
            Endpoint end = in_state(state);
            const std::string expected = "<SEQ=" + std::to_string(end.tcb.snd.nxt.raw) +
                                         "><ACK=" + std::to_string(end.tcb.rcv.nxt.raw) + "><CTL=ACK>";
            end.arrives(syn);
            INFO(tcp::name_of(state) << " " << syn);
            CHECK(end.sent() == expected);
            CHECK(end.tcb.state == state);
        }
    }
}

TEST_CASE("A SYN of another number in SYN-RECEIVED after an active OPEN is challenged",
          "[rfc9293][3.10.7.4]") {
    Endpoint end = in_state(State::SynSent);
    end.arrives("<SEQ=5000><CTL=SYN>");
    end.arrives("<SEQ=5300><CTL=SYN>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.tcb.state == State::SynReceived);
}

TEST_CASE("Challenges can be rationed per second", "[rfc5961][7]") {
    tcp::Config config = Endpoint().config;
    config.challenge_acks_per_second = 2;
    Endpoint end = established(config);
    const auto challenged = [&] {
        end.arrives("<SEQ=5101><CTL=RST>");
        return end.segments_sent() == 1;
    };
    CHECK(challenged());
    CHECK(challenged());
    CHECK_FALSE(challenged());
    CHECK(end.finding_of(Row::OtherRst) == "challenge_throttled");
    end.wait(999_ms);
    CHECK_FALSE(challenged());
    end.wait(1_ms);
    CHECK(challenged());
}

TEST_CASE("Figure 9: a restarted peer's SYN is asked back, and its RST aborts the half-open end",
          "[rfc9293][3.5.1]") {
    Endpoint b = established();
    b.arrives("<SEQ=400><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    b.arrives("<SEQ=5001><CTL=RST>");
    CHECK(b.tcb.state == State::Closed);
    CHECK(b.signalled(Signal::Reset));
}

TEST_CASE("ABORT sends <SEQ=SND.NXT><CTL=RST> where a peer could be waiting, and deletes the TCB everywhere",
          "[rfc9293][3.10.5]") {
    for (const State state :
         {State::SynReceived, State::Established, State::FinWait1, State::FinWait2, State::CloseWait}) {
        Endpoint end = in_state(state);
        const std::string expected = "<SEQ=" + std::to_string(end.tcb.snd.nxt.raw) + "><CTL=RST>";
        end.abort();
        INFO(tcp::name_of(state));
        CHECK(end.sent() == expected);
        CHECK(end.tcb.state == State::Closed);
        CHECK(end.signalled(Signal::Deleted));
        CHECK(tcp::next_deadline(end.tcb).is_never());
    }
    for (const State state :
         {State::Listen, State::SynSent, State::Closing, State::LastAck, State::TimeWait}) {
        Endpoint end = in_state(state);
        end.abort();
        INFO(tcp::name_of(state));
        CHECK(end.sent().empty());
        CHECK(end.tcb.state == State::Closed);
    }
}

TEST_CASE("Two limits of challenge ACKs hold side by side", "[rfc5961][7][linux]") {
    tcp::Config config = Endpoint().config;
    config.challenge_acks_per_second = 10;
    config.invalid_segment_interval = 500_ms;
    Endpoint end = established(config);
    const auto challenged = [&] {
        end.arrives("<SEQ=5101><CTL=RST>");
        return end.segments_sent() > 0;
    };
    CHECK(challenged());
    CHECK_FALSE(challenged());
    end.wait(1'200_ms);  // another second, another budget
    CHECK(challenged());
    CHECK_FALSE(challenged());
}
