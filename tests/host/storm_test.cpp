#include <catch2/catch_test_macros.hpp>

#include "host/nstat.h"
#include "host/socket_descriptor.h"
#include "support/host/linux_pair.h"

// Scripted applications that go round in circles or end by halves: a storm of requests, a half-close; and what is
// left of it all when a program crashes or never closes.

using namespace hw::literals;
using hw::ConnectionId;
using hw::host::ApplicationKind;
using hw::host::ApplicationSpec;
using hw::host::ClosedBy;
using hw::host::EndsBy;
using hw::host::OnPeerClose;
using hw::host::SocketError;
using hw::tcp::State;
using hw::test::LinuxPair;
using hw::test::Pair;

namespace {

const ApplicationSpec echo{.kind = ApplicationKind::Echo, .on_peer_close = OnPeerClose::Close};

}  // namespace

TEST_CASE("A requester waits for each answer before it asks again, and closes after the last", "[host]") {
    Pair pair;
    listen(pair.server, 80, echo);
    const ConnectionId id =
        pair.connect(40'000, {.kind = ApplicationKind::Requester, .text = "what?", .rounds = 3});
    pair.run_until(hw::Instant{} + 700_ms);
    // The handshake takes 200 ms and so does each round.
    CHECK(find(pair.client, id)->delivered_content == "what?what?");
    CHECK(find(pair.client, id)->sent_content == "what?what?what?");
    pair.run_until(hw::Instant{} + 20_s);
    CHECK(find(pair.client, id)->delivered_content == "what?what?what?");
    CHECK(state_of(pair.client) == State::TimeWait);
    CHECK(state_of(pair.server) == State::Listen);
}

TEST_CASE("A storm: the client connects again as soon as it has closed, and its TIME-WAITs pile up",
          "[host]") {
    LinuxPair pair;
    pair.keeps_story = false;
    listen(pair.server, 80, echo);
    pair.connect(0, {.kind = ApplicationKind::Requester, .text = "request", .more_connections = 199});
    pair.run_for(1_s);
    CHECK(count_of(pair.client, "TcpActiveOpens") == 200);
    CHECK(count_of(pair.server, "TcpPassiveOpens") == 200);
    CHECK(LinuxPair::count(pair.client, State::TimeWait) == 200);
    CHECK(pair.client.live.count + pair.server.live.count >= 200);
    CHECK(pair.client.sockets.open_files == 0);
    CHECK(pair.server.sockets.open_files == 1);  // its listener
}

TEST_CASE("A storm ends with EADDRNOTAVAIL when every port is in TIME-WAIT", "[host]") {
    hw::host::HostConfig few = hw::test::linux_host(hw::test::client_config());
    few.ephemeral_ports = {32'768, 32'777};
    LinuxPair pair(few);
    listen(pair.server, 80, echo);
    pair.connect(0, {.kind = ApplicationKind::Requester, .text = "request", .more_connections = 99});
    pair.run_for(1_s);
    CHECK(LinuxPair::count(pair.client, State::TimeWait) == 10);
    const auto* error = find_error(process_of(pair.client, hw::host::first_process),
                                   hw::host::SystemCall::Connect, SocketError::AddrNotAvail);
    REQUIRE(error != nullptr);
    CHECK(error->count == 1);
}

TEST_CASE("A source that ends by shutdown() still hears the answer; one that closes answers it with RST",
          "[rfc9293][3.6]") {
    for (const EndsBy ends_by : {EndsBy::Shutdown, EndsBy::Close}) {
        LinuxPair pair;
        listen(pair.server, 80, echo);
        pair.connect(0, {.kind = ApplicationKind::Source,
                         .total_bytes = 100,
                         .on_peer_close = OnPeerClose::Close,
                         .ends_by = ends_by});
        pair.run_for(1_s);
        const bool is_half = ends_by == EndsBy::Shutdown;
        CHECK(pair.at_client().delivered_bytes == (is_half ? 100 : 0));
        CHECK(pair.at_server().closed_by == (is_half ? ClosedBy::Ack : ClosedBy::Rst));
        CHECK(pair.client.sockets.open_files == 0);
    }
}
