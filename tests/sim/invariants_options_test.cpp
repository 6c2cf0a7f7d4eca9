// The invariants on options, recovery and ICMP: each of them can fail.

#include <catch2/catch_test_macros.hpp>

#include "sim/invariants.h"

using namespace hw;
using namespace hw::sim;
using tcp::State;

namespace {

constexpr Instant now = Instant{} + 10_s;

tcp::TcbSummary established() {
    tcp::TcbSummary tcb;
    tcb.state = State::Established;
    tcb.snd.iss = {1'000};
    tcb.snd.una = {1'001};
    tcb.snd.nxt = {3'001};
    tcb.snd.mss = 1'000;
    tcb.rcv.irs = {5'000};
    tcb.rcv.nxt = {5'001};
    tcb.rcv.wnd = 4'096;
    tcb.rto = 1_s;
    tcb.timestamps = {.recent = 700, .recent_at = now - 1_s, .last_ack_sent = {5'001}, .are_agreed = true};
    tcb.cwnd_bytes = 10'000;
    tcb.unacked_segments = 2;
    return tcb;
}

struct Turn {
    tcp::Config config{};
    tcp::TcbSummary before = established();
    tcp::TcbSummary after = established();
    host::Note::Cause cause = host::Note::Cause::SegmentArrives;
    TurnContext context() const { return {config, before, after, cause, now}; }
};

ArrivedSegment text_at(std::uint32_t seq, std::uint32_t timestamp) {
    ArrivedSegment arrived;
    arrived.header.seq = {seq};
    arrived.header.ctl = wire::ack;
    arrived.header.options.has_timestamps = true;
    arrived.header.options.timestamps.value = timestamp;
    arrived.text_length = 100;
    return arrived;
}

bool says(const Broken& broken, const char* what) {
    INFO((broken ? *broken : "nothing"));
    return broken && broken->find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("The invariants notice a segment with an old timestamp that is taken", "[sim][rfc7323][5.3]") {
    Turn turn;
    CHECK_FALSE(check_arrival(turn.context(), text_at(5'001, 699)));
    turn.after.rcv.nxt = {5'101};
    CHECK(says(check_arrival(turn.context(), text_at(5'001, 699)), "R1"));
    turn.after.timestamps.recent = 701;
    CHECK_FALSE(check_arrival(turn.context(), text_at(5'001, 701)));
    CHECK(says(check_arrival(turn.context(), text_at(5'002, 701)), "beyond Last.ACK.sent"));
    turn.after.timestamps.recent = 700;
    CHECK(says(check_arrival(turn.context(), text_at(5'001, 701)), "was not taken"));
}

TEST_CASE("The invariants notice which RST must reset and which must not", "[sim][rfc5961][3.2]") {
    Turn turn;
    ArrivedSegment reset = text_at(5'001, 0);
    reset.header.ctl = wire::rst;
    CHECK(says(check_arrival(turn.context(), reset), "did not reset"));
    turn.after.state = State::Closed;
    CHECK_FALSE(check_arrival(turn.context(), reset));
    reset.header.seq = {5'002};
    CHECK(says(check_arrival(turn.context(), reset), "beside RCV.NXT"));
}

TEST_CASE("The invariants notice an ICMP error that is believed too easily", "[sim][rfc5927][rfc1191]") {
    Turn turn;
    turn.cause = host::Note::Cause::IcmpArrives;
    wire::IcmpError error{.type = 3, .code = 1, .seq = {1'001}};
    CHECK_FALSE(check_icmp(turn.context(), error));
    turn.after.state = State::Closed;
    CHECK(says(check_icmp(turn.context(), error), "MUST-56"));
    error.code = 3;
    CHECK_FALSE(check_icmp(turn.context(), error));
    error.seq = {3'001};
    CHECK(says(check_icmp(turn.context(), error), "nothing in flight"));

    turn.after = established();
    error = {.type = 3, .code = 4, .seq = {1'001}};
    turn.after.snd.path_mtu = 60;
    CHECK(says(check_icmp(turn.context(), error), "below its floor"));
    turn.before.snd.path_mtu = 600;
    turn.after.snd.path_mtu = 700;
    CHECK(says(check_icmp(turn.context(), error), "larger"));
}

TEST_CASE("The invariants notice a timeout that costs nothing", "[sim][rfc5681][3.1]") {
    Turn turn;
    turn.config.congestion = tcp::CongestionId::NewReno;
    turn.cause = host::Note::Cause::Deadline;
    turn.after.retransmissions = 1;
    turn.after.phase = tcp::RecoveryPhase::Loss;
    turn.after.lost_segments = 2;
    turn.after.resent_segments = 1;
    turn.after.ssthresh_bytes = 2'000;
    CHECK(says(check_timeout(turn.context()), "window open"));
    turn.after.cwnd_bytes = 1'000;
    CHECK_FALSE(check_timeout(turn.context()));
    turn.after.ssthresh_bytes = 10'000;
    CHECK(says(check_timeout(turn.context()), "ssthresh high"));
    turn.after = established();
    turn.after.deadlines.retransmit = now + 2_s;
    CHECK(says(check_timeout(turn.context()), "more than RTO"));
}

TEST_CASE("The invariants notice what only one end has offered", "[sim][rfc7323][2.2][rfc2018][2]") {
    tcp::Tcb tcb;
    tcb.state = State::Established;
    ConnectionWatch watch;
    watch.sent_offers = {
        .is_known = true, .window_scale = true, .timestamps = true, .sack = true, .ecn = true};
    watch.heard_offers = {.is_known = true};
    CHECK_FALSE(check_agreed(tcb, watch));
    tcb.window_scale_is_agreed = true;
    CHECK(says(check_agreed(tcb, watch), "scaled"));
    tcb.window_scale_is_agreed = false;
    tcb.sack.is_permitted = true;
    CHECK(says(check_agreed(tcb, watch), "SACK"));
    tcb.snd.shift = 15;
    CHECK(says(check_agreed(tcb, watch), "exceeds 14"));
}
