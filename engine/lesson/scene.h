#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "lesson/claim.h"
#include "sim/command.h"
#include "sim/trace.h"
#include "sim/world.h"

// Where a step takes place: hosts, a link, rules, and the script that sets the stage. A scene without
// settings is the world that all lessons share: client 10.0.0.1:40000, server 10.0.0.2:80 listening,
// 100 ms each way, ISNs 1000 and 5000, no options, no delayed ACK, MSL 30 s, seed 1.

namespace hw::lesson {

// Which segment an act means: the n-th one (from 1) that `filter` matches, counted from the beginning.
struct SegmentRef {
    sim::SegmentFilter filter{};
    std::uint32_t nth = 1;
    std::uint32_t times = 1;  // 0: this one and every later one
};

enum class ActKind : std::uint8_t {
    Connect,
    Send,
    Close,
    Abort,
    PowerOff,
    PowerOn,
    Drop,
    Hold,
    Delay,
    Duplicate,
    Edit,
    Release,
    OldSegment,  // an old duplicate arrives out of nowhere
    Icmp,        // and so does an ICMP error …
    Flood,       // … and a SYN flood
    Unplug,      // the cable between two hosts
    Plug,
};

// One line of a script or one thing done by hand: "drop client SYN", "connect client server".
struct Act {
    Instant at{};
    std::uint32_t run = 0;  // of the step's runs; `in_all_runs` for all of them
    ActKind kind{};
    HostId host{};
    HostId peer{};              // Connect, OldSegment and what follows it
    ConnectionId connection{};  // Send, Close, Abort
    SegmentRef segment{};       // Drop … Release
    Duration by{};              // Delay, Duplicate; how long until an OldSegment arrives
    std::string text{};         // Send, OldSegment
    SeqNum seq{}, ack{};        // OldSegment
    wire::Ctl ctl{};            // OldSegment
    wire::SegmentEdit edit{};   // Edit
    sim::Command command{};     // Icmp … Plug: the act names all that its command needs
};
inline constexpr std::uint32_t in_all_runs = 0xffff'ffffu;

struct Scene {
    std::string id{};
    sim::World stage{};         // hosts, link and listener, nothing happened yet
    std::vector<Act> script{};  // what happens without the learner
};

// The stage with the script scheduled: the initial world of a run.
sim::World initial_world(const Scene& scene);

// The commands that carry out an act in `world` now: a segment that is in flight is meant itself, one that
// has not been sent yet becomes a rule. Empty: too late, the segment is gone. `trace` may know the future
// of `world`; it is not looked at.
std::vector<sim::Command> commands_for(const Act& act, const sim::World& world, const sim::Trace& trace);

// "0.05 drop client SYN" · "0 connect client server" · "0 old client server SYN seq 90 in 100ms": the time,
// then what is done. Hosts are those of `stage`. The error names a column.
Result<Act, ClaimError> parse_act(std::string_view text, const sim::World& stage);

// What a scene may set; every field is W0's unless it is given.
struct SceneSettings {
    Duration delay = 100_ms;       // client to server …
    Duration delay_back = 100_ms;  // … and back
    std::vector<std::uint32_t> client_isn{1'000};
    std::vector<std::uint32_t> server_isn{5'000};
    tcp::RuleBookId rules = tcp::RuleBookId::Rfc9293;           // of both hosts
    tcp::CongestionId congestion = tcp::CongestionId::NewReno;  // of both hosts
    std::string greeting{};  // what the server's application sends on accept; "": it only reads
    std::uint64_t seed = 1;
};
sim::World make_stage(const SceneSettings& settings);

// Where acts and scenes take a host's connections to end: client 10.0.0.1:40000, server 10.0.0.2:80.
wire::Endpoint usual_endpoint(const sim::World& stage, HostId host);

}  // namespace hw::lesson
