#include "host/isn.h"

#include <catch2/catch_test_macros.hpp>
#include <set>

using namespace hw::literals;
using hw::Instant;
using hw::SeqNum;
using hw::host::choose_iss;
using hw::host::FourTuple;
using hw::host::IsnConfig;
using hw::host::IsnKind;

namespace {

constexpr FourTuple tuple{.local = {{0x0a00'0001}, 40'000}, .remote = {{0x0a00'0002}, 80}};
const IsnConfig rfc{.kind = IsnKind::Rfc6528, .secret = {0x0123'4567'89ab'cdef, 42}, .pinned = {}};

}  // namespace

TEST_CASE("The ISN of one pair of sockets is a clock: 250,000 numbers further each second",
          "[rfc9293][3.4.1][MUST-8][rfc6528]") {
    const SeqNum first = choose_iss(rfc, {.tuple = tuple, .now = Instant{}, .already_used = 0});
    const SeqNum second = choose_iss(rfc, {.tuple = tuple, .now = Instant{} + 1_s, .already_used = 1});
    CHECK(distance(first, second) == 250'000);
    const SeqNum third = choose_iss(rfc, {.tuple = tuple, .now = Instant{} + 4_us, .already_used = 2});
    CHECK(distance(first, third) == 1);
    // The clock is back where it was after 2^32 times 4 µs, 4.77 hours (§3.4.1 says "approximately 4.55").
    const SeqNum next_round = choose_iss(rfc, {.tuple = tuple, .now = Instant{std::int64_t{4} << 32}});
    CHECK(next_round == first);
}

TEST_CASE("Nobody can tell the ISN of one pair of sockets from another's",
          "[rfc9293][3.4.1][SHLD-1][MUST-9][rfc6528]") {
    std::set<std::uint32_t> numbers;
    std::uint32_t nearby = 0;
    SeqNum previous{};
    for (std::uint16_t port = 40'000; port < 41'000; ++port) {
        FourTuple other = tuple;
        other.local.port = port;
        const SeqNum iss = choose_iss(rfc, {.tuple = other, .now = Instant{}});
        CHECK(numbers.insert(iss.raw).second);
        if (iss.raw - previous.raw < 1u << 24) ++nearby;  // expected: 1 in 256
        previous = iss;
    }
    CHECK(nearby < 20);
}

TEST_CASE("The secret decides: another one gives other numbers", "[rfc6528][MUST-9]") {
    IsnConfig other = rfc;
    other.secret.k1 ^= 1;
    CHECK(choose_iss(rfc, {.tuple = tuple}) != choose_iss(other, {.tuple = tuple}));
    CHECK(choose_iss(rfc, {.tuple = tuple}) == choose_iss(IsnConfig{rfc}, {.tuple = tuple}));
}

TEST_CASE("Pinned ISNs come in their order, and when they are used up the clock goes on from the last",
          "[host]") {
    const IsnConfig pinned{.kind = IsnKind::Pinned, .secret = {}, .pinned = {300, 400}};
    CHECK(choose_iss(pinned, {.tuple = tuple, .now = Instant{} + 9_s, .already_used = 0}) == SeqNum{300});
    CHECK(choose_iss(pinned, {.tuple = tuple, .now = Instant{} + 9_s, .already_used = 1}) == SeqNum{400});
    CHECK(choose_iss(pinned, {.tuple = tuple, .now = Instant{} + 1_s, .already_used = 2}) == SeqNum{250'400});

    const IsnConfig nothing_pinned{.kind = IsnKind::Pinned, .secret = rfc.secret, .pinned = {}};
    CHECK(choose_iss(nothing_pinned, {.tuple = tuple}) == choose_iss(rfc, {.tuple = tuple}));
}
