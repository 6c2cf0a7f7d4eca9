#include "host/sysctl.h"

#include <charconv>

namespace hw::host {

namespace {

constexpr std::int64_t in_units(Duration d, Duration unit) {
    return d == Duration::never() ? 0 : d.us / unit.us;
}

constexpr tcp::Switch switch_of(std::int64_t number) {
    return number != 0 ? tcp::Switch::On : tcp::Switch::Off;
}

// tcp_ecn numbers them in another order.
constexpr std::int64_t number_of(tcp::Ecn ecn) {
    switch (ecn) {
        case tcp::Ecn::Off: return 0;
        case tcp::Ecn::Request: return 1;
        case tcp::Ecn::WhenAsked: return 2;
        case tcp::Ecn::RequestAccurate: return 3;
        case tcp::Ecn::AccurateWhenAskedElseRequest: return 4;
        case tcp::Ecn::AccurateWhenAsked: return 5;
    }
    return 0;
}
constexpr tcp::Ecn ecn_of(std::int64_t number) {
    constexpr tcp::Ecn by_number[] = {tcp::Ecn::Off,
                                      tcp::Ecn::Request,
                                      tcp::Ecn::WhenAsked,
                                      tcp::Ecn::RequestAccurate,
                                      tcp::Ecn::AccurateWhenAskedElseRequest,
                                      tcp::Ecn::AccurateWhenAsked};
    return by_number[number];
}

struct FastOpenBit {
    std::int64_t bit;
    tcp::Switch tcp::Config::*field;
};
// include/net/tcp.h: TFO_*. The others change nothing.
constexpr std::array<FastOpenBit, 5> fast_open_switches{{
    {1, &tcp::Config::fast_open_client},
    {2, &tcp::Config::fast_open_server},
    {4, &tcp::Config::fast_open_client_without_cookie},
    {0x200, &tcp::Config::fast_open_without_cookie},
    {0x400, &tcp::Config::fast_open_on_every_listener},
}};

Sysctl::Numbers fast_open_bits(const HostConfig& config) {
    std::int64_t bits = 0;
    for (const FastOpenBit& one : fast_open_switches)
        if (config.tcp.*one.field == tcp::Switch::On) bits |= one.bit;
    return {bits};
}

void set_fast_open_bits(HostConfig& config, const Sysctl::Numbers& numbers) {
    for (const FastOpenBit& one : fast_open_switches) config.tcp.*one.field = switch_of(numbers[0] & one.bit);
}

constexpr std::array table{
    Sysctl{"tcp_tw_reuse", 1, 0, 2,
           [](const HostConfig& c) {
               return Sysctl::Numbers{static_cast<std::int64_t>(c.time_wait_port_reuse)};
           },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.time_wait_port_reuse = static_cast<TimeWaitPortReuse>(v[0]);
           },
           "connect() may take the port of a TIME-WAIT: 0 never, 1 always, 2 on loopback only"},
    Sysctl{"tcp_tw_reuse_delay", 1, 0, 60000,
           [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.time_wait_port_reuse_delay, 1_ms)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.time_wait_port_reuse_delay = 1_ms * v[0]; },
           "ms that the TIME-WAIT must have lasted for that"},
    Sysctl{
        "tcp_max_tw_buckets", 1, 0, 4294967295,
        [](const HostConfig& c) { return Sysctl::Numbers{c.most_time_waits}; },
        [](HostConfig& c, const Sysctl::Numbers& v) { c.most_time_waits = static_cast<std::uint32_t>(v[0]); },
        "TIME-WAITs at a time; one more is destroyed at once"},
    Sysctl{"tcp_fin_timeout", 1, 1, 120,
           [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.tcp.fin_wait2_timeout, 1_s)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.fin_wait2_timeout = 1_s * v[0]; },
           "s that a connection without a process stays in FIN-WAIT-2"},
    Sysctl{"ip_local_port_range", 2, 1, 65535,
           [](const HostConfig& c) {
               return Sysctl::Numbers{c.ephemeral_ports.first, c.ephemeral_ports.last};
           },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.ephemeral_ports = {static_cast<std::uint16_t>(v[0]), static_cast<std::uint16_t>(v[1])};
           },
           "the ports from which connect() and bind(0) choose"},
    Sysctl{"tcp_syncookies", 1, 0, 2,
           [](const HostConfig& c) { return Sysctl::Numbers{static_cast<std::int64_t>(c.syn_cookies)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.syn_cookies = static_cast<SynCookies>(v[0]); },
           "SYN cookies: 0 never, 1 when the SYN queue is full, 2 always"},
    Sysctl{
        "tcp_max_syn_backlog", 1, 0, 4294967295,
        [](const HostConfig& c) { return Sysctl::Numbers{c.max_syn_backlog}; },
        [](HostConfig& c, const Sysctl::Numbers& v) { c.max_syn_backlog = static_cast<std::uint32_t>(v[0]); },
        "half-open connections of a listener without cookies"},
    Sysctl{"somaxconn", 1, 0, 4294967295, [](const HostConfig& c) { return Sysctl::Numbers{c.somaxconn}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.somaxconn = static_cast<std::uint32_t>(v[0]); },
           "the longest backlog that listen() gets"},
    Sysctl{"tcp_abort_on_overflow", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.abort_on_overflow == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.abort_on_overflow = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "RST instead of silence when the accept queue is full"},
    Sysctl{
        "tcp_syn_retries", 1, 1, 127, [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.syn_retries}; },
        [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.syn_retries = static_cast<std::uint8_t>(v[0]); },
        "how often a SYN is sent again, the linear ones apart"},
    Sysctl{"tcp_syn_linear_timeouts", 1, 0, 127,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.syn_linear_timeouts}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.syn_linear_timeouts = static_cast<std::uint8_t>(v[0]);
           },
           "how often first after the same wait, not doubled"},
    Sysctl{"tcp_synack_retries", 1, 0, 255,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.synack_retries}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.synack_retries = static_cast<std::uint8_t>(v[0]);
           },
           "how often a SYN,ACK is sent again"},
    Sysctl{"tcp_retries2", 1, 0, 255, [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.retries2}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.retries2 = static_cast<std::uint8_t>(v[0]); },
           "how many retransmissions, by their time, until the connection is given up"},
    Sysctl{"tcp_orphan_retries", 1, 0, 255,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.orphan_retries}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.orphan_retries = static_cast<std::uint8_t>(v[0]);
           },
           "the same for connections without a process"},
    Sysctl{"tcp_timestamps", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.timestamps == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.timestamps = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "the timestamps option (RFC 7323)"},
    Sysctl{"tcp_window_scaling", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.window_scaling == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.window_scaling = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "the window scale option (RFC 7323)"},
    Sysctl{"tcp_shrink_window", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.window_may_shrink == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.window_may_shrink = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "the window's right edge may move left when memory is short"},
    Sysctl{"tcp_sack", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.sack == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.sack = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "selective acknowledgments (RFC 2018)"},
    Sysctl{"tcp_dsack", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.dsack == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.dsack = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "reports of what came twice (RFC 2883)"},
    Sysctl{"tcp_ecn", 1, 0, 5, [](const HostConfig& c) { return Sysctl::Numbers{number_of(c.tcp.ecn)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.ecn = ecn_of(v[0]); },
           "explicit congestion notification: 0 never, 1 asks for it, 2 when asked; accurate (RFC 9768): 3 "
           "asks for it, 4 "
           "and 5 when asked, asking for RFC 3168's or for none"},
    Sysctl{"tcp_ecn_option", 1, 0, 3,
           [](const HostConfig& c) {
               return Sysctl::Numbers{static_cast<std::int64_t>(c.tcp.accurate_ecn.option)};
           },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.accurate_ecn.option = static_cast<tcp::AccurateEcnOption>(v[0]);
           },
           "the AccECN option (RFC 9768): 0 never, 1 sparingly, 2 always, 3 even if the path drops it"},
    Sysctl{"tcp_ecn_option_beacon", 1, 0, 3,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.accurate_ecn.beacons_per_round}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.accurate_ecn.beacons_per_round = static_cast<std::uint8_t>(v[0]);
           },
           "how often in a round trip the AccECN option is sent, at least"},
    Sysctl{"tcp_ecn_fallback", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.ecn_fallback == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.ecn_fallback = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "a SYN that is sent again does not ask for ECN"},
    Sysctl{
        "tcp_rfc1337", 1, 0, 1,
        [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.ignore_rst_in_time_wait == tcp::Switch::On}; },
        [](HostConfig& c, const Sysctl::Numbers& v) {
            c.tcp.ignore_rst_in_time_wait = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
        },
        "an RST does not end TIME-WAIT"},
    Sysctl{"tcp_fastopen", 1, 0, 0x7fff'ffff, fast_open_bits, set_fast_open_bits,
           "Fast Open (RFC 7413): 1 as a client, 2 as a server; 4 and 512 the same without cookies, 1024 on "
           "every "
           "listener"},
    Sysctl{"tcp_keepalive_time", 1, 1, 32767,
           [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.tcp.keep_alive_idle, 1_s)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.keep_alive_idle = 1_s * v[0]; },
           "s of silence before the first keep-alive probe"},
    Sysctl{"tcp_keepalive_intvl", 1, 1, 32767,
           [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.tcp.keep_alive_interval, 1_s)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.keep_alive_interval = 1_s * v[0]; },
           "s between keep-alive probes"},
    Sysctl{"tcp_keepalive_probes", 1, 1, 127,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.keep_alive_probes}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.keep_alive_probes = static_cast<std::uint8_t>(v[0]);
           },
           "unanswered keep-alive probes until the connection is given up"},
    Sysctl{
        "tcp_invalid_ratelimit", 1, 0, 2147483647,
        [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.tcp.invalid_segment_interval, 1_ms)}; },
        [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.invalid_segment_interval = 1_ms * v[0]; },
        "ms between two ACKs of one connection that answer invalid segments"},
    Sysctl{"tcp_min_snd_mss", 1, 48, 65535,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.min_send_mss}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.min_send_mss = static_cast<std::uint16_t>(v[0]);
           },
           "bytes that the peer's MSS counts as at least"},
    Sysctl{"tcp_comp_sack_nr", 1, 0, 255,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.compressed_acks}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.compressed_acks = static_cast<std::uint8_t>(v[0]);
           },
           "SACKs that one may stand for"},
    Sysctl{"tcp_min_rtt_wlen", 1, 0, 86400,
           [](const HostConfig& c) { return Sysctl::Numbers{in_units(c.tcp.min_rtt_window, 1_s)}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.min_rtt_window = 1_s * v[0]; },
           "s for which the smallest round-trip time counts"},
    Sysctl{"tcp_frto", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.frto == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.frto = v[0] != 0 ? tcp::Switch::On : tcp::Switch::Off;
           },
           "F-RTO: finds spurious timeouts (RFC 5682)"},
    Sysctl{"tcp_recovery", 1, 0, 1,
           [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.rack == tcp::Switch::On}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.tcp.rack = switch_of(v[0]); },
           "RACK loss detection (RFC 8985)"},
    Sysctl{"min_pmtu", 1, 68, 65535, [](const HostConfig& c) { return Sysctl::Numbers{c.tcp.min_path_mtu}; },
           [](HostConfig& c, const Sysctl::Numbers& v) {
               c.tcp.min_path_mtu = static_cast<std::uint16_t>(v[0]);
           },
           "bytes below which ICMP cannot make packets smaller"},
    Sysctl{"file-max", 1, 0, 4294967295, [](const HostConfig& c) { return Sysctl::Numbers{c.file_max}; },
           [](HostConfig& c, const Sysctl::Numbers& v) { c.file_max = static_cast<std::uint32_t>(v[0]); },
           "open files on the whole host"},
};

