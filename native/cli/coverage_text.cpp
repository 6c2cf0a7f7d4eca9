#include "native/cli/coverage_text.h"

#include <string>

namespace hw::cli {

namespace {

// "2 3 +": numbers of steps, a plus for the challenge.
std::string places_of(const lesson::LessonReport& report, tcp::Row row) {
    std::string text;
    for (const std::uint32_t place : lesson::places_with(report.rows_by_place, row)) {
        text += text.empty() ? "" : " ";
        text += place > report.steps ? std::string("+") : std::to_string(place);
    }
    return text;
}

}  // namespace

void print_coverage(std::span<const lesson::LessonReport> reports, std::ostream& out) {
    std::string rows;
    std::uint32_t shown_count = 0;
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(i));
        std::string shown;
        for (const lesson::LessonReport& report : reports) {
            const std::string places = places_of(report, row.row);
            if (!places.empty()) shown += (shown.empty() ? "" : ", ") + report.id + " " + places;
        }
        shown_count += shown.empty() ? 0 : 1;
        rows += "  RFC " + std::to_string(row.rfc) + " \u00a7" + std::string(row.section);
        if (!row.ordinal.empty()) rows += ", " + std::string(row.ordinal);
        rows += ": " + std::string(row.heading) + "\n      " +
                (shown.empty() ? "no lesson shows it" : shown) + "\n";
    }
    out << "coverage: " << shown_count << " of " << tcp::row_count
        << " rows of the step table are shown by some lesson (step numbers; + is the challenge)\n"
        << rows;
}

}  // namespace hw::cli
