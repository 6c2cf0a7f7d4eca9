#pragma once

#include <cstdint>
#include <span>
#include <string_view>

// Why a step decided as it did: one enumerator for each branch that a reader may ask about. The
// engine names the branch; the words, in every language, belong to whoever shows it.

namespace hw::tcp {

enum class Finding : std::uint8_t {
#define HW_FINDING(enumerator, name, clause, sentence) enumerator,
#include "tcp/findings/all.inc"
#undef HW_FINDING
};

inline constexpr std::uint32_t finding_count = 0
#define HW_FINDING(enumerator, name, clause, sentence) +1
#include "tcp/findings/all.inc"
#undef HW_FINDING
    ;
static_assert(finding_count <= 256);

struct FindingText {
    Finding finding;
    std::string_view name;      // "rst_exact_passive", stable: lessons and tests refer to it
    std::string_view clause;    // "RFC 9293 §3.10.7.4" or "RFC 5961 §3.2"
    std::string_view sentence;  // English, one or two sentences
};
const FindingText& text_of(Finding finding);

// All of them, in the order of the enumeration.
std::span<const FindingText, finding_count> all_findings();

// Did the step let the segment go on to the next one, or settle its fate?
enum class Verdict : std::uint8_t { Continue, Return };

// What a step says when it is done.
struct Outcome {
    Verdict verdict = Verdict::Continue;
    Finding finding{};
};

}  // namespace hw::tcp
