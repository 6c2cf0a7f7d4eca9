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
    for (const char* act : {"0 connect client server",
                            "0.22 send client \"HELLO\"",
                            "1 close server",
                            "1 abort client connection 2",
                            "2 power_off client",
                            "2.5 power_on client",
                            "50ms drop client SYN",
                            "0.05 drop client RST always",
                            "0 delay client SYN by 350ms",
                            "0.3 duplicate client DATA nth 2 by 1s",
                            "0.5 release client SYN",
                            "0 hold server SYN+ACK",
                            "0 old client server SYN seq 90 text \"BUY 1\" in 100ms",
                            "0.05 edit client SYN seq + 1",
                            "0.05 edit client SYN nth 2 seq=90 ack - 1 window = 0 set URG+PSH clear SYN",
                            "0.3 edit client DATA always text \"EVE\" from 4 checksum broken",
                            "0.15 edit server SYN+ACK more \"HELLO\" tsval - 100",
                            "0.4 icmp server client too_big seq 1001 mtu 1400 in 10ms",
                            "0.4 icmp server client host seq 1001",
                            "0 flood client server 200 every 5ms",
                            "0.5 unplug client server",
                            "2 plug client server",
                            "0 connect client server from 40001 to 81 text \"BUY 1\"",
                            "1 forge client server RST seq 1101 in 100ms",
                            "1 shutdown client connection 2",
                            "5 accept server",
                            "0 listen client",
                            "1 kill server",
                            "1 reboot server",
                            "0.15 cut client server",
                            "70 mend client server",
                            "0 set server tcp_syncookies 0",
                            "0 set server ip_local_port_range \"1024 65535\""}) {
        INFO(act);
        CHECK(mistake_in(act).empty());
    }
    CHECK(mistake_in("connect client server") ==
          "1: expected when it happens, in seconds, found \"connect\"");
    CHECK(
        mistake_in("0 kick client") ==
        "3: expected connect, send, close, abort, power_off, power_on, drop, hold, delay, duplicate, "
        "edit, release, old, icmp, flood, unplug, plug, forge, shutdown, accept, listen, kill, reboot, cut, "
        "mend, set, workload, serve, limit or status, found \"kick\"");
    CHECK(mistake_in("0 drop mallory SYN") == "8: expected the name of a host, found \"mallory\"");
    CHECK(mistake_in("0 drop client SYN by 3s") == "19: expected nth or always, found \"by\"");
    CHECK(mistake_in("0 delay client SYN") == "19: expected by and a duration, found the end");
    CHECK(mistake_in("0 close client now") == "16: expected the end of the line, found \"now\"");
}

TEST_CASE("An edit, an ICMP error, a flood and a cable say what is wrong with them", "[lesson][scene]") {
    const std::string changes =
        "seq, ack, window, urgent, sport, dport, ttl, ecn, tsval, tsecr, set, clear, text, more or checksum "
        "broken";
    CHECK(mistake_in("0 edit client SYN") == "18: expected what is changed: " + changes + ", found the end");
    CHECK(mistake_in("0 edit client SYN ctl = 2") ==
          "19: expected nth, always, " + changes + ", found \"ctl\"");
    CHECK(mistake_in("0 edit client SYN seq 90") == "23: expected =, + or - and a number, found \"90\"");
    CHECK(mistake_in("0 edit client SYN window = 65536") ==
          "28: expected a value that the field has room for, found \"65536\"");
    CHECK(mistake_in("0 edit client SYN set URGENT") ==
          "23: expected FIN, SYN, RST, PSH, ACK, URG, ECE or CWR, found \"URGENT\"");
    CHECK(mistake_in("0 edit client SYN ttl = 1 checksum") == "35: expected broken, found the end");
    CHECK(mistake_in("0 icmp server client route seq 1") ==
          "22: expected net, host, protocol, port, too_big, prohibited, source_quench, time_exceeded or "
          "parameter_problem, found \"route\"");
    CHECK(mistake_in("0 icmp server client host") ==
          "26: expected seq and the sequence number of the segment that it is about, found the end");
    CHECK(mistake_in("0 icmp server client host seq 1 mtu 5") == "33: expected in, found \"mtu\"");
    CHECK(mistake_in("0 flood client server 0 every 5ms") ==
          "23: expected how many SYNs: 1 to 10,000, found \"0\"");
    // Found by fuzzing: whoever is not named has no socket either.
    CHECK_FALSE(mistake_in("0 flood").empty());
    CHECK_FALSE(mistake_in("0 flood client").empty());
    CHECK_FALSE(mistake_in("0 icmp nobody nowhere net seq 1").empty());
    CHECK(mistake_in("0 flood client server 9") == "24: expected every and a duration, found the end");
    CHECK(mistake_in("0 flood client mallory 9 every 5ms") ==
          "16: expected the name of a host, found \"mallory\"");
    CHECK(mistake_in("0 unplug client client") ==
          "17: expected a host that a cable joins to the first one, found \"client\"");
    CHECK(mistake_in("0 plug client mallory") == "15: expected the name of a host, found \"mallory\"");
}

TEST_CASE("A call, a cut and a switch say what is wrong with them", "[lesson][scene]") {
    CHECK(mistake_in("0 connect client server port 9") == "25: expected from, to or text, found \"port\"");
    CHECK(mistake_in("0 connect client server from 0") == "30: expected a port, or any, found \"0\"");
    CHECK(mistake_in("0 cut client client") ==
          "14: expected a host that a cable joins to the first one, found \"client\"");
    CHECK(mistake_in("0 set server tcp_coffee 1") ==
          "14: expected a switch such as tcp_syncookies, found \"tcp_coffee\"");
    CHECK(mistake_in("0 set server tcp_syncookies") ==
          "28: expected a number, or two in quotes, found the end");
    CHECK(mistake_in("0 set server tcp_syncookies 3") ==
          "29: expected a value that the switch can have, found \"3\"");
    CHECK(mistake_in("0 kill server now") == "15: expected the end of the line, found \"now\"");
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

TEST_CASE("An edit in flight or by rule changes what the other end reads", "[lesson][scene]") {
    const std::string send = "0.3 send client \"BOBOB\"";
    const History in_flight = usual_run({send, "0.35 edit client DATA text \"EVE\" from 2"});
    CHECK(value_in("server.content", in_flight) == "BOEVE");
    const History by_rule = usual_run({"0 edit client DATA text \"EVE\" from 2", send});
    CHECK(value_in("server.content", by_rule) == "BOEVE");
    // RFC 9293 §3.1: a checksum that does not match is a segment that never came; it is sent again.
    const History broken = usual_run({send, "0.35 edit client DATA text \"EVE\" checksum broken"});
    CHECK(value_in("server.content", broken) == "BOBOB");
    CHECK(value_in("retx(client)", broken) == "1");
}

TEST_CASE("A script pulls the cable, floods and tells of unreachable ports", "[lesson][scene]") {
    const History unplugged = usual_run({"0.05 unplug client server", "0.5 plug client server"});
    CHECK(value_in("first(client.state == ESTABLISHED)", unplugged) == "1,200 ms");

    const History flooded = usual_run({"0 flood client server 20 every 5ms"});
    CHECK(value_in("injected(client, server, SYN)", flooded) == "20");

    // RFC 1122 §4.2.3.9: "Destination Unreachable -- codes 2-4 … TCP SHOULD abort the
    // connection."
    const History refused = usual_run({"0.05 icmp server client port seq 1000 in 10ms"});
    CHECK(value_in("client.state", refused) == "CLOSED");
    CHECK(value_in("client.error", refused) == "ECONNREFUSED");
}
