// RFC 9293 §3.10.7.4, first and seventh: text out of order, and what the user gets of it.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/receive_buffer.h"

using namespace hw;
using namespace hw::test;
using tcp::CallError;
using tcp::Row;
using tcp::Signal;
using tcp::State;

TEST_CASE("In-order text is delivered and acknowledged", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5011><CTL=ACK><WND=65525>");
    CHECK(end.signalled(Signal::Readable));
    CHECK(end.receive(4) == letters({5001}, 4));
    CHECK(end.receive() == letters({5005}, 6));
}

TEST_CASE("Text beyond a gap is held, acknowledged at once as still missing, and delivered in order",
          "[rfc9293][3.10.7.4][SHLD-31][MAY-13]") {
    tcp::Config config = Endpoint().config;
    config.delayed_ack = tcp::Switch::On;
    Endpoint end = established(config);
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_ahead");
    CHECK(end.finding_of(Row::OtherText) == "text_held");
    CHECK(end.receive().empty());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5021><CTL=ACK>");
    CHECK(end.finding_of(Row::OtherText) == "text_fills_gap");
    CHECK(end.receive() == letters({5001}, 20));
}

TEST_CASE("Held stretches overlap, touch and arrive in any order", "[rfc9293][3.10.7.4][SHLD-31]") {
    Endpoint end = established();
    end.arrives("<SEQ=5041><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5021><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5025><ACK=1001><CTL=ACK><DATA=20>");
    CHECK(end.tcb.receive_buffer.held().size() == 1);
    end.arrives("<SEQ=5061><ACK=1001><CTL=ACK><DATA=5>");
    CHECK(end.tcb.receive_buffer.held().size() == 2);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=22>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5051><CTL=ACK>");
    CHECK(end.tcb.receive_buffer.held().size() == 1);
    end.arrives("<SEQ=5051><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5066><CTL=ACK>");
    CHECK(end.receive() == letters({5001}, 65));
}

TEST_CASE("What the user has read makes room while text is held behind a gap", "[rfc9293][3.8.6]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5021><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.receive() == letters({5001}, 10));
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.receive() == letters({5011}, 20));
}

TEST_CASE("Reassembly works where the sequence space wraps around", "[rfc9293][3.4]") {
    Endpoint end;
    end.open_active(1000);
    end.arrives("<SEQ=4294967290><ACK=1001><CTL=SYN,ACK>");
    end.arrives("<SEQ=5><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=4294967291><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.tcb.rcv.nxt == SeqNum{15});
    CHECK(end.receive() == letters({4'294'967'291u}, 5) + letters({0}, 15));
}

TEST_CASE("More gaps than can be kept apart lose text, not the connection", "[rfc9293][3.10.7.4]") {
    tcp::ReceiveBuffer buffer;
    const std::string text = "x";
    const std::span<const std::uint8_t> byte{reinterpret_cast<const std::uint8_t*>(text.data()), 1};
    for (std::uint32_t i = 0; i < tcp::ReceiveBuffer::most_held; ++i)
        REQUIRE(buffer.hold({0}, {1 + 2 * i}, byte));
    CHECK_FALSE(buffer.hold({0}, {1 + 2 * tcp::ReceiveBuffer::most_held}, byte));
    CHECK(buffer.hold({0}, {0}, byte));
    CHECK(buffer.advance({0}) == 2);
}

TEST_CASE("Text that has arrived is not overwritten by what claims the same place later", "[rfc9293][3.10]") {
    tcp::ReceiveBuffer buffer;
    const auto hold = [&](std::uint32_t seq, std::string_view text) {
        return buffer.hold({0}, {seq}, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    };
    CHECK(hold(2, "cd"));
    CHECK(hold(6, "gh"));
    CHECK(hold(1, "BCDEFGHI"));
    CHECK(hold(0, "a!"));
    CHECK(buffer.advance({0}) == 9);
    std::string text(9, ' ');
    buffer.take({reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    CHECK(text == "aBcdEFghI");
}

TEST_CASE("RECEIVE tells nothing yet from nothing more", "[rfc9293][3.10.3]") {
    Endpoint end = established();
    end.receive();
    CHECK(end.effects.call_error == CallError::None);
    CHECK(end.finding_of(Row::CallReceive) == "receive_nothing_yet");
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    end.receive();
    CHECK(end.effects.call_error == CallError::ConnectionClosing);
}

TEST_CASE("A RST flushes what was not read", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5011><CTL=RST>");
    end.receive();
    CHECK(end.effects.call_error == CallError::ConnectionDoesNotExist);
}
