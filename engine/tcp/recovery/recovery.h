#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// The phases of loss recovery, and what takes a connection from one to the next. The order of the questions is
// Linux's (tcp_fastretrans_alert()), which knows all the mechanisms; each names the RFC it comes from.

namespace hw::tcp {

// What an ACK changes once the scoreboard knows of it.
void judge_ack(Arrival& arrival, AckNews& news);

// The reordering timer has found losses (RFC 8985 §6.2): fast recovery begins unless it is under way.
void recover_from_timer_losses(Event& event, std::uint32_t lost_segments);

// The retransmission timer has expired: RFC 5681 §3.1 (4), RFC 8985 §6.3, RFC 5682 step 1.
void begin_timeout_recovery(Event& event);

// What had been sent is presumed lost without any blame on the network's load: the peer's window was shut and is
// open now, or a router has dropped what was too large. Linux: tcp_simple_retransmit().
void presume_lost(Tcb& tcb, const Config& config, std::uint32_t if_longer_than);

}  // namespace hw::tcp
