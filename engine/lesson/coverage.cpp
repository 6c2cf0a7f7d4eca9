#include "lesson/coverage.h"

#include "lesson/observation.h"

namespace hw::lesson {

void add_rows(RowSet& rows, const History& run) {
    for (const tcp::StepRecord& step : run.trace.steps) rows[static_cast<std::size_t>(step.row)] = true;
}

std::uint32_t place_count(const Lesson& lesson) {
    return static_cast<std::uint32_t>(lesson.steps.size()) + 1;
}

RowSet rows_of_place(const Lesson& lesson, std::uint32_t place) {
    RowSet rows{};
    if (place < lesson.steps.size()) {
        for (const History& run : observe_as_scripted(lesson, place).runs) add_rows(rows, run);
        return rows;
    }
    const Challenge& challenge = lesson.challenge;
    const sim::World initial = initial_world(lesson.scenes[challenge.run.scene]);
    const auto log = scripted_log(initial, challenge.acts);
    add_rows(rows, replay({initial, log}, {.until = challenge.plays_until}));
    return rows;
}

std::vector<std::uint32_t> places_with(std::span<const RowSet> places, tcp::Row row) {
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        if (places[i][static_cast<std::size_t>(row)]) numbers.push_back(i + 1);
    }
    return numbers;
}

}  // namespace hw::lesson