// One number from the front of `text`; nothing when there is none.
std::optional<std::int64_t> take_number(std::string_view& text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return {};
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

}  // namespace

std::span<const Sysctl> sysctls() { return table; }

const Sysctl* find_sysctl(std::string_view name) {
    for (const Sysctl& one : table)
        if (one.name == name) return &one;
    return nullptr;
}

std::optional<std::string> get_sysctl(const HostConfig& config, std::string_view name) {
    const Sysctl* one = find_sysctl(name);
    if (one == nullptr) return {};
    const Sysctl::Numbers numbers = one->get(config);
    std::string text = std::to_string(numbers[0]);
    if (one->number_count == 2) text += '\t' + std::to_string(numbers[1]);
    return text;
}

SocketError set_sysctl(HostConfig& config, std::string_view name, std::string_view value) {
    const Sysctl* one = find_sysctl(name);
    if (one == nullptr) return SocketError::NoEnt;
    Sysctl::Numbers numbers{};
    for (std::uint32_t i = 0; i < one->number_count; ++i) {
        const auto number = take_number(value);
        if (!number || *number < one->low || one->high < *number) return SocketError::Inval;
        numbers[i] = *number;
    }
    if (!value.empty() || (one->number_count == 2 && numbers[1] < numbers[0])) return SocketError::Inval;
    one->set(config, numbers);
    return SocketError::None;
}

}  // namespace hw::host
