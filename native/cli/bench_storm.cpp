#include "native/cli/bench_storm.h"

#include "host/host.h"
#include "host/time_wait.h"
#include "sim/world.h"

namespace hw::bench {
namespace {

constexpr wire::Endpoint server_socket{{0x0a00'0001}, 80};
constexpr HostId server{0};
// As many as Linux gives away by default: ip_local_port_range, 32768 to 60999.
constexpr std::uint16_t first_port = 32'768;
constexpr std::uint32_t ports_per_client = 28'232;
constexpr Duration pace = 4_us;
constexpr std::uint32_t no_limit = 0xffff'ffffu;

// A server and as many clients as `connections` need. Nothing is remembered of a connection that is over.
sim::World storm_world(std::uint32_t connections, const host::ApplicationSpec& service) {
    sim::World world = sim::make_world({.seed = 1});
    host::HostConfig config;
    config.tcp.msl = 30_s;  // 2MSL is 60 s, as on Linux
    config.kept_content_bytes = 0;
    config.kept_closed_connections = 0;
    config.backlog = 4'096;
    config.name = "server";
    config.address = server_socket.address;
    sim::add_host(world, config);
    const std::uint32_t clients = (connections + ports_per_client - 1) / ports_per_client;
    for (std::uint32_t i = 0; i < clients; ++i) {
        config.name = "client" + std::to_string(i);
        config.address = {0x0a01'0000 + i};
        const HostId client = sim::add_host(world, config);
        sim::add_link(world, {.a = client, .b = server, .config = {.delay = 250_us}});
    }
    sim::apply(world, sim::Listen{server, server_socket.port, service}, world.now);
    return world;
}

// Begins one connection every `pace`; then waits until none is on its way. False when a call failed.
bool run_connections(sim::World& world, std::uint32_t count) {
    const host::ApplicationSpec reader{.on_peer_close = host::OnPeerClose::Close};
    sim::Connect connect{HostId{}, 0, server_socket, reader};
    const auto clients = static_cast<std::uint32_t>(world.hosts.size()) - 1;
    for (std::uint32_t i = 0; i < count; ++i) {  // each client in turn
        const Instant at = world.now + pace;
        sim::run(world, {.until = at, .most_events = no_limit});
        connect.host = HostId{1 + i % clients};
        connect.local_port = static_cast<std::uint16_t>(first_port + i / clients);
        if (sim::apply(world, connect, at) != sim::CommandError::None) return false;
    }
    sim::run(world, {.until = world.now + 1_s, .most_events = no_limit});
    return true;
}

struct Run {
    Elapsed elapsed{};
    Duration simulated{};
    std::uint64_t segments = 0;
    std::uint32_t time_waits = 0;
    bool is_good = false;
};

// The server is a Source without anything to say: it closes as soon as it is connected.
constexpr host::ApplicationKind closes_at_once = host::ApplicationKind::Source;

Run run_once(std::uint32_t connections) {
    sim::World world = storm_world(connections, {.kind = closes_at_once});
    const Stopwatch watch;
    const bool has_run = run_connections(world, connections);
    Run run{.elapsed = read(watch), .simulated = world.now - Instant{}};
    for (const host::Host& host : world.hosts) run.segments += host.counters.tcp_in_segs;
    const host::Host& at_server = world.hosts[server.value];
    run.time_waits = time_wait_count(at_server);
    run.is_good = has_run && run.time_waits == connections && at_server.live.count == 0;
    for (std::size_t i = 1; i < world.hosts.size(); ++i) run.is_good &= world.hosts[i].live.count == 0;
    return run;
}

double per(std::uint64_t bytes, std::uint32_t count) { return static_cast<double>(bytes) / count; }

struct Held {
    std::uint64_t bytes = 0;
    double expire_ms = 0;
    Duration simulated{};
    bool is_good = false;
};

Held hold_time_waits(std::uint32_t count) {
    sim::World world = storm_world(count, {.kind = closes_at_once});
    const std::uint64_t before = allocated_bytes();
    Held held;
    held.is_good = run_connections(world, count);
    held.bytes = allocated_bytes() - before;
    const host::Host& at_server = world.hosts[server.value];
    held.is_good &= time_wait_count(at_server) == count;
    const Stopwatch watch;
    sim::run(world, {.most_events = no_limit});
    held.expire_ms = watch.wall_s() * 1e3;
    held.simulated = world.now - Instant{};
    held.is_good &= time_wait_count(at_server) == 0 && at_server.demux.size() == 0;
    return held;
}

// Of both ends together.
std::uint64_t bytes_of_established(std::uint32_t count) {
    sim::World world = storm_world(count, {});
    const std::uint64_t before = allocated_bytes();
    if (!run_connections(world, count) || world.hosts[server.value].live.count != count) return 0;
    return allocated_bytes() - before;
}

}  // namespace

Line run_storm(const StormOptions& options) {
    Run best;
    for (int i = 0; i < options.runs; ++i) {
        const Run run = run_once(options.connections);
        if (!run.is_good) return {};
        if (i == 0 || run.elapsed.wall_s < best.elapsed.wall_s) best = run;
    }
    return {
        {"conns", std::to_string(options.connections)},
        {"wall_s", fixed(best.elapsed.wall_s, 6)},
        {"cpu_s", fixed(best.elapsed.cpu_s, 6)},
        {"conns_per_s", fixed(options.connections / best.elapsed.wall_s, 0)},
        {"segs", std::to_string(best.segments)},
        {"segs_per_s", fixed(static_cast<double>(best.segments) / best.elapsed.wall_s, 0)},
        {"time_waits", std::to_string(best.time_waits)},
        {"sim_s", fixed(static_cast<double>(best.simulated.us) / 1e6, 6)},
        {"peak_rss_kb", std::to_string(peak_rss_kb())},
        {"runs", std::to_string(options.runs)},
    };
}

Line run_hold(const HoldOptions& options) {
    const Stopwatch watch;
    const Held held = hold_time_waits(options.time_waits);
    if (!held.is_good) return {};
    const std::uint64_t established = bytes_of_established(options.established);
    if (established == 0 && allocated_bytes() != 0) return {};
    return {
        {"time_waits", std::to_string(options.time_waits)},
        {"bytes_per_time_wait", fixed(per(held.bytes, options.time_waits), 1)},
        {"expire_ms", fixed(held.expire_ms, 1)},
        {"established", std::to_string(options.established)},
        {"bytes_per_established", fixed(per(established / 2, options.established), 1)},
        {"wall_s", fixed(watch.wall_s(), 6)},
        {"cpu_s", fixed(watch.cpu_s(), 6)},
        {"sim_s", fixed(static_cast<double>(held.simulated.us) / 1e6, 6)},
        {"peak_rss_kb", std::to_string(peak_rss_kb())},
    };
}

}  // namespace hw::bench
