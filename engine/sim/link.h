#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "base/ids.h"
#include "base/time.h"

namespace hw::sim {

// What one direction of a link does to packets. All chances in parts per million; 0 draws no random
// number, so that adding an impairment elsewhere does not change this link's fate.
struct LinkConfig {
    Duration delay = 100_ms;              // propagation, one way
    std::uint64_t rate_bps = 0;           // bits per second; 0: no serialisation delay
    std::uint32_t queue_bytes = 0;        // room behind the transmitter, tail drop; 0: no limit
    std::uint32_t loss_ppm = 0;
    std::uint32_t duplicate_ppm = 0;
    std::uint32_t corrupt_ppm = 0;        // flips one bit somewhere in the packet
    std::uint32_t reorder_ppm = 0;        // adds reorder_delay to a packet, so that later ones overtake it
    Duration reorder_delay = 10_ms;
    Duration jitter{};                    // adds 0..jitter, uniformly; may reorder
    friend bool operator==(const LinkConfig&, const LinkConfig&) = default;
};

// A link joins two hosts; direction 0 is a -> b, direction 1 is b -> a.
struct Link {
    HostId a{};
    HostId b{};
    std::array<LinkConfig, 2> config{};
    std::array<Instant, 2> free_at{};     // when the transmitter of that direction is idle again
    friend bool operator==(const Link&, const Link&) = default;
};

void digest(Digest& d, const Link& link);

}  // namespace hw::sim
