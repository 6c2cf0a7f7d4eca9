#pragma once

#include "tcp/connection.h"

// The deadlines of a connection (RFC 6298 §5, RFC 9293 §3.8.3, §3.8.6.1, §3.8.6.3, §3.10.8). They are
// data in the Tcb; this file arms them after every event and serves them when they are due.

namespace hw::tcp {

// Arms and disarms the deadlines to match what is outstanding, queued and allowed. Every event ends here.
void update_timers(Event& event);

// RFC 6298 (5.3): the retransmission timer is to start anew, and with it the others that watch for losses.
void restart_retransmission_timer(Event& event);

// §3.8.6.1: the first probe of a shut window "when a zero window has existed for the retransmission timeout period
// (SHLD-29)", then "increase exponentially the interval between successive probes (SHLD-30)".
Duration probe_interval(const Tcb& tcb, const Config& config);

// SND.UNA has advanced, or the peer has answered a probe: whoever counts patience starts anew.
void note_progress(Tcb& tcb);

}  // namespace hw::tcp
