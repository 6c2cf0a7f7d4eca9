#include "tcp/findings.h"

#include <array>

namespace hw::tcp {
namespace {

constexpr std::array<FindingText, finding_count> findings{{
#define HW_FINDING(enumerator, name, clause, sentence) {Finding::enumerator, name, clause, sentence},
#include "tcp/findings/all.inc"
#undef HW_FINDING
}};

}  // namespace

const FindingText& text_of(Finding finding) { return findings[static_cast<std::uint32_t>(finding)]; }

std::span<const FindingText, finding_count> all_findings() { return findings; }

}  // namespace hw::tcp
