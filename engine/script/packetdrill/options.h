#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "script/packetdrill/parse.h"
#include "script/packetdrill/syntax.h"
#include "wire/ipv4.h"

// What a script's "--name=value" lines ask for, with packetdrill's defaults.

namespace hw::packetdrill {

// How the wire counts (options.cpp says how IPv6 is played on our IPv4).
enum class IpVersion : std::uint8_t { V4, V4Mapped, V6 };

struct Options {
    IpVersion ip_version = IpVersion::V4;
    // A time may be off by this, or by tolerance_ppm of what has passed since the event before it, if that is more.
    Duration tolerance = 4_ms;
    std::int64_t tolerance_ppm = 125'000;
    wire::Ipv4Address local{0xc0a8'0001};   // 192.168.0.1
    wire::Ipv4Address remote{0xc000'0201};  // 192.0.2.1
    std::uint16_t bind_port = 8'080;
    std::uint16_t connect_port = 8'080;
    std::uint16_t mtu = 1'500;
    std::uint16_t mss =
        0;  // longer ones of the peer's came as segments of so many bytes (gso_size); 0: as one
    // One tick of our timestamps, in which the script counts them; zero: the script's need not be right.
    Duration timestamp_tick{};
    bool scale_echoes = false;      // an echo of what we never sent is converted all the same
    bool strict_segments = false;   // a segment of the script is one of ours, never several
    bool packets_may_fail = false;  // --non_fatal: then only a remark is made
    bool calls_may_fail = false;
    // What -D defines. CODE is a word of Google's scripts that its runner leaves open; those beside them write this.
    Definitions definitions{{"CODE", "host_unreachable"}};
};

// Bytes that an IP header of this version has more than our IPv4's.
constexpr std::uint16_t extra_header_bytes(IpVersion version) { return version == IpVersion::V6 ? 20 : 0; }

// By how much a time may be off when so long has passed since what it is measured from.
constexpr Duration tolerance_for(const Options& options, Duration passed) {
    const Duration relative{passed.us / 1'000'000 * options.tolerance_ppm +
                            passed.us % 1'000'000 * options.tolerance_ppm / 1'000'000};
    return std::max(options.tolerance, relative);
}

// Sets one. What is known to packetdrill but means nothing here is taken and forgotten.
std::optional<Trouble> set_option(Options& options, const Setting& setting);

}  // namespace hw::packetdrill
