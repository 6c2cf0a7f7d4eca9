#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// The tail-loss probe (RFC 8985 §7): the last segments of a flight have nothing behind them whose SACKs would
// tell of their loss, so after two round trips of silence one more segment is sent to draw an ACK.

namespace hw::tcp {

// §7.2: new data has left, or SND.UNA has advanced. Arms the probe's timer if there may be one.
void schedule_probe(Event& event);
// §7.3. What was sent: SegmentSent::None if the retransmission timer alone goes on.
enum class ProbeSent : std::uint8_t { Nothing, NewData, LastSegment };
ProbeSent send_probe(Event& event);
// §7.4: whether the probe repaired a loss, which then costs half the window like any other.
void judge_probe(Arrival& arrival, const AckNews& news);

}  // namespace hw::tcp
