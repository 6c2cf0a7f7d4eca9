// The table of switches, and stepping through their values.
#include <algorithm>
#include <array>
#include <string>

#include "host/profile.h"
#include "host/sysctl.h"
#include "ui/views/host/switches.h"

namespace hw::ui {

namespace {

using Value = std::array<std::int64_t, 2>;

constexpr Value off_on[] = {{0}, {1}};
constexpr Value three[] = {{0}, {1}, {2}};
constexpr Value ranges[] = {
    {50'000, 50'099}, {49'152, 65'535}, {32'768, 60'999}, {10'240, 65'535}, {1'024, 65'535}};
constexpr Value buckets[] = {{1'000},  {5'000},   {16'384},  {32'768},
                             {65'536}, {131'072}, {262'144}, {1'048'576}};
constexpr Value delays_ms[] = {{0}, {100}, {1'000}, {5'000}, {60'000}};
constexpr Value fin_seconds[] = {{1}, {5}, {15}, {30}, {60}, {120}};
constexpr Value backlogs[] = {{1}, {16}, {128}, {511}, {1'024}, {2'048}, {4'096}, {65'535}};
constexpr Value retries[] = {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {8}, {10}, {15}, {20}};
constexpr Value keep_seconds[] = {{1}, {5}, {10}, {30}, {60}, {300}, {600}, {1'800}, {7'200}};
constexpr Value probe_seconds[] = {{1}, {5}, {10}, {30}, {75}};

constexpr SwitchSpec specs[] = {
    {"ip_local_port_range", Msg::SwitchPortRange, ranges},
    {"tcp_tw_reuse", Msg::SwitchTwReuse, three},
    {"tcp_tw_reuse_delay", Msg::SwitchTwReuseDelay, delays_ms},
    {"tcp_max_tw_buckets", Msg::SwitchMaxTwBuckets, buckets},
    {"tcp_fin_timeout", Msg::SwitchFinTimeout, fin_seconds},
    {"tcp_rfc1337", Msg::SwitchRfc1337, off_on},
    {"tcp_timestamps", Msg::SwitchTimestamps, off_on},
    {"tcp_syncookies", Msg::SwitchSyncookies, three},
    {"tcp_max_syn_backlog", Msg::SwitchMaxSynBacklog, backlogs},
    {"somaxconn", Msg::SwitchSomaxconn, backlogs},
    {"tcp_abort_on_overflow", Msg::SwitchAbortOnOverflow, off_on},
    {"tcp_syn_retries", Msg::SwitchSynRetries, retries},
    {"tcp_synack_retries", Msg::SwitchSynackRetries, retries},
    {"tcp_retries2", Msg::SwitchRetries2, retries},
    {"tcp_orphan_retries", Msg::SwitchOrphanRetries, retries},
    {"tcp_keepalive_time", Msg::SwitchKeepaliveTime, keep_seconds},
    {"tcp_keepalive_intvl", Msg::SwitchKeepaliveIntvl, probe_seconds},
    {"tcp_keepalive_probes", Msg::SwitchKeepaliveProbes, retries},
    {"tcp_sack", Msg::SwitchSack, off_on},
    {"tcp_window_scaling", Msg::SwitchWindowScaling, off_on},
    {"tcp_ecn", Msg::SwitchEcn, three},
};

}  // namespace

std::span<const SwitchSpec> switch_specs() { return specs; }

std::string stepped_value(const SwitchSpec& spec, const host::HostConfig& config, int by) {
    const host::Sysctl* sysctl = host::find_sysctl(spec.name);
    if (sysctl == nullptr) return {};
    const bool is_range = sysctl->number_count == 2;
    const host::Sysctl::Numbers now = sysctl->get(config);
    // Ranges are ordered by how many ports they hold.
    const auto size = [is_range](const auto& v) { return is_range ? v[1] - v[0] : v[0]; };
    const Value* found = nullptr;
    for (const Value& step : spec.steps) {
        const bool is_beyond = by > 0 ? size(step) > size(now) : size(step) < size(now);
        // The value must be one that the switch takes.
        if (!is_beyond || step[0] < sysctl->low || step[0] > sysctl->high) continue;
        if (found == nullptr || by < 0) found = &step;
    }
    if (found == nullptr) return {};
    const std::string first = std::to_string((*found)[0]);
    return is_range ? first + ' ' + std::to_string((*found)[1]) : first;
}

std::string default_value(std::string_view name, const host::HostConfig& config) {
    host::HostConfig plain{};
    if (config.tcp.rules == tcp::RuleBookId::Linux) host::linux_profile(plain);
    return host::get_sysctl(plain, name).value_or(std::string());
}

}  // namespace hw::ui
