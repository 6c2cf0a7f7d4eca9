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
    config.tcp.ecn = value == "0" ? tcp::Ecn::Off : value == "1" ? tcp::Ecn::Request : tcp::Ecn::WhenAsked;
    return value == "0" || value == "1" || value == "2";
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

bool expect_zero(HostConfig&, std::string_view value) { return value == "0"; }
bool expect_ten(HostConfig&, std::string_view value) { return value == "10"; }

// Those without a full name are under net.inet.
constexpr std::array<SysctlRow, 24> rows{{
    {"tcp.rfc1323", set_extensions},
    {"tcp.sack.enable", set_sack},
    {"tcp.ecn.enable", set_ecn},
    {"tcp.fastopen.client_enable", set_fast_open_client},
    {"tcp.fastopen.server_enable", set_fast_open_server},
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
    {"kern.ipc.maxsockbuf", nullptr},
    {"kern.timecounter.alloweddeviation", nullptr},
}};

}  // namespace

std::span<const SysctlRow> freebsd_sysctls() { return rows; }

}  // namespace hw::packetdrill
