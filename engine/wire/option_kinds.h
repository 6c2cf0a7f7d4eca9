#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// Option kinds by their IANA numbers, for parse, emit and the field map.

namespace hw::wire {

enum class OptionKind : std::uint8_t {
    EndOfList = 0,           // RFC 9293 §3.2
    NoOperation = 1,         // RFC 9293 §3.2
    MaximumSegmentSize = 2,  // RFC 9293 §3.2
    WindowScale = 3,         // RFC 7323 §2.2
    SackPermitted = 4,       // RFC 2018 §2
    Sack = 5,                // RFC 2018 §3
    Timestamps = 8,          // RFC 7323 §3.2
    Md5Signature = 19,       // RFC 2385
    UserTimeout = 28,        // RFC 5482 §3
    Authentication = 29,     // RFC 5925
    MultipathTcp = 30,       // RFC 8684
    FastOpenCookie = 34,     // RFC 7413 §4.1.1
    AccurateEcn0 = 172,      // RFC 9768 §3.2.3: EE0B, ECEB, EE1B
    AccurateEcn1 = 174,      // …: EE1B, ECEB, EE0B
    Experiment1 = 253,       // RFC 4727, used with an ExID by RFC 6994
    Experiment2 = 254,
};

// As Wireshark names it; "Unknown" for the others.
std::string_view option_name(std::uint8_t kind);

// Whether an option of this kind may have this length (which counts the kind and length bytes). Kinds
// that Handwave does not interpret may have any length from 2 on, and so may Fast Open, which is ignored
// if its length is wrong (RFC 7413 §4.1.1).
bool is_legal_option_length(std::uint8_t kind, std::uint8_t length);

// The magic number that marks an Experiment2 option as TCP Fast Open (RFC 7413 §9: "existing implementations
// that are using experimental option 254 per [RFC6994] with magic number 0xF989").
inline constexpr std::uint16_t fast_open_experiment = 0xf989;

// Whether `option`, whole from kind to end, is a Fast Open option under either kind whose cookie has a
// legal length: none, or 4 to 16 bytes, an even number (RFC 7413 §4.1.1).
struct FastOpenOption {
    bool is_legal = false;
    bool is_experimental = false;
    std::span<const std::uint8_t> cookie{};
};
FastOpenOption fast_open_of(std::span<const std::uint8_t> option);

}  // namespace hw::wire
