#include <catch2/catch_test_macros.hpp>

#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

TEST_CASE("A property is what the world says at the moment that is asked for", "[lesson][claim]") {
    const History run = usual_run({});
    CHECK(value_in("client.state at t=0", run) == "SYN-SENT");
    CHECK(value_in("server.state at t=0.05", run) == "LISTEN");
    CHECK(value_in("server.state at t=0.1", run) == "SYN-RECEIVED");
    CHECK(value_in("server.state", run) == "ESTABLISHED");
    CHECK(value_in("server[1].state", run) == "ESTABLISHED");
    CHECK(value_in("server[2].state", run) == "–");
    CHECK(value_in("client.tcb.iss", run) == "1000");
    CHECK(value_in("client.tcb.irs", run) == "5000");
    CHECK(value_in("client.tcb.snd.nxt", run) == "1001");
    CHECK(value_in("client.error", run) == "none");
    CHECK(value_in("server.accepted", run) == "1");
    CHECK(value_in("count(any, ESTABLISHED)", run) == "2");
    CHECK(value_in("client.tcb.rto", run) == "1,000 ms");
    CHECK(value_in("first(server.state == ESTABLISHED)", run) == "300 ms");
    CHECK(value_in("first(server.state == ESTABLISHED) + 60s", run) == "60.3 s");
    CHECK(value_in("first(client.error == ECONNRESET)", run) == "–");
    CHECK(value_in("abs(1001 - client.tcb.irs)", run) == "3999");
}

TEST_CASE("Segments are counted as they were sent, whatever became of them", "[lesson][claim]") {
    const History run = usual_run({"0.25 drop client ACK", "0.26 old client server SYN seq 90 in 100ms"});
    CHECK(value_in("segs(client, server, ACK, t<=1)", run) == "1");
    CHECK(value_in("dropped(client, server, ACK)", run) == "1");
    CHECK(value_in("lost(any, any, any)", run) == "1");
    CHECK(value_in("injected(client, server, SYN)", run) == "1");
    CHECK(value_in("segs(client, server, SYN)", run) == "1");
    CHECK(value_in("arrived(client, server, SYN)", run) == "2");
    CHECK(value_in("segs(server, client, SYN+ACK, seq==5000, ack==1001)", run) == "2");
    CHECK(value_in("retx(server)", run) == "1");
    CHECK(value_in("dropped(client, server, ACK) at t=0.2", run) == "0");
}

TEST_CASE("A segment is held until it is released", "[lesson][claim]") {
    const History run = usual_run({"0.05 hold client SYN", "0.35 release client SYN"});
    CHECK(value_in("held(client, server, SYN) at t=0.2", run) == "1");
    CHECK(value_in("held(client, server, SYN)", run) == "0");
    CHECK(judged("first(server.state == SYN-RECEIVED) in 0.35..0.46", run).holds);
}

TEST_CASE("A suffix reaches back over && to the suffix before it", "[lesson][claim]") {
    const History run = usual_run({});
    // Both at 0.25: the server is not there yet.
    CHECK_FALSE(judged("server.state == ESTABLISHED && client.state == ESTABLISHED at t=0.25", run).holds);
    CHECK(
        judged("server.state == ESTABLISHED at t=0.35 && client.state == ESTABLISHED at t=0.25", run).holds);
    // Not over parentheses: the first stands at the end of the run.
    CHECK(judged("(server.state == ESTABLISHED) && (client.state == ESTABLISHED at t=0.25)", run).holds);
}

