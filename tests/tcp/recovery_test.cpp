// What is sent again, when, and what it costs: RFC 5681, RFC 6582, RFC 6675, RFC 6937, RFC 8985, RFC 5682.

#include <catch2/catch_test_macros.hpp>

#include "tests/tcp/sender.h"

using namespace hw;
using namespace hw::test;
using tcp::RecoveryPhase;
using tcp::Switch;

namespace {

std::string text_at(std::uint32_t seq, const char* ctl = "ACK") {
    return "<SEQ=" + std::to_string(seq) + "><ACK=5001><CTL=" + ctl + "><DATA=1000>";
}

void duplicates(Endpoint& end, std::uint32_t count, const char* segment = "<SEQ=5001><ACK=1001><CTL=ACK>") {
    for (std::uint32_t i = 0; i < count; ++i) end.arrives(segment);
}

std::string sacked(std::uint32_t ack, std::uint32_t left, std::uint32_t right) {
    return "<SEQ=5001><ACK=" + std::to_string(ack) + "><CTL=ACK><SACK=" + std::to_string(left) + "-" +
           std::to_string(right) + ">";
}

std::uint32_t tallied(const Endpoint& end, tcp::Count what) {
    for (const tcp::Tally& tally : end.effects.tallies)
        if (tally.what == what) return tally.times;
    return 0;
}

}  // namespace

