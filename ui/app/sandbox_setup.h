// What a sandbox begins with: whose TCP, over which wire, under which rules, and what the server does. A short text
// says it in an address. Pure.
#pragma once

#include "host/application.h"
#include "sim/world.h"
#include "tcp/config.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hw::ui {

enum class SandboxProfile : std::uint8_t { Rfc9293, Linux, FreeBsd };
inline constexpr std::uint32_t sandbox_profile_count = 3;

// What the accepted connections meet.
inline constexpr std::array<host::ApplicationKind, 4> sandbox_applications = {
    host::ApplicationKind::Reader, host::ApplicationKind::Echo, host::ApplicationKind::Greeter,
    host::ApplicationKind::Silent};

// On offer.
inline constexpr std::array<std::uint32_t, 5> sandbox_delays_ms = {10, 30, 100, 300, 1'000};
inline constexpr std::array<std::uint32_t, 4> sandbox_losses_ppm = {0, 10'000, 50'000, 200'000};
inline constexpr std::array<std::uint32_t, 4> sandbox_rates_kbps = {0, 10'000, 1'000, 100};

struct SandboxSetup {
    SandboxProfile profile = SandboxProfile::Rfc9293;
    std::uint32_t delay_ms = 100;   // each way, up to 60,000
    std::uint32_t loss_ppm = 0;     // each way
    std::uint32_t rate_kbps = 0;    // each way; 0: no limit
    std::uint32_t application = 0;  // index into sandbox_applications
    bool listens = true;            // the server has called listen() when it begins
    bool has_mallory = false;
    // A variant of the rules, of all hosts; none: the profile's own.
    std::optional<tcp::RuleBookId> variant{};
    // None: as the profile has them.
    std::optional<bool> sack{};
    std::optional<bool> timestamps{};
    std::optional<bool> window_scaling{};

    friend bool operator==(const SandboxSetup&, const SandboxSetup&) = default;
};

// Each of them breaks a clause, and can be chosen by hand.
inline constexpr std::array<tcp::RuleBookId, 9> sandbox_variants = {
    tcp::RuleBookId::TwoStepHandshake, tcp::RuleBookId::NoTimeWait,
    tcp::RuleBookId::NoChallengeAck,   tcp::RuleBookId::AcceptAnyRst,
    tcp::RuleBookId::AcceptOldAck,     tcp::RuleBookId::DeliverBeforeEstablished,
    tcp::RuleBookId::FinNeverMerged,   tcp::RuleBookId::IgnoreRstInTimeWait,
    tcp::RuleBookId::PredictableIss};

// Nothing has happened in it yet.
sim::World world_of(const SandboxSetup& setup);

// Whether an option is on when nobody asks otherwise.
bool profile_has_options(SandboxProfile profile);

// "p1.d100.l0.r0.a0": letters, digits and dots; what is as usual is left out. Reading never fails: what cannot be
// understood, or is out of bounds, is as usual.
std::string to_text(const SandboxSetup& setup);
SandboxSetup parse_sandbox_setup(std::string_view text);

}  // namespace hw::ui
