// FreeBSD's switches (tcp(4)), as far as our host has the like.

#include <array>

#include "script/packetdrill/profile.h"
#include "tcp/congestion.h"

namespace hw::packetdrill {
namespace {

using host::HostConfig;
using tcp::Switch;

Switch switch_of(std::string_view value) { return value == "0" ? Switch::Off : Switch::On; }

bool set_extensions(HostConfig& config, std::string_view value) {
    config.tcp.window_scaling = config.tcp.timestamps = switch_of(value);
    return true;
}
bool set_sack(HostConfig& config, std::string_view value) {
    config.tcp.sack = switch_of(value);
    return true;
}
bool set_ecn(HostConfig& config, std::string_view value) {
    constexpr tcp::Ecn by_number[] = {tcp::Ecn::Off, tcp::Ecn::Request, tcp::Ecn::WhenAsked,
                                      tcp::Ecn::RequestAccurate, tcp::Ecn::AccurateWhenAsked};
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 0 || number > 4) return false;
    config.tcp.ecn = by_number[number];
    return true;
}
// Where control packets are ECN-capable: no release of FreeBSD has it, its TCP testers' kernels do.
bool set_ect_on(HostConfig& config, std::string_view value) {
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 0 || number > 2) return false;
    config.tcp.classic_ecn.ect_on = static_cast<tcp::EctOn>(number);
    return true;
}
bool set_fast_open_client(HostConfig& config, std::string_view value) {
    config.tcp.fast_open_client = switch_of(value);
    return true;
}
bool set_fast_open_server(HostConfig& config, std::string_view value) {
    config.tcp.fast_open_server = switch_of(value);
    return true;
}
bool set_congestion_control(HostConfig& config, std::string_view value) {
    const auto found = tcp::find_congestion_control(value);
    if (found) config.tcp.congestion = *found;
    return found.has_value();
}

