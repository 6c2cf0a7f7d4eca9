// A step whose world is too large for a trace: its runs are measured, and played in pieces that fit into a frame.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/app/lesson_session.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

// The whole step takes so long at the usual speed, however long it lasts.
constexpr double seconds_for_a_step = 12;
// Of each run: about 4 ms natively, 8 ms as wasm; 60 frames a second leave 16.
constexpr std::uint32_t most_events_in_a_frame = 10'000;
constexpr std::uint32_t most_events_at_once = 1'000'000;

}  // namespace

void LessonSession::observe_measured() {
    std::vector<lesson::History> runs = runs_.known();
    if (!is_on_last_page()) {
        observation_ = lesson::observe_known(lesson_, player_.step, std::move(runs));
        return;
    }
    // Why only at the end: a goal such as "never" holds of every beginning.
    if (runs_.measured(0).is_over())
        player_.challenge_is_met |= lesson::judge(lesson_.challenge.goal, runs).holds;
}

void LessonSession::finish_measured() {
    const Instant now = runs_.now();
    while (!runs_.advance_measured(judged_until(player_.step), most_events_at_once)) {}
    runs_.seek(now);
    observe();
}

// Virtual seconds in one of the learner's.
double LessonSession::measured_speed() const {
    const double faster =
        speeds[static_cast<std::size_t>(playback_.speed)].factor / speeds[usual_speed].factor;
    const Duration whole = planned_end() - opens_at(player_.step);
    return static_cast<double>(whole.us) / 1e6 * faster / seconds_for_a_step;
}

std::string LessonSession::speed_name() const {
    if (!runs_.is_measured()) return {};
    const double factor = measured_speed();
    if (factor >= 10) return std::to_string(std::llround(factor));
    const long long tenths = std::max(1LL, std::llround(factor * 10));
    return std::to_string(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

void LessonSession::advance_measured(double elapsed_s) {
    const Instant stop = next_stop();
    if (runs_.now() < stop) {
        const double passed_us = elapsed_s * 1e6 * measured_speed();
        const Instant wanted =
            earlier_of(runs_.now() + Duration{static_cast<std::int64_t>(passed_us) + 1}, stop);
        runs_.advance_measured(wanted, most_events_in_a_frame);
    }
    if (runs_.now() >= stop) stop_reached();
}

}  // namespace hw::ui
