#include "native/cli/bench_bulk.h"

#include <algorithm>

#include "host/host.h"
#include "sim/trace.h"
#include "sim/world.h"
#include "tcp/profiles/linux.h"

namespace hw::bench {
namespace {

constexpr wire::Endpoint receiver_socket{{0x0a00'0002}, 80};

sim::World bulk_world(const BulkOptions& options) {
    sim::World world = sim::make_world({.seed = 1});
    host::HostConfig config;
    if (options.profile == Profile::Linux) config.tcp = tcp::linux_config();
    config.tcp.mss = 1460;
    config.kept_content_bytes = 0;
    config.name = "sender";
    config.address = {0x0a00'0001};
    const HostId sender = sim::add_host(world, config);
    config.name = "receiver";
    config.address = receiver_socket.address;
    const HostId receiver = sim::add_host(world, config);
    sim::add_link(world, {.a = sender,
                          .b = receiver,
                          .config = {.delay = 10_ms, .rate_bps = 100'000'000, .loss_ppm = options.loss_ppm}});

    const host::ApplicationSpec sink{.on_peer_close = host::OnPeerClose::Close};
    const host::ApplicationSpec source{.kind = host::ApplicationKind::Source,
                                       .total_bytes = options.total_bytes,
                                       .on_peer_close = host::OnPeerClose::Close};
    sim::schedule(world, Instant{}, sim::Listen{receiver, receiver_socket.port, sink});
    sim::schedule(world, Instant{}, sim::Connect{sender, 40'000, receiver_socket, source});
    return world;
}

struct Run {
    Elapsed elapsed{};
    Duration simulated{};
    std::uint64_t segments = 0;
    std::uint64_t resent = 0;
    bool is_good = false;
};

Run run_once(const BulkOptions& options, Watched watched) {
    sim::World world = bulk_world(options);
    sim::Trace trace;
    const Stopwatch watch;
    // Until the receiver has it all and both have closed; TIME-WAIT alone is left then.
    const host::Host& receiver = world.hosts[1];
    while (receiver.live.count > 0 || receiver.closed.count == 0)
        if (!sim::step(world, watched == Watched::Yes ? &trace : nullptr)) break;

    Run run{.elapsed = read(watch), .simulated = world.now - Instant{}};
    for (const host::Host& host : world.hosts) run.segments += host.counters.tcp_in_segs;
    run.resent = world.hosts[0].counters.tcp_retrans_segs;
    const host::Connection* connection = host::find(receiver, ConnectionId{0});
    run.is_good = connection != nullptr && connection->delivered_bytes == options.total_bytes &&
                  connection->closed_by == host::ClosedBy::Ack && (run.resent > 0) == (options.loss_ppm > 0);
    return run;
}

// The fastest of all runs; not good when one of them was not.
Run best_run(const BulkOptions& options, Watched watched = Watched::No) {
    Run best;
    for (int i = 0; i < options.runs; ++i) {
        const Run run = run_once(options, watched);
        if (!run.is_good) return run;
        if (i == 0 || run.elapsed.wall_s < best.elapsed.wall_s) best = run;
    }
    return best;
}

Figure profile_figure(Profile profile) {
    return text_figure("profile", profile == Profile::Linux ? "linux" : "rfc9293");
}

}  // namespace

Line run_bulk(const BulkOptions& options) {
    const Run best = best_run(options);
    if (!best.is_good) return {};
    Line line = {
        profile_figure(options.profile),
        {"wall_s", fixed(best.elapsed.wall_s, 6)},
        {"cpu_s", fixed(best.elapsed.cpu_s, 6)},
        {"segs", std::to_string(best.segments)},
        {"segs_per_s", fixed(static_cast<double>(best.segments) / best.elapsed.wall_s, 0)},
        {"sim_s", fixed(static_cast<double>(best.simulated.us) / 1e6, 6)},
        {"peak_rss_kb", std::to_string(peak_rss_kb())},
        {"runs", std::to_string(options.runs)},
    };
    if (options.loss_ppm > 0) line.push_back({"resent_segs", std::to_string(best.resent)});
    return line;
}

Line run_bulk_traced(const BulkOptions& options) {
    const Run alone = best_run(options);
    const Run watched = best_run(options, Watched::Yes);
    if (!alone.is_good || !watched.is_good) return {};
    return {
        profile_figure(options.profile),
        text_figure("trace", "on"),
        {"wall_s", fixed(watched.elapsed.wall_s, 6)},
        {"untraced_wall_s", fixed(alone.elapsed.wall_s, 6)},
        {"trace_cost", fixed(watched.elapsed.wall_s / alone.elapsed.wall_s, 2)},
        {"segs", std::to_string(watched.segments)},
        {"segs_per_s", fixed(static_cast<double>(watched.segments) / watched.elapsed.wall_s, 0)},
        {"peak_rss_kb", std::to_string(peak_rss_kb())},
        {"runs", std::to_string(options.runs)},
    };
}

}  // namespace hw::bench
