#include "ui/views/host/counter_history.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr Duration watched = 1_s;
// Finer than this nobody reads, however often frames are drawn.
constexpr Duration between_samples = 50_ms;

std::int64_t difference(std::uint64_t later, std::uint64_t earlier) {
    return static_cast<std::int64_t>(later) - static_cast<std::int64_t>(earlier);
}

}  // namespace

void CounterHistory::note(const host::Host& host, const host::Host* before, Instant now,
                          std::uint64_t version) {
    if (is_fresh_ && version == version_) return;
    is_fresh_ = true;
    version_ = version;
    lines_.clear();
    for (const host::NamedCount& count : host::nstat(host)) lines_.push_back({count.name, count.value, 0});
    if (before != nullptr) {
        samples_.clear();
        span_ = Duration{};
        const std::vector<host::NamedCount> then = host::nstat(*before);
        for (std::size_t i = 0; i < lines_.size(); ++i)
            lines_[i].change = difference(lines_[i].value, then[i].value);
        return;
    }
    note_sample(now);
    const Sample& oldest = samples_.front();
    span_ = oldest.at == now ? Duration::never() : now - oldest.at;
    for (std::size_t i = 0; i < lines_.size(); ++i)
        lines_[i].change = difference(lines_[i].value, oldest.values[i]);
}

void CounterHistory::note_sample(Instant now) {
    // Rewound: what was seen of the future is no past.
    while (!samples_.empty() && samples_.back().at >= now) samples_.pop_back();
    const auto value_of = [](const CounterLine& line) { return line.value; };
    if (samples_.empty() || now - samples_.back().at >= between_samples) {
        Sample sample{.at = now, .values = std::vector<std::uint64_t>(lines_.size())};
        std::transform(lines_.begin(), lines_.end(), sample.values.begin(), value_of);
        samples_.push_back(std::move(sample));
    }
    // One that is a second old, or a little more, is what the present is compared with.
    while (samples_.size() > 1 && now - samples_[1].at >= watched) samples_.pop_front();
}

}  // namespace hw::ui
