#include "lesson/scene.h"

#include <catch2/catch_test_macros.hpp>

#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

std::string mistake_in(const std::string& act) {
    const auto parsed = parse_act(act, make_stage({}));
    return parsed.ok() ? "" : std::to_string(parsed.error().column) + ": " + parsed.error().message;
}

}  // namespace

TEST_CASE("Acts are a time, a verb and what the verb needs", "[lesson][scene]") {
    for (const char* act :
         {"0 connect client server", "0.22 send client \"HELLO\"", "1 close server",
          "1 abort client connection 2", "2 power_off client", "2.5 power_on client", "50ms drop client SYN",
          "0.05 drop client RST always", "0 delay client SYN by 350ms",
          "0.3 duplicate client DATA nth 2 by 1s", "0.5 release client SYN", "0 hold server SYN+ACK",
          "0 old client server SYN seq 90 text \"BUY 1\" in 100ms"}) {
        INFO(act);
        CHECK(mistake_in(act).empty());
    }
    CHECK(mistake_in("connect client server") ==
          "1: expected when it happens, in seconds, found \"connect\"");
    CHECK(mistake_in("0 kick client") ==
          "3: expected connect, send, close, abort, power_off, power_on, drop, hold, delay, duplicate, "
          "release or old, found \"kick\"");
    CHECK(mistake_in("0 drop mallory SYN") == "8: expected the name of a host, found \"mallory\"");
    CHECK(mistake_in("0 drop client SYN by 3s") == "19: expected nth or always, found \"by\"");
    CHECK(mistake_in("0 delay client SYN") == "19: expected by and a duration, found the end");
    CHECK(mistake_in("0 close client now") == "16: expected the end of the line, found \"now\"");
}

TEST_CASE("The usual world is the one that the lessons describe", "[lesson][scene]") {
    const History run = usual_run({});
    CHECK(value_in("first(server.state == SYN-RECEIVED)", run) == "100 ms");
    CHECK(value_in("first(client.state == ESTABLISHED)", run) == "200 ms");
    CHECK(value_in("first(server.state == ESTABLISHED)", run) == "300 ms");
    const sim::World& world = run.moments.front();
    CHECK(world.hosts[0].config.tcp.msl == 30_s);
    CHECK(run.trace.packets[0].header.source_port == 40'000);
    CHECK(run.trace.packets[0].header.destination_port == 80);
}

TEST_CASE("An act means the segment in flight, or a rule for one that is still to come", "[lesson][scene]") {
    sim::World world = make_stage({});
    const Act drop = *parse_act("0.05 drop client SYN", world);
    const Act second = *parse_act("0.05 drop client SYN nth 2", world);
    sim::Trace trace;
    const auto before = commands_for(drop, world, trace);
    REQUIRE(before.size() == 1);
    CHECK(std::get<sim::AddRule>(before[0]).rule.first == 1);

    const Act connect = *parse_act("0 connect client server", world);
    sim::apply(world, commands_for(connect, world, trace)[0], Instant{}, &trace);
    const auto in_flight = commands_for(drop, world, trace);
    REQUIRE(in_flight.size() == 1);
    CHECK(std::get<sim::DropPacket>(in_flight[0]).packet == PacketId{0});
    CHECK(std::get<sim::AddRule>(commands_for(second, world, trace)[0]).rule.first ==
          1);  // the next one from now on

    sim::run(world, {.until = Instant{} + 150_ms}, &trace);
    CHECK(commands_for(drop, world, trace).empty());  // it has arrived
    CHECK(commands_for(*parse_act("0.2 release client SYN", world), world, trace).empty());
}

TEST_CASE("Doing it by rule, by key or on the segment itself makes the same run", "[lesson][scene]") {
    const History on_segment = usual_run({"0.05 drop client SYN"});
    const History by_rule = usual_run({"0 drop client SYN"});
    CHECK(value_in("first(client.state == ESTABLISHED)", on_segment) ==
          value_in("first(client.state == ESTABLISHED)", by_rule));
    CHECK(value_in("dropped(client, server, SYN)", by_rule) == "1");
}
