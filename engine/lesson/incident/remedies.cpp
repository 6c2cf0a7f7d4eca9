#include "lesson/incident/remedies.h"

#include <algorithm>
#include <array>

#include "host/profile.h"
#include "host/sysctl.h"

namespace hw::lesson::incident {

const Size full_size{.name = "full",
                     .ports = {32'768, 60'999},
                     .wide_ports = {1'024, 65'535},
                     .intervals = {1'600_us, 1'000_us},
                     .buckets = 5'000};

// 1,000 / 28,232 of it, each number rounded.
const Size twin_size{.name = "twin",
                     .ports = {32'768, 33'767},
                     .wide_ports = {31'483, 33'767},
                     .intervals = {45'454_us, 28'409_us},
                     .buckets = 177};

namespace {

void turn(Setup& setup, host::HostConfig& config, std::string_view knob, std::string_view value) {
    if (host::set_sysctl(config, knob, value) != host::SocketError::None)
        setup.unknown_knobs.emplace_back(knob);
}

void widen_ports(Setup& s) {
    const host::PortRange wide = s.size.wide_ports;
    turn(s, s.gateway, "ip_local_port_range", std::to_string(wide.first) + ' ' + std::to_string(wide.last));
}

void limit_buckets(Setup& s) { turn(s, s.gateway, "tcp_max_tw_buckets", std::to_string(s.size.buckets)); }

void reuse_without_timestamps(Setup& s) {
    turn(s, s.gateway, "tcp_tw_reuse", "1");
    turn(s, s.gateway, "tcp_timestamps", "0");
}

constexpr std::array<Remedy, remedy_count> table{{
    {"pool", "upstream be { server 10.0.0.20:8080; keepalive 16; }", "gw", Verdict::First,
     [](Setup& s) { s.pool = 16; }},
    {"http2", "upstream be: HTTP/2", "gw, be", Verdict::First,
     [](Setup& s) { s.shares_one_connection = true; }},
    {"peer-closes", "Connection: close", "be", Verdict::Real,
     [](Setup& s) { s.closes_first = Closer::Backend; }},
    {"port-range", "net.ipv4.ip_local_port_range = 1024 65535", "gw", Verdict::Thin, widen_ports},
    {"two-targets", "server 10.0.0.20:8080; server 10.0.0.20:8081;", "gw, be", Verdict::NotEnough,
     [](Setup& s) { s.backend_ports = std::max(s.backend_ports, 2u); }},
    {"three-targets", "server 10.0.0.20:8080; ...:8081; ...:8082;", "gw, be", Verdict::Real,
     [](Setup& s) { s.backend_ports = 3; }},
    {"three-sources", "IP_BIND_ADDRESS_NO_PORT; bind() to .10, .11, .12", "gw", Verdict::Real,
     [](Setup& s) { s.source_addresses = 3; }},
    {"tw-reuse-gw", "net.ipv4.tcp_tw_reuse = 1", "gw", Verdict::ClientOnly,
     [](Setup& s) { turn(s, s.gateway, "tcp_tw_reuse", "1"); }},
    {"tw-reuse-be", "net.ipv4.tcp_tw_reuse = 1", "be", Verdict::WrongSide,
     [](Setup& s) { turn(s, s.backend, "tcp_tw_reuse", "1"); }},
    {"tw-reuse-no-ts", "tcp_tw_reuse = 1, tcp_timestamps = 0", "gw", Verdict::SelfDefeating,
     reuse_without_timestamps},
    {"tw-recycle", "net.ipv4.tcp_tw_recycle = 1", "gw", Verdict::Museum,
     [](Setup& s) { turn(s, s.gateway, "tcp_tw_recycle", "1"); }},
    {"fin-timeout", "net.ipv4.tcp_fin_timeout = 15", "gw", Verdict::Myth,
     [](Setup& s) { turn(s, s.gateway, "tcp_fin_timeout", "15"); }},
    {"max-tw-buckets", "net.ipv4.tcp_max_tw_buckets = 5000", "gw", Verdict::Harm, limit_buckets},
    {"linger-0", "setsockopt(SO_LINGER, {1, 0})", "gw", Verdict::Harm, [](Setup& s) { s.aborts = true; }},
    // Why nothing: connect() looks at neither option of its socket (tests/host/oracles_ports_test.cpp).
    {"reuseaddr", "setsockopt(SO_REUSEADDR, 1)", "gw", Verdict::Irrelevant, [](Setup&) {}},
    {"reuseport", "setsockopt(SO_REUSEPORT, 1)", "gw", Verdict::Irrelevant, [](Setup&) {}},
    {"ulimit", "ulimit -n 1000000", "gw", Verdict::NoEffect,
     [](Setup& s) { s.gateway.descriptor_limit = 1'000'000; }},
    {"keepalive-time", "net.ipv4.tcp_keepalive_time = 30", "gw", Verdict::NoEffect,
     [](Setup& s) { turn(s, s.gateway, "tcp_keepalive_time", "30"); }},
    {"syncookies", "net.ipv4.tcp_syncookies = 1", "gw, be", Verdict::NoEffect,
     [](Setup& s) {
         turn(s, s.gateway, "tcp_syncookies", "1");
         turn(s, s.backend, "tcp_syncookies", "1");
     }},
    {"rfc1337", "net.ipv4.tcp_rfc1337 = 1", "gw", Verdict::NoEffect,
     [](Setup& s) { turn(s, s.gateway, "tcp_rfc1337", "1"); }},
    // Why nothing: netfilter is not part of TCP, and no host of this engine has one that could lose a packet.
    {"conntrack", "nf_conntrack_tcp_timeout_time_wait = 30", "gw", Verdict::NoEffect, [](Setup&) {}},
    {"timestamps-off", "net.ipv4.tcp_timestamps = 0", "gw", Verdict::Worse,
     [](Setup& s) { turn(s, s.gateway, "tcp_timestamps", "0"); }},
    {"second-gateway", "gw2, 10.0.0.50", "gw", Verdict::NotEnough, [](Setup& s) { s.gateways = 2; }},
    {"retry", "proxy_next_upstream_tries 4;", "gw", Verdict::Myth, [](Setup& s) { s.retries = 3; }},
}};

constexpr std::string_view verdict_names[verdict_count] = {
    "first",  "real", "real, thin", "real, not enough", "real, client only", "wrong side", "self-defeating",
    "museum", "myth", "harm",       "irrelevant",       "no effect",         "worse"};

}  // namespace

std::string_view name_of(Verdict verdict) { return verdict_names[static_cast<std::uint32_t>(verdict)]; }

std::span<const Remedy> remedies() { return table; }

std::uint32_t find_remedy(std::string_view id) {
    const auto found = std::find_if(table.begin(), table.end(), [id](const Remedy& r) { return r.id == id; });
    return static_cast<std::uint32_t>(found - table.begin());
}

std::uint32_t RemedySet::size() const {
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < remedy_count; ++i) count += has(i);
    return count;
}

Setup baseline(const Size& size) {
    Setup setup{.size = size};
    for (host::HostConfig* config : {&setup.gateway, &setup.backend}) {
        host::linux_profile(*config);
        config->kept_content_bytes = 0;
        config->kept_closed_connections = 0;
    }
    setup.gateway.name = "gw";
    setup.gateway.address = gateway_address;
    setup.gateway.ephemeral_ports = size.ports;
    setup.backend.name = "be";
    setup.backend.address = backend_address;
    return setup;
}

Setup setup_with(const Size& size, RemedySet set) {
    Setup setup = baseline(size);
    for (std::uint32_t i = 0; i < remedy_count; ++i)
        if (set.has(i)) table[i].apply(setup);
    return setup;
}

}  // namespace hw::lesson::incident
