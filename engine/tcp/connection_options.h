#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/time.h"
#include "tcp/config.h"

namespace hw::tcp {

// What setsockopt() can change for one connection alone: it begins as the host's Config says, or as the
// user of the socket said before OPEN.
struct ConnectionOptions {
    bool are_set = false;     // by the user, before OPEN; otherwise OPEN takes them from the Config
    bool nagle = true;        // TCP_NODELAY turns it off
    bool cork = false;        // TCP_CORK: only full segments leave
    bool keep_alive = false;  // SO_KEEPALIVE
    std::uint8_t keep_alive_probes = 9;           // TCP_KEEPCNT
    std::uint8_t syn_retries = 0;                 // TCP_SYNCNT; 0: as the Config says
    std::uint16_t max_segment = 0;                // TCP_MAXSEG, bytes of text; 0: as the MTU allows
    std::uint32_t receive_buffer_bytes = 65'535;  // SO_RCVBUF
    bool receive_buffer_is_fixed = false;         // SO_RCVBUF was used: the buffer does not grow
    std::uint32_t send_buffer_bytes = 65'536;     // SO_SNDBUF
    bool send_buffer_counts_packets = false;  // of all that packets take, not of text alone: send_packets.h
    bool send_buffer_is_fixed = false;        // SO_SNDBUF was used: the buffer does not grow
    std::uint32_t unsent_low_water = 0;       // TCP_NOTSENT_LOWAT, bytes; 0: as the Config says
    std::uint64_t max_pacing_rate = 0;        // SO_MAX_PACING_RATE, bytes per second; 0: none
    Duration keep_alive_idle = 7'200_s;       // TCP_KEEPIDLE
    Duration keep_alive_interval = 75_s;      // TCP_KEEPINTVL
    Duration user_timeout = 300_s;            // TCP_USER_TIMEOUT; never(): none
    Duration fin_wait2_timeout = Duration::never();  // TCP_LINGER2
    Duration open_timeout = Duration::never();       // TCP_KEEPINIT of FreeBSD
    bool sends_options = true;                       // TCP_NOOPT of FreeBSD turns it off
    std::uint8_t time_to_live = 64;                  // IP_TTL (RFC 1122 §4.2.4.3: "MUST be configurable")
    std::uint8_t type_of_service = 0;                // IP_TOS (§4.2.4.2), but for the two bits of ECN
    friend constexpr bool operator==(const ConnectionOptions&, const ConnectionOptions&) = default;
};

constexpr ConnectionOptions options_of(const Config& config) {
    return {
        .nagle = config.nagle == Switch::On,
        .keep_alive = config.keep_alive == Switch::On,
        .keep_alive_probes = config.keep_alive_probes,
        .receive_buffer_bytes = config.receive_buffer_bytes,
        .send_buffer_bytes = config.send_buffer_bytes,
        .send_buffer_counts_packets = config.send_buffer_counts_packets == Switch::On,
        .keep_alive_idle = config.keep_alive_idle,
        .keep_alive_interval = config.keep_alive_interval,
        .user_timeout = config.user_timeout,
        .fin_wait2_timeout = config.fin_wait2_timeout,
        .open_timeout = config.open_timeout,
    };
}

constexpr void digest(Digest& d, const ConnectionOptions& o) {
    digest_all(d, o.are_set, o.nagle, o.cork, o.keep_alive, o.keep_alive_probes, o.syn_retries, o.max_segment,
               o.receive_buffer_bytes, o.receive_buffer_is_fixed, o.send_buffer_bytes, o.keep_alive_idle,
               o.keep_alive_interval, o.user_timeout, o.fin_wait2_timeout, o.open_timeout, o.sends_options,
               o.time_to_live, o.type_of_service, o.send_buffer_counts_packets, o.max_pacing_rate,
               o.send_buffer_is_fixed, o.unsent_low_water);
}

}  // namespace hw::tcp
