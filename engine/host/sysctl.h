#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "host/host.h"

namespace hw::host {

// The switches of a host under their Linux names (Documentation/networking/ip-sysctl.rst), those that this engine
// honours. Setting one changes what connections to come are made with; those that exist keep what they have, as on
// Linux, except where the host itself looks it up each time.
struct Sysctl {
    using Numbers = std::array<std::int64_t, 2>;
    std::string_view name;       // "tcp_tw_reuse", without its folder
    std::uint32_t number_count;  // ip_local_port_range has two
    std::int64_t low, high;      // of each number
    Numbers (*get)(const HostConfig&);
    void (*set)(HostConfig&, const Numbers&);
    std::string_view meaning;  // with the unit
};

std::span<const Sysctl> sysctls();
const Sysctl* find_sysctl(std::string_view name);  // nullptr: unknown, or of no effect here

// As `sysctl name` prints the value: "32768\t60999". Nothing when it is unknown.
std::optional<std::string> get_sysctl(const HostConfig& config, std::string_view name);
// Errors: NoEnt (unknown), Inval (no number, out of range, or a range that is none).
SocketError set_sysctl(HostConfig& config, std::string_view name, std::string_view value);

}  // namespace hw::host
