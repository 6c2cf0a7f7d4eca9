#include "script/packetdrill/profile.h"

#include <array>
#include <charconv>

#include "host/profile.h"
#include "host/sysctl.h"
#include "wire/option_kinds.h"

namespace hw::packetdrill {
namespace {

bool tells_nothing(const Event&) { return false; }

// tcp_addoptions(): the window's scale before "SACK permitted" and timestamps, and EOLs at the end. Linux has it the other
// way round, and NOPs only (tcp_options_write()).
bool is_in_freebsd_order(std::span<const TcpOption> options) {
    bool has_scale = false;
    for (const TcpOption& option : options) {
        const auto kind = static_cast<wire::OptionKind>(option.kind);
        has_scale |= kind == wire::OptionKind::WindowScale;
        if (kind == wire::OptionKind::EndOfList) return true;
        const bool is_behind =
            kind == wire::OptionKind::SackPermitted || kind == wire::OptionKind::Timestamps;
        if (is_behind && has_scale) return true;
    }
    return false;
}

// A SYN of ours with such options, or a socket option that Linux has not (FreeBSD's tcp(4)).
bool tells_of_freebsd(const Event& event) {
    if (const Segment* segment = std::get_if<Segment>(&event.action))
        return segment->direction == Direction::Out && (segment->flags & wire::Ctl::syn_bit) != 0 &&
               is_in_freebsd_order(segment->options);
    const SystemCall* call = std::get_if<SystemCall>(&event.action);
    if (call == nullptr || call->arguments.size() < 3) return false;
    const std::string& option = call->arguments[2].text;
    return option == "TCP_NOOPT" || option == "TCP_KEEPINIT";
}

constexpr std::array<Profile, 2> table{{
    {"linux", "net.ipv4.", host::linux_profile, linux_sysctls, tells_nothing},
    {"freebsd", "net.inet.", host::freebsd_profile, freebsd_sysctls, tells_of_freebsd},
}};

// Folders of switches that are not TCP's, under any profile.
constexpr std::array<std::string_view, 4> folders{"net.core.", "net.ipv4.route.", "net.ipv6.", "fs."};

const SysctlRow* find_row(std::span<const SysctlRow> rows, std::string_view name) {
    for (const SysctlRow& row : rows)
        if (row.name == name) return &row;
    return nullptr;
}

SysctlOutcome set_row(host::HostConfig& config, const SysctlRow& row, std::string_view value) {
    if (row.set == nullptr) return SysctlOutcome::Harmless;
    return row.set(config, value) ? SysctlOutcome::Set : SysctlOutcome::BadValue;
}

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

}  // namespace

std::span<const Profile> profiles() { return table; }

const Profile* find_profile(std::string_view name) {
    for (const Profile& profile : table)
        if (profile.name == name) return &profile;
    return nullptr;
}

const Profile& profile_of(const Script& script) {
    for (const Event& event : script.events) {
        const ShellCommand* command = std::get_if<ShellCommand>(&event.action);
        if (command == nullptr) continue;
        for (const Profile& profile : table)
            if (command->text.find(profile.folder) != std::string::npos) return profile;
    }
    for (const Event& event : script.events)
        for (const Profile& profile : table)
            if (profile.tells(event)) return profile;
    return table[0];
}

bool read_number(std::string_view text, std::int64_t& number) {
    const bool is_hexadecimal = begins(text, "0x");
    if (is_hexadecimal) text.remove_prefix(2);
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number, is_hexadecimal ? 16 : 10);
    return error == std::errc{} && rest == end;
}

SysctlOutcome set_sysctl(host::HostConfig& config, std::string_view name, std::string_view value) {
    for (const Profile& profile : table) {
        if (!begins(name, profile.folder)) continue;
        const SysctlRow* row = find_row(profile.sysctls(), name.substr(profile.folder.size()));
        if (row != nullptr) return set_row(config, *row, value);
    }
    if (const SysctlRow* row = find_row(freebsd_sysctls(), name)) return set_row(config, *row, value);
    std::string_view leaf = name;
    for (const std::string_view folder : folders)
        if (begins(leaf, folder)) leaf.remove_prefix(folder.size());
    if (begins(leaf, "net.ipv4.")) leaf.remove_prefix(9);
    switch (host::set_sysctl(config, leaf, value)) {
        case host::SocketError::None: return SysctlOutcome::Set;
        case host::SocketError::Inval: return SysctlOutcome::BadValue;
        default: return SysctlOutcome::Unknown;
    }
}

}  // namespace hw::packetdrill
