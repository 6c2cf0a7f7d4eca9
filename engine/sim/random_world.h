#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/prng.h"
#include "sim/story.h"
#include "sim/trace.h"
#include "sim/world.h"
#include "tcp/findings.h"

// Worlds that nobody would think of: hosts, impaired links, applications and a learner who drops, holds, forges
// and cuts the power, all out of one seed, run under the invariants. The same seed gives the same digest
// everywhere; a failure tells the seed and the command log, which replays it.

namespace hw::sim {

// What kind of trouble a random world holds; decided first, so that liveness can be asked of the rest.
struct Trouble {
    bool has_variants = false;     // hosts with other rule books
    bool has_cuts = false;         // power cuts, ABORTs and programs that are killed
    bool has_forgeries = false;    // injected segments
    bool has_silence = false;      // applications that never read
    bool has_refusals = false;     // SYN cookies, which forget, and CLOSEs that give up reading
    bool has_clock_jumps = false;  // hosts whose clocks jump: PAWS takes what comes for old
    bool opens_fast = false;       // every host does Fast Open, and most opens are such
    bool has_options = false;  // TCP options, congestion control, the linux profile: each host as it likes
};

struct RandomSetup {
    World world{};
    Trouble trouble{};
};

// The world at its beginning: everything but the commands.
RandomSetup random_world(std::uint64_t seed);

LinkConfig random_link(Prng& prng);
host::ApplicationSpec random_application(Prng& prng, const Trouble& trouble);

// A command that a learner might think of now; often possible, sometimes not.
Command random_command(const World& world, const Trouble& trouble, Prng& prng);

// What a run came by: whoever looks for bugs should know what the worlds have never met.
struct Reached {
    std::bitset<tcp::finding_count> findings{};
    std::bitset<std::variant_size_v<Command>> commands{};  // that were carried out
};

struct RandomRun {
    std::uint64_t seed = 0;
    std::uint64_t digest = 0;  // of the world at the end
    std::uint32_t events = 0;
    Reached reached{};
    std::string failure{};  // empty when all is well; else what broke, when, and the story so far
};

// Ten virtual seconds or more of trouble; then the links heal, every rule is removed and every held packet
// released, and the world has two hours to come to rest. In a world without variants, cuts, forgeries,
// silence, refusals and clock jumps everything that was sent must then have been delivered.
// `also_wrong` is one more thing that is checked after every event.
using Complaint = std::optional<std::string> (*)(const World& world, const Trace& trace);
RandomRun run_random_world(std::uint64_t seed, Complaint also_wrong = nullptr);

// The same, for whoever wants to look: the world at its end, and all that happened, every packet whole.
struct WatchedRun {
    RandomRun run{};
    World world{};
    Trace trace{};
};
WatchedRun watch_random_world(std::uint64_t seed);

// The same world with only those of its commands that it takes to break the same invariant, and healed only if that
// takes it; all of them if it holds. The story tells these commands: what a world's own schedule and its healing do
// follows from the seed and from them.
RandomRun run_shortest_failure(std::uint64_t seed, Complaint also_wrong = nullptr);

}  // namespace hw::sim
