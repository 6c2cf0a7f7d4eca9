#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "sim/story.h"

// A session as short text for an address: the command log, where it was left, and the digest of the world there, by
// which another version of the engine finds out that it disagrees. What it begins with is said elsewhere.

namespace hw::sim {

struct SharedRun {
    CommandLog log{};
    Instant now{};            // the playhead
    std::uint32_t check = 0;  // the lower half of digest_of() the world there
    friend bool operator==(const SharedRun&, const SharedRun&) = default;
};

// Bounds on what strangers send.
inline constexpr std::size_t most_shared_characters = 5'000;
inline constexpr std::uint32_t most_shared_commands = 500;

// Letters, digits, '-' and '_'. nullopt: it is too long, or holds a command that no learner gives (workloads, floods,
// ICMP errors, segments with options, applications of a lesson's own).
std::optional<std::string> encode(const SharedRun& run);
// nullopt: no such text.
std::optional<SharedRun> decode(std::string_view text);

}  // namespace hw::sim
