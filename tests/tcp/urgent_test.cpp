// RFC 9293 §3.8.5 and §3.9.1.3: urgent data and PUSH, as the two ends see them.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Push;
using tcp::Row;
using tcp::Signal;
using tcp::Urgent;

TEST_CASE("The urgent pointer points behind the last urgent byte, on every segment before it",
          "[rfc9293][3.8.5][MUST-30][MUST-62]") {
    Endpoint end = established();
    end.send(3, Push::Yes, Urgent::Yes);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=URG,PSH,ACK><UP=3><DATA=3>");
    end.send(5);
    CHECK(end.sent() == "<SEQ=1004><ACK=5001><CTL=PSH,ACK><DATA=5>");
    end.wait(1_s);
    CHECK(end.effects.segments.at(0).ctl.urg());
    end.arrives("<SEQ=5001><ACK=1009><CTL=ACK>");
    CHECK_FALSE(end.tcb.snd.is_urgent);
}

TEST_CASE("Urgent data may be of any length", "[rfc9293][3.8.5][MUST-31]") {
    Endpoint end = established();
    end.tcb.options.send_buffer_bytes = 200'000;
    end.send(150'000, Push::Yes, Urgent::Yes);
    CHECK(end.effects.segments.front().urgent_pointer == 65'535);
    CHECK(end.tcb.snd.up == SeqNum{151'001});
}

TEST_CASE("The urgent pointer is news even while the window is shut", "[rfc9293][3.8.5]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    end.send(5, Push::Yes, Urgent::Yes);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0><DATA=3>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5004><CTL=URG,ACK><UP=5>");
}

TEST_CASE("The user is told when the urgent pointer advances, and only then", "[rfc9293][3.8.5][MUST-32]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=URG,ACK><UP=20><DATA=10>");
    CHECK(end.signalled(Signal::UrgentData));
    end.arrives("<SEQ=5011><ACK=1001><CTL=URG,ACK><UP=10><DATA=5>");
    CHECK_FALSE(end.signalled(Signal::UrgentData));
    CHECK(end.finding_of(Row::OtherUrg) == "urg_nothing_new");
    end.arrives("<SEQ=5016><ACK=1001><CTL=URG,ACK><UP=100><DATA=5>");
    CHECK(end.signalled(Signal::UrgentData));
}

TEST_CASE("The user learns how much urgent data remains, and a RECEIVE ends where it ends",
          "[rfc9293][3.8.5][3.9.1.3][MUST-33]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=URG,ACK><UP=6><DATA=10>");
    CHECK(tcp::urgent_bytes(end.tcb) == 6);
    CHECK(end.receive(4) == letters({5001}, 4));
    CHECK(end.effects.urgent_remains);
    CHECK(tcp::urgent_bytes(end.tcb) == 2);
    CHECK(end.receive() == letters({5005}, 2));
    CHECK_FALSE(end.effects.urgent_remains);
    CHECK(end.receive() == letters({5007}, 4));
}

TEST_CASE("An urgent pointer to what the user has consumed is no news", "[rfc9293][3.8.5]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.receive();
    end.arrives("<SEQ=5011><ACK=1001><CTL=URG,ACK><UP=0>");
    CHECK_FALSE(end.signalled(Signal::UrgentData));
}

TEST_CASE("A PUSH is passed to the user with the bytes that reach it", "[rfc9293][3.9.1.3][MAY-17]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5011><ACK=1001><CTL=PSH,ACK><DATA=10>");
    end.receive(15);
    CHECK_FALSE(end.effects.push_was_seen);
    end.receive(15);
    CHECK(end.effects.push_was_seen);
}
