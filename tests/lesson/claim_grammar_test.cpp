#include <catch2/catch_test_macros.hpp>

#include "support/lesson/lessons.h"

using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

// "7: expected …": the column and what is said about it.
std::string mistake_in(std::string_view claim, const ClaimScope& scope = usual_scope()) {
    const auto parsed = parse_claim(claim, scope);
    return parsed.ok() ? "" : std::to_string(parsed.error().column) + ": " + parsed.error().message;
}

}  // namespace

TEST_CASE("Every kind of claim in the storyboard can be written", "[lesson][claim]") {
    for (const char* claim : {
             "client.state == ESTABLISHED",
             "server[2].state == SYN-RECEIVED at t=0.25",
             "count(server, TIME-WAIT) == 0 && count(any, any) <= 2",
             "client.error == ECONNRESET || client.error == none",
             "server.delivered == 10 at t=1.0 && server.delivered == 30 at t=1.85",
             "server.content == \"BUY 1\"",
             "client.tcb.snd.nxt == client.tcb.iss + 1",
             "segs(server, client, SYN+ACK) == 2 by t=1.15",
             "segs(any, any, any, t>=1.0) == 3",
             "retx(client) >= 1 && !(retx(server) == 0)",
             "server.closed_by == RST",
             "never server.accepted > 0",
             "never server.state == SYN-RECEIVED before arrived(client, server, SYN, seq==100) >= 1",
             "client.state == SYN-SENT always 0.1..0.9",
             "first(client.state == ESTABLISHED) in 1.2..1.21",
             "abs(client[2].iss - client[1].iss) == 250_000",
             "first(client.state == ESTABLISHED) - first(server.state == ESTABLISHED) < 100ms",
             "client.tcb.rto == 1",
             "seq(client, server, SYN, t>=1.0) - seq(client, server, SYN) == 250_000",
             "ack(server, client, SYN+ACK) == client.iss + 1 && len(client, server, DATA) == 5",
             "nstat(server, TcpExtListenOverflows) >= 1 && server.fds < 64",
             "refused(client) == 1 && visited(any) == 10 && arrows(any) == 12",
         }) {
        INFO(claim);
        CHECK(mistake_in(claim).empty());
    }
}

TEST_CASE("A mistake in a claim is named with its column and with what was expected there",
          "[lesson][claim]") {
    CHECK(mistake_in("client.state == ESTABLISHD") ==
          "17: expected a state such as SYN-RECEIVED, found \"ESTABLISHD\"");
    CHECK(mistake_in("clent.state == ESTABLISHED") == "1: expected the name of a host, found \"clent\"");
    CHECK(mistake_in("client.sate == ESTABLISHED") ==
          "8: expected a property such as state, error, delivered or tcb.snd.nxt, found \"sate\"");
    CHECK(mistake_in("client.state ==") ==
          "16: expected a host, a number, a time, a text or a function, found the end");
    CHECK(mistake_in("client.state == LISTEN at 0.5") == "27: expected t, found \"0.5\"");
    CHECK(mistake_in("client.state < LISTEN") == "1: only numbers and times have an order: use == or !=");
    CHECK(mistake_in("client.delivered") == "1: expected a comparison, true or false");
    CHECK(mistake_in("segs(client, server, SIN) == 1") ==
          "22: expected any, SYN, SYN+ACK, ACK, RST, FIN or DATA");
    CHECK(mistake_in("nstat(server, TcpCoffees) == 1") ==
          "15: expected a counter of nstat such as TcpExtListenOverflows, found \"TcpCoffees\"");
    CHECK(mistake_in("segs(any, any, any, port==80) == 1") ==
          "21: expected seq, ack, len or t, found \"port\"");
    CHECK(mistake_in("visited(any)") == "1: expected a comparison, true or false");
    CHECK(mistake_in("client.state == LISTEN always 2..1") == "1: expected the earlier time first");
    CHECK(mistake_in("first(never client.state == LISTEN) in 0..1").substr(0, 2) == "7:");
    CHECK(mistake_in("client.delivered == \"x").substr(0, 3) == "21:");
    CHECK(mistake_in("client.delivered == 1 client").substr(0, 3) == "23:");
    CHECK(mistake_in("client.delivered == 1 $").substr(0, 3) == "23:");
}

TEST_CASE("In a step with two runs every question names its run", "[lesson][claim]") {
    ClaimScope duel = usual_scope();
    duel.runs = {"three", "two"};
    CHECK(mistake_in("run(two).server.accepted == 1 && run(three).server.accepted == 0 at t=0.15", duel)
              .empty());
    CHECK(mistake_in("first(run(two).client.state == ESTABLISHED) in 1..2", duel).empty());
    CHECK(mistake_in("server.accepted == 1", duel) ==
          "1: expected run(…). before it: the step has more than one run");
    CHECK(mistake_in("run(four).server.accepted == 1", duel) ==
          "5: expected the name of a run of this step, found \"four\"");
}

TEST_CASE("A claim beyond its bounds is refused, however it grows", "[lesson][claim][bounds]") {
    CHECK(mistake_in(std::string(1'001, ' ')) == "1: expected at most 1000 bytes");
    CHECK_FALSE(mistake_in(std::string(400, '(') + "1" + std::string(400, ')')).empty());
    CHECK_FALSE(mistake_in(std::string(900, '!') + "client.state == LISTEN").empty());
    CHECK_FALSE(mistake_in(std::string(900, '-') + "1 == 1").empty());
    std::string wide = "1 == 1";
    while (wide.size() < 900) wide += " && 1 == 1";
    CHECK_FALSE(mistake_in(wide).empty());
    CHECK_FALSE(mistake_in("99999999999999999999 == 1").empty());
    CHECK_FALSE(mistake_in("client.state == LISTEN at t=99999999999").empty());
    CHECK_FALSE(mistake_in("\xff == 1").empty());
}

TEST_CASE("A number too large to compute has no value instead of a wrong one", "[lesson][claim][bounds]") {
    const History run = usual_run({});
    CHECK_FALSE(judged("1000000000000 * 1000000000000 > 0", run).holds);
    CHECK_FALSE(judged("1000000000000 * 1000000000000 <= 0", run).holds);
}
