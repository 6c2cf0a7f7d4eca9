#include "native/cli/coverage_text.h"

#include <string>

#include "lesson/coverage.h"

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

std::string name_of(const tcp::RowText& row) {
    return "RFC " + std::to_string(row.rfc) + " \u00a7" + std::string(row.section) +
           (row.ordinal.empty() ? "" : ", " + std::string(row.ordinal)) + ": " + std::string(row.heading);
}

}  // namespace

std::vector<std::string> print_coverage(std::span<const lesson::LessonReport> reports, std::ostream& out) {
    std::string rows;
    std::vector<std::string> missing;
    std::uint32_t shown_count = 0;
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(i));
        std::string shown;
        for (const lesson::LessonReport& report : reports) {
            const std::string places = places_of(report, row.row);
            if (!places.empty()) shown += (shown.empty() ? "" : ", ") + report.id + " " + places;
        }
        shown_count += shown.empty() ? 0 : 1;
        if (shown.empty() && lesson::is_never_checked(row.row)) {
            shown = "never checked: our hosts carry no security labels (RFC 9293 \u00a7A.1.2)";
        } else if (shown.empty()) {
            shown = "no lesson shows it";
            missing.push_back(name_of(row));
        }
        rows += "  " + name_of(row) + "\n      " + shown + "\n";
    }
    out << "coverage: " << shown_count << " of " << tcp::row_count
        << " rows of the step table are shown by some lesson (step numbers; + is the challenge)\n"
        << rows;
    return missing;
}

}  // namespace hw::cli
