#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// The congestion window while it comes down: proportional rate reduction (RFC 6937, with the bound of RFC 9937
// and Linux), or the inflation and deflation of RFC 5681 §3.2 and RFC 6582 §3.2.

namespace hw::tcp {

// Fast recovery or an ECN echo: the new threshold is set, and the window begins its way there.
void begin_reduction(Event& event);
// An ACK has come during Cwr or Recovery: how much may leave now.
void continue_reduction(Event& event, const AckNews& news);
// Without SACK and PRR: RFC 5681 §3.2 (4), "for each additional duplicate ACK … cwnd MUST be incremented by
// SMSS", and RFC 6582 §3.2 (3) for an ACK that falls short.
void inflate(Event& event);
void deflate_partially(Event& event, std::uint32_t acked_bytes);
// The window becomes the threshold, unless the reduction was taken back.
void end_reduction(Event& event);
// Something left: it counts against what the reduction has allowed.
void note_sent_in_reduction(Event& event, std::uint32_t length);

inline bool is_reducing(const Tcb& tcb) {
    return tcb.recovery.phase == RecoveryPhase::Cwr || tcb.recovery.phase == RecoveryPhase::Recovery;
}

}  // namespace hw::tcp
