#include "tcp/rtt.h"

#include <algorithm>

namespace hw::tcp {
namespace {

// "(2.4) Whenever RTO is computed, if it is less than 1 second, then the RTO SHOULD be rounded up to
// 1 second"; "(2.5) A maximum value MAY be placed on RTO provided it is at least 60 seconds."
Duration bounded(Duration rto, const Config& config) {
    return std::min(std::max(rto, config.min_rto), config.max_rto);
}

Duration magnitude(Duration d) { return {d.us < 0 ? -d.us : d.us}; }

}  // namespace

RttEstimator start_rtt(const Config& config) {
    // (2.1): "Until a round-trip time (RTT) measurement has been made … the sender SHOULD set RTO <- 1
    // second".
    RttEstimator rtt;
    rtt.rto = config.initial_rto;
    return rtt;
}

void take_sample(RttEstimator& rtt, Duration sample, const Config& config) {
    if (!rtt.has_sample) {
        // (2.2): "SRTT <- R, RTTVAR <- R/2".
        rtt.srtt = sample;
        rtt.rttvar = sample / 2;
        rtt.has_sample = true;
    } else {
        // (2.3): beta = 1/4 and alpha = 1/8; RTTVAR first, from the SRTT before its update.
        rtt.rttvar = (rtt.rttvar * 3 + magnitude(rtt.srtt - sample)) / 4;
        rtt.srtt = (rtt.srtt * 7 + sample) / 8;
    }
    // "RTO <- SRTT + max (G, K*RTTVAR) where K = 4."
    rtt.rto = bounded(rtt.srtt + std::max(config.clock_granularity, rtt.rttvar * 4), config);
}

void back_off(RttEstimator& rtt, const Config& config) {
    // (5.5): "The host MUST set RTO <- RTO * 2 ('back off the timer')."
    rtt.rto = std::min(rtt.rto * 2, config.max_rto);
}

void begin_timing(RttEstimator& rtt, SeqNum end, Instant now) {
    if (!rtt.timed_since.is_never()) return;
    rtt.timed_end = end;
    rtt.timed_since = now;
}

void abandon_timing(RttEstimator& rtt) {
    rtt.timed_since = Instant::never();
    rtt.timed_end = {};
}

void finish_timing(RttEstimator& rtt, SeqNum ack, Instant now, const Config& config) {
    if (rtt.timed_since.is_never() || ack < rtt.timed_end) return;
    take_sample(rtt, now - rtt.timed_since, config);
    abandon_timing(rtt);
}

void digest(Digest& d, const RttEstimator& rtt) {
    digest_all(d, rtt.srtt, rtt.rttvar, rtt.rto, rtt.timed_end, rtt.timed_since, rtt.has_sample,
               rtt.syn_was_lost);
}

}  // namespace hw::tcp
