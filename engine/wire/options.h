#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/fixed_vector.h"
#include "base/seq_num.h"

// TCP options as the engine uses them (RFC 9293 §3.1, §3.2; RFC 7323 §2–3; RFC 2018).
// An option that the engine does not know is kept byte for byte in `unknown`, in its order.

namespace hw::wire {

struct Timestamps {
    std::uint32_t value = 0;       // TSval
    std::uint32_t echo_reply = 0;  // TSecr
    friend constexpr bool operator==(const Timestamps&, const Timestamps&) = default;
};

// Sequence numbers [left, right) received out of order (RFC 2018 §3).
struct SackBlock {
    SeqNum left{};
    SeqNum right{};
    friend constexpr bool operator==(const SackBlock&, const SackBlock&) = default;
};

// What the receiver has counted, in bytes of text, modulo 2^24 (RFC 9768 §3.2.3): the fields come in one of
// two orders, and those at the end may be left out. Of any other length: "those whole 3-octet fields that
// fit".
struct AccurateEcn {
    static constexpr std::uint32_t most_fields = 3;
    std::uint32_t ee0b = 0, eceb = 0, ee1b = 0;  // ECT(0), CE, ECT(1); each valid if the option has its field
    std::uint8_t fields = 0;                     // 0..3
    bool is_order_1 = false;                     // kind 174: EE1B comes first

    constexpr bool has_ee0b() const { return fields > (is_order_1 ? 2 : 0); }
    constexpr bool has_eceb() const { return fields > 1; }
    constexpr bool has_ee1b() const { return fields > (is_order_1 ? 0 : 2); }
    friend constexpr bool operator==(const AccurateEcn&, const AccurateEcn&) = default;
};

struct Options {
    bool has_mss = false;
    bool has_window_scale = false;
    bool has_timestamps = false;
    bool sack_permitted = false;
    std::uint16_t mss = 0;             // bytes; valid if has_mss
    std::uint8_t window_scale = 0;     // shift count as found, 0..255; RFC 7323 §2.3 caps its use at 14
    Timestamps timestamps{};           // valid if has_timestamps
    FixedVector<SackBlock, 4> sack{};  // at most 4 fit into 40 bytes
    // TCP Fast Open (RFC 7413 §4.1.1): no bytes ask for a cookie, 4..16 bytes, an even number, are one.
    // Experimental: the option came as kind 254 with the magic number 0xF989 (RFC 6994), as early
    // implementations sent it. "Options with invalid Length values or without the SYN flag set MUST be
    // ignored": the former are among `unknown`; the latter are read all the same, for TCP to ignore.
    bool has_fast_open = false;
    bool fast_open_is_experimental = false;
    bool has_user_timeout = false;
    std::uint16_t user_timeout = 0;  // RFC 5482 §3: the granularity bit (minutes) and 15 bits of time
    bool has_accurate_ecn = false;
    AccurateEcn accurate_ecn{};  // valid if has_accurate_ecn
    FixedVector<std::uint8_t, 16> fast_open_cookie{};
    FixedVector<std::uint8_t, 40> unknown{};  // kind, length, value of each unknown option, concatenated

    constexpr bool empty() const {
        return !has_mss && !has_window_scale && !has_timestamps && !sack_permitted && sack.empty() &&
               !has_fast_open && !has_user_timeout && !has_accurate_ecn && unknown.empty();
    }
    friend constexpr bool operator==(const Options&, const Options&) = default;
};

void digest(Digest& d, const Options& options);

}  // namespace hw::wire
