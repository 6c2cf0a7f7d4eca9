#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "lesson/observation.h"
#include "lesson/scene.h"
#include "support/lesson/lessons.h"

// What each act does to the world, and what the claims about it find.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

History run_in(const sim::World& stage, const std::vector<std::string>& acts, Instant until) {
    Scene scene{.stage = stage};
    for (const std::string& act : acts) {
        const auto parsed = parse_act(act, scene.stage);
        INFO(act);
        REQUIRE(parsed.ok());
        scene.script.push_back(*parsed);
    }
    const sim::World initial = initial_world(scene);
    return replay({.initial = initial}, {.until = until});
}

SceneSettings linux_settings() {
    SceneSettings settings;
    settings.profile = Profile::Linux;
    return settings;
}

}  // namespace

TEST_CASE("A killed program says goodbye, or that something was left unread", "[lesson][scene]") {
    const std::vector<std::string> acts{"0 connect client server", "0.5 send client \"HELLO\"",
                                        "1 kill server"};
    const History read = run_in(make_stage(linux_settings()), acts, Instant{} + 2_s);
    CHECK(value_in("client.state", read) == "CLOSE-WAIT");
    CHECK(value_in("seq(server, client, FIN)", read) == "5001");
    SceneSettings silent = linux_settings();
    silent.application.kind = host::ApplicationKind::Silent;
    const History unread = run_in(make_stage(silent), acts, Instant{} + 2_s);
    CHECK(value_in("client.error", unread) == "ECONNRESET");
    CHECK(value_in("server.state", unread) == "CLOSED");  // and nobody listens any more
}

TEST_CASE("STATUS looks into the TCB, asks nobody, and fails when there is none", "[lesson][scene]") {
    const std::vector<std::string> acts{"0 connect client server", "0.5 status client", "1 abort client",
                                        "1.5 status client"};
    const History run = run_in(make_stage({}), acts, Instant{} + 2_s);
    std::vector<tcp::Finding> found;
    for (const tcp::StepRecord& step : run.trace.steps)
        if (step.row == tcp::Row::CallStatus) found.push_back(step.finding);
    CHECK(found == std::vector{tcp::Finding::StatusReported});
    CHECK(value_in("segs(any, any, any, t>=0.3, t<=0.9)", run) == "0");
    CHECK(value_in("client.state at t=0.9", run) == "ESTABLISHED");
    CHECK(value_in("refused(client)", run) == "1");
}

TEST_CASE("A text may be sent many times over, and be urgent", "[lesson][scene]") {
    const History run = run_in(
        make_stage({}),
        {"0 connect client server", "0.5 send client \"AB\" times 3", "0.6 send client \"!\" times 2 urgent"},
        Instant{} + 2_s);
    CHECK(value_in("server.content", run) == "ABABAB!!");
    const auto is_urgent = [](const sim::PacketRecord& p) { return p.header.ctl.urg(); };
    const auto urgent = std::find_if(run.trace.packets.begin(), run.trace.packets.end(), is_urgent);
    REQUIRE(urgent != run.trace.packets.end());
    CHECK(urgent->header.urgent_pointer == 2);
    const sim::World stage = make_stage({});
    for (const char* wrong :
         {"0 send client \"A\" times", "0 send client \"A\" times 0", "0 send client \"AB\" times 100000",
          "0 send client \"A\" often", "0 send client listener \"A\" urgent"}) {
        INFO(wrong);
        CHECK_FALSE(parse_act(wrong, stage).ok());
    }
}

