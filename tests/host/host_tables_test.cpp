#include <catch2/catch_test_macros.hpp>

#include "host/nstat.h"
#include "host/ss.h"
#include "host/sysctl.h"
#include "support/host/linux_pair.h"

// What an administrator looks at and turns: ss, nstat, sysctl.

using namespace hw::literals;
using hw::host::HostConfig;
using hw::host::SocketError;
using hw::tcp::State;
using hw::test::LinuxPair;
using hw::test::Program;

TEST_CASE(
    "ss -tan prints listeners with queue and backlog, connections with unread and unacknowledged text, "
    "TIME-WAITs and orphans",
    "[ss]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    const std::int32_t listener = server.listen(80, 100);
    const std::int32_t first = client.connected();
    pair.run_for(1_ms);
    const auto accepted = static_cast<std::int32_t>(server.accept(listener).value);
    const std::int32_t second = client.connected();
    client.send(second, "twelve bytes");
    pair.run_for(1_ms);
    const std::string local = std::to_string(pair.at_client(1).tuple.local.port);
    const std::string before = ss_text(pair.server);
    CHECK(before.find("LISTEN") != std::string::npos);
    CHECK(ss(pair.server)[0] ==
          hw::host::SsRow{.state = State::Listen, .recv_q = 1, .send_q = 100, .local = {{}, 80}});
    CHECK(ss_text(pair.server, State::Established).find("12     0           10.0.0.2:80 ") !=
          std::string::npos);
    CHECK(before.find("10.0.0.1:" + local) != std::string::npos);
    client.close(first);
    pair.run_for(100_ms);
    CHECK(ss(pair.client, State::FinWait2).size() == 1);
    server.close(accepted);
    pair.run_for(1_ms);
    CHECK(ss(pair.client, State::TimeWait).size() == 1);
    CHECK(ss(pair.server, State::LastAck).empty());
}

TEST_CASE("nstat has every counter under one name; handshakes, retransmissions and resets are counted",
          "[nstat]") {
    LinuxPair pair;
    Program server(pair, pair.server), client(pair, pair.client);
    server.listen(80);
    const std::int32_t socket = client.connected();
    pair.run_for(1_ms);
    client.set(socket, hw::host::SocketOption::Linger, 1, 0);
    client.close(socket);
    pair.run_for(1_ms);
    CHECK(count_of(pair.client, "TcpActiveOpens") == 1);
    CHECK(count_of(pair.server, "TcpPassiveOpens") == 1);
    CHECK(count_of(pair.client, "TcpExtTCPAbortOnData") == 1);
    CHECK(count_of(pair.client, "TcpOutRsts") == 1);
    CHECK(count_of(pair.server, "TcpEstabResets") == 1);
    CHECK(count_of(pair.server, "TcpCurrEstab") == 0);
    CHECK(nstat_text(pair.client).find("TcpActiveOpens                  1                  0.0\n") == 0);
    const auto all = nstat(pair.client);
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) CHECK(all[i].name != all[j].name);
}

TEST_CASE("sysctls have Linux's names, defaults and ranges", "[sysctl]") {
    HostConfig config;
    hw::host::linux_profile(config);
    const auto get = [&](std::string_view name) { return get_sysctl(config, name).value_or("?"); };
    CHECK(get("tcp_tw_reuse") == "2");
    CHECK(get("tcp_tw_reuse_delay") == "1000");
    CHECK(get("tcp_fin_timeout") == "60");
    CHECK(get("tcp_max_tw_buckets") == "131072");
    CHECK(get("ip_local_port_range") == "32768\t60999");
    CHECK(get("tcp_timestamps") == "1");
    CHECK(get("tcp_rfc1337") == "0");
    CHECK(get("tcp_fastopen") == "1");
    CHECK(get("tcp_syncookies") == "1");
    CHECK(get("tcp_synack_retries") == "5");
    CHECK(get("tcp_syn_retries") == "6");
    CHECK(get("tcp_ecn") == "2");
    CHECK(get("somaxconn") == "4096");
    CHECK(get("tcp_keepalive_time") == "7200");
    CHECK(get("tcp_tw_recycle") == "?");

    CHECK(set_sysctl(config, "tcp_tw_recycle", "1") == SocketError::NoEnt);
    CHECK(set_sysctl(config, "tcp_tw_reuse", "3") == SocketError::Inval);
    CHECK(set_sysctl(config, "tcp_tw_reuse", "one") == SocketError::Inval);
    CHECK(set_sysctl(config, "tcp_tw_reuse", "1 2") == SocketError::Inval);
    CHECK(set_sysctl(config, "tcp_tw_reuse", "") == SocketError::Inval);
    CHECK(set_sysctl(config, "ip_local_port_range", "2000 1000") == SocketError::Inval);
    CHECK(set_sysctl(config, "ip_local_port_range", "1024 65535") == SocketError::None);
    CHECK(get("ip_local_port_range") == "1024\t65535");
    for (const hw::host::Sysctl& one : hw::host::sysctls()) {
        INFO(one.name);
        const std::string value = get(one.name);
        CHECK(set_sysctl(config, one.name, value) == SocketError::None);
        CHECK(get(one.name) == value);
        CHECK_FALSE(one.meaning.empty());
    }
}

TEST_CASE("A sysctl changes what connections to come are made with", "[sysctl]") {
    LinuxPair pair;
    Program client(pair, pair.client);
    Program(pair, pair.server).listen(80);
    set_sysctl(pair.client.config, "tcp_timestamps", "0");
    client.connected();
    CHECK_FALSE(pair.seen[0].header.options.has_timestamps);
    set_sysctl(pair.client.config, "tcp_timestamps", "1");
    pair.seen.clear();
    client.connected();
    CHECK(pair.seen[0].header.options.has_timestamps);
}
