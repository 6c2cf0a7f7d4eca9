// What was measured of a large world, as curves.
#include <algorithm>

#include "ui/views/host/large_world.h"

namespace hw::ui {

namespace {

double seconds(Instant at) { return static_cast<double>(at.us) / 1e6; }

bool is_before(const sim::Sample& sample, Instant until) { return sample.at <= until; }

}  // namespace

std::vector<StateCurve> state_curves(const sim::MeasuredSeries& series, HostId host, Instant until) {
    std::vector<StateCurve> curves;
    // Where most connections are stands first.
    constexpr tcp::State order[] = {tcp::State::TimeWait, tcp::State::Established, tcp::State::CloseWait,
                                    tcp::State::FinWait2, tcp::State::FinWait1,    tcp::State::LastAck,
                                    tcp::State::SynSent,  tcp::State::SynReceived, tcp::State::Closing};
    for (const tcp::State state : order) {
        StateCurve curve{.state = state};
        std::uint32_t most = 0;
        for (const sim::Sample& sample : series.samples) {
            if (!is_before(sample, until)) break;
            const std::uint32_t count = sample.hosts[host.value].states[static_cast<std::size_t>(state)];
            most = std::max(most, count);
            curve.points.push_back({seconds(sample.at), static_cast<double>(count)});
        }
        if (most > 0) curves.push_back(std::move(curve));
    }
    // States that only flicker would fill the legend.
    constexpr std::size_t most_curves = 4;
    const auto height = [](const StateCurve& curve) {
        const auto top = std::max_element(curve.points.begin(), curve.points.end(),
                                          [](PlotPoint a, PlotPoint b) { return a.y < b.y; });
        return top->y;
    };
    std::stable_sort(curves.begin(), curves.end(),
                     [&](const StateCurve& a, const StateCurve& b) { return height(a) > height(b); });
    if (curves.size() > most_curves) curves.resize(most_curves);
    return curves;
}

std::vector<PlotPoint> failure_curve(const sim::MeasuredSeries& series, HostId host, Instant until) {
    std::vector<PlotPoint> points;
    const sim::Sample* before = nullptr;
    for (const sim::Sample& sample : series.samples) {
        if (!is_before(sample, until)) break;
        if (sample.is_extra) continue;
        if (before != nullptr) {
            const double span = seconds(sample.at) - seconds(before->at);
            const auto failed = static_cast<double>(sample.hosts[host.value].tally.failed -
                                                    before->hosts[host.value].tally.failed);
            if (span > 0) points.push_back({seconds(sample.at), failed / span});
        }
        before = &sample;
    }
    return points;
}

}  // namespace hw::ui
