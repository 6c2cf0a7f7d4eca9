#include <catch2/catch_test_macros.hpp>

#include <string>

#include "lesson/diagram_arrows.h"
#include "lesson/diagram_ways.h"
#include "support/lesson/lessons.h"

// The state diagram's 21 lines: which of them a run has gone along, and that each can be reached.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

ArrowSet walked_in(const sim::World& initial, Instant until) {
    sim::World world = initial;
    sim::Trace trace;
    sim::run(world, {.until = until}, &trace);
    ArrowSet walked;
    for (const ArrowWalk& walk : arrow_walks(trace, 0, static_cast<std::uint32_t>(trace.events.size())))
        walked.set(walk.arrow);
    return walked;
}

// client and server, and nobody listens or connects but by these acts.
History quiet_run(const std::vector<std::string>& acts) {
    SceneSettings settings;
    settings.listens = false;
    Scene scene{.stage = make_stage(settings)};
    for (const std::string& line : acts) {
        const auto act = parse_act(line, scene.stage);
        INFO(line);
        REQUIRE(act.ok());
        scene.script.push_back(*act);
    }
    return replay({.initial = initial_world(scene)}, {.until = Instant{} + 5_s});
}

History linux_run(const std::vector<std::string>& acts, Duration time) {
    SceneSettings settings;
    settings.profile = Profile::Linux;
    Scene scene{.stage = make_stage(settings)};
    for (const std::string& line : acts) {
        const auto act = parse_act(line, scene.stage);
        INFO(line);
        REQUIRE(act.ok());
        scene.script.push_back(*act);
    }
    return replay({.initial = initial_world(scene)}, {.until = Instant{} + time});
}

ArrowSet walked_by(const std::vector<std::string>& acts, Instant until = Instant{} + 5_s) {
    Scene scene{.stage = world_of_equals()};
    for (const std::string& line : acts) {
        const auto act = parse_act(line, scene.stage);
        INFO(line);
        REQUIRE(act.ok());
        scene.script.push_back(*act);
    }
    return walked_in(initial_world(scene), until);
}

}  // namespace

TEST_CASE("Every suggested way goes along exactly the arrows that it promises", "[lesson][diagram]") {
    for (const DiagramWay& way : diagram_ways()) {
        INFO(way.id);
        CHECK(walked_in(world_of(way), way.plays_until).to_string() == way.arrows.to_string());
    }
}

TEST_CASE("Together the ways reach all 21 arrows of Figure 5, Note 2's among them", "[lesson][diagram]") {
    ArrowSet all;
    for (const DiagramWay& way : diagram_ways()) all |= way.arrows;
    CHECK(all.all());
    for (std::uint32_t arrow = 0; arrow < arrow_count; ++arrow) CHECK(way_to(arrow).arrows[arrow]);
}

TEST_CASE("No arrow is collected by a reset, an abort or a power cut", "[lesson][diagram]") {
    const ArrowSet refused = walked_by({"0 connect A B"});  // nobody listens: SYN-SENT to CLOSED by a RST
    CHECK(refused == ArrowSet(1u << 2));
    const ArrowSet aborted = walked_by({"0 connect A B", "0.05 abort A"});
    CHECK(aborted == ArrowSet(1u << 2));
    const ArrowSet open = walked_by({"0 listen B", "0 connect A B"});
    CHECK(walked_by({"0 listen B", "0 connect A B", "1 reboot B", "2 send A \"X\""}) == open);
    // A reset that meets LAST-ACK, or TIME-WAIT, is not the ACK, or the timeout, that the figure names.
    const ArrowSet closed = walked_by(
        {"0 listen B", "0 connect A B", "1 close A", "1.25 close B", "1.3 forge A B RST seq 1002 in 10ms"});
    CHECK(closed[17]);
    CHECK_FALSE(closed[18]);
}

TEST_CASE("A turn that follows several arrows collects each of them", "[lesson][diagram]") {
    // The ACK that ends the handshake carries a FIN: SYN-RECEIVED, ESTABLISHED, CLOSE-WAIT in one event.
    const ArrowSet walked =
        walked_by({"0 listen B", "0 connect A B", "0.1 drop A ACK", "0.25 close A"}, Instant{} + 400_ms);
    CHECK(walked[7]);
    CHECK(walked[12]);
    CHECK_FALSE(walked[10]);
}

