#include "native/cli/bench_ward.h"

#include "host/profile.h"
#include "sim/measured_run.h"

namespace hw::bench {
namespace {

constexpr HostId gateway{0}, backend{1};
constexpr wire::Endpoint service{{0x0a00'0014}, 8'080};

host::HostConfig machine(const char* name, wire::Ipv4Address address) {
    host::HostConfig config;
    host::linux_profile(config);
    config.name = name;
    config.address = address;
    config.isn.secret = {address.raw, 1};
    config.kept_content_bytes = 0;
    config.kept_closed_connections = 16;
    return config;
}

sim::World ward() {
    sim::World world = sim::make_world({.seed = 1});
    sim::add_host(world, machine("gw", {0x0a00'000a}));
    sim::add_host(world, machine("be", service.address));
    sim::add_link(world, {.a = gateway, .b = backend, .config = {.delay = 1_ms}});
    sim::schedule(world, Instant{},
                  sim::Listen{backend,
                              service.port,
                              {.kind = host::ApplicationKind::Service,
                               .service = {.response_bytes = 400, .service_time = 5_ms}}});
    sim::schedule(
        world, Instant{},
        sim::SetWorkload{gateway, {.interval = 1'667_us, .targets = {service}, .response_bytes = 400}});
    return world;
}

struct Run {
    Elapsed elapsed{};
    std::uint32_t events = 0;
    host::ProgramTally tally{};
};

Run run_once(const WardOptions& options) {
    constexpr std::uint32_t most_events_in_a_piece = 10'000;
    sim::MeasuredRun run(ward(), {.every = 1_s, .until = Instant{} + 1_s * options.seconds});
    const Stopwatch watch;
    while (!run.advance(most_events_in_a_piece)) {}
    return {read(watch), run.world().event_count, run.series().last_of(gateway).tally};
}

}  // namespace

Line run_ward(const WardOptions& options) {
    Run best;
    for (int i = 0; i < options.runs; ++i) {
        const Run run = run_once(options);
        if (run.tally.ok == 0) return {};
        if (i == 0 || run.elapsed.wall_s < best.elapsed.wall_s) best = run;
    }
    return {
        {"tried", std::to_string(best.tally.tried)},
        {"failed", std::to_string(best.tally.failed)},
        {"wall_s", fixed(best.elapsed.wall_s, 6)},
        {"cpu_s", fixed(best.elapsed.cpu_s, 6)},
        {"conns_per_s", fixed(static_cast<double>(best.tally.connections) / best.elapsed.wall_s, 0)},
        {"events", std::to_string(best.events)},
        {"events_per_s", fixed(best.events / best.elapsed.wall_s, 0)},
        {"sim_s", std::to_string(options.seconds)},
        {"peak_rss_kb", std::to_string(peak_rss_kb())},
        {"runs", std::to_string(options.runs)},
    };
}

}  // namespace hw::bench
