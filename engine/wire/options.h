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
    FixedVector<std::uint8_t, 16> fast_open_cookie{};
    FixedVector<std::uint8_t, 40> unknown{};  // kind, length, value of each unknown option, concatenated

    constexpr bool empty() const {
        return !has_mss && !has_window_scale && !has_timestamps && !sack_permitted && sack.empty() &&
               !has_fast_open && !has_user_timeout && unknown.empty();
    }
    friend constexpr bool operator==(const Options&, const Options&) = default;
};

void digest(Digest& d, const Options& options);

}  // namespace hw::wire
