#include "tcp/congestion/window_use.h"

#include <algorithm>

#include "tcp/congestion.h"
#include "tcp/congestion/window.h"

namespace hw::tcp {
namespace {

// RFC 2861 §3.2, as in Linux's tcp_cwnd_application_limited(): a window that has not been full for an RTO comes
// half the way down to what was used of it.
void shrink_towards_use(CongestionState& state, const CongestionNews& news) {
    const std::uint32_t used =
        std::max(state.use.spare_use_bytes, initial_window(news.config.initial_window, news.mss));
    if (used < state.cwnd_bytes) {
        const std::uint32_t segments = state.cwnd_bytes / news.mss;
        state.ssthresh_bytes = std::max(state.ssthresh_bytes, (segments / 2 + segments / 4) * news.mss);
        state.cwnd_bytes = (segments + used / news.mss) / 2 * news.mss;
    }
    state.use.spare_use_bytes = 0;
    state.use.was_full_at = news.now;
}

}  // namespace

bool is_window_full(const CongestionState& state, const CongestionNews& news) {
    return std::uint64_t{news.in_flight_bytes} + news.mss > state.cwnd_bytes;
}

void note_window_use(CongestionState& state, const CongestionNews& news) {
    WindowUse& use = state.use;
    const bool is_full = is_window_full(state, news);
    const bool is_new_flight = use.flight_end <= news.una;
    if (is_new_flight || is_full || (!use.is_full && news.in_flight_bytes > use.most_bytes)) {
        use.is_full = is_full;
        use.most_bytes = news.in_flight_bytes;
        use.flight_end = news.nxt;
    }
    if (is_window_limited(state)) {
        use.spare_use_bytes = 0;
        use.was_full_at = news.now;
        return;
    }
    use.spare_use_bytes = std::max(use.spare_use_bytes, news.in_flight_bytes);
    // RFC 7661 made RFC 2861 historic, and asks for no reduction of a window that is merely unused; Linux still
    // makes it.
    if (news.config.flight_unit == FlightUnit::Segments && news.config.slow_start_after_idle == Switch::On &&
        news.may_shrink_unused && news.now - use.was_full_at >= news.rto)
        shrink_towards_use(state, news);
}

bool is_window_limited(const CongestionState& state) {
    if (state.use.is_full) return true;
    // Linux: tcp_is_cwnd_limited(): slow start may go to twice what was used, since it risks as much anyway.
    return state.cwnd_bytes < state.ssthresh_bytes &&
           state.cwnd_bytes < 2 * std::uint64_t{state.use.most_bytes};
}

void digest(Digest& d, const WindowUse& use) {
    digest_all(d, use.flight_end, use.most_bytes, use.spare_use_bytes, use.was_full_at, use.is_full);
}

}  // namespace hw::tcp
