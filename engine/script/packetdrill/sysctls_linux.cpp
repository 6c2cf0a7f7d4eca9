// Linux's switches beside those that the host itself has (host/sysctl.h): what scripts turn, and
// Documentation/networking/ip-sysctl.rst describes.

#include <array>
#include <optional>

#include "host/sysctl.h"
#include "script/packetdrill/profile.h"
#include "tcp/congestion.h"

namespace hw::packetdrill {
namespace {

using host::HostConfig;
using tcp::Switch;

Switch switch_of(bool is_on) { return is_on ? Switch::On : Switch::Off; }

// "4096 540000 15728640", with blanks or tabs between.
bool read_three(std::string_view text, std::array<std::int64_t, 3>& numbers) {
    for (std::int64_t& number : numbers) {
        const std::size_t begin = text.find_first_not_of(" \t");
        if (begin == text.npos) return false;
        const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
        if (!read_number(text.substr(begin, end - begin), number) || number < 1 || number > 1 << 30)
            return false;
        text.remove_prefix(end);
    }
    return true;
}

bool set_receive_memory(HostConfig& config, std::string_view value) {
    std::array<std::int64_t, 3> numbers{};
    if (!read_three(value, numbers)) return false;
    config.tcp.receive_buffer_bytes = static_cast<std::uint32_t>(numbers[1]);
    config.tcp.receive_buffer_max_bytes = static_cast<std::uint32_t>(numbers[2]);
    return true;
}

bool set_send_memory(HostConfig& config, std::string_view value) {
    std::array<std::int64_t, 3> numbers{};
    if (!read_three(value, numbers)) return false;
    config.tcp.send_buffer_bytes = static_cast<std::uint32_t>(numbers[1]);
    config.tcp.send_buffer_max_bytes = static_cast<std::uint32_t>(numbers[2]);
    return true;
}

bool set_congestion_control(HostConfig& config, std::string_view value) {
    const auto found = tcp::find_congestion_control(value);
    if (found) config.tcp.congestion = *found;
    return found.has_value();
}

bool set_slow_start_after_idle(HostConfig& config, std::string_view value) {
    config.tcp.slow_start_after_idle = switch_of(value != "0");
    return true;
}

// 3 and 4: the tail-loss probe alone; 0: nothing.
bool set_early_retransmit(HostConfig& config, std::string_view value) {
    config.tcp.tail_loss_probe = switch_of(value != "0");
    return true;
}

bool set_frto(HostConfig& config, std::string_view value) {
    config.tcp.frto = switch_of(value != "0");
    return true;
}

bool set_recovery(HostConfig& config, std::string_view value) {
    std::int64_t bits = 0;
    config.tcp.rack = switch_of(read_number(value, bits) && (bits & 1) != 0);
    return bits == 0 || bits == 1;
}

// In hexadecimal, too, which sysctl(8) does not read.
bool set_fast_open(HostConfig& config, std::string_view value) {
    std::int64_t bits = 0;
    return read_number(value, bits) &&
           host::set_sysctl(config, "tcp_fastopen", std::to_string(bits)) == host::SocketError::None;
}

// "a1a1a1a1-b2b2b2b2-c3c3c3c3-d4d4d4d4": four words, each stored with its least byte first.
std::optional<SipKey> read_key(std::string_view value) {
    std::array<std::int64_t, 4> words{};
    for (std::int64_t& word : words) {
        const std::size_t end = std::min(value.find('-'), value.size());
        if (!read_number("0x" + std::string(value.substr(0, end)), word) || word > 0xffff'ffff) return {};
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    const auto pair = [&](std::size_t i) {
        return static_cast<std::uint64_t>(words[i]) | static_cast<std::uint64_t>(words[i + 1]) << 32;
    };
    return SipKey{pair(0), pair(2)};
}

// One key, or two with a comma between them: the second is still accepted (ip-sysctl.rst).
bool set_fast_open_key(HostConfig& config, std::string_view value) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::optional<SipKey> first = read_key(value.substr(0, comma));
    if (!first) return false;
    config.fast_open_keys = tcp::FastOpenKeys{.current = *first};
    if (comma == value.size()) return true;
    config.fast_open_keys->previous = read_key(value.substr(comma + 1));
    return config.fast_open_keys->previous.has_value();
}

bool set_duration(Duration& field, std::string_view value, Duration unit) {
    std::int64_t number = 0;
    if (!read_number(value, number) || number < 0 || number > 1'000'000'000) return false;
    field = unit * number;
    return true;
}

bool set_min_rto(HostConfig& config, std::string_view value) {
    return set_duration(config.tcp.min_rto, value, 1_us) &&
           set_duration(config.tcp.min_rto_variation, value, 1_us);
}
bool set_max_rto(HostConfig& config, std::string_view value) {
    return set_duration(config.tcp.max_rto, value, 1_ms);
}
bool set_compressed_delay(HostConfig& config, std::string_view value) {
    std::int64_t nanoseconds = 0;
    if (!read_number(value, nanoseconds)) return false;
    config.tcp.compressed_ack_delay = Duration{nanoseconds / 1'000};
    return true;
}

bool set_unsent_low_water(HostConfig& config, std::string_view value) {
    std::int64_t bytes = 0;
    if (!read_number(value, bytes) || bytes < 0 || bytes > 0xffff'ffff) return false;
    config.tcp.unsent_low_water = static_cast<std::uint32_t>(bytes);
    return true;
}

bool set_least_burst(HostConfig& config, std::string_view value) {
    std::int64_t segments = 0;
    if (!read_number(value, segments) || segments < 1 || segments > 255) return false;
    config.tcp.min_burst_segments = static_cast<std::uint8_t>(segments);
    return true;
}

// Three is what this engine counts to.
bool expect_three(HostConfig&, std::string_view value) { return value == "3"; }
bool expect_zero(HostConfig&, std::string_view value) { return value == "0"; }

constexpr std::array<SysctlRow, 37> rows{{
    {"tcp_rmem", set_receive_memory},
    {"tcp_wmem", set_send_memory},
    {"tcp_congestion_control", set_congestion_control},
    {"tcp_slow_start_after_idle", set_slow_start_after_idle},
    {"tcp_early_retrans", set_early_retransmit},
    {"tcp_frto", set_frto},
    {"tcp_recovery", set_recovery},
    {"tcp_fastopen", set_fast_open},
    {"tcp_fastopen_key", set_fast_open_key},
    {"tcp_rto_min_us", set_min_rto},
    {"tcp_rto_max_ms", set_max_rto},
    {"tcp_comp_sack_delay_ns", set_compressed_delay},
    {"tcp_min_tso_segs", set_least_burst},
    {"tcp_notsent_lowat", set_unsent_low_water},
    {"tcp_reordering", expect_three},
    {"tcp_mtu_probing", expect_zero},
    {"tcp_thin_linear_timeouts", expect_zero},
    {"tcp_fack", expect_zero},
    // How Linux groups segments for the device, paces them, and wakes writers: as it does by default.
    {"tcp_tso_win_divisor", nullptr},
    {"tcp_tso_rtt_log", nullptr},
    {"tcp_pacing_ss_ratio", nullptr},
    {"tcp_pacing_ca_ratio", nullptr},
    {"tcp_autocorking", nullptr},
    {"tcp_limit_output_bytes", nullptr},
    {"tcp_low_latency", nullptr},
    {"tcp_comp_sack_slack_ns", nullptr},
    // What it remembers of a destination, which a script has only one of.
    {"tcp_no_metrics_save", nullptr},
    {"tcp_no_ssthresh_metrics_save", nullptr},
    {"tcp_fastopen_blackhole_timeout_sec", nullptr},
    {"tcp_challenge_ack_limit", nullptr},
    {"tcp_retries1", nullptr},
    {"tcp_max_reordering", nullptr},
    {"tcp_base_mss", nullptr},
    {"tcp_probe_interval", nullptr},
    {"tcp_probe_threshold", nullptr},
    {"icmp_ratelimit", nullptr},
    {"icmp_msgs_per_sec", nullptr},
}};

}  // namespace

std::span<const SysctlRow> linux_sysctls() { return rows; }

}  // namespace hw::packetdrill
