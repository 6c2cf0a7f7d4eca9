// RFC 6528 §3, RFC 9293 §3.4.1: how an initial sequence number is chosen.

#include <catch2/catch_test_macros.hpp>

#include "tcp/isn.h"

using namespace hw;
using tcp::initial_sequence_number;

namespace {

constexpr wire::Endpoint client{{0x0a00'0001}, 40'000};
constexpr wire::Endpoint server{{0x0a00'0002}, 80};
constexpr SipKey secret{1, 2};

}  // namespace

TEST_CASE("The clock M ticks every 4 microseconds: 250,000 a second", "[rfc6528][3][MUST-8]") {
    const SeqNum first = initial_sequence_number(Instant{0}, client, server, secret);
    CHECK(initial_sequence_number(Instant{3}, client, server, secret) == first);
    CHECK(initial_sequence_number(Instant{4}, client, server, secret) == first + 1);
    CHECK(initial_sequence_number(Instant{} + 1_s, client, server, secret) == first + 250'000);
}

TEST_CASE("The clock wraps with the sequence space after 4.77 hours", "[rfc6528][3]") {
    const SeqNum first = initial_sequence_number(Instant{0}, client, server, secret);
    const Instant wrapped{4 * (std::int64_t{1} << 32)};
    CHECK(initial_sequence_number(wrapped, client, server, secret) == first);
}

TEST_CASE("F depends on every part of the connection and on the secret", "[rfc6528][3][SHLD-1][MUST-9]") {
    const SeqNum base = initial_sequence_number(Instant{}, client, server, secret);
    const auto differs = [&](wire::Endpoint local, wire::Endpoint remote, SipKey key) {
        return initial_sequence_number(Instant{}, local, remote, key) != base;
    };
    CHECK(differs({{0x0a00'0003}, 40'000}, server, secret));
    CHECK(differs({{0x0a00'0001}, 40'001}, server, secret));
    CHECK(differs(client, {{0x0a00'0003}, 80}, secret));
    CHECK(differs(client, {{0x0a00'0002}, 81}, secret));
    CHECK(differs(server, client, secret));
    CHECK(differs(client, server, {1, 3}));
    CHECK(differs(client, server, {0, 2}));
}
