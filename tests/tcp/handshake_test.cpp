// RFC 9293 §3.5: establishing a connection, step by step at one end.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Finding;
using tcp::Row;
using tcp::Signal;
using tcp::State;

TEST_CASE("§3.10.1: an active OPEN sends a SYN at ISS and enters SYN-SENT", "[rfc9293][3.10.1][SHLD-5]") {
    Endpoint end;
    end.open_active(100);
    CHECK(end.sent_with_window() == "<SEQ=100><CTL=SYN><WND=65535>");
    CHECK(end.tcb.state == State::SynSent);
    CHECK(end.tcb.snd.una == SeqNum{100});
    CHECK(end.tcb.snd.nxt == SeqNum{101});
    CHECK(end.effects.segments[0].options.has_mss);
    CHECK(end.effects.segments[0].options.mss == 1460);
}

TEST_CASE("Figure 6, peer A: SYN, then SYN,ACK, then ESTABLISHED with an ACK", "[rfc9293][3.5][3.10.7.3]") {
    Endpoint a;
    a.open_active(100);
    a.arrives("<SEQ=300><ACK=101><CTL=SYN,ACK>");
    CHECK(a.sent() == "<SEQ=101><ACK=301><CTL=ACK>");
    CHECK(a.tcb.state == State::Established);
    CHECK(a.signalled(Signal::Established));
    CHECK(a.finding_of(Row::SynSentAck) == "syn_sent_ack_acceptable");
    CHECK(a.finding_of(Row::SynSentSyn) == "syn_sent_established");
}

TEST_CASE("Figure 6, peer B: LISTEN, SYN-RECEIVED, ESTABLISHED", "[rfc9293][3.5][3.10.7.2]") {
    Endpoint b;
    b.open_passive(300);
    CHECK(b.sent().empty());
    b.arrives("<SEQ=100><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=300><ACK=101><CTL=SYN,ACK>");
    CHECK(b.tcb.state == State::SynReceived);
    CHECK_FALSE(b.signalled(Signal::Established));
    b.arrives("<SEQ=101><ACK=301><CTL=ACK>");
    CHECK(b.sent().empty());
    CHECK(b.tcb.state == State::Established);
    CHECK(b.signalled(Signal::Established));
}

TEST_CASE("Figure 7: simultaneous open, through SYN-RECEIVED on both sides", "[rfc9293][3.5][A.2][MUST-10]") {
    Endpoint a;
    a.open_active(100);
    a.arrives("<SEQ=300><CTL=SYN>");
    CHECK(a.tcb.state == State::SynReceived);
    CHECK(a.sent() == "<SEQ=100><ACK=301><CTL=SYN,ACK>");
    a.arrives("<SEQ=300><ACK=101><CTL=SYN,ACK>");
    CHECK(a.tcb.state == State::Established);
    CHECK(a.finding_of(Row::OtherSequence) == "sequence_simultaneous_syn_ack");
    CHECK(a.sent().empty());
}

TEST_CASE("Figure 8, peer A: a SYN,ACK for an old SYN is answered with a reset", "[rfc9293][3.5][3.10.7.3]") {
    Endpoint a;
    a.open_active(100);
    a.arrives("<SEQ=300><ACK=91><CTL=SYN,ACK>");
    CHECK(a.sent() == "<SEQ=91><CTL=RST>");
    CHECK(a.tcb.state == State::SynSent);
    a.arrives("<SEQ=400><ACK=101><CTL=SYN,ACK>");
    CHECK(a.sent() == "<SEQ=101><ACK=401><CTL=ACK>");
    CHECK(a.tcb.state == State::Established);
}

TEST_CASE("Figure 8, peer B: the reset of an old SYN returns a passive opener to LISTEN",
          "[rfc9293][3.5][3.10.7.4][MUST-11]") {
    Endpoint b;
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=300><ACK=91><CTL=SYN,ACK>");
    b.arrives("<SEQ=91><CTL=RST>");
    CHECK(b.tcb.state == State::Listen);
    CHECK(b.signalled(Signal::ReturnedToListen));
    CHECK(b.effects.signals.size() == 1);
    CHECK(tcp::next_deadline(b.tcb).is_never());
}

TEST_CASE("A reset in SYN-RECEIVED after an active OPEN is told to the user",
          "[rfc9293][3.10.7.4][MUST-11]") {
    Endpoint a;
    a.open_active(100);
    a.arrives("<SEQ=300><CTL=SYN>");
    a.arrives("<SEQ=301><CTL=RST>");
    CHECK(a.tcb.state == State::Closed);
    CHECK(a.signalled(Signal::Refused));
    CHECK(a.signalled(Signal::Deleted));
}