bool set_milliseconds(Duration& field, std::string_view value) {
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 0 || number > 1'000'000'000) return false;
    field = 1_ms * number;
    return true;
}
bool set_initial_rto(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.initial_rto, value);
}
bool set_min_rto(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.min_rto, value);
}
bool set_msl(HostConfig& config, std::string_view value) { return set_milliseconds(config.tcp.msl, value); }
bool set_keep_idle(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.keep_alive_idle, value);
}
bool set_keep_interval(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.keep_alive_interval, value);
}
bool set_slop(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.rto_slop, value);
}
bool set_keep_init(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.open_timeout, value);
}
bool set_delayed_ack_time(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.ack_delay, value);
}
bool set_fin_wait2_timeout(HostConfig& config, std::string_view value) {
    return set_milliseconds(config.tcp.fin_wait2_timeout, value);
}
bool set_keep_count(HostConfig& config, std::string_view value) {
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 1 || number > 255) return false;
    config.tcp.keep_alive_probes = static_cast<std::uint8_t>(number);
    return true;
}
bool set_insecure_rst(HostConfig& config, std::string_view value) {
    config.tcp.any_rst_in_window_counts = switch_of(value);
    return true;
}
bool set_insecure_syn(HostConfig& config, std::string_view value) {
    config.tcp.syn_in_window_resets = switch_of(value);
    return true;
}
bool set_drop_synfin(HostConfig& config, std::string_view value) {
    config.tcp.syn_with_fin_is_dropped = switch_of(value);
    return true;
}
bool set_drop_options(HostConfig& config, std::string_view value) {
    config.tcp.repeated_syn_drops_options = switch_of(value);
    return true;
}
bool set_icmp_may_reset(HostConfig& config, std::string_view value) {
    config.tcp.hard_errors_end_handshakes = switch_of(value);
    return true;
}
bool set_prr(HostConfig& config, std::string_view value) {
    config.tcp.prr = switch_of(value);
    return true;
}
bool set_ecn_retries(HostConfig& config, std::string_view value) {
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 0 || number > 255) return false;
    config.tcp.ecn_syn_retries = static_cast<std::uint8_t>(number);
    return true;
}
// sb_max: what a receive buffer may grow to, and the window shift covers.
bool set_largest_buffer(HostConfig& config, std::string_view value) {
    std::int64_t bytes = 0;
    if (!read_number(value, bytes) || bytes < 1 || bytes > 0xffff'ffff) return false;
    config.tcp.receive_buffer_max_bytes = static_cast<std::uint32_t>(bytes);
    return true;
}
bool set_delayed_ack(HostConfig& config, std::string_view value) {
    config.tcp.delayed_ack = switch_of(value);
    return true;
}
bool set_send_space(HostConfig& config, std::string_view value) {
    std::int64_t bytes = 0;
    if (!read_number(value, bytes) || bytes < 1 || bytes > 1 << 30) return false;
    config.tcp.send_buffer_bytes = static_cast<std::uint32_t>(bytes);
    return true;
}
bool set_receive_space(HostConfig& config, std::string_view value) {
    std::int64_t bytes = 0;
    if (!read_number(value, bytes) || bytes < 1 || bytes > 1 << 30) return false;
    config.tcp.receive_buffer_bytes = static_cast<std::uint32_t>(bytes);
    return true;
}

bool set_missing_timestamps(HostConfig& config, std::string_view value) {
    config.tcp.missing_timestamps =
        value == "0" ? tcp::MissingTimestamps::Drop : tcp::MissingTimestamps::Accept;
    return true;
}

bool expect_zero(HostConfig&, std::string_view value) { return value == "0"; }
bool expect_ten(HostConfig&, std::string_view value) { return value == "10"; }

// Those without a full name are under net.inet.
constexpr auto rows = std::to_array<SysctlRow>({
    {"tcp.rfc1323", set_extensions},
    {"tcp.sack.enable", set_sack},
    {"tcp.ecn.enable", set_ecn},
    {"tcp.ecn.plusplus", set_ect_on},
    {"tcp.fastopen.client_enable", set_fast_open_client},
    {"tcp.fastopen.server_enable", set_fast_open_server},
    {"tcp.fastopen.psk_enable", expect_zero},
    {"tcp.cc.algorithm", set_congestion_control},
    {"tcp.rexmit_initial", set_initial_rto},
    {"tcp.rexmit_min", set_min_rto},
    {"tcp.msl", set_msl},
    {"tcp.keepidle", set_keep_idle},
    {"tcp.keepintvl", set_keep_interval},
    {"tcp.delayed_ack", set_delayed_ack},
    {"tcp.sendspace", set_send_space},
    {"tcp.recvspace", set_receive_space},
    {"tcp.blackhole", expect_zero},
    {"tcp.initcwnd_segments", expect_ten},
    {"tcp.hostcache.purgenow", nullptr},
    {"tcp.hostcache.purge", nullptr},
    {"tcp.hostcache.enable", nullptr},
    {"tcp.rfc6675_pipe", nullptr},
    {"tcp.tso", nullptr},
    {"tcp.syncookies", nullptr},
    {"tcp.insecure_rst", set_insecure_rst},
    {"tcp.insecure_syn", set_insecure_syn},
    {"tcp.insecure_ack", expect_zero},
    {"tcp.drop_synfin", set_drop_synfin},
    {"tcp.rexmit_slop", set_slop},
    {"tcp.rexmit_drop_options", set_drop_options},
    {"tcp.keepinit", set_keep_init},
    {"tcp.keepcnt", set_keep_count},
    {"tcp.delacktime", set_delayed_ack_time},
    {"tcp.finwait2_timeout", set_fin_wait2_timeout},
    {"tcp.icmp_may_rst", set_icmp_may_reset},
    {"tcp.do_prr", set_prr},
    {"tcp.ecn.maxretries", set_ecn_retries},
    {"tcp.fastopen.ccache_bucket_limit", nullptr},
    {"tcp.newcwd", nullptr},
    {"tcp.path_mtu_discovery", nullptr},
    {"tcp.recvbuf_auto", nullptr},
    {"tcp.sendbuf_auto", nullptr},
    {"tcp.always_keepalive", nullptr},
    {"tcp.reass.maxqueuelen", nullptr},
    {"tcp.reass.maxsegments", nullptr},
    {"tcp.functions_default", nullptr},
    {"tcp.syncache.rst_on_sock_fail", nullptr},
    {"tcp.nolocaltimewait", nullptr},
    {"tcp.tolerate_missing_ts", set_missing_timestamps},
    {"tcp.syncookies_only", expect_zero},
    {"tcp.udp_tunneling_port", nullptr},
    {"tcp.udp_tunneling_overhead", nullptr},
    {"kern.ipc.maxsockbuf", set_largest_buffer},
    {"kern.timecounter.alloweddeviation", nullptr},
});

}  // namespace

std::span<const SysctlRow> freebsd_sysctls() { return rows; }

}  // namespace hw::packetdrill
