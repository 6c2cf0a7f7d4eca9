#include "lesson/clauses.h"

#include <charconv>
#include <string>

namespace hw::lesson {

namespace {

struct Sections {
    std::uint32_t rfc = 0;
    std::string_view numbers{};
};

constexpr Sections tables[] = {
#define HW_CLAUSES(rfc, numbers) {rfc, " " numbers " "},
#include "lesson/clauses.inc"
#undef HW_CLAUSES
};

constexpr std::string_view prefix = "RFC ";
constexpr std::string_view sign = " \u00a7";

}  // namespace

ClauseKnown look_up_clause(std::string_view clause) {
    const std::size_t at = clause.find(sign);
    std::uint32_t rfc = 0;
    if (clause.substr(0, prefix.size()) != prefix || at == std::string_view::npos)
        return ClauseKnown::UnknownRfc;
    std::from_chars(clause.data() + prefix.size(), clause.data() + at, rfc);
    for (const Sections& sections : tables) {
        if (sections.rfc != rfc) continue;
        std::string wanted = " ";
        wanted.append(clause.substr(at + sign.size())).append(" ");
        return sections.numbers.find(wanted) == std::string_view::npos ? ClauseKnown::NoSuchSection
                                                                       : ClauseKnown::Exists;
    }
    return ClauseKnown::UnknownRfc;
}

}  // namespace hw::lesson
