#include "lesson/coverage.h"

#include <catch2/catch_test_macros.hpp>

#include "lesson/check.h"
#include "lesson/library.h"

using namespace hw;
using namespace hw::lesson;

TEST_CASE("the coverage of a lesson is that of its places, and counted from their runs",
          "[lesson][coverage]") {
    for (const LessonText& text : embedded_lessons()) {
        if (!text.folder.ends_with("/why-three-not-two")) continue;
        const auto lesson = parse_lesson(text);
        REQUIRE(lesson.ok());
        const LessonReport report = check_lesson(*lesson, text.folder);
        REQUIRE(report.rows_by_place.size() == place_count(*lesson));
        RowSet together{};
        for (std::uint32_t place = 0; place < place_count(*lesson); ++place) {
            INFO(place);
            CHECK(rows_of_place(*lesson, place) == report.rows_by_place[place]);
            for (std::size_t row = 0; row < together.size(); ++row)
                together[row] = together[row] || report.rows_by_place[place][row];
        }
        // What is shown was reached; not everything that is reached is shown.
        for (std::size_t row = 0; row < together.size(); ++row) CHECK((report.rows[row] || !together[row]));
        CHECK(together != report.rows);
        // Security labels are obsolete: the engine comes past the row and checks nothing.
        CHECK(report.rows[static_cast<std::size_t>(tcp::Row::OtherSecurity)]);
        CHECK(places_with(report.rows_by_place, tcp::Row::OtherSecurity).empty());
        CHECK(is_never_checked(tcp::Row::OtherSecurity));
        CHECK_FALSE(is_never_checked(tcp::Row::OtherSyn));
        CHECK(places_with(report.rows_by_place, tcp::Row::ListenSyn).front() == 1);
    }
}
