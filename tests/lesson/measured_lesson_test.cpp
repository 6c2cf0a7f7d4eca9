#include <catch2/catch_test_macros.hpp>

#include "lesson/observation.h"
#include "support/lesson/lessons.h"

// Claims over runs that are measured instead of recorded.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

ClaimScope measured_scope() { return {.hosts = {"client", "server"}, .runs = {}, .is_measured = true}; }

Scene measured_scene(std::initializer_list<const char*> script) {
    SceneSettings settings;
    settings.profile = Profile::Linux;
    settings.delay = settings.delay_back = 1_ms;
    settings.measure_every = 50_ms;
    settings.server_fds = 9;
    settings.switches = {{"client", "ip_local_port_range", "32768 33767"}};
    Scene scene{.id = "measured", .stage = make_stage(settings), .measure_every = settings.measure_every};
    for (const char* line : script) {
        const auto act = parse_act(line, scene.stage);
        INFO(line << ": " << (act.ok() ? "" : act.error().message));
        REQUIRE(act.ok());
        scene.script.push_back(*act);
    }
    return scene;
}

History played(const Scene& scene, Duration until) {
    const sim::World initial = initial_world(scene);
    return replay({.initial = initial, .measure_every = scene.measure_every}, {.until = Instant{} + until});
}

void check_holds(const History& run, const char* claim) {
    const auto parsed = parse_claim(claim, measured_scope());
    INFO(claim << ": " << (parsed.ok() ? "" : parsed.error().message));
    REQUIRE(parsed.ok());
    CHECK(judge(*parsed, {&run, 1}).holds);
}

std::string error_of(const char* claim) {
    const auto parsed = parse_claim(claim, measured_scope());
    return parsed.ok() ? "" : std::to_string(parsed.error().column) + ": " + parsed.error().message;
}

}  // namespace

TEST_CASE("Claims are judged over the samples of a measured run", "[lesson][measured]") {
    const Scene scene = measured_scene(
        {"0 serve server response 400 in 5ms", "0 workload client server every 20ms response 400"});
    const History run = played(scene, 30_s);
    CHECK(run.is_measured);
    CHECK(run.moments.empty());
    check_holds(run, "first(client.error == EADDRNOTAVAIL) in 20..20.001");
    check_holds(run, "failed(client, EADDRNOTAVAIL) == failed(client) && failed(client) >= 490");
    check_holds(run, "failed(client) == 0 always 0..19.9");
    check_holds(run, "count(client, TIME-WAIT) == 1000 always 20.1..30");
    check_holds(run, "ok(client) == 1000 && connects(client) == 1000 && answered(server) == 1000");
    check_holds(run, "client.fds <= 8 && server.fds <= 12 always 0..30");
    check_holds(run, "free_ports(client) == 0 at t=25");
    check_holds(run, "latency(client) >= 0.009 && latency(client) <= 0.01");
    check_holds(run,
                "nstat(client, TcpActiveOpens) == 1000 && refused(client) == failed(any) && retx(any) == 0");
    check_holds(run,
                "resets(any) == 0 && lost_bytes(any) == 0 && reopened(server) == 0 && in_queue(server) == 0");
}

TEST_CASE("What measured runs do not know is an error that says where", "[lesson][measured]") {
    CHECK(error_of("ok(client) == 1 && segs(client, server, SYN) == 1")
              .starts_with("20: segs(client, server, SYN) is not"));
    CHECK(error_of("client[1].state == CLOSED")
              .starts_with("1: client[1].state is not known of a measured run"));
    CHECK(error_of("server.content == \"x\"") != "");
    CHECK(error_of("client.tcb.snd.una == 1") != "");
    CHECK(error_of("visited(client, TIME-WAIT)") != "");
    CHECK(error_of("failed(client, EADDRNOTAVAIL) == 0") == "");
    CHECK(error_of("failed(client, none) == 0") != "");
    CHECK(error_of("tried(nobody) == 0") != "");
}

TEST_CASE("Tallies are known of recorded runs too", "[lesson][measured]") {
    Scene scene = measured_scene(
        {"0 serve server response 400 in 5ms", "0 workload client server every 20ms count 3 response 400"});
    scene.measure_every = {};
    const sim::World initial = initial_world(scene);
    const History run = replay({.initial = initial}, {.until = Instant{} + 1_s});
    const auto claim = parse_claim("ok(client) == 3 && segs(client, server, SYN) == 3", usual_scope());
    REQUIRE(claim.ok());
    CHECK(judge(*claim, {&run, 1}).holds);
}

TEST_CASE("A limit of descriptors, and a service that forgets close(), end in EMFILE", "[lesson][measured]") {
    const Scene scene = measured_scene(
        {"0 limit server 64", "0 serve server forgets 1", "0 workload client server every 100ms request 0"});
    const History run = played(scene, 30_s);
    // FACTS: 9 descriptors in use before, 55 accepted, CLOSE-WAIT 55 + one in the accept queue; later 55 + 129.
    check_holds(run, "server.error == EMFILE && server.accepted == 55 && server.fds == 64");
    check_holds(run, "first(server.error == EMFILE) in 5.5..5.6");
    check_holds(run, "count(server, CLOSE-WAIT) == 56 && count(client, FIN-WAIT-2) == 56 at t=5.59");
    check_holds(run, "count(server, CLOSE-WAIT) == 184 && in_queue(server) == 129 at t=30");
}

TEST_CASE("Evidence in a measured run is the moment of the sample", "[lesson][measured]") {
    const Scene scene = measured_scene(
        {"0 serve server response 400 in 5ms", "0 workload client server every 20ms response 400"});
    const History run = played(scene, 25_s);
    const auto claim = parse_claim("first(failed(client) >= 1) in 20..21", measured_scope());
    REQUIRE(claim.ok());
    const Judgement judgement = judge(*claim, {&run, 1});
    CHECK(judgement.evidence.at == Instant{} + 20_s);
    CHECK(judgement.evidence.is_event);
    CHECK(judgement.evidence.event > 1'000);
}

TEST_CASE("A run that is asked too much of is cut short, and says so", "[lesson][measured]") {
    const Scene scene =
        measured_scene({"0 serve server response 400", "0 workload client server every 1ms response 400"});
    const sim::World initial = initial_world(scene);
    const History run = replay({.initial = initial, .measure_every = 100_ms},
                               {.until = Instant{} + 100_s, .most_measured_events = 1'000});
    CHECK(run.is_truncated);
}