TEST_CASE("SEND in LISTEN opens actively if the passive OPEN named the remote socket", "[rfc9293][3.10.2]") {
    const History run = quiet_run(
        {"0 listen server for client", "0 listen client for server", "0.2 send client listener \"HELLO\""});
    CHECK(value_in("client.state", run) == "ESTABLISHED");
    CHECK(value_in("server.delivered", run) == "5");
    CHECK(value_in("client.accepted", run) == "0");
    CHECK(judged("visited(client, SYN-SENT) && segs(client, server, SYN) == 1", run).holds);
    // "error: remote socket unspecified"
    const History refused = quiet_run({"0 listen client", "0.2 send client listener \"HELLO\""});
    CHECK(value_in("client.state", refused) == "LISTEN");
    CHECK(value_in("refused(client)", refused) == "1");
    CHECK(value_in("segs(client, any, any)", refused) == "0");
}

TEST_CASE("A passive OPEN that names a remote socket waits for nobody else", "[rfc9293][3.9.1.1]") {
    const History other = quiet_run({"0 listen server for client", "0.1 connect client server from 40001"});
    CHECK(value_in("client.error", other) == "ECONNREFUSED");
    CHECK(value_in("server.state", other) == "LISTEN");
    const History meant = quiet_run({"0 listen server for client", "0.1 connect client server"});
    CHECK(value_in("server.state", meant) == "ESTABLISHED");
}

TEST_CASE("A passive OPEN that names its peer becomes that connection, and ends with it",
          "[rfc9293][3.9.1.1]") {
    const std::vector<std::string> acts{"0 listen server for client", "0 connect client server",
                                        "0.5 abort client"};
    CHECK(value_in("server.state", quiet_run(acts)) == "CLOSED");
    CHECK(value_in("server.accepted", quiet_run(acts)) == "1");
    // Back to LISTEN, it still waits.
    const History back = quiet_run({"0 listen server for client", "0 connect client server",
                                    "0.05 close client", "1 connect client server"});
    CHECK(value_in("server.state at t=0.9", back) == "LISTEN");
    CHECK(value_in("server.state", back) == "ESTABLISHED");
    // ABORT in SYN-RECEIVED deletes the TCB, and so the passive OPEN (§3.10.5).
    const History aborted =
        quiet_run({"0 listen server for client", "0 connect client server", "0.15 abort server"});
    CHECK(value_in("server.state", aborted) == "CLOSED");
    // listen(2) goes on listening.
    const History socket = quiet_run({"0 listen server", "0 connect client server", "0.5 abort client"});
    CHECK(value_in("server.state", socket) == "LISTEN");
}

TEST_CASE("CLOSE in LISTEN deletes the TCB, and the port is free again", "[rfc9293][3.10.4]") {
    const History run =
        quiet_run({"0 listen server", "0.1 close server listener", "0.2 connect client server"});
    CHECK(value_in("client.error", run) == "ECONNREFUSED");
    const History again = quiet_run(
        {"0 listen server", "0.1 close server listener", "0.1 listen server", "0.2 connect client server"});
    CHECK(value_in("client.state", again) == "ESTABLISHED");
    const History nothing = quiet_run({"0.1 close server listener"});
    CHECK(value_in("refused(server)", nothing) == "1");
}

TEST_CASE("How long Linux stays in a state is what the state diagram's words say",
          "[lesson][diagram][linux]") {
    const History alone = linux_run({"0 unplug client server", "0 connect client server"}, 300_s);
    CHECK(judged("first(client.error == ETIMEDOUT) in 130.5..131.5", alone).holds);
    const History half = linux_run({"0 connect client server", "0.15 unplug client server"}, 300_s);
    CHECK(judged("first(server.state == LISTEN && visited(server, SYN-RECEIVED)) in 62.5..63.5", half).holds);
    const History closed = linux_run({"0 connect client server", "1 close client"}, 300_s);
    CHECK(judged("first(client.state == FIN-WAIT-2) in 1.2..1.3", closed).holds);
    CHECK(judged("first(visited(client, FIN-WAIT-2) && client.state == CLOSED) in 60.5..62.5", closed).holds);
    CHECK(judged("server.state == CLOSE-WAIT", closed).holds);
    const History both = linux_run({"0 connect client server", "1 close client", "1.5 close server"}, 300_s);
    CHECK(judged("first(client.state == TIME-WAIT) in 1.6..1.7", both).holds);
    CHECK(judged("first(visited(client, TIME-WAIT) && client.state == CLOSED) in 61..62", both).holds);
    const History orphan =
        linux_run({"0 connect client server", "0.5 unplug client server", "1 close client"}, 600_s);
    CHECK(judged("client.state == CLOSED && visited(client, FIN-WAIT-1)", orphan).holds);
    CHECK(value_in("retx(client)", orphan) == "8");
}
