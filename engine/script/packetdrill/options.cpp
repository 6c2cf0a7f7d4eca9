// Ours: our wire is IPv4. With --ip_version=ipv6 TCP's part is played as it is, over IPv4 headers; an IPv6 header's 40
// bytes are counted where sizes are (the MSS we announce, the MTU of ICMP messages), and addresses are made up.

#include "script/packetdrill/options.h"

#include <array>
#include <charconv>
#include <utility>

#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return {};
    return number;
}

// "192.0.2.1", perhaps with "/24" behind it.
std::optional<wire::Ipv4Address> parse_address(std::string_view text) {
    text = text.substr(0, text.find('/'));
    std::uint32_t raw = 0;
    for (int i = 0; i < 4; ++i) {
        const std::size_t end = i < 3 ? text.find('.') : text.size();
        if (end == text.npos) return {};
        const auto byte = whole_number(text.substr(0, end));
        if (!byte || *byte < 0 || 255 < *byte) return {};
        raw = raw << 8 | static_cast<std::uint32_t>(*byte);
        text.remove_prefix(i < 3 ? end + 1 : end);
    }
    return wire::Ipv4Address{raw};
}

// Percent with a fraction, in parts per million.
std::optional<std::int64_t> parse_percent(std::string_view text) {
    Cursor cursor(text);
    const auto value = cursor.take_seconds();  // the same digits
    return value && cursor.at_end() ? std::optional(value->us / 100) : std::nullopt;
}

bool set_ip_version(Options& options, std::string_view value) {
    constexpr std::array<std::pair<std::string_view, IpVersion>, 3> names{
        {{"ipv4", IpVersion::V4}, {"ipv4-mapped-ipv6", IpVersion::V4Mapped}, {"ipv6", IpVersion::V6}}};
    for (const auto& [name, version] : names) {
        if (name != value) continue;
        options.ip_version = version;
        return true;
    }
    return false;
}

bool set_address(wire::Ipv4Address& address, std::string_view value) {
    if (value.find(':') != value.npos) return true;  // IPv6's
    const auto parsed = parse_address(value);
    if (parsed) address = *parsed;
    return parsed.has_value();
}

template <class T>
bool set_number(T& field, std::string_view value, std::int64_t low, std::int64_t high) {
    const auto number = whole_number(value);
    if (!number || *number < low || high < *number) return false;
    field = static_cast<T>(*number);
    return true;
}

bool set_duration(Duration& field, std::string_view value, std::int64_t low) {
    return set_number(field.us, value, low, 1'000'000'000);
}

bool define(Options& options, std::string_view value) {
    const std::size_t equals = value.find('=');
    if (equals == value.npos || equals == 0) return false;
    options.definitions.insert_or_assign(std::string(value.substr(0, equals)),
                                         std::string(value.substr(equals + 1)));
    return true;
}

struct Row {
    std::string_view name;
    bool (*set)(Options&, std::string_view);
};
bool ignore(Options&, std::string_view) { return true; }

constexpr std::array<Row, 28> rows{{
    {"ip_version", set_ip_version},
    {"tolerance_usecs", [](Options& o, std::string_view v) { return set_duration(o.tolerance, v, 1); }},
    {"tolerance_percent",
     [](Options& o, std::string_view v) {
         const auto ppm = parse_percent(v);
         o.tolerance_ppm = ppm.value_or(0);
         return ppm.has_value();
     }},
    {"local_ip", [](Options& o, std::string_view v) { return set_address(o.local, v); }},
    {"remote_ip", [](Options& o, std::string_view v) { return set_address(o.remote, v); }},
    {"bind_port", [](Options& o, std::string_view v) { return set_number(o.bind_port, v, 1, 65'535); }},
    {"connect_port", [](Options& o, std::string_view v) { return set_number(o.connect_port, v, 1, 65'535); }},
    {"mtu", [](Options& o, std::string_view v) { return set_number(o.mtu, v, 68, 65'535); }},
    {"mss", [](Options& o, std::string_view v) { return set_number(o.mss, v, 0, 65'535); }},
    {"tcp_ts_tick_usecs",
     [](Options& o, std::string_view v) { return set_duration(o.timestamp_tick, v, 0); }},
    {"tcp_ts_ecr_scaled", [](Options& o, std::string_view) { return o.scale_echoes = true; }},
    {"strict_segments", [](Options& o, std::string_view) { return o.strict_segments = true; }},
    {"non_fatal",
     [](Options& o, std::string_view v) {
         o.packets_may_fail = v.find("packet") != v.npos;
         o.calls_may_fail = v.find("syscall") != v.npos;
         return true;
     }},
    {"define", define},
    // Of the machine that packetdrill runs on, or of how it talks to it.
    {"gateway_ip", ignore},
    {"netmask_ip", ignore},
    {"speed", ignore},
    {"init_scripts", ignore},
    {"code_command", ignore},
    {"code_format", ignore},
    {"code_sockopt", ignore},
    {"is_anyip", ignore},
    {"tun_dev", ignore},
    {"persistent_tun_dev", ignore},
    {"send_omit_free", ignore},
    {"debug", ignore},
    {"verbose", ignore},
    {"dry_run", ignore},
}};

}  // namespace

std::optional<Trouble> set_option(Options& options, const Setting& setting) {
    for (const Row& row : rows) {
        if (row.name != setting.name) continue;
        if (row.set(options, setting.value)) return {};
        return Trouble{setting.place, "--" + setting.name + " cannot be " + script::quoted(setting.value)};
    }
    return Trouble{setting.place, "there is no option --" + setting.name};
}

}  // namespace hw::packetdrill
