// RFC 7323 §3 to §5: the timestamps option, RTTM and PAWS.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"
#include "tcp/timestamps.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config stamping() {
    tcp::Config config = Endpoint().config;
    config.timestamps = Switch::On;
    return config;
}

// Our clock reads 1 for each millisecond; the peer's stood at 700 when it sent its SYN,ACK.
Endpoint stamped(tcp::Config config = stamping()) {
    Endpoint end;
    end.config = config;
    end.at(10_ms);
    end.open_active(1000);
    end.at(30_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><TS=700:10>");
    return end;
}

// The estimate of a round trip in a segment, as the steps would see it.
std::optional<Duration> sample(Endpoint& end, wire::Segment segment) {
    tcp::Arrival arrival{
        {end.tcb, end.config, end.now, end.effects}, segment, tcp::rule_book(tcp::RuleBookId::Rfc9293)};
    return tcp::timestamp_sample(arrival);
}

wire::Segment echoing(std::uint32_t echo) {
    wire::Segment segment;
    segment.ctl = wire::ack;
    segment.options.has_timestamps = true;
    segment.options.timestamps.echo_reply = echo;
    return segment;
}

}  // namespace

TEST_CASE("The SYN offers timestamps and echoes nothing", "[rfc7323][3.2]") {
    Endpoint end;
    end.config = stamping();
    end.at(10_ms);
    end.open_active(1000);
    CHECK(end.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460><TS=10:0>");
}

TEST_CASE("A SYN,ACK carries timestamps only if the SYN did", "[rfc7323][3.2]") {
    Endpoint end;
    end.config = stamping();
    end.at(10_ms);
    end.open_passive(1000);
    SECTION("It did") {
        end.arrives("<SEQ=5000><CTL=SYN><MSS=1460><TS=700:0>");
        CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460><TS=10:700>");
    }
    SECTION("It did not") {
        end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
        CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460>");
    }
}

TEST_CASE("Once agreed, every segment carries timestamps, a reset too", "[rfc7323][3.2][5.2]") {
    Endpoint end = stamped();
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5001><CTL=ACK><TS=30:700>");
    end.send(10);
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10><TS=30:700>");
    end.abort();
    CHECK(end.effects.segments.at(0).ctl == wire::rst);
    CHECK(end.effects.segments.at(0).options.has_timestamps);
}

TEST_CASE("Timestamps that were not agreed on are ignored", "[rfc7323][3.2]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=5:0>");
    CHECK(end.finding_of(Row::OtherText) == "text_delivered");
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5011><CTL=ACK>");
}

TEST_CASE("A full segment is shorter by the twelve bytes of the option",
          "[rfc7323][rfc6691][rfc9293][3.7.1]") {
    Endpoint end = stamped();
    CHECK(end.tcb.snd.mss == 1448);
    end.send(4000);
    CHECK(end.effects.segments.at(0).text_length == 1448);
}

