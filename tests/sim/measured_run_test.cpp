#include "sim/measured_run.h"

#include <catch2/catch_test_macros.hpp>

#include <utility>

#include "host/nstat.h"
#include "host/profile.h"
#include "tcp/state.h"

using namespace hw;
using namespace hw::sim;
using host::ClosesFirst;
using tcp::State;

namespace {

constexpr HostId gw{0}, be{1};
constexpr wire::Endpoint service{{0x0a00'0014}, 8080};

constexpr Instant at(Duration time) { return Instant{} + time; }

host::HostConfig linux_host(std::string name, std::uint32_t address) {
    host::HostConfig config;
    host::linux_profile(config);
    config.name = std::move(name);
    config.address = {address};
    config.isn.secret = {address, 7};
    config.descriptor_limit = 65'536;
    config.kept_content_bytes = 0;
    config.kept_closed_connections = 16;
    return config;
}

// A gateway and a backend, 1 ms each way.
World ward(const host::WorkloadSpec& spec, const host::ServiceSpec& answers) {
    World world = make_world({});
    add_host(world, linux_host("gw", 0x0a00'000a));
    add_host(world, linux_host("be", service.address.raw));
    add_link(world, {.a = gw, .b = be, .config = {.delay = 1_ms}});
    schedule(world, {},
             Listen{be, service.port, {.kind = host::ApplicationKind::Service, .service = answers}});
    schedule(world, {}, SetWorkload{gw, spec});
    return world;
}

// A tenth of the ports' speed and a thousand ports: the wall of 28,232 in small.
host::WorkloadSpec small_spec() {
    return {.interval = 45'000_us, .targets = {service}, .request_bytes = 100, .response_bytes = 400};
}
constexpr host::ServiceSpec small_service{.response_bytes = 400, .service_time = 5_ms};

World small_ward(const host::WorkloadSpec& spec = small_spec(),
                 const host::ServiceSpec& answers = small_service) {
    World world = ward(spec, answers);
    schedule(world, {}, SetSysctl{gw, "ip_local_port_range", "32768 33767"});
    // The commands of one instant come in the order in which they were scheduled: the range must be there first.
    std::swap(world.schedule.front(), world.schedule.back());
    std::swap(world.schedule[1], world.schedule[2]);
    return world;
}

std::uint32_t count(const HostSample& sample, State state) {
    return sample.states[static_cast<std::size_t>(state)];
}

}  // namespace

TEST_CASE("a workload makes its requests in time and counts the answers", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.count = 100;
    const auto series = measure(ward(spec, small_service), {}, {.every = 100_ms, .until = at(10_s)});
    const HostSample& own = series.last_of(gw);
    CHECK(own.tally.tried == 100);
    CHECK(own.tally.ok == 100);
    CHECK(own.tally.failed == 0);
    CHECK(own.tally.connections == 100);
    CHECK(series.last_of(be).tally.answered == 100);
    // connect 2 ms, request and answer 2 ms, service 5 ms.
    CHECK(own.tally.latency_max == 9_ms);
    CHECK(own.tally.latency_sum_us == 900'000);
    CHECK(count(own, State::TimeWait) == 100);
    CHECK(count(series.last_of(be), State::TimeWait) == 0);
    CHECK(series.samples.size() == 101);
}

TEST_CASE("a thousand ports are gone after a thousand connections, and come back after a minute",
          "[workload]") {
    const auto series = measure(small_ward(), {}, {.every = 100_ms, .until = at(180_s)});
    const HostSample& own = series.last_of(gw);
    const host::FailureCount* failure = host::find_failure(own.tally, host::SocketError::AddrNotAvail);
    REQUIRE(failure != nullptr);
    CHECK(failure->first_at == at(45_s));  // request number 1,001
    CHECK(own.tally.ok >= 3'000 - 2);
    CHECK(own.tally.tried ==
          own.tally.ok + own.tally.failed + count(own, State::SynSent) + count(own, State::Established));
    CHECK(own.fds < 20);
    CHECK(own.last_error == host::SocketError::AddrNotAvail);
    // The sample of the very moment is there.
    const Sample& extra = series.samples[series.index_at(at(45_s)) - 1];
    CHECK(extra.at == at(45_s));
    CHECK(extra.is_extra);
    CHECK(extra.hosts[gw.value].tally.failed == 1);
    CHECK(extra.hosts[gw.value].free_tuples == 0);
}

TEST_CASE("a run in small pieces is the run in one piece, and no piece is longer than asked", "[workload]") {
    MeasuredRun whole(small_ward(), {.every = 1_s, .until = at(70_s)});
    while (!whole.advance(1'000'000)) {}
    MeasuredRun pieces(small_ward(), {.every = 1_s, .until = at(70_s)});
    std::uint32_t before = 0;
    while (!pieces.advance(777)) {
        CHECK(pieces.world().event_count - before == 777);
        before = pieces.world().event_count;
    }
    CHECK(pieces == whole);
    CHECK(digest_of(pieces.world()) == digest_of(whole.world()));
}

TEST_CASE("a run from its log is the run that was played", "[workload]") {
    MeasuredRun played(small_ward(), {.every = 1_s, .until = at(120_s)});
    played.advance(1'000'000, at(50_s));
    CHECK(played.issue(SetSysctl{gw, "tcp_tw_reuse", "1"}) == CommandError::None);
    while (!played.advance(1'000'000)) {}
    CHECK(measure(small_ward(), played.log(), {.every = 1_s, .until = at(120_s)}) == played.series());
    CHECK(played.series().last_of(gw).tally.failed > 0);
    CHECK(host::count_of(played.series().last_of(gw).counters, "TcpExtTWRecycled") > 0);
}

TEST_CASE("a knob that is turned while the ports are gone helps from the next request on", "[workload]") {
    for (const auto& [name, value] :
         {std::pair{"tcp_tw_reuse", "1"}, {"ip_local_port_range", "32768 34767"}}) {
        MeasuredRun run(small_ward(), {.every = 1_s, .until = at(59_s)});
        run.advance(1'000'000, at(50_s));
        const std::uint64_t failed = run.measure_now().hosts[gw.value].tally.failed;
        REQUIRE(failed > 100);
        CHECK(run.issue(SetSysctl{gw, name, value}) == CommandError::None);
        while (!run.advance(1'000'000)) {}
        CHECK(run.series().last_of(gw).tally.failed == failed);
    }
}

TEST_CASE("samples are thinned out when there are too many", "[workload]") {
    const auto series = measure(small_ward(), {}, {.every = 100_ms, .until = at(60_s), .most_samples = 100});
    CHECK(series.samples.size() <= 100);
    CHECK(series.every == 800_ms);
    CHECK(series.samples.front().at == Instant{});
}

TEST_CASE("who closes first has the TIME-WAITs", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.closes_first = ClosesFirst::Server;
    host::ServiceSpec answers = small_service;
    answers.closes_first = ClosesFirst::Server;
    const auto series = measure(small_ward(spec, answers), {}, {.until = at(120_s)});
    CHECK(series.last_of(gw).tally.failed == 0);
    CHECK(count(series.last_of(gw), State::TimeWait) == 0);
    // The client's ports are free at once, and connect() takes the even ones as long as there is one.
    CHECK(count(series.last_of(be), State::TimeWait) <= 500);
    CHECK(count(series.last_of(be), State::TimeWait) > 400);
    CHECK(series.last_of(be).counters.time_waits_reopened > 0);
}

TEST_CASE("SO_LINGER of nought has no TIME-WAIT, resets and loses what was not sent", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.closes_by = host::ClosesBy::Reset;
    spec.audit_every = 100;
    const auto series = measure(small_ward(spec), {}, {.until = at(90_s)});
    const HostSample& own = series.last_of(gw);
    CHECK(own.tally.failed == 0);
    CHECK(count(own, State::TimeWait) == 0);
    CHECK(own.tally.audits == 20);
    CHECK(own.tally.lost_bytes >= 20 * 5'400);
    CHECK(series.last_of(be).tally.resets >= 1'900);
    CHECK(own.counters.tcp_out_rsts >= 1'990);
}

TEST_CASE("a pool makes few connections, one multiplexed connection makes one", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.interval = 1'600_us;
    spec.use = host::ConnectionUse::Pool;
    spec.connections = 16;
    spec.audit_every = 100;
    auto series = measure(small_ward(spec), {}, {.until = at(20_s)});
    CHECK(series.last_of(gw).tally.failed == 0);
    CHECK(series.last_of(gw).tally.lost_bytes == 0);
    CHECK(series.last_of(gw).tally.connections <= 16);
    CHECK(series.last_of(gw).tally.ok >= 12'490);
    spec.use = host::ConnectionUse::Multiplexed;
    spec.connections = 1;
    series = measure(small_ward(spec), {}, {.until = at(20_s)});
    CHECK(series.last_of(gw).tally.connections == 1);
    CHECK(series.last_of(gw).tally.failed == 0);
    CHECK(series.last_of(gw).tally.ok >= 12'480);
}

TEST_CASE("a forgotten close() leaves CLOSE-WAIT and a descriptor behind", "[workload]") {
    host::ServiceSpec answers = small_service;
    answers.forgets_close_every = 10;
    const auto series = measure(small_ward(small_spec(), answers), {}, {.until = at(40_s)});
    CHECK(count(series.last_of(be), State::CloseWait) == 88);
    CHECK(series.last_of(be).fds >= 4 + 88);
    CHECK(series.last_of(be).tally.forgotten_closes == 88);
}

TEST_CASE("a thousand addresses are as many clients", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.sources = {.first = {0x0a01'0000}, .count = 1'000};
    spec.interval = 1'666_us;
    spec.closes_first = ClosesFirst::Server;
    host::ServiceSpec answers = small_service;
    answers.closes_first = ClosesFirst::Server;
    World world = ward(spec, answers);
    world.hosts[gw.value].config.address_block = spec.sources;
    const auto series = measure(std::move(world), {}, {.until = at(10_s)});
    CHECK(series.last_of(gw).tally.failed == 0);
    CHECK(count(series.last_of(be), State::TimeWait) > 5'900);
}

TEST_CASE("retries and timeouts are counted as one failed request", "[workload]") {
    host::WorkloadSpec spec = small_spec();
    spec.retries = 3;
    auto series = measure(small_ward(spec), {}, {.until = at(50_s)});
    CHECK(series.last_of(gw).failed_calls == 4 * series.last_of(gw).tally.failed);
    spec = small_spec();
    spec.timeout = 3_ms;
    series = measure(small_ward(spec), {}, {.until = at(1_s)});
    CHECK(series.last_of(gw).tally.ok == 0);
    CHECK(host::find_failure(series.last_of(gw).tally, host::SocketError::TimedOut) != nullptr);
}

TEST_CASE("a log line says what failed as the C library words it", "[workload]") {
    const host::LoggedError line{
        .call = host::SystemCall::Connect, .error = host::SocketError::AddrNotAvail, .remote = service};
    CHECK(host::to_text(line) == "connect() to 10.0.0.20:8080 failed (99: Cannot assign requested address)");
    CHECK(host::to_text({.call = host::SystemCall::Accept, .error = host::SocketError::MFile}) ==
          "accept() failed (24: Too many open files)");
}
