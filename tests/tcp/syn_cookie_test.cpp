// RFC 4987 §3.6 and Linux: SYN cookies.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"
#include "tcp/syn_cookie.h"

using namespace hw;
using namespace hw::test;
using tcp::State;

namespace {

constexpr SipKey secret{11, 22};
constexpr tcp::CookieConnection connection{
    .local = {{0x0a000002}, 80}, .remote = {{0x0a000001}, 40'000}, .irs = {5000}};
constexpr Instant noon = Instant{} + 7'210_s;

SeqNum cookie_for(std::uint16_t mss, Instant now = noon) {
    return tcp::make_cookie(connection, mss, now, secret);
}

// What the bench's listener sends to `syn`, and the third segment that brings the cookie back.
Endpoint listener(const tcp::Config& config) {
    Endpoint end;
    end.config = config;
    end.now = noon;
    end.open_passive(0);
    return end;
}

wire::Segment syn_with(wire::Options options, wire::Ctl ctl = wire::syn) {
    wire::Segment syn;
    syn.seq = connection.irs;
    syn.ctl = ctl;
    syn.raw_window = 64'240;
    syn.options = options;
    return syn;
}

}  // namespace

TEST_CASE("A cookie carries the MSS, rounded down to one of four", "[rfc4987][3.6]") {
    const auto mss_through_cookie = [](std::uint16_t mss) {
        return tcp::check_cookie(connection, cookie_for(mss), noon, secret);
    };
    CHECK(mss_through_cookie(100) == 536);
    CHECK(mss_through_cookie(536) == 536);
    CHECK(mss_through_cookie(1'299) == 536);
    CHECK(mss_through_cookie(1'300) == 1'300);
    CHECK(mss_through_cookie(1'452) == 1'440);
    CHECK(mss_through_cookie(9'000) == 1'460);
}

TEST_CASE("A cookie is good for no other numbers than its own, however near",
          "[rfc4987][3.6][rfc9293][3.8.4]") {
    tcp::CookieConnection one_below = connection;  // where a keep-alive probe of the client seems to begin
    one_below.irs = connection.irs - 1;
    constexpr std::uint16_t sizes[] = {536, 1'300, 1'440, 1'460};
    for (const std::uint16_t mss : sizes) {
        const SeqNum cookie = cookie_for(mss);
        CHECK_FALSE(tcp::check_cookie(one_below, cookie, noon, secret));
        for (const std::uint32_t sent :
             {1u, 2u, 3u})  // a FIN, or some text, that is acknowledged with the SYN
            CHECK_FALSE(tcp::check_cookie(connection, cookie + sent, noon, secret));
    }
}

TEST_CASE("A cookie is good for its minute and the next", "[rfc4987][3.6][linux]") {
    const SeqNum cookie = cookie_for(1'460);
    CHECK(tcp::check_cookie(connection, cookie, noon + 49_s, secret));
    CHECK(tcp::check_cookie(connection, cookie, noon + 109_s, secret));
    CHECK_FALSE(tcp::check_cookie(connection, cookie, noon + 110_s, secret));
    CHECK_FALSE(tcp::check_cookie(connection, cookie, noon - 20_s, secret));
}

TEST_CASE("A cookie is good for its own connection under its own secret only", "[rfc4987][3.6]") {
    const SeqNum cookie = cookie_for(1'460);
    tcp::CookieConnection other = connection;
    other.remote.port = 40'001;
    CHECK_FALSE(tcp::check_cookie(other, cookie, noon, secret));
    other = connection;
    other.irs = {6000};
    CHECK_FALSE(tcp::check_cookie(other, cookie, noon, secret));
    CHECK_FALSE(tcp::check_cookie(connection, cookie, noon, {11, 23}));
    CHECK_FALSE(tcp::check_cookie(connection, cookie + 1'000, noon, secret));
}

TEST_CASE("The options of the SYN ride in the timestamp, which never runs ahead", "[rfc4987][3.6][linux]") {
    for (std::uint32_t bits = 0; bits < 64; ++bits) {
        const tcp::CookieOptions options = tcp::cookie_options_in(bits);
        for (const std::uint32_t timestamp : {1'000u, 1'023u, 1'024u, 4'000'000'000u}) {
            const std::uint32_t value = tcp::with_cookie_options(timestamp, options);
            CHECK(value <= timestamp);
            CHECK(timestamp - value < 128);
            CHECK(tcp::cookie_options_in(value) == options);
        }
    }
    CHECK_FALSE(tcp::cookie_options_in(15).has_window_scale);
}

TEST_CASE("A cookie's SYN,ACK remembers nothing, and the third segment opens the connection",
          "[rfc4987][3.6][N5]") {
    Endpoint end = listener(Endpoint().config);
    const tcp::Tcb before = end.tcb;
    const SeqNum cookie = cookie_for(1'460);
    end.effects.clear();
    tcp::answer_with_cookie({end.tcb, end.config, end.now, end.effects},
                            syn_with({.has_mss = true, .mss = 1'460}), cookie);
    REQUIRE(end.segments_sent() == 1);
    CHECK(end.effects.segments[0].seq == cookie);
    CHECK(end.effects.segments[0].ack == SeqNum{5001});
    CHECK(end.effects.segments[0].ctl == (wire::syn | wire::ack));
    CHECK(end.tcb == before);

    wire::Segment third;
    third.seq = {5001};
    third.ack = cookie + 1;
    third.ctl = wire::ack;
    third.raw_window = 64'240;
    const auto mss = tcp::check_cookie(connection, third.ack - 1, end.now, secret);
    REQUIRE(mss);
    end.effects.clear();
    tcp::open_from_cookie({end.tcb, end.config, end.now, end.effects}, third, third.ack - 1, *mss);
    CHECK(end.segments_sent() == 0);
    tcp::segment_arrives({end.tcb, end.config, end.now, end.effects}, third);
    CHECK(end.tcb.state == State::Established);
    CHECK(end.signalled(tcp::Signal::Established));
    CHECK(end.tcb.snd.mss == 1'460);
    CHECK(end.tcb.snd.wnd == 64'240);
    CHECK(end.tcb.rcv.nxt == SeqNum{5001});
    end.send(5);
    CHECK(end.effects.segments[0].seq == cookie + 1);
}

TEST_CASE("With timestamps scaling and SACK survive a cookie; without them they are not offered",
          "[rfc4987][3.6][linux]") {
    const tcp::Config config = tcp::linux_config();
    Endpoint end = listener(config);
    wire::Options options{.has_mss = true, .has_window_scale = true, .sack_permitted = true, .mss = 1'460};
    options.window_scale = 9;
    const SeqNum cookie = cookie_for(1'460);

    end.effects.clear();
    tcp::answer_with_cookie({end.tcb, end.config, end.now, end.effects}, syn_with(options), cookie);
    CHECK_FALSE(end.effects.segments[0].options.has_window_scale);
    CHECK_FALSE(end.effects.segments[0].options.sack_permitted);

    options.has_timestamps = true;
    options.timestamps.value = 77;
    end.effects.clear();
    tcp::answer_with_cookie({end.tcb, end.config, end.now, end.effects}, syn_with(options), cookie);
    const wire::Options answer = end.effects.segments[0].options;
    CHECK(answer.has_window_scale);
    CHECK(answer.sack_permitted);

    wire::Segment third;
    third.seq = {5001};
    third.ack = cookie + 1;
    third.ctl = wire::ack;
    third.raw_window = 500;
    third.options.has_timestamps = true;
    third.options.timestamps = {.value = 78, .echo_reply = answer.timestamps.value};
    end.effects.clear();
    tcp::open_from_cookie({end.tcb, end.config, end.now, end.effects}, third, cookie, 1'460);
    tcp::segment_arrives({end.tcb, end.config, end.now, end.effects}, third);
    CHECK(end.tcb.state == State::Established);
    CHECK(end.tcb.snd.shift == 9);
    CHECK(end.tcb.sack.is_permitted);
    CHECK(end.tcb.timestamps.are_agreed);
    CHECK(end.tcb.snd.wnd == 500u << 9);
}
