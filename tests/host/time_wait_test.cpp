#include <catch2/catch_test_macros.hpp>
#include <string>

#include "host/time_wait.h"
#include "support/host/pair.h"
#include "tcp/profiles/linux.h"

// TIME-WAITs that are packed answer as those that are not: every scenario here is played twice.

using namespace hw::literals;
using hw::ConnectionId;
using hw::Instant;
using hw::SeqNum;
using hw::host::ClosedBy;
using hw::host::FourTuple;
using hw::host::Host;
using hw::host::is_packed;
using hw::test::packet_of;
using hw::test::Pair;
using hw::wire::ack;
using hw::wire::fin;
using hw::wire::rst;
using hw::wire::syn;

namespace {

constexpr std::uint16_t first_port = 40'000;

enum class Profile { Rfc9293, Linux };

hw::host::HostConfig config_that_keeps(std::uint32_t kept, Profile profile = Profile::Rfc9293) {
    hw::host::HostConfig config = hw::test::client_config();
    if (profile == Profile::Linux) config.tcp = hw::tcp::linux_config();
    config.kept_closed_connections = kept;
    config.tcp.msl = 30_s;
    return config;
}

// `count` connections that the client opens and closes, one after the other; they end in TIME-WAIT at the client.
Pair closed_by_client(std::uint32_t count, std::uint32_t kept, bool is_watched = true,
                      Profile profile = Profile::Rfc9293) {
    hw::host::HostConfig server = hw::test::server_config();
    if (profile == Profile::Linux) server.tcp = hw::tcp::linux_config();
    Pair pair(config_that_keeps(kept, profile), server);
    pair.output.wants_notes = is_watched;
    listen(pair.server, 80, {.on_peer_close = hw::host::OnPeerClose::Close});
    for (std::uint32_t i = 0; i < count; ++i) {
        const ConnectionId id = pair.connect(static_cast<std::uint16_t>(first_port + i));
        pair.run_until(pair.now + 300_ms);
        pair.close(pair.client, id);
        pair.run_until(pair.now + 400_ms);
    }
    return pair;
}

// What the client answers to a segment from the server's side, as text.
std::string answer_to(Pair& pair, std::uint16_t client_port, const hw::wire::TcpHeader& header) {
    const std::size_t before = pair.story().size();
    pair.deliver(pair.client, packet_of({.from = hw::test::server_port_80,
                                         .to = {hw::test::client_address, client_port},
                                         .header = header,
                                         .text = {}})
                                  .span());
    return pair.story().substr(before);
}

std::uint32_t handle_of(const Host& host, std::uint16_t port) {
    return find_handle(host, {.local = {hw::test::client_address, port}, .remote = hw::test::server_port_80});
}

}  // namespace

TEST_CASE("The latest TIME-WAITs keep their TCB, older ones are packed", "[host]") {
    const Pair pair = closed_by_client(5, 2);
    CHECK(time_wait_count(pair.client) == 5);
    CHECK(pair.client.time_waits.size() == 3);
    CHECK(pair.client.full_time_waits == 2);
    CHECK(find(pair.client, ConnectionId{2}) == nullptr);
    CHECK(pair.at_client(3).tcb.state == hw::tcp::State::TimeWait);
    CHECK(is_packed(handle_of(pair.client, first_port)));
    CHECK_FALSE(is_packed(handle_of(pair.client, first_port + 4)));
    CHECK(state_of(pair.client) == hw::tcp::State::TimeWait);
    std::uint32_t seen = 0;
    for_each_time_wait(pair.client, [&](const hw::host::TimeWaitView& view) {
        CHECK(view.id == ConnectionId{seen});
        CHECK(view.tuple.local.port == first_port + seen);
        ++seen;
    });
    CHECK(seen == 5);
}

