#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "host/host.h"
#include "script/packetdrill/syntax.h"

// Whose habits a script expects: a table of profiles, each with the sysctls that tell that it is meant, and what they
// do to our host. A new profile is a row, and a table of sysctls beside it.

namespace hw::packetdrill {

// A switch that scripts turn. `set` is given the value as it is written; nullptr: turning it changes nothing that a
// script could see here.
struct SysctlRow {
    std::string_view name;                                   // without the profile's folder
    bool (*set)(host::HostConfig&, std::string_view value);  // false: the value means nothing to us
};

struct Profile {
    std::string_view name;
    std::string_view folder;           // "net.ipv4.": scripts that turn such switches mean this profile
    void (*apply)(host::HostConfig&);  // habits; nullptr: the first profile's, which is said
    std::span<const SysctlRow> (*sysctls)();
    bool (*tells)(const Event& event);  // what is expected or called there is this system's alone
};

std::span<const Profile> profiles();
const Profile* find_profile(std::string_view name);
// The one whose switches the script turns; else whose events tell of it; else the first.
const Profile& profile_of(const Script& script);

// Sets a switch, by its full name. What comes of it:
enum class SysctlOutcome : std::uint8_t { Set, Harmless, Unknown, BadValue };
SysctlOutcome set_sysctl(host::HostConfig& config, std::string_view name, std::string_view value);

std::span<const SysctlRow> linux_sysctls();
std::span<const SysctlRow> freebsd_sysctls();

// "0x3", "12"; false when there is anything else.
bool read_number(std::string_view text, std::int64_t& number);

}  // namespace hw::packetdrill
