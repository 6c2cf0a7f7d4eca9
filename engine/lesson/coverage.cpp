#include "lesson/coverage.h"

#include "lesson/observation.h"

namespace hw::lesson {

bool is_trivial(tcp::Finding finding) {
    switch (finding) {
        case tcp::Finding::ClosedNoRst:
        case tcp::Finding::ListenNoRst:
        case tcp::Finding::ListenNoAck:
        case tcp::Finding::ListenNoSyn:
        case tcp::Finding::SynSentNoAck:
        case tcp::Finding::SynSentNoRst:
        case tcp::Finding::SynSentNoSyn:
        case tcp::Finding::SecurityNotChecked:
        case tcp::Finding::RstAbsent:
        case tcp::Finding::SynAbsent:
        case tcp::Finding::UrgAbsent:
        case tcp::Finding::TextAbsent:
        case tcp::Finding::FinAbsent: return true;
        default: return false;
    }
}

bool is_never_checked(tcp::Row row) {
    return row == tcp::Row::SynSentSecurity || row == tcp::Row::OtherSecurity;
}

void add_shown_rows(RowSet& rows, const History& run) {
    for (const tcp::StepRecord& step : run.trace.steps) {
        if (step.verdict == tcp::Verdict::Return || !is_trivial(step.finding))
            rows[static_cast<std::size_t>(step.row)] = true;
    }
}

void add_reached_rows(RowSet& rows, const History& run) {
    for (const tcp::StepRecord& step : run.trace.steps) rows[static_cast<std::size_t>(step.row)] = true;
}

std::uint32_t place_count(const Lesson& lesson) {
    return static_cast<std::uint32_t>(lesson.steps.size()) + 1;
}

RowSet rows_of_place(const Lesson& lesson, std::uint32_t place) {
    RowSet rows{};
    if (place < lesson.steps.size()) {
        for (const History& run : observe_as_scripted(lesson, place).runs) add_shown_rows(rows, run);
        return rows;
    }
    const Challenge& challenge = lesson.challenge;
    const sim::World initial = initial_world(lesson.scenes[challenge.run.scene]);
    const auto log = scripted_log(initial, challenge.acts);
    add_shown_rows(rows, replay({initial, log}, {.until = challenge.plays_until}));
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
