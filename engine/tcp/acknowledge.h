#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

namespace hw::tcp {

// How things stand before an ACK is processed.
AckNews before_ack(const Arrival& arrival);

// SND.UNA <- SEG.ACK, SND.UNA < SEG.ACK =< SND.NXT, with all that follows from it: the retransmission queue
// shrinks, the timers start anew (RFC 6298 §5), a round trip may be measured, a waiting writer is called.
void advance_una(Arrival& arrival, AckNews& news);
// The same during the handshake, when nothing but the SYN can be acknowledged as a rule.
void advance_una(Arrival& arrival);

// SND.UNA and the scoreboard are up to date: loss recovery judges, and the congestion window moves.
void conclude_ack(Arrival& arrival, AckNews& news);

}  // namespace hw::tcp
