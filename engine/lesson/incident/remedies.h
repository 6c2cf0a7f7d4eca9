#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "lesson/incident/setup.h"

// What people do against many TIME-WAITs, as a table: how an engineer writes it down, what it really changes, and what
// is to be thought of it. Its words are lessons/incident-console/remedies.*.md; whether the verdict is true, runs
// decide (incident/verdict.h).

namespace hw::lesson::incident {

enum class Verdict : std::uint8_t {
    First,          // the cure: fewer connections are closed
    Real,           // it cures
    Thin,           // it cures, barely
    NotEnough,      // it cures every day, not in the surge
    ClientOnly,     // it cures whoever opens connections
    WrongSide,      // it would, elsewhere
    SelfDefeating,  // it would, but for what comes with it
    Museum,         // there is no such thing any more
    Myth,           // it does something else
    Harm,           // the failures go away, at a price
    Irrelevant,     // it is for another call
    NoEffect,       // it is for something else
    Worse,          // it takes away what could help
};
inline constexpr std::uint32_t verdict_count = 13;
std::string_view name_of(Verdict verdict);  // "real, thin"

struct Remedy {
    std::string_view id{};    // "tw-reuse-gw"
    std::string_view code{};  // "net.ipv4.tcp_tw_reuse = 1"
    std::string_view host{};  // where: "gw", "be", or "gw, be"
    Verdict verdict{};
    void (*apply)(Setup&) = nullptr;
};

std::span<const Remedy> remedies();
inline constexpr std::uint32_t remedy_count = 24;
// Its index, or remedy_count.
std::uint32_t find_remedy(std::string_view id);

// Any of them together: a prescription.
struct RemedySet {
    std::uint32_t bits = 0;

    constexpr bool has(std::uint32_t remedy) const { return (bits >> remedy & 1) != 0; }
    constexpr RemedySet with(std::uint32_t remedy) const { return {bits | 1u << remedy}; }
    constexpr RemedySet without(std::uint32_t remedy) const { return {bits & ~(1u << remedy)}; }
    constexpr bool is_empty() const { return bits == 0; }
    std::uint32_t size() const;
    friend constexpr bool operator==(RemedySet, RemedySet) = default;
};

Setup setup_with(const Size& size, RemedySet set);

}  // namespace hw::lesson::incident
