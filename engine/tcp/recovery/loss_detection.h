#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// Which segments are lost, as far as an ACK can tell: RACK (RFC 8985), IsLost of RFC 6675 §4, or, without SACK,
// duplicate ACKs (RFC 5681 §3.2, RFC 6582).

namespace hw::tcp {

// Marks on the scoreboard what this ACK gives up for lost.
void mark_losses(Arrival& arrival, AckNews& news);
// Without SACK: a duplicate ACK says that one more segment has arrived, and progress that they were counted.
void count_duplicates(Arrival& arrival, AckNews& news);
void discount_duplicates(Arrival& arrival, const AckNews& news);

}  // namespace hw::tcp
