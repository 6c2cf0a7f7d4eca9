// The "what ifs": each is the rule book with one entry replaced, and each shows the harm it is for.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/rules.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::RuleBookId;
using tcp::Signal;
using tcp::State;

namespace {

tcp::Config with_rules(RuleBookId rules) {
    tcp::Config config = Endpoint().config;
    config.rules = rules;
    return config;
}

Endpoint end_with(RuleBookId rules) {
    Endpoint end;
    end.config = with_rules(rules);
    return end;
}

}  // namespace

TEST_CASE("Every rule book is found by its name and says what it breaks", "[variants]") {
    CHECK(tcp::find_rule_book("rfc9293")->breaks.empty());
    CHECK(tcp::find_rule_book("two_step_handshake")->id == RuleBookId::TwoStepHandshake);
    CHECK(tcp::find_rule_book("no_time_wait")->id == RuleBookId::NoTimeWait);
    CHECK(tcp::find_rule_book("two_step") == nullptr);
    // The profiles deviate slot by slot, each with its source.
    CHECK(tcp::find_rule_book("linux")->breaks.empty());
    CHECK(tcp::find_rule_book("freebsd")->breaks.empty());
    for (std::uint32_t i = 2; i < tcp::rule_book_count; ++i)
        if (static_cast<RuleBookId>(i) != RuleBookId::FreeBsd)
            CHECK_FALSE(tcp::rule_book(static_cast<RuleBookId>(i)).breaks.empty());
}

