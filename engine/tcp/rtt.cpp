#include "tcp/rtt.h"

#include <algorithm>

namespace hw::tcp {
namespace {

// "(2.4) Whenever RTO is computed, if it is less than 1 second, then the RTO SHOULD be rounded up to
// 1 second"; "(2.5) A maximum value MAY be placed on RTO provided it is at least 60 seconds."
Duration bounded(Duration rto, const Config& config) {
    return std::min(std::max(rto + config.rto_slop, config.min_rto), config.max_rto);
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

void take_sample_in_round(RttEstimator& rtt, Duration sample, RoundPosition at, const Config& config) {
    // Linux: tcp_rtt_estimator(). The variation follows the largest deviation of a round up at once and comes down
    // by a quarter a round; a round trip that gets shorter hardly counts as variation; and it is never below
    // TCP_RTO_MIN. Here RTTVAR is the whole addend: RTO = SRTT + RTTVAR.
    if (!rtt.has_sample) {
        rtt.srtt = sample;
        rtt.deviation = sample / 2;
        rtt.rttvar = std::max(sample * 2, config.min_rto_variation);
        rtt.largest_deviation = rtt.rttvar;
        rtt.round_end = at.nxt;
        rtt.has_sample = true;
    } else {
        const Duration error = sample - rtt.srtt;
        Duration change = magnitude(error) - rtt.deviation;
        if (error < Duration{} && change > Duration{}) change = change / 8;
        rtt.srtt += error / 8;
        rtt.deviation += change / 4;
        const Duration addend = rtt.deviation * 4;
        if (rtt.largest_deviation < addend) {
            rtt.largest_deviation = addend;
            rtt.rttvar = std::max(rtt.rttvar, addend);
        }
        if (rtt.round_end < at.una) {
            if (rtt.largest_deviation < rtt.rttvar)
                rtt.rttvar = rtt.rttvar - (rtt.rttvar - rtt.largest_deviation) / 4;
            rtt.round_end = at.nxt;
            rtt.largest_deviation = config.min_rto_variation;
        }
    }
    rtt.rto = bounded(rtt.srtt + rtt.rttvar, config);
}

void RttMinimum::add(Duration sample, Instant now, Duration window) {
    const Sample fresh{std::max(sample, 1_us), now};
    if (fresh.rtt <= best_[0].rtt || now - best_[2].at > window) {
        best_ = {fresh, fresh, fresh};
        return;
    }
    if (fresh.rtt <= best_[1].rtt)
        best_[1] = best_[2] = fresh;
    else if (fresh.rtt <= best_[2].rtt)
        best_[2] = fresh;
    const Duration age = now - best_[0].at;
    if (age > window) {
        best_ = {best_[1], best_[2], fresh};
        if (now - best_[0].at > window) best_ = {best_[1], best_[2], fresh};
    } else if (best_[1].at == best_[0].at && age > window / 4) {
        best_[1] = best_[2] = fresh;  // a quarter has passed without a second best
    } else if (best_[2].at == best_[1].at && age > window / 2) {
        best_[2] = fresh;
    }
}

void back_off(RttEstimator& rtt, const Config& config) {
    // (5.5): "The host MUST set RTO <- RTO * 2 ('back off the timer')."
    // What is added to it is not doubled; to the first RTO, without a sample, nothing has been added yet.
    const bool is_bare = !rtt.has_sample && rtt.rto == config.initial_rto;
    const Duration base = is_bare ? rtt.rto : rtt.rto - config.rto_slop;
    rtt.rto = std::min(base * 2 + config.rto_slop, config.max_rto);
}

bool revert_back_off(RttEstimator& rtt, const Config& config) {
    const bool is_per_round = config.rtt_variation == RttVariation::PerRound;
    const Duration variation = is_per_round ? rtt.rttvar : std::max(config.clock_granularity, rtt.rttvar * 4);
    const Duration base = rtt.has_sample ? bounded(rtt.srtt + variation, config) : config.initial_rto;
    if (rtt.rto <= base) return false;
    rtt.rto = std::max(rtt.rto / 2, base);
    return true;
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
               rtt.syn_losses, rtt.minimum, rtt.deviation, rtt.largest_deviation, rtt.round_end);
}

}  // namespace hw::tcp
