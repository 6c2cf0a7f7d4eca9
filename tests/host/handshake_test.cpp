#include <catch2/catch_test_macros.hpp>

#include "support/host/pair.h"

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::host::ApplicationSpec;
using hw::host::ClosedBy;
using hw::host::SocketError;
using hw::tcp::State;
using hw::test::Pair;

TEST_CASE("Two hosts shake hands as in Figure 6 of RFC 9293, with real bytes in between", "[rfc9293][3.5]") {
    Pair pair;
    REQUIRE(listen(pair.server, 80, {}) == SocketError::None);
    CHECK(state_of(pair.server) == State::Listen);
    CHECK(state_of(pair.client) == State::Closed);

    const ConnectionId id = pair.connect();
    CHECK(id == ConnectionId{0});
    CHECK(state_of(pair.client) == State::SynSent);
    pair.run_until(Instant{100'000});
    CHECK(state_of(pair.server) == State::SynReceived);
    CHECK_FALSE(pair.at_server().is_accepted);
    pair.run_until(Instant{200'000});
    CHECK(state_of(pair.client) == State::Established);
    CHECK(state_of(pair.server) == State::SynReceived);
    pair.run_until(Instant{300'000});
    CHECK(state_of(pair.server) == State::Established);
    CHECK(pair.at_server().is_accepted);
    CHECK_FALSE(pair.at_client().is_accepted);

    CHECK(pair.story() ==
          "> <SEQ=1000><CTL=SYN>\n"
          "< <SEQ=5000><ACK=1001><CTL=SYN,ACK>\n"
          "> <SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(pair.seen[0].header.options.mss == 1460);
    CHECK(pair.server.counters.tcp_passive_opens == 1);
    CHECK(pair.client.counters.tcp_active_opens == 1);
    CHECK(pair.client.counters.tcp_in_segs == 1);
    CHECK(pair.client.counters.tcp_out_segs == 2);
}

TEST_CASE("A note tells the state before and after, the signals, and the steps that were reached", "[host]") {
    Pair pair;
    listen(pair.server, 80, {});
    pair.connect();
    REQUIRE(pair.output.notes.size() == 1);
    CHECK(pair.output.notes[0].cause == hw::host::Note::Cause::Call);
    CHECK(pair.output.notes[0].before.state == State::Closed);
    CHECK(pair.output.notes[0].after.state == State::SynSent);
    CHECK(pair.output.notes[0].step_count >= 1);

    pair.run_until(Instant{100'000});
    REQUIRE(pair.output.notes.size() == 1);
    const hw::host::Note& opening = pair.output.notes[0];
    CHECK(opening.cause == hw::host::Note::Cause::SegmentArrives);
    CHECK(opening.connection == ConnectionId{0});
    CHECK(opening.before.state == State::Listen);
    CHECK(opening.after.state == State::SynReceived);
    CHECK(opening.first_step + opening.step_count == pair.output.steps.size());

    pair.run_until(Instant{300'000});
    REQUIRE(pair.output.notes.size() == 1);
    const auto& signals = pair.output.notes[0].signals;
    CHECK(std::find(signals.begin(), signals.end(), hw::tcp::Signal::Established) != signals.end());
}

TEST_CASE("Nobody asks for notes: none are written, and the hosts end up the same", "[host]") {
    Pair watched, unwatched;
    unwatched.output.wants_notes = false;
    for (Pair* pair : {&watched, &unwatched}) {
        listen(pair->server, 80, {});
        const ConnectionId id = pair->connect();
        pair->run_until(Instant{400'000});
        pair->send(pair->client, id, "hello");
        pair->run_until(Instant{1'000'000});
        pair->close(pair->client, id);
        pair->run_until(Instant{2'000'000});
    }
    CHECK(unwatched.output.notes.empty());
    CHECK(unwatched.output.steps.empty());
    CHECK(watched.client == unwatched.client);
    CHECK(watched.server == unwatched.server);
}

TEST_CASE("A whole conversation: data both ways, two FINs, TIME-WAIT of 2MSL, and the story stays on record",
          "[rfc9293][3.6]") {
    Pair pair;
    listen(pair.server, 80,
           {.kind = hw::host::ApplicationKind::Greeter,
            .text = "welcome",
            .on_peer_close = hw::host::OnPeerClose::Close});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{500'000});
    CHECK(pair.send(pair.client, id, "hello") == SocketError::None);
    CHECK(pair.output.accepted_bytes == 5);
    pair.run_until(Instant{1'000'000});
    CHECK(pair.at_server().delivered_content == "hello");
    CHECK(pair.at_client().delivered_content == "welcome");
    CHECK(pair.at_client().sent_bytes == 5);
    CHECK(pair.at_client().sent_content == "hello");
    CHECK(pair.at_client().delivered_bytes == 7);

    CHECK(pair.close(pair.client, id) == SocketError::None);
    CHECK(state_of(pair.client) == State::FinWait1);
    pair.run_until(Instant{1'400'000});
    CHECK(state_of(pair.client) == State::TimeWait);
    CHECK(state_of(pair.server) == State::Listen);
    CHECK(pair.at_server().closed_by == ClosedBy::Ack);
    CHECK(pair.at_server().tcb.state == State::Closed);

    CHECK(next_deadline(pair.client) == Instant{1'200'000} + 60_s);
    pair.run_until(Instant{} + 70_s);
    CHECK(state_of(pair.client) == State::Closed);
    CHECK(pair.at_client().closed_by == ClosedBy::TimeWait);
    CHECK(pair.at_client().error == SocketError::None);
    CHECK(pair.at_client().delivered_content == "welcome");
    CHECK(next_deadline(pair.client).is_never());
    CHECK(next_deadline(pair.server).is_never());
}

TEST_CASE("A host is a value: two copies of one moment have the same future", "[determinism]") {
    Pair pair;
    listen(pair.server, 80, {.kind = hw::host::ApplicationKind::Echo});
    const ConnectionId id = pair.connect();
    pair.run_until(Instant{450'000});
    pair.send(pair.client, id, "echo this");
    pair.run_until(Instant{500'000});

    Pair copy = pair;
    CHECK(copy.client == pair.client);
    pair.run_until(Instant{3'000'000});
    CHECK_FALSE(copy.client == pair.client);
    copy.run_until(Instant{3'000'000});
    CHECK(copy.client == pair.client);
    CHECK(copy.server == pair.server);
    CHECK(copy.story() == pair.story());

    hw::Digest of_pair, of_copy;
    digest(of_pair, pair.client);
    digest(of_copy, copy.client);
    CHECK(of_pair.value() == of_copy.value());
    copy.abort(copy.client, id);
    hw::Digest of_changed;
    digest(of_changed, copy.client);
    CHECK(of_changed.value() != of_pair.value());
}