TEST_CASE("What is echoed is the earliest segment that is not yet acknowledged", "[rfc7323][4.3]") {
    tcp::Config config = stamping();
    config.delayed_ack = Switch::On;
    Endpoint end = stamped(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=710:30>");
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><TS=720:30>");
    end.wait(300_ms);
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5021><CTL=ACK><TS=230:710>");
}

TEST_CASE("A segment behind a gap is answered with the echo of the last one in order", "[rfc7323][4.3]") {
    Endpoint end = stamped();
    end.arrives("<SEQ=5101><ACK=1001><CTL=ACK><DATA=100><TS=720:30>");
    CHECK(end.effects.segments.at(0).options.timestamps.echo_reply == 700);
    // "The timestamp from the latest segment (which filled the hole) MUST be echoed."
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100><TS=730:30>");
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5201><CTL=ACK><TS=30:730>");
}

TEST_CASE("PAWS refuses what is older than the last timestamp, whatever its number", "[rfc7323][5.3]") {
    Endpoint end = stamped();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=699:30>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_too_old");
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5001><CTL=ACK><TS=30:700>");
    CHECK(end.receive().empty());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=700:30>");
    CHECK(end.receive().size() == 10);
}

TEST_CASE("PAWS compares modulo 2^32", "[rfc7323][5.2]") {
    Endpoint end;
    end.config = stamping();
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><TS=4294967295:0>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=3:0>");
    CHECK(end.receive().size() == 10);
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><TS=4294967295:0>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_too_old");
}

TEST_CASE("PAWS does not judge resets, nor learn from them", "[rfc7323][5.2]") {
    Endpoint end = stamped();
    end.arrives("<SEQ=5101><CTL=RST><TS=1:0>");
    CHECK(end.finding_of(Row::OtherRst) == "rst_challenged");
    end.arrives("<SEQ=5101><CTL=RST><TS=900:0>");
    CHECK(end.tcb.timestamps.recent == 700);
    end.arrives("<SEQ=5001><CTL=RST><TS=1:0>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("After 24 days of silence any timestamp is believed", "[rfc7323][5.5]") {
    Endpoint end = stamped();
    end.at(86'400_s * 24);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=100:30>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_too_old");
    end.at(86'400_s * 24 + 1_s);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=100:30>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_forgotten");
    CHECK(end.receive().size() == 10);
    CHECK(end.tcb.timestamps.recent == 100);
}

TEST_CASE("A segment without the timestamps that were agreed on is dropped in silence", "[rfc7323][3.2]") {
    Endpoint end = stamped();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_missing");
    CHECK(end.sent().empty());
    CHECK(end.tcb.state == State::Established);
    end.arrives("<SEQ=5001><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("Linux takes a segment without the timestamps that were agreed on", "[linux]") {
    tcp::Config config = stamping();
    config.missing_timestamps = tcp::linux_config().missing_timestamps;
    Endpoint end = stamped(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.receive().size() == 10);
}

TEST_CASE("Linux forgives one tick, and an overtaken ACK", "[linux]") {
    tcp::Config config = stamping();
    config.paws_tolerance_ticks = tcp::linux_config().paws_tolerance_ticks;
    config.paws_admits_overtaken_acks = tcp::linux_config().paws_admits_overtaken_acks;
    Endpoint end = stamped(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><TS=699:30>");
    CHECK(end.receive().size() == 10);
    CHECK(end.tcb.timestamps.recent == 700);
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><TS=600:30>");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><TS=600:30>");
    CHECK(end.finding_of(Row::OtherSequence) == "timestamp_too_old");
}

TEST_CASE("The echo of our clock gives the round trip", "[rfc7323][4.1]") {
    Endpoint end = stamped();
    end.at(250_ms);
    CHECK(sample(end, echoing(30)) == 220_ms);
    CHECK(sample(end, echoing(250)) == 1_ms);
    CHECK(sample(end, echoing(251)) == std::nullopt);
    CHECK(sample(end, echoing(0)) == std::nullopt);
    wire::Segment without_ack = echoing(30);
    without_ack.ctl = wire::syn;
    CHECK(sample(end, without_ack) == std::nullopt);
    CHECK(sample(end, wire::Segment{}) == std::nullopt);
}

TEST_CASE("The clock's tick and offset are the connection's own", "[rfc7323][5.4][7.1]") {
    Endpoint end;
    end.config = stamping();
    end.config.timestamp_tick = 10_ms;
    end.tcb.timestamps.offset = 5000;
    end.at(1_s);
    end.open_active(1000);
    CHECK(end.effects.segments.at(0).options.timestamps.value == 5100);

    const wire::Endpoint here{{0x0a000001}, 80}, there{{0x0a000002}, 4000}, elsewhere{{0x0a000002}, 4001};
    const SipKey secret{1, 2};
    CHECK(tcp::timestamp_offset(here, there, secret) == tcp::timestamp_offset(here, there, secret));
    CHECK(tcp::timestamp_offset(here, there, secret) != tcp::timestamp_offset(here, elsewhere, secret));
    CHECK(tcp::timestamp_offset(here, there, secret) != tcp::timestamp_offset(here, there, {1, 3}));
}

TEST_CASE("An MSS smaller than the option leaves room for some text", "[rfc7323][3.7.1]") {
    Endpoint end;
    end.config = stamping();
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=10><TS=700:10>");
    CHECK(end.tcb.snd.mss == 8);
    end.config = tcp::linux_config();
    end.tcb = {};
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=10><TS=700:10>");
    CHECK(end.tcb.snd.mss == 36);
}
