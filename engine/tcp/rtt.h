#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"

namespace hw::tcp {

// The smallest round trip of the last minutes, by three samples: the best, the best of what came later, and again.
// When one grows too old the next takes its place, so that a path that became longer is noticed (RFC 8985 §6.2
// step 1 asks for "a windowed min-filtered estimate").
class RttMinimum {
  public:
    // A new sample; those older than `window` do not count any more.
    void add(Duration sample, Instant now, Duration window);
    // never() before the first sample.
    Duration value() const { return best_[0].rtt; }
    friend constexpr bool operator==(const RttMinimum&, const RttMinimum&) = default;
    friend constexpr void digest(Digest& d, const RttMinimum& m) {
        for (const Sample& s : m.best_) digest_all(d, s.rtt, s.at);
    }

  private:
    struct Sample {
        Duration rtt = Duration::never();
        Instant at{};
        friend constexpr bool operator==(const Sample&, const Sample&) = default;
    };
    std::array<Sample, 3> best_{};
};

// The retransmission timeout, computed as RFC 6298 §2 says, from round-trip samples taken as its §3
// (Karn's algorithm) allows: one segment is timed at a time, and a retransmission ends the timing,
// because nobody could tell which of its two transmissions an ACK answers.
struct RttEstimator {
    Duration srtt{};     // smoothed round-trip time, valid if has_sample
    Duration rttvar{};   // its variation, valid if has_sample
    Duration rto = 1_s;  // current timeout, backed off included
    SeqNum timed_end{};  // the ACK that ends the timing covers everything before this number
    Instant timed_since = Instant::never();  // when the timed segment was sent; never: none is timed
    RttMinimum minimum{};
    // Linux's variation (RttVariation::PerRound): its mean deviation, the largest of this round, and where the
    // round ends.
    Duration deviation{};
    Duration largest_deviation{};
    SeqNum round_end{};
    bool has_sample = false;
    std::uint8_t syn_losses = 0;  // how often our SYN timed out (RFC 6298 (5.7), RFC 5681 §3.1)

    friend bool operator==(const RttEstimator&, const RttEstimator&) = default;
};

RttEstimator start_rtt(const Config& config);                                // (2.1)
void take_sample(RttEstimator& rtt, Duration sample, const Config& config);  // (2.2)–(2.5)
// The same with RttVariation::PerRound: the round ends when `una` passes what `nxt` was at its beginning.
struct RoundPosition {
    SeqNum una{}, nxt{};
};
void take_sample_in_round(RttEstimator& rtt, Duration sample, RoundPosition at, const Config& config);
void back_off(RttEstimator& rtt, const Config& config);  // (5.5)
// Takes back the last doubling, if there was one since the last sample: false if not.
bool revert_back_off(RttEstimator& rtt, const Config& config);

// A new segment that ends before `end` was sent: time it unless another is being timed.
void begin_timing(RttEstimator& rtt, SeqNum end, Instant now);
// Something was retransmitted: Karn's algorithm forbids the sample in progress.
void abandon_timing(RttEstimator& rtt);
// SND.UNA has advanced to `ack`: take the sample if it covers the timed segment.
void finish_timing(RttEstimator& rtt, SeqNum ack, Instant now, const Config& config);

void digest(Digest& d, const RttEstimator& rtt);

}  // namespace hw::tcp
