#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "base/time.h"
#include "tcp/tcb.h"

// What the text that a user has given to a connection waits for, and how long it has (tcp(7): TCP_INFO's busy_time,
// rwnd_limited and sndbuf_limited; Linux: tcp_chrono_start(), tcp_chrono_stop()).

namespace hw::host {

enum class SendLimit : std::uint8_t {
    None,    // there is none that is not acknowledged
    Busy,    // it is on its way, or the congestion window or Nagle's algorithm holds it back
    Window,  // the peer's window is too narrow for the next segment
    Buffer,  // all that the buffer has room for is on its way, and the user waits to write more
};

struct SendLimits {
    SendLimit present = SendLimit::None;
    Instant since{};
    std::array<Duration, 4> lasted{};  // until `since`, by SendLimit
    Duration of(SendLimit limit, Instant now) const {
        const Duration before = lasted[static_cast<std::size_t>(limit)];
        return limit == present ? before + (now - since) : before;
    }
    // After an event at the connection.
    void follow(const tcp::Tcb& tcb, const tcp::Config& config, Instant now);
    friend bool operator==(const SendLimits&, const SendLimits&) = default;
};

inline void digest(Digest& d, const SendLimits& limits) {
    digest_all(d, limits.present, limits.since);
    for (const Duration one : limits.lasted) digest(d, one);
}

}  // namespace hw::host
