#include <array>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <span>

#include "host/nstat.h"
#include "host/socket_options.h"
#include "host/sysctl.h"
#include "support/host/linux_pair.h"
#include "wire/emit.h"
#include "wire/icmp.h"

// The names under which users of Linux know what a host has.

using hw::test::LinuxPair;

TEST_CASE("The sysctls that the lessons turn are there, and keep what is written to them", "[host]") {
    hw::host::HostConfig config = hw::test::linux_host(hw::test::client_config());
    for (const char* name : {"tcp_tw_reuse",
                             "tcp_tw_reuse_delay",
                             "tcp_max_tw_buckets",
                             "tcp_fin_timeout",
                             "tcp_syncookies",
                             "tcp_max_syn_backlog",
                             "tcp_synack_retries",
                             "tcp_timestamps",
                             "tcp_rfc1337",
                             "tcp_fastopen",
                             "somaxconn",
                             "tcp_abort_on_overflow",
                             "tcp_syn_retries",
                             "tcp_retries2",
                             "tcp_orphan_retries",
                             "tcp_sack",
                             "tcp_dsack",
                             "tcp_window_scaling",
                             "tcp_ecn",
                             "tcp_keepalive_time",
                             "tcp_keepalive_intvl",
                             "tcp_keepalive_probes",
                             "file-max"}) {
        INFO(name);
        REQUIRE(hw::host::get_sysctl(config, name).has_value());
        CHECK(hw::host::set_sysctl(config, name, "1") == hw::host::SocketError::None);
        CHECK(hw::host::get_sysctl(config, name) == "1");
    }
    CHECK(hw::host::set_sysctl(config, "ip_local_port_range", "40000 40001") == hw::host::SocketError::None);
    CHECK(hw::host::get_sysctl(config, "ip_local_port_range") == "40000\t40001");
    CHECK(hw::host::set_sysctl(config, "tcp_nothing", "1") == hw::host::SocketError::NoEnt);
}

TEST_CASE("Every socket option of the manual pages that the host knows is found by its name", "[socket]") {
    for (const char* name : {"SO_REUSEADDR",
                             "SO_REUSEPORT",
                             "SO_LINGER",
                             "SO_KEEPALIVE",
                             "SO_RCVBUF",
                             "SO_SNDBUF",
                             "SO_ERROR",
                             "SO_RCVLOWAT",
                             "SO_RCVTIMEO",
                             "SO_SNDTIMEO",
                             "SO_OOBINLINE",
                             "TCP_NODELAY",
                             "TCP_CORK",
                             "TCP_MAXSEG",
                             "TCP_KEEPIDLE",
                             "TCP_KEEPINTVL",
                             "TCP_KEEPCNT",
                             "TCP_USER_TIMEOUT",
                             "TCP_SYNCNT",
                             "TCP_LINGER2",
                             "TCP_DEFER_ACCEPT",
                             "TCP_FASTOPEN",
                             "TCP_FASTOPEN_NO_COOKIE",
                             "TCP_QUICKACK",
                             "TCP_NOTSENT_LOWAT",
                             "TCP_CONGESTION"}) {
        INFO(name);
        const auto option = hw::host::find_socket_option(name);
        REQUIRE(option.has_value());
        CHECK(hw::host::name_of(*option) == name);
    }
}

TEST_CASE("nstat counts ICMP messages, and those that nothing of ours is meant by", "[host]") {
    LinuxPair pair;
    // About a segment of a connection that the server does not have.
    std::array<std::uint8_t, 40> datagram{};
    std::array<std::uint8_t, hw::wire::max_icmp_error_bytes> bytes{};
    const hw::wire::TcpHeader header{.source_port = 80, .destination_port = 40'000, .ctl = hw::wire::ack};
    REQUIRE(
        hw::wire::emit_packet({.source = hw::test::server_address, .destination = hw::test::client_address},
                              header, {}, datagram)
            .ok());
    const auto length = hw::wire::emit_icmp_error(
        {.type = 3, .code = 1, .next_hop_mtu = 0, .from = hw::test::client_address}, datagram, bytes);
    REQUIRE(length.ok());
    pair.deliver(pair.server, std::span(bytes).first(length.value()));
    CHECK(count_of(pair.server, "IcmpInMsgs") == 1);
    CHECK(count_of(pair.server, "IcmpInErrors") == 1);
}
