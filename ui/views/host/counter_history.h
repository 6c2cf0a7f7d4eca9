// What nstat's counters were a moment ago: since the latest event, or over the last second of a run that is watched.
#pragma once

#include "base/time.h"
#include "host/nstat.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace hw::ui {

struct CounterLine {
    std::string_view name{};
    std::uint64_t value = 0;
    std::int64_t change = 0;
};

class CounterHistory {
  public:
    // The host at `now`. `before`, if given, is the same host before the latest event: then changes are since there.
    // Costs nothing if `version` has not changed.
    void note(const host::Host& host, const host::Host* before, Instant now, std::uint64_t version);

    const std::vector<CounterLine>& lines() const { return lines_; }
    // How long ago the changes count from; zero: since the latest event; never: nothing is known of before.
    Duration span() const { return span_; }

  private:
    struct Sample {
        Instant at{};
        std::vector<std::uint64_t> values{};
    };
    void note_sample(Instant now);

    std::vector<CounterLine> lines_{};
    std::deque<Sample> samples_{};  // of the last second, the oldest first
    Duration span_ = Duration::never();
    std::uint64_t version_ = 0;
    bool is_fresh_ = false;
};

}  // namespace hw::ui
