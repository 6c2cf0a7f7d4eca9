#pragma once

#include <compare>

#include "base/digest.h"
#include "wire/ipv4.h"

namespace hw::host {

// "A connection is defined by a pair of sockets" (RFC 9293 §3.4.1): everybody else says four-tuple.
struct FourTuple {
    wire::Endpoint local{};
    wire::Endpoint remote{};
    friend constexpr auto operator<=>(const FourTuple&, const FourTuple&) = default;
};

constexpr void digest(Digest& d, const FourTuple& tuple) { digest_all(d, tuple.local, tuple.remote); }

}  // namespace hw::host