TEST_CASE("The first two duplicate ACKs let new segments out beyond the window", "[rfc3042][2]") {
    Endpoint end = sender(plain_config());
    end.send(20'000);
    CHECK(end.segments_sent() == 10);
    duplicates(end, 1);
    CHECK(end.sent() == text_at(11'001));
    duplicates(end, 1);
    CHECK(end.sent() == text_at(12'001));
    CHECK(end.tcb.congestion.cwnd_bytes == 10'000);
}

TEST_CASE("Without limited transmit nothing leaves before the third duplicate ACK", "[rfc5681][3.2]") {
    tcp::Config config = plain_config();
    config.limited_transmit = Switch::Off;
    Endpoint end = sender(config);
    end.send(20'000);
    duplicates(end, 2);
    CHECK(end.sent().empty());
}

TEST_CASE("The third duplicate ACK sends the first segment again and halves the window",
          "[rfc5681][3.2][rfc6582]") {
    Endpoint end = sender(plain_config());
    end.send(20'000);
    duplicates(end, 2);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(end.sent() == text_at(1001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    CHECK(end.tcb.congestion.ssthresh_bytes == 5'000);  // half of the ten, limited transmit not counted
    CHECK(end.tcb.congestion.cwnd_bytes == 8'000);      // ssthresh + 3 * SMSS
    CHECK(tallied(end, tcp::Count::FastRetransmissions) == 1);
    CHECK(tallied(end, tcp::Count::RenoRecoveries) == 1);
    // Each further duplicate inflates the window by a segment; twelve are outstanding.
    duplicates(end, 4);
    CHECK(end.sent().empty());
    duplicates(end, 1);
    CHECK(end.sent() == text_at(13'001));
    // A full acknowledgment deflates it.
    end.arrives("<SEQ=5001><ACK=13001><CTL=ACK>");
    CHECK(end.tcb.congestion.cwnd_bytes <= 5'000);
    end.arrives("<SEQ=5001><ACK=14001><CTL=ACK>");
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Open);
}

TEST_CASE("A partial ACK sends the next segment again and deflates the window", "[rfc6582][3.2]") {
    Endpoint end = sender(plain_config());
    end.send(10'000);
    duplicates(end, 3);
    CHECK(end.tcb.congestion.cwnd_bytes == 8'000);
    end.arrives("<SEQ=5001><ACK=4001><CTL=ACK>");
    CHECK(end.sent() == text_at(4001));
    CHECK(end.tcb.congestion.cwnd_bytes == 6'000);  // less 3000, plus SMSS
    const Instant timeout = end.tcb.deadlines.retransmit;
    end.wait(10_ms);
    // Only the first of them restarts the retransmission timer ("impatient").
    end.arrives("<SEQ=5001><ACK=6001><CTL=ACK>");
    CHECK(end.sent() == text_at(6001));
    CHECK(end.tcb.deadlines.retransmit == timeout);
}

TEST_CASE("Duplicates of what recovery has sent needlessly begin no second recovery", "[rfc6582][4]") {
    Endpoint end = sender(plain_config());
    end.send(4'000);
    duplicates(end, 3);
    end.arrives("<SEQ=5001><ACK=5001><CTL=ACK>");
    end.send(4'000);
    duplicates(end, 4, "<SEQ=5001><ACK=5001><CTL=ACK>");
    CHECK(end.sent().find("<SEQ=5001>") == std::string::npos);
}

TEST_CASE("With SACK recovery begins when more than two segments' worth lies above a hole",
          "[rfc6675][4][5]") {
    Endpoint end = sender(sack_config());
    end.send(10'000);
    end.arrives(sacked(1001, 2001, 4001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Disorder);
    end.arrives(sacked(1001, 2001, 5001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    CHECK(end.sent() == text_at(1001));
    CHECK(end.tcb.congestion.cwnd_bytes == 5'000);
    CHECK(end.tcb.sent.lost().segments == 1);
    CHECK(end.tcb.sent.sacked().segments == 3);
}

TEST_CASE("Every hole with enough SACKed above it is sent again, new text behind them", "[rfc6675][4]") {
    Endpoint end = sender(sack_config());
    end.send(20'000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><SACK=2001-3001,4001-5001,6001-11001>");
    CHECK(end.tcb.sent.lost().segments == 3);
    CHECK(end.sent().substr(0, text_at(1001).size()) == text_at(1001));
    CHECK(end.sent().find(text_at(3001)) != std::string::npos);
    CHECK(end.sent().find(text_at(5001)) != std::string::npos);
}

TEST_CASE("A rescue retransmission goes out once when nothing else may", "[rfc6675][4]") {
    Endpoint end = sender(sack_config());
    end.send(6'000);
    end.arrives(sacked(1001, 2001, 5001));
    CHECK(end.sent().substr(0, text_at(1001).size()) == text_at(1001));
    end.arrives("<SEQ=5001><ACK=5001><CTL=ACK>");
    CHECK(end.tcb.recovery.rescue_was_sent);
}

TEST_CASE("The SACK blocks of an old or forged ACK change nothing", "[rfc2018][rfc6675]") {
    Endpoint end = sender(sack_config());
    end.send(4'000);
    end.arrives(sacked(1001, 6001, 7001));
    end.arrives(sacked(1001, 3001, 2001));
    end.arrives(sacked(1001, 2101, 2901));  // inside a segment
    CHECK(end.tcb.sent.sacked().segments == 0);
}

TEST_CASE("A segment that an earlier block cut is SACKed once a block covers it whole", "[rfc2018][5]") {
    // RFC 2018 §5: "the data sender will turn on the SACKed flags for all segments in the retransmission queue that
    // are wholly contained within that block." Blocks may end inside ours when text was cut anew on its way.
    Endpoint end = sender(sack_config());
    end.send(10'000);
    end.arrives(sacked(1001, 4001, 5501));
    CHECK(end.tcb.sent.sacked().segments == 1);
    end.arrives(sacked(1001, 4001, 7001));
    CHECK(end.tcb.sent.sacked().segments == 3);
    end.arrives(sacked(1001, 8501, 10'001));
    CHECK(end.tcb.sent.sacked().segments == 4);
    end.arrives(sacked(1001, 8001, 10'001));
    CHECK(end.tcb.sent.sacked().segments == 5);
}

TEST_CASE("PRR lets out as much as arrives, down to the threshold", "[rfc6937][3]") {
    Endpoint end = sender(plain_linux_config());
    end.send(20'000);
    end.wait(100_ms);
    end.arrives(sacked(1001, 2001, 3001));
    CHECK(end.sent() == text_at(11'001));  // a SACK makes room: limited transmit
    end.arrives(sacked(1001, 2001, 4001));
    CHECK(end.sent() == text_at(12'001));
    end.arrives(sacked(1001, 2001, 5001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    CHECK(end.sent() == text_at(1001));
    CHECK(end.tcb.congestion.ssthresh_bytes == 5'000);
    // Two SACKs, one segment: the window comes down by half of what is delivered.
    std::uint32_t sent = 0;
    for (std::uint32_t right = 6001; right <= 9001; right += 1000) {
        end.arrives(sacked(1001, 2001, right));
        sent += end.segments_sent();
    }
    CHECK(sent == 2);
    end.arrives("<SEQ=5001><ACK=13001><CTL=ACK>");
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Open);
    CHECK(end.tcb.congestion.cwnd_bytes == 6'000);  // the threshold, and what the last ACK adds to it
}

TEST_CASE("One SACK starts the reordering timer, which then sends the hole again", "[rfc8985][6.2]") {
    Endpoint end = sender(plain_linux_config());
    end.send(3'000);
    end.wait(100_ms);
    end.arrives(sacked(1001, 2001, 3001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Disorder);
    CHECK(end.tcb.deadlines.reorder ==
          end.now + 27_ms);  // a quarter of the least round trip, and two jiffies
    end.wait(27_ms);
    CHECK(end.sent() == text_at(1001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
}

TEST_CASE("A segment that was merely overtaken is not sent again, and the network is known to reorder",
          "[rfc8985][6.2]") {
    Endpoint end = sender(plain_linux_config());
    end.send(3'000);
    end.wait(100_ms);
    end.arrives(sacked(1001, 2001, 3001));
    end.wait(10_ms);
    end.arrives("<SEQ=5001><ACK=3001><CTL=ACK>");
    CHECK(end.tcb.deadlines.reorder.is_never());
    CHECK(end.tcb.recovery.reorderings_seen == 1);
    CHECK(tallied(end, tcp::Count::SackReorderings) == 1);
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Open);
}

TEST_CASE("A tail is probed after two round trips, and the probe's SACK repairs it", "[rfc8985][7]") {
    Endpoint end = sender(plain_linux_config());
    end.send(4'000);
    end.wait(201_ms);
    CHECK(end.sent().empty());
    end.wait(1_ms);
    CHECK(end.sent() == text_at(4001, "PSH,ACK"));
    CHECK(tallied(end, tcp::Count::LossProbes) == 1);
    CHECK(end.tcb.deadlines.retransmit == end.now + end.tcb.rtt.rto);
    end.wait(100_ms);
    end.arrives(sacked(1001, 4001, 5001));
    end.wait(30_ms);
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    CHECK(end.tcb.sent.lost().segments == 3);
}

TEST_CASE("One segment in flight: the probe allows for a delayed ACK, then the timeout doubles",
          "[rfc8985][7.2][N1]") {
    Endpoint end;
    end.config = plain_linux_config();
    end.open_active(1000);
    end.at(200_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1000><SACKOK>");
    CHECK(end.tcb.rtt.rto == 600_ms);
    const Instant start = end.now;
    end.send(1000);
    std::vector<std::int64_t> sent_ms;
    while (sent_ms.size() < 4) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        if (end.segments_sent() > 0) sent_ms.push_back((end.now - start).us / 1000);
    }
    CHECK(sent_ms == std::vector<std::int64_t>{600, 1200, 2400, 4800});  // measured: .61 1.22 2.44 4.9
}

TEST_CASE("Without SACK there is no probe: .6, 1.8, 4.2 s", "[rfc6298][5][N1]") {
    Endpoint end;
    end.config = plain_linux_config();
    end.config.sack = Switch::Off;
    end.open_active(1000);
    end.at(200_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1000>");
    const Instant start = end.now;
    end.send(1000);
    std::vector<std::int64_t> sent_ms;
    while (sent_ms.size() < 3) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        if (end.segments_sent() > 0) sent_ms.push_back((end.now - start).us / 1000);
    }
    CHECK(sent_ms == std::vector<std::int64_t>{600, 1800, 4200});
}

TEST_CASE("A spurious timeout is found out by new text, and undone", "[rfc5682][2.1]") {
    tcp::Config config = plain_linux_config();
    config.tail_loss_probe = Switch::Off;
    Endpoint end = sender(config);
    end.send(20'000);
    const std::uint32_t cwnd = end.tcb.congestion.cwnd_bytes;
    end.wait(end.tcb.rtt.rto);
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Loss);
    CHECK(end.tcb.congestion.cwnd_bytes == 1'000);
    end.arrives("<SEQ=5001><ACK=2001><CTL=ACK>");
    CHECK(end.sent().find(text_at(2001)) == std::string::npos);
    CHECK(end.sent().find(text_at(11'001)) != std::string::npos);
    end.arrives("<SEQ=5001><ACK=3001><CTL=ACK>");
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Open);
    CHECK(end.tcb.congestion.cwnd_bytes >= cwnd);
    CHECK(tallied(end, tcp::Count::SpuriousTimeouts) == 1);
}

TEST_CASE("A timeout closes the window to one segment, with limited transmit or without", "[rfc5681][3.1]") {
    for (const Switch limited : {Switch::Off, Switch::On}) {
        tcp::Config config = plain_config();
        config.limited_transmit = limited;
        Endpoint end = sender(config);
        end.send(4'000);
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        REQUIRE(end.tcb.recovery.phase == RecoveryPhase::Loss);
        CHECK(end.tcb.congestion.cwnd_bytes == 1'000);
    }
}

TEST_CASE("A last segment as large as the whole congestion window takes the FIN with it", "[rfc5681][2]") {
    Endpoint end = sender(plain_config());
    end.tcb.congestion.cwnd_bytes = 500;
    end.send(1'000);
    end.close();
    CHECK(end.sent().empty());
    end.tcb.congestion.cwnd_bytes = 1'000;
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(end.sent() == text_at(1001, "FIN,PSH,ACK"));
}

TEST_CASE("What the peer has SACKed is not sent again as a probe", "[rfc8985][7.2][rfc2018][5]") {
    tcp::Config config = plain_linux_config();
    config.rack = Switch::Off;  // whose timer would take the probe's place
    Endpoint end = sender(config);
    end.send(2'000);
    end.wait(100_ms);
    end.arrives(sacked(1001, 2001, 3001));
    end.wait(102_ms);
    CHECK(end.sent().empty());
}

TEST_CASE("After a real timeout slow start sends the flight again", "[rfc5681][3.1]") {
    Endpoint end = sender(plain_config());
    end.send(6'000);
    end.wait(1_s);
    CHECK(end.sent() == text_at(1001));
    CHECK(end.tcb.congestion.ssthresh_bytes == 3'000);
    CHECK(end.tcb.congestion.cwnd_bytes == 1'000);
    end.arrives("<SEQ=5001><ACK=2001><CTL=ACK>");
    CHECK(end.sent() == text_at(2001) + "\n" + text_at(3001));
    end.arrives("<SEQ=5001><ACK=7001><CTL=ACK>");
    CHECK(end.tcb.sent.empty());
}

TEST_CASE("A D-SACK for every retransmission gives the window back", "[rfc2883][rfc3708][3]") {
    Endpoint end = sender(plain_linux_config());
    end.send(10'000);
    end.wait(100_ms);
    end.arrives(sacked(1001, 2001, 6001));
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    end.arrives("<SEQ=5001><ACK=6001><CTL=ACK>");
    end.arrives(sacked(6001, 1001, 2001));
    CHECK(tallied(end, tcp::Count::DsackUndos) == 1);
    CHECK(end.tcb.congestion.cwnd_bytes >= 10'000);
    CHECK(end.tcb.recovery.phase <= RecoveryPhase::Disorder);
}

TEST_CASE("An echo from before the retransmission gives the window back", "[rfc3522][3.2]") {
    tcp::Config config = sack_config();
    config.timestamps = Switch::On;
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.at(100_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1012><SACKOK><TS=700:1>");
    end.send(10'000);
    end.wait(100_ms);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><TS=701:101><SACK=2001-6001>");
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Recovery);
    end.wait(5_ms);
    end.arrives("<SEQ=5001><ACK=11001><CTL=ACK><TS=702:101>");
    CHECK(end.tcb.recovery.phase == RecoveryPhase::Open);
    CHECK(end.tcb.congestion.cwnd_bytes >= 10'000);
    CHECK(tallied(end, tcp::Count::FullUndos) == 1);
}
