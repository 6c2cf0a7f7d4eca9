#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"

namespace hw::tcp {

// The retransmission timeout, computed as RFC 6298 §2 says, from round-trip samples taken as its §3
// (Karn's algorithm) allows: one segment is timed at a time, and a retransmission ends the timing,
// because nobody could tell which of its two transmissions an ACK answers.
struct RttEstimator {
    Duration srtt{};     // smoothed round-trip time, valid if has_sample
    Duration rttvar{};   // its variation, valid if has_sample
    Duration rto = 1_s;  // current timeout, backed off included
    SeqNum timed_end{};  // the ACK that ends the timing covers everything before this number
    Instant timed_since = Instant::never();  // when the timed segment was sent; never: none is timed
    bool has_sample = false;
    bool syn_was_lost = false;  // RFC 6298 (5.7) applies when data begins

    friend bool operator==(const RttEstimator&, const RttEstimator&) = default;
};

RttEstimator start_rtt(const Config& config);                                // (2.1)
void take_sample(RttEstimator& rtt, Duration sample, const Config& config);  // (2.2)–(2.5)
void back_off(RttEstimator& rtt, const Config& config);                      // (5.5)

// A new segment that ends before `end` was sent: time it unless another is being timed.
void begin_timing(RttEstimator& rtt, SeqNum end, Instant now);
// Something was retransmitted: Karn's algorithm forbids the sample in progress.
void abandon_timing(RttEstimator& rtt);
// SND.UNA has advanced to `ack`: take the sample if it covers the timed segment.
void finish_timing(RttEstimator& rtt, SeqNum ack, Instant now, const Config& config);

void digest(Digest& d, const RttEstimator& rtt);

}  // namespace hw::tcp