TEST_CASE("By, always, never and before ask every moment, not only those between events", "[lesson][claim]") {
    const History run = usual_run({});
    CHECK(judged("server.state == SYN-RECEIVED by t=1", run).holds);
    CHECK_FALSE(judged("server.state == SYN-RECEIVED by t=0.05", run).holds);
    CHECK(judged("client.state == SYN-SENT always 0..0.199", run).holds);
    CHECK_FALSE(judged("client.state == SYN-SENT always 0..0.2", run).holds);
    CHECK(judged("never server.state == CLOSED", run).holds);
    CHECK_FALSE(judged("never server.state == SYN-RECEIVED", run).holds);
    CHECK(judged("never server.state == SYN-RECEIVED by t=0.05", run).holds);
    CHECK(judged("client.state == ESTABLISHED before server.state == ESTABLISHED", run).holds);
    CHECK_FALSE(judged("server.state == ESTABLISHED before client.state == ESTABLISHED", run).holds);
    CHECK_FALSE(judged("client.state == ESTABLISHED before client.state == ESTABLISHED", run).holds);
}

TEST_CASE("What is not there equals nothing and has no order", "[lesson][claim]") {
    const History run = usual_run({});
    CHECK_FALSE(judged("server[3].state == CLOSED", run).holds);
    CHECK(judged("server[3].state != CLOSED", run).holds);
    CHECK_FALSE(judged("server[3].delivered < 1", run).holds);
    CHECK_FALSE(judged("first(client.error == ECONNRESET) in 0..5", run).holds);
}

TEST_CASE("Evidence names the event that decided, and what was found there", "[lesson][claim]") {
    const History run = usual_run({"0.05 drop client SYN"});
    const Judgement late = judged("first(client.state == ESTABLISHED) in 1.2..1.21", run);
    CHECK(late.holds);
    CHECK(late.evidence.is_event);
    CHECK(late.evidence.at == Instant{} + 1'200_ms);
    CHECK(run.begins_at(late.evidence.event) == late.evidence.at);

    const Judgement wrong = judged("client.state == ESTABLISHED at t=0.3", run);
    CHECK_FALSE(wrong.holds);
    CHECK_FALSE(wrong.evidence.is_event);
    CHECK(wrong.evidence.at == Instant{} + 300_ms);
    REQUIRE(wrong.evidence.witnesses.size() == 1);
    CHECK(wrong.evidence.witnesses[0].expression == "client.state");
    CHECK(wrong.evidence.witnesses[0].value == "SYN-SENT");

    const Judgement never = judged("never retx(client) >= 1", run);
    CHECK_FALSE(never.holds);
    CHECK(never.evidence.is_event);
    CHECK(never.evidence.at == Instant{} + 1_s);
    CHECK(never.evidence.witnesses[0].value == "1");
}

TEST_CASE("A duel compares two runs at the same instants", "[lesson][claim]") {
    ClaimScope duel = usual_scope();
    duel.runs = {"whole", "lossy"};
    const std::vector<History> runs{usual_run({}), usual_run({"0.05 drop client SYN"})};
    const auto holds = [&](std::string_view text) {
        const auto claim = parse_claim(text, duel);
        REQUIRE(claim.ok());
        return judge(*claim, runs).holds;
    };
    CHECK(holds("run(whole).client.state == ESTABLISHED && run(lossy).client.state == SYN-SENT at t=0.5"));
    CHECK(
        holds("first(run(lossy).client.state == ESTABLISHED) - first(run(whole).client.state == ESTABLISHED) "
              "== 1"));
    CHECK(holds("run(whole).client.state == run(lossy).client.state"));
    CHECK_FALSE(holds("never run(whole).client.state != run(lossy).client.state"));
    CHECK(holds("never run(whole).client.state != run(lossy).client.state by t=0.1"));
}

TEST_CASE("A run that is cut short says so", "[lesson][claim][bounds]") {
    const History whole = usual_run({});
    const History cut = replay({whole.moments.front(), {}}, {.until = Instant{} + 5_s, .most_events = 3});
    CHECK(cut.is_truncated);
    CHECK(cut.moments.size() == 4);
    CHECK(judged("client.state == ESTABLISHED", cut).is_truncated);
    CHECK_FALSE(judged("client.state == ESTABLISHED", whole).is_truncated);
}
