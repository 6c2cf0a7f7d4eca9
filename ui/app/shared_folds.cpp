#include "ui/app/shared_folds.h"

#include <algorithm>

#include "ui/views/time/monotony.h"

namespace hw::ui {

namespace {

// The instants of one run, without those inside rows that the other has as well.
std::vector<Instant> beside(const RunModel& run, const std::vector<Silence>& own,
                            const std::vector<Silence>& others) {
    std::vector<Instant> busy = busy_instants(*run.trace, run.next_event_at);
    std::erase_if(busy, [&](Instant t) {
        return std::any_of(own.begin(), own.end(), [&](const Silence& row) {
            const bool is_shared = std::find(others.begin(), others.end(), row) != others.end();
            return is_shared && row.from < t && t < row.to;
        });
    });
    return busy;
}

}  // namespace

void share_folds(std::vector<RunModel>& runs) {
    if (runs.size() < 2) return;
    Instant seen{};
    std::uint64_t version = 0;
    std::vector<std::vector<Silence>> rows;
    for (const RunModel& run : runs) {
        seen = later_of(seen, run.seen_until);
        version = version * 31 + run.version;
        rows.push_back(find_monotonies(*run.trace));
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        for (std::size_t k = 0; k < runs.size(); ++k) {
            if (k == i) continue;
            const std::vector<Instant> busy = beside(runs[i], rows[i], rows[k]);
            runs[k].also_busy.insert(runs[k].also_busy.end(), busy.begin(), busy.end());
        }
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        runs[i].seen_until = seen;
        // The layout of one hangs on the history of the others.
        runs[i].version = version + i;
    }
}

}  // namespace hw::ui
