#include "lesson/incident/load.h"

namespace hw::lesson::incident {

namespace {

constexpr std::int64_t second_us = 1'000'000;

std::uint32_t per_second(Duration interval) {
    return static_cast<std::uint32_t>((second_us + interval.us / 2) / interval.us);
}

}  // namespace

std::uint32_t every_day_load(const Size& size) { return per_second(size.intervals[0]); }

std::uint32_t most_load(const Size& size) { return per_second(size.intervals[1]); }

Setup setup_at(const Size& size, std::uint32_t per_second) {
    Setup setup = baseline(size);
    setup.size.intervals.fill(Duration{(second_us + per_second / 2) / per_second});
    return setup;
}

}  // namespace hw::lesson::incident