TEST_CASE("In two_step_handshake the listener believes a SYN and may send at once",
          "[variants][two_step_handshake]") {
    Endpoint b = end_with(RuleBookId::TwoStepHandshake);
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=300><ACK=91><CTL=SYN,ACK>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.signalled(Signal::Established));
    b.send(10);
    CHECK(b.sent() == "<SEQ=301><ACK=91><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("In two_step_handshake the SYN,ACK is never sent again, so a ghost stays for ever",
          "[variants][two_step_handshake]") {
    Endpoint b = end_with(RuleBookId::TwoStepHandshake);
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN>");
    CHECK(tcp::next_deadline(b.tcb).is_never());
    b.wait(86'400_s);
    CHECK(b.sent().empty());
    CHECK(b.tcb.state == State::Established);
    b.arrives("<SEQ=91><CTL=RST>");  // if the RST of whoever is asked does arrive, it ends
    CHECK(b.tcb.state == State::Closed);
}

TEST_CASE("In two_step_handshake old text on an old SYN reaches the user", "[variants][two_step_handshake]") {
    Endpoint b = end_with(RuleBookId::TwoStepHandshake);
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN><DATA=5>");
    CHECK(b.receive() == letters({91}, 5));
}

TEST_CASE("In two_step_handshake the opener sends no third segment", "[variants][two_step_handshake]") {
    Endpoint a = end_with(RuleBookId::TwoStepHandshake);
    a.open_active(100);
    a.arrives("<SEQ=300><ACK=101><CTL=SYN,ACK>");
    CHECK(a.tcb.state == State::Established);
    CHECK(a.sent().empty());
    CHECK(a.finding_of(Row::SynSentSyn) == "two_step_syn_ack_trusted");
    a.send(5);
    CHECK(a.sent() == "<SEQ=101><ACK=301><CTL=PSH,ACK><DATA=5>");
}

TEST_CASE("In two_step_handshake, if the SYN,ACK is lost, the opener never connects",
          "[variants][two_step_handshake]") {
    // The listener, ESTABLISHED, challenges the repeated SYN; the challenge tells the opener no number.
    Endpoint b = end_with(RuleBookId::TwoStepHandshake);
    b.open_passive(5000);
    b.arrives("<SEQ=1000><CTL=SYN>");
    b.arrives("<SEQ=1000><CTL=SYN>");
    CHECK(b.sent() == "<SEQ=5001><ACK=1001><CTL=ACK>");
    Endpoint a = end_with(RuleBookId::TwoStepHandshake);
    a.open_active(1000);
    a.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(a.finding_of(Row::SynSentOther) == "syn_sent_other_dropped");
    CHECK(a.tcb.state == State::SynSent);
    CHECK(a.sent().empty());
}

TEST_CASE("In two_step_handshake opening at once still takes the RFC's way",
          "[variants][two_step_handshake]") {
    Endpoint a = end_with(RuleBookId::TwoStepHandshake);
    a.open_active(100);
    a.arrives("<SEQ=300><CTL=SYN>");
    CHECK(a.tcb.state == State::SynReceived);
    CHECK(a.sent() == "<SEQ=100><ACK=301><CTL=SYN,ACK>");
}

TEST_CASE("In no_time_wait the last ACK leaves, and then nobody is there to repeat it",
          "[variants][no_time_wait]") {
    Endpoint a = established(with_rules(RuleBookId::NoTimeWait));
    a.close();
    a.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK><DATA=4>");
    CHECK(a.sent() == "<SEQ=1002><ACK=5006><CTL=ACK>");
    CHECK(a.tcb.state == State::Closed);
    CHECK(a.signalled(Signal::Deleted));
    CHECK(a.receive() == letters({5001}, 4));
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK><DATA=4>");
    CHECK(a.sent() == "<SEQ=1002><CTL=RST>");
}

TEST_CASE("In no_time_wait CLOSING leads straight to CLOSED", "[variants][no_time_wait]") {
    Endpoint a = in_state(State::Closing, with_rules(RuleBookId::NoTimeWait));
    a.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(a.tcb.state == State::Closed);
}

TEST_CASE("In no_challenge_ack a caller that restarted never learns that it is half-open",
          "[variants][no_challenge_ack]") {
    Endpoint a = established(with_rules(RuleBookId::NoChallengeAck));
    a.arrives("<SEQ=7000><CTL=SYN>");
    CHECK(a.sent().empty());
    a.arrives("<SEQ=5002><CTL=RST>");
    CHECK(a.sent().empty());
    a.arrives("<SEQ=5001><ACK=2000000><CTL=ACK>");
    CHECK(a.sent().empty());
    CHECK(a.tcb.state == State::Established);
}

TEST_CASE("In accept_any_rst one guess in a window's worth is enough", "[variants][accept_any_rst]") {
    Endpoint a = established(with_rules(RuleBookId::AcceptAnyRst));
    a.arrives("<SEQ=80000><CTL=RST>");  // outside the window
    CHECK(a.tcb.state == State::Established);
    a.arrives("<SEQ=60000><CTL=RST>");
    CHECK(a.tcb.state == State::Closed);
    CHECK(a.signalled(Signal::Reset));
}

TEST_CASE("In accept_old_ack text slips in with any old ACK", "[variants][accept_old_ack]") {
    Endpoint a = established(with_rules(RuleBookId::AcceptOldAck));
    a.arrives("<SEQ=5001><ACK=3000000000><CTL=ACK><DATA=6>");
    CHECK(a.receive() == letters({5001}, 6));
    a.arrives("<SEQ=5007><ACK=2000000><CTL=ACK><DATA=6>");  // not even sent yet: refused as ever
    CHECK(a.receive().empty());
}

TEST_CASE("In deliver_before_established an old SYN's text is obeyed, and its copy's again",
          "[variants][deliver_before_established]") {
    Endpoint b = end_with(RuleBookId::DeliverBeforeEstablished);
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN><DATA=5>");
    CHECK(b.sent() == "<SEQ=300><ACK=96><CTL=SYN,ACK>");
    CHECK(b.tcb.state == State::SynReceived);
    CHECK(b.signalled(Signal::Readable));
    CHECK(b.receive() == letters({91}, 5));
    // Under the RFC it waits.
    Endpoint c = end_with(RuleBookId::Rfc9293);
    c.open_passive(300);
    c.arrives("<SEQ=90><CTL=SYN><DATA=5>");
    CHECK(c.receive().empty());
}

TEST_CASE("In deliver_before_established the handshake goes on behind the text",
          "[variants][deliver_before_established]") {
    Endpoint b = end_with(RuleBookId::DeliverBeforeEstablished);
    b.open_passive(300);
    b.arrives("<SEQ=90><CTL=SYN><DATA=5>");
    b.arrives("<SEQ=96><ACK=301><CTL=ACK><DATA=4>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.receive() == letters({91}, 9));
}

TEST_CASE("In fin_never_merged the ACK of a FIN leaves alone, and at once", "[variants][fin_never_merged]") {
    tcp::Config config = with_rules(RuleBookId::FinNeverMerged);
    config.delayed_ack = tcp::Switch::On;
    Endpoint b = established(config);
    b.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=ACK>");
    b.close();
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=FIN,ACK>");
    // Also when our own FIN has left before.
    Endpoint a = in_state(State::FinWait1, config);
    a.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(a.tcb.state == State::Closing);
}

TEST_CASE("In ignore_rst_in_time_wait nothing assassinates TIME-WAIT",
          "[variants][ignore_rst_in_time_wait][rfc1337]") {
    Endpoint a = in_state(State::TimeWait, with_rules(RuleBookId::IgnoreRstInTimeWait));
    a.arrives("<SEQ=5002><CTL=RST>");
    CHECK(a.tcb.state == State::TimeWait);
}

TEST_CASE("In predictable_iss the clock tells the number", "[variants][predictable_iss][MUST-9]") {
    const wire::Endpoint local{{0x0a000001}, 80};
    const wire::Endpoint remote{{0x0a000002}, 50'000};
    const Instant now = Instant{} + 8_ms;
    CHECK(tcp::rule_book(RuleBookId::PredictableIss).choose_iss(now, local, remote, {1, 2}) == SeqNum{2'000});
    CHECK(tcp::rule_book(RuleBookId::Rfc9293).choose_iss(now, local, remote, {1, 2}) != SeqNum{2'000});
}
