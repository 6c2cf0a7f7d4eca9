#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "base/ids.h"
#include "base/time.h"
#include "wire/ipv4.h"

namespace hw::sim {

// What one direction of a link does to packets. All chances in parts per million; 0 draws no random
// number, so that adding an impairment elsewhere does not change this link's fate.
struct LinkConfig {
    Duration delay = 100_ms;        // propagation, one way
    std::uint64_t rate_bps = 0;     // bits per second; 0: no serialisation delay
    std::uint32_t queue_bytes = 0;  // room behind the transmitter, tail drop; 0: no limit
    std::uint32_t loss_ppm = 0;
    std::uint32_t duplicate_ppm = 0;
    std::uint32_t corrupt_ppm = 0;  // flips one bit somewhere in the packet
    std::uint32_t reorder_ppm = 0;  // adds reorder_delay to a packet, so that later ones overtake it
    Duration reorder_delay = 10_ms;
    Duration jitter{};  // adds 0..jitter, uniformly; may reorder
    // The largest packet that passes, bytes, the IPv4 header included; 0: any. A larger one that may not be
    // fragmented is dropped, and its sender told by the router in the middle of the link (RFC 1191 §4) unless
    // that is a black hole (RFC 4821 §2). Ours: one that may be fragmented passes whole, since
    // its receiver would put it together again and nothing of that is to be seen.
    std::uint32_t mtu_bytes = 0;
    bool mtu_is_secret = false;
    // RFC 3168 §5: packets that are ECN-capable are marked CE, by chance or whenever as much as this waits for
    // the transmitter before them (0: never); others are not touched.
    std::uint32_t mark_ppm = 0;
    std::uint32_t mark_above_bytes = 0;
    friend bool operator==(const LinkConfig&, const LinkConfig&) = default;
};

inline constexpr std::uint64_t max_rate_bps = 1'000'000'000'000;  // 1 Tbit/s
inline constexpr Duration max_link_delay = 3'600_s;               // of each of delay, reorder_delay, jitter

inline constexpr std::uint32_t min_mtu_bytes = 68;  // RFC 791 §3.2: every module forwards that much

// Whether every field is within its bounds: chances up to 1,000,000 ppm, times 0..max_link_delay, rate
// up to max_rate_bps, an MTU of 0 or of min_mtu_bytes to 65,535. A link with another configuration is never made.
bool is_valid(const LinkConfig& config);

// A link joins two hosts; direction 0 is a -> b, direction 1 is b -> a.
struct Link {
    HostId a{};
    HostId b{};
    std::array<LinkConfig, 2> config{};
    std::array<Instant, 2> free_at{};  // when the transmitter of that direction is idle again
    wire::Ipv4Address router{};        // in the middle: who says that a packet is too big
    bool is_unplugged = false;         // the cable is out: both directions lose everything
    friend bool operator==(const Link&, const Link&) = default;
};

void digest(Digest& d, const LinkConfig& config);
void digest(Digest& d, const Link& link);

// ---- one packet enters ----------------------------------------------------------------------------

// How long the transmitter needs for `bytes` at `rate_bps`, rounded up to whole microseconds.
Duration transmission_time(std::uint32_t bytes, std::uint64_t rate_bps);

// How many bytes wait for the transmitter at `now`, the rest of the packet on the wire included.
std::uint64_t waiting_bytes(const Link& link, std::uint8_t direction, Instant now);

// A packet of `bytes` enters direction `direction` at `now`. True: the transmitter takes it, and it is at
// the far end, undisturbed, at `arrives_at`. False: the queue has no room, and nothing changed. An idle
// transmitter takes any packet; a busy one queues it if all that still waits, the rest of the packet on
// the wire included, leaves room for it in `queue_bytes`. What waits follows from `free_at`: no event is
// needed for the moment when the transmitter is idle again.
bool enter_link(Link& link, std::uint8_t direction, std::uint32_t bytes, Instant now, Instant& arrives_at);

}  // namespace hw::sim