TEST_CASE("A packed TIME-WAIT acknowledges a FIN that comes again and restarts its 2MSL as one in full does",
          "[rfc9293][3.10.7.4]") {
    for (const std::uint32_t kept : {0u, 1u, 8u}) {
        Pair pair = closed_by_client(4, kept);
        const Instant again = pair.now + 1_s;
        pair.run_until(again);
        // Numbers: ISNs 1000 and 5000 are pinned for the first connection; the client's FIN was 1001.
        pair.loses = [](const hw::test::Seen&) { return true; };  // nobody there would know what it is
        const std::string answer = answer_to(
            pair, first_port, {.seq = {5001}, .ack = {1002}, .ctl = fin | ack, .raw_window = 65'535});
        CHECK(answer == "\nx> <SEQ=1002><ACK=5002><CTL=ACK>");
        CHECK(time_wait_count(pair.client) == 4);
        // The others are over when they were, the restarted one 60 s after its FIN.
        pair.run_until(again + 59'999_ms);
        CHECK(time_wait_count(pair.client) == 1);
        CHECK(handle_of(pair.client, first_port) != hw::host::Demux::absent);
        pair.run_until(again + 60_s);
        CHECK(time_wait_count(pair.client) == 0);
        CHECK(state_of(pair.client) == hw::tcp::State::Closed);
        CHECK(pair.client.demux.size() == 0);
    }
}

TEST_CASE("A packed TIME-WAIT goes when an exact RST arrives, and stays when another does",
          "[rfc9293][3.10.7.4]") {
    for (const std::uint32_t kept : {0u, 1u, 8u}) {
        Pair pair = closed_by_client(4, kept);
        answer_to(pair, first_port, {.seq = {5000}, .ctl = rst});
        CHECK(time_wait_count(pair.client) == 4);
        answer_to(pair, first_port, {.seq = {5002}, .ctl = rst});
        CHECK(time_wait_count(pair.client) == 3);
        CHECK(handle_of(pair.client, first_port) == hw::host::Demux::absent);
        pair.run_until(pair.now + 100_s);
        CHECK(time_wait_count(pair.client) == 0);
    }
}

TEST_CASE("Whatever comes to a TIME-WAIT, packed or in full, the same segments leave", "[host]") {
    const hw::wire::TcpHeader headers[] = {
        {.seq = {5001}, .ack = {1002}, .ctl = fin | ack, .raw_window = 10},
        {.seq = {5002}, .ack = {1002}, .ctl = ack, .raw_window = 10},
        {.seq = {4000}, .ack = {1002}, .ctl = ack, .raw_window = 10},
        {.seq = {5002}, .ack = {9999}, .ctl = ack, .raw_window = 10},
        {.seq = {5003}, .ctl = rst},
        {.seq = {5002}, .ack = {1000}, .ctl = ack | hw::wire::psh, .raw_window = 0},
        {.seq = {4100}, .ctl = syn, .raw_window = 100},
    };
    for (const Profile profile : {Profile::Rfc9293, Profile::Linux}) {
        for (auto header : headers) {
            for (const std::uint32_t timestamp : {0u, 1u, 0x7000'0000u, 0xf000'0000u}) {
                header.options.has_timestamps = timestamp != 0;
                header.options.timestamps.value = timestamp;
                Pair in_full = closed_by_client(3, 8, true, profile);
                Pair packed = closed_by_client(3, 0, true, profile);
                CAPTURE(header.seq.raw, header.ctl.bits, timestamp);
                CHECK(answer_to(in_full, first_port, header) == answer_to(packed, first_port, header));
                CHECK(time_wait_count(in_full.client) == time_wait_count(packed.client));
                CHECK(next_deadline(in_full.client) == next_deadline(packed.client));
            }
        }
    }
}

TEST_CASE("A SYN with a higher number opens a new connection from TIME-WAIT, packed or in full",
          "[rfc9293][3.6.1][MAY-2]") {
    for (const std::uint32_t kept : {0u, 8u}) {
        Pair pair = closed_by_client(3, kept);
        listen(pair.client, first_port, {});
        pair.loses = [](const hw::test::Seen&) { return true; };
        const auto syn_at = [&](std::uint32_t seq) {
            return answer_to(pair, first_port, {.seq = {seq}, .ctl = syn, .raw_window = 100});
        };
        CHECK(syn_at(5001) == "\nx> <SEQ=1002><ACK=5002><CTL=ACK>");
        CHECK(time_wait_count(pair.client) == 3);
        // "Its initial sequence number for the new connection to be larger than the largest sequence number it
        // used on the previous connection incarnation": 1001, and as far beyond as Linux goes.
        CHECK(syn_at(5002) == "\nx> <SEQ=66539><ACK=5003><CTL=SYN,ACK>");
        CHECK(time_wait_count(pair.client) == 2);
        const std::uint32_t handle = handle_of(pair.client, first_port);
        REQUIRE_FALSE(is_packed(handle));
        CHECK(pair.client.connections[handle].tcb.state == hw::tcp::State::SynReceived);
        CHECK(pair.client.demux.size() == 3);
    }
}

TEST_CASE("Whether somebody watches makes no difference to packed TIME-WAITs", "[host]") {
    Pair watched = closed_by_client(6, 2, true), alone = closed_by_client(6, 2, false);
    CHECK(watched.client == alone.client);
    watched.run_until(watched.now + 59_s);
    alone.run_until(alone.now + 59_s);
    CHECK(watched.client == alone.client);
    CHECK(time_wait_count(alone.client) < 6);
    CHECK(time_wait_count(alone.client) > 0);
}

TEST_CASE("TIME-WAITs beyond tcp_max_tw_buckets are killed at once", "[host]") {
    hw::host::HostConfig config = config_that_keeps(2);
    config.most_time_waits = 3;
    Pair pair(config);
    listen(pair.server, 80, {.on_peer_close = hw::host::OnPeerClose::Close});
    for (std::uint16_t i = 0; i < 5; ++i) {
        const ConnectionId id = pair.connect(static_cast<std::uint16_t>(first_port + i));
        pair.run_until(pair.now + 300_ms);
        pair.close(pair.client, id);
        pair.run_until(pair.now + 400_ms);
    }
    CHECK(time_wait_count(pair.client) == 3);
    CHECK(pair.client.counters.time_wait_overflows == 2);
    CHECK(pair.at_client(4).closed_by == ClosedBy::Ack);
    CHECK(pair.at_server(4).closed_by == ClosedBy::Ack);  // its FIN was acknowledged all the same
}

TEST_CASE("A power cut forgets packed TIME-WAITs too", "[host]") {
    Pair pair = closed_by_client(5, 2);
    power_off(pair.client);
    CHECK(time_wait_count(pair.client) == 0);
    CHECK(pair.client.demux.size() == 0);
    CHECK(next_deadline(pair.client).is_never());
}