TEST_CASE("Nobody reads: the window closes, its probes are answered, and no answer hints at a gap",
          "[lesson][scene]") {
    SceneSettings settings;
    settings.application.kind = host::ApplicationKind::Silent;
    settings.server_window = 3'000;
    const History run =
        run_in(make_stage(settings), {"0 connect client server", "0.5 send client \"A\" times 9000"},
               Instant{} + 300_s);
    CHECK(value_in("client.tcb.snd.wnd", run) == "0");
    CHECK(value_in("client.tcb.snd.una", run) == "4001");
    const auto count = [&run](auto is_meant) {
        return std::count_if(run.trace.steps.begin(), run.trace.steps.end(), is_meant);
    };
    CHECK(count([](const tcp::StepRecord& step) { return step.row == tcp::Row::TimeoutPersist; }) >= 5);
    CHECK(count([](const tcp::StepRecord& step) { return step.finding == tcp::Finding::DuplicateCounted; }) ==
          0);
}

TEST_CASE("connect() may leave the port to the host, until it has none left", "[lesson][scene]") {
    SceneSettings settings = linux_settings();
    settings.switches = {{.host = "client", .name = "ip_local_port_range", .value = "40000 40001"}};
    const std::vector<std::string> acts{"0 connect client server from any",
                                        "0.1 connect client server from any",
                                        "0.2 connect client server from any"};
    const History run = run_in(make_stage(settings), acts, Instant{} + 2_s);
    CHECK(value_in("count(client, ESTABLISHED)", run) == "2");
    CHECK(value_in("refused(client)", run) == "1");
}

TEST_CASE("A machine that reboots has forgotten everything, a listener too", "[lesson][scene]") {
    const History run = usual_run({"1 reboot server", "2 send client \"HELLO\""});
    CHECK(value_in("server[1].closed_by", run) == "POWER-LOSS");
    CHECK(value_in("client.error", run) == "ECONNRESET");
    const History again =
        usual_run({"1 reboot server", "1 listen server", "1 reboot client", "1.5 connect client server"});
    CHECK(value_in("client[2].state", again) == "ESTABLISHED");
}

TEST_CASE("A shutdown ends the sending alone where close() gives up both", "[lesson][scene]") {
    const std::vector<std::string> before{"0 connect client server", "1.5 send server \"MORE\""};
    auto with = [&](const std::string& act) {
        std::vector<std::string> acts = before;
        acts.push_back(act);
        return run_in(make_stage(linux_settings()), acts, Instant{} + 3_s);
    };
    CHECK(value_in("client.content", with("1 shutdown client")) == "MORE");
    CHECK(value_in("server.error", with("1 close client")) == "EPIPE");
}

TEST_CASE("One direction is cut until it is mended", "[lesson][scene]") {
    const History run = usual_run(
        {"0.15 cut client server", "0.5 send client \"HELLO\"", "2 mend client server"}, Instant{} + 20_s);
    CHECK(value_in("lost(client, server, any)", run) != "0");
    CHECK(value_in("lost(server, client, any)", run) == "0");
    CHECK(judged("first(server.delivered == 5) > 2 && server.content == \"HELLO\"", run).holds);
}

