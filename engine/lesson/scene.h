#pragma once

#include <cstdint>
#include <optional>
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
    Forge,  // a segment that somebody else made arrives out of nowhere
    Shutdown,
    Accept,
    Listen,
    Kill,
    Reboot,
    Cut,  // one direction of a link loses everything …
    Mend,
    SetSwitch,
    Workload,  // a program makes requests …
    Service,   // … and how they are answered from now on
    Limit,     // RLIMIT_NOFILE
    Status,
};

// One line of a script or one thing done by hand: "drop client SYN", "connect client server".
struct Act {
    Instant at{};
    std::uint32_t run = 0;  // of the step's runs; `in_all_runs` for all of them
    ActKind kind{};
    HostId host{};
    HostId peer{};                // Connect, OldSegment and what follows it; Listen: whom alone it waits for
    ConnectionId connection{};    // Send, Close, Abort, Shutdown, Status
    bool is_on_listener = false;  // Send, Close: of the socket in LISTEN instead
    bool is_urgent = false;       // Send: its last byte is the last urgent one
    std::uint16_t from_port = 0, to_port = 0;  // Connect; 0: the usual ones
    bool from_any_port = false;                // Connect; the host picks one
    SegmentRef segment{};                      // Drop … Release
    Duration by{};                             // Delay, Duplicate; how long until an OldSegment arrives
    std::string text{};                        // Send, Connect, OldSegment, Forge
    SeqNum seq{}, ack{};                       // OldSegment, Forge
    wire::Ctl ctl{};                           // OldSegment, Forge
    wire::SegmentEdit edit{};                  // Edit
    sim::Command command{};  // Icmp … Plug, Cut, Mend, SetSwitch: the act names all that its command needs
};
inline constexpr std::uint32_t in_all_runs = 0xffff'ffffu;

struct Scene {
    std::string id{};
    sim::World stage{};         // hosts, link and listener, nothing happened yet
    std::vector<Act> script{};  // what happens without the learner
    // Too large for a trace: its runs are measured so often (sim/measured_run.h). Zero: every event is kept.
    Duration measure_every{};
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

// Which defaults both hosts have.
enum class Profile : std::uint8_t { Rfc9293, Linux };

// "server tcp_syncookies = 1"; without a host: both.
struct SwitchSetting {
    std::string host{};
    std::string name{};
    std::string value{};
};

// What a scene may set; every field is W0's unless it is given.
struct SceneSettings {
    std::string client_name = "client", server_name = "server";
    bool has_mallory = false;  // a third host, 10.0.0.66:6666, with a link of its own to the server
    Profile profile = Profile::Rfc9293;
    Duration delay = 100_ms;       // client to server …
    Duration delay_back = 100_ms;  // … and back
    bool isn_by_clock = false;     // RFC 9293 §3.4.1's generator, its secrets made from `seed`
    std::vector<std::uint32_t> client_isn{1'000};
    std::vector<std::uint32_t> server_isn{5'000};
    std::optional<tcp::RuleBookId> rules{};         // of all hosts
    std::optional<tcp::CongestionId> congestion{};  // of all hosts
    host::ApplicationSpec application{};            // of the server
    bool listens = true, accepts = true;            // whether it calls listen() and accept()
    std::uint32_t backlog = 128;                    // of its listen()
    std::uint32_t descriptors = 0;                  // its program's limit of them; 0: the usual one
    Duration time_wait = 60_s;                      // 2MSL
    Duration user_timeout{};                        // zero: the profile's
    bool uses_nagle = true;                         // TCP_NODELAY is not set
    std::uint32_t server_window = 0;                // its receive buffer, bytes; 0: the profile's
    bool keeps_alive = false;                       // SO_KEEPALIVE on every connection
    bool syn_carries_text = false;                  // of the client: without a Fast Open cookie
    std::vector<SwitchSetting> switches{};          // on top of all that
    Duration measure_every{};                       // Scene::measure_every
    std::uint32_t server_fds = 0;        // descriptors open before the first connection; 0: what they are
    std::uint32_t client_addresses = 0;  // further ones of the client, from 10.1.0.0 on
    std::uint64_t seed = 1;
};
sim::World make_stage(const SceneSettings& settings);

// Where acts and scenes take a host's connections to end: client 10.0.0.1:40000, server 10.0.0.2:80, mallory
// 10.0.0.66:6666; a host that there is not, nowhere.
wire::Endpoint usual_endpoint(const sim::World& stage, HostId host);

}  // namespace hw::lesson
