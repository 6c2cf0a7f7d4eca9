#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/time.h"

namespace hw::tcp {

// Which copy of the step table a host follows; see rules.h. An id, not a pointer, so that state stays
// plain data. Each variant other than Rfc9293 lives in a file of its own under tcp/variants/.
enum class RuleBookId : std::uint8_t { Rfc9293, TwoStepHandshake, NoTimeWait };
inline constexpr std::uint32_t rule_book_count = 3;

// Which row of the congestion-control table is used; see congestion.h.
enum class CongestionId : std::uint8_t { None };

enum class Switch : std::uint8_t { Off, On };

// How a connection behaves. Every field: its unit, its source, and what turning it changes.
struct Config {
    RuleBookId rules = RuleBookId::Rfc9293;
    CongestionId congestion = CongestionId::None;

    // Largest segment text this host accepts, bytes; sent in its SYN (RFC 9293 §3.7.1, MUST-14).
    std::uint16_t mss = 1460;
    // Assumed when the peer sends no MSS option, bytes (RFC 9293 §3.7.1, MUST-15: 536 for IPv4).
    std::uint16_t default_send_mss = 536;
    // Sends the MSS option on SYN segments (SHLD-5).
    Switch send_mss_option = Switch::On;

    // Room for data not yet read by the user, bytes, 1..65535 without scaling (§3.8.6).
    std::uint32_t receive_buffer_bytes = 65'535;
    // Room for data accepted from the user and not yet acknowledged, bytes (§3.9.1, SEND).
    std::uint32_t send_buffer_bytes = 65'536;

    // Maximum segment lifetime; TIME-WAIT lasts twice this (§3.4.2 takes 2 minutes, "an engineering
    // choice"). Lessons use 30 s so that 2MSL equals Linux's fixed 60 s.
    Duration msl = 120_s;

    Duration initial_rto = 1_s;         // RFC 6298 (2.1)
    Duration min_rto = 1_s;             // RFC 6298 (2.4)
    Duration max_rto = 60_s;            // RFC 6298 (2.5): at least 60 s
    Duration clock_granularity = 1_ms;  // RFC 6298 (2.2) G
    Duration rto_after_syn_loss = 3_s;  // RFC 6298 (5.7): when data begins after a retransmitted SYN

    // Give-up times (§3.8.3): data after R2, SYN after at least 3 minutes (MUST-23).
    Duration r2 = 100_s;
    Duration r2_syn = 180_s;
    // USER TIMEOUT of OPEN and SEND (§3.10.8, default 5 minutes); Duration::never() switches it off.
    Duration user_timeout = 300_s;

    // Longest time that an ACK may be withheld (§3.8.6.3, MUST-40: below 0.5 s); Off acknowledges at once.
    Switch delayed_ack = Switch::On;
    Duration ack_delay = 200_ms;
    // Nagle (§3.7.4, SHLD-7) and the sender's silly-window override time-out (§3.8.6.2.1, 0.1–1.0 s).
    Switch nagle = Switch::On;
    Duration silly_window_override = 200_ms;

    // Challenge ACKs that one connection may send in any second (RFC 5961 §7 suggests throttling: 10 in 5 s);
    // 0: no limit.
    std::uint32_t challenge_acks_per_second = 0;

    friend constexpr bool operator==(const Config&, const Config&) = default;
};

void digest(Digest& d, const Config& config);

}  // namespace hw::tcp