TEST_CASE("SYN-RECEIVED, fifth: an ACK of anything but our SYN earns a reset and nothing else",
          "[rfc9293][3.10.7.4][3.5.2]") {
    for (const char* segment : {"<SEQ=5001><ACK=1000><CTL=ACK>", "<SEQ=5001><ACK=1002><CTL=ACK>",
                                "<SEQ=5001><ACK=999><CTL=ACK><DATA=3>"}) {
        Endpoint b = in_syn_received();
        b.arrives(segment);
        CHECK(b.finding_of(Row::OtherAck) == "ack_bad_in_syn_received");
        CHECK(b.effects.segments.at(0).ctl == wire::rst);
        CHECK(b.tcb.state == State::SynReceived);
        b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
        CHECK(b.tcb.state == State::Established);
        CHECK(b.receive().empty());
    }
}

TEST_CASE("A repeated SYN in SYN-RECEIVED is answered with a bare ACK", "[rfc9293][3.10.7.4]") {
    Endpoint b = in_syn_received();
    b.arrives("<SEQ=5000><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(b.tcb.state == State::SynReceived);
}

TEST_CASE("A repeated SYN that carries text does not tear down the half-open connection",
          "[rfc9293][3.10.7.4]") {
    // Table 6 accepts it, for its text lies in the window; its SYN does not, and is cut off before step four.
    Endpoint b = in_syn_received();
    b.arrives("<SEQ=5000><CTL=SYN><DATA=10>");
    CHECK(b.tcb.state == State::SynReceived);
    CHECK(b.finding_of(Row::OtherSequence) == "sequence_old_part_cut");
    CHECK(b.finding_of(Row::OtherSyn) == "syn_already_known");
    CHECK(b.finding_of(Row::OtherAck) == "ack_absent");
}

TEST_CASE("Another SYN in the window returns a passive opener to LISTEN", "[rfc9293][3.10.7.4]") {
    Endpoint b = in_syn_received();
    b.arrives("<SEQ=5500><CTL=SYN>");
    CHECK(b.finding_of(Row::OtherSyn) == "syn_returns_to_listen");
    CHECK(b.tcb.state == State::Listen);
    CHECK(b.sent().empty());
}

TEST_CASE("Text on a SYN is kept, acknowledged later, and delivered only when ESTABLISHED",
          "[rfc9293][3.5][3.10.7.2]") {
    Endpoint b;
    b.open_passive(5000);
    b.arrives("<SEQ=1000><CTL=SYN><DATA=10>");
    CHECK(b.sent() == "<SEQ=5000><ACK=1001><CTL=SYN,ACK>");
    CHECK(b.receive().empty());
    b.arrives("<SEQ=1011><ACK=5001><CTL=ACK>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.sent() == "<SEQ=5001><ACK=1011><CTL=ACK>");
    CHECK(b.signalled(Signal::Readable));
    CHECK(b.finding_of(Row::OtherText) == "text_kept_from_handshake");
    CHECK(b.receive() == letters({1001}, 10));
}

TEST_CASE("Text and FIN on a SYN,ACK are processed in the same step", "[rfc9293][3.10.7.3]") {
    Endpoint a;
    a.open_active(1000);
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,FIN,ACK><DATA=12>");
    CHECK(a.tcb.state == State::CloseWait);
    CHECK(a.sent() == "<SEQ=1001><ACK=5014><CTL=ACK>");
    CHECK(a.receive() == letters({5001}, 12));
}

TEST_CASE("Text, FIN and urgent pointer on the SYN of a simultaneous open wait for ESTABLISHED",
          "[rfc9293][3.10.7.3]") {
    Endpoint a;
    a.open_active(1000);
    a.arrives("<SEQ=5000><CTL=SYN,FIN,URG><UP=4><DATA=3>");
    CHECK(a.tcb.state == State::SynReceived);
    CHECK(a.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    a.arrives("<SEQ=5005><ACK=1001><CTL=ACK>");
    CHECK(a.tcb.state == State::CloseWait);
    CHECK(a.signalled(Signal::UrgentData));
    CHECK(a.sent() == "<SEQ=1001><ACK=5005><CTL=ACK>");
    CHECK(a.receive() == letters({5001}, 3));
}

TEST_CASE("SEND before ESTABLISHED queues; the data leaves with the third segment", "[rfc9293][3.10.2]") {
    Endpoint a;
    a.open_active(1000);
    a.send(5);
    CHECK(a.sent().empty());
    CHECK(a.effects.accepted_bytes == 5);
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK>");
    CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=5>");

    Endpoint b = in_syn_received();
    b.send(7);
    CHECK(b.sent().empty());
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=7>");
}

TEST_CASE("§3.7.1: the effective send MSS is the smaller of the peer's and ours, 536 if it names none",
          "[rfc9293][3.7.1][MUST-14][MUST-15][MUST-16]") {
    const auto mss_after = [](const char* syn_ack, std::uint16_t ours) {
        Endpoint a;
        a.config.mss = ours;
        a.open_active(1000);
        a.arrives(syn_ack);
        return a.tcb.snd.mss;
    };
    CHECK(mss_after("<SEQ=5000><ACK=1001><CTL=SYN,ACK>", 1460) == 536);
    CHECK(mss_after("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1400>", 1460) == 1400);
    CHECK(mss_after("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=9000>", 1460) == 1460);
    CHECK(mss_after("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=0>", 1460) == 8);
}