TEST_CASE("A forged segment has somebody else's address, an old one is one's own", "[lesson][scene]") {
    const History run = usual_run({"1 forge client server RST seq 1001 in 100ms"});
    CHECK(value_in("server.error", run) == "ECONNRESET");
    CHECK(value_in("injected(client, server, RST)", run) == "1");
    CHECK_FALSE(run.trace.packets.back().is_old_duplicate);
    SceneSettings settings;
    settings.has_mallory = true;
    const History from_mallory = run_in(make_stage(settings), {"0 connect mallory server"}, Instant{} + 1_s);
    CHECK(from_mallory.trace.packets[0].header.source_port == 6'666);
    CHECK(from_mallory.moments.back().hosts[2].config.address == wire::Ipv4Address{0x0a00'0042});
}

TEST_CASE("An application that does not call accept() lets two in with a backlog of one on Linux",
          "[lesson][scene][linux]") {
    SceneSettings settings = linux_settings();
    settings.backlog = 1;
    settings.accepts = false;
    const History run = run_in(make_stage(settings),
                               {"0 connect client server", "0.05 connect client server from 40001",
                                "0.22 connect client server from 40002", "5 accept server"},
                               Instant{} + 8_s);
    CHECK(value_in("count(server, ESTABLISHED) at t=4", run) == "2");
    CHECK(value_in("server.accepted at t=4", run) == "0");
    CHECK(judged("nstat(server, TcpExtListenOverflows) >= 1", run).holds);
    CHECK(value_in("server.accepted", run) == "3");
    CHECK(value_in("server.fds", run) == "7");  // 0, 1, 2, the listener, and three connections
}

TEST_CASE("Text may go with the SYN: without a cookie when the scene says so, with one the second time",
          "[lesson][scene][rfc7413]") {
    SceneSettings bare;
    bare.syn_carries_text = true;
    const History first =
        run_in(make_stage(bare), {"0 connect client server text \"HELLO\""}, Instant{} + 1_s);
    CHECK(value_in("len(client, server, SYN)", first) == "5");
    CHECK(value_in("first(server.delivered == 5)", first) == "300 ms");

    SceneSettings fast = linux_settings();
    fast.switches = {{"", "tcp_fastopen", "3"}};
    const History twice = run_in(
        make_stage(fast),
        {"0 connect client server text \"HELLO\"", "2 connect client server from 40001 text \"AGAIN\""},
        Instant{} + 3_s);
    CHECK(value_in("len(client, server, SYN)", twice) == "0");
    CHECK(value_in("first(server[1].delivered == 5)", twice) == "300 ms");
    CHECK(value_in("len(client, server, SYN, t>=2)", twice) == "5");
    CHECK(value_in("first(server[2].delivered == 5)", twice) == "2,100 ms");

    // RFC 7413 §2: nothing of that unless the host takes part.
    const History plain = usual_run({"1 connect client server from 40001 text \"HELLO\""});
    CHECK(value_in("len(client, server, SYN, t>=1)", plain) == "0");
    CHECK(value_in("server[2].content", plain) == "HELLO");
}

TEST_CASE("A switch is set in the middle of a run", "[lesson][scene]") {
    const History run = usual_run({"0.5 set server tcp_syncookies 2", "1 connect client server from 40001"});
    CHECK(judged("nstat(server, TcpExtSyncookiesSent) == 1 && client[2].state == ESTABLISHED", run).holds);
}

TEST_CASE("A call that is refused at once is counted, and no segment of it is seen", "[lesson][claim]") {
    const History run = usual_run({"1 connect client server"});
    CHECK(value_in("refused(client)", run) == "1");
    CHECK(value_in("refused(server)", run) == "0");
    CHECK(value_in("segs(client, server, SYN)", run) == "1");
}

TEST_CASE("States and arrows of the diagram are counted once each", "[lesson][claim]") {
    SceneSettings settings;
    settings.listens = false;
    const History run =
        run_in(make_stage(settings),
               {"0 listen server", "0 connect client server", "1 close client", "1.25 close server"},
               Instant{} + 70_s);
    CHECK(value_in("visited(client)", run) == "6");
    CHECK(value_in("visited(server)", run) == "6");
    CHECK(value_in("visited(any)", run) == "10");
    CHECK(value_in("arrows(any)", run) == "12");
    CHECK(value_in("arrows(client)", run) == "6");
    CHECK(value_in("arrows(any) at t=0.05", run) == "2");
    const History killed = run_in(make_stage({}), {"1 kill server"}, Instant{} + 2_s);
    CHECK(value_in("arrows(server)", killed) == "1");  // LISTEN -> CLOSED
}

TEST_CASE("The first such segment's number is told, and nothing before it is sent", "[lesson][claim]") {
    const History run = usual_run({"0.5 send client \"HELLO\""});
    CHECK(value_in("seq(client, server, DATA)", run) == "1001");
    CHECK(value_in("ack(client, server, DATA)", run) == "5001");
    CHECK(value_in("seq(client, server, DATA) at t=0.4", run) == "–");
    CHECK(value_in("seq(client, server, RST)", run) == "–");
}
