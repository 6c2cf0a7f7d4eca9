#pragma once

#include "tcp/connection.h"

// Keep-alive (RFC 9293 §3.8.4): a connection on which nothing has been heard for long is asked whether its
// peer is still there. Off unless the application turns it on (MUST-24, MUST-25).

namespace hw::tcp {

// An acceptable ACK has come: the peer is there.
inline void note_heard(Event& event) {
    event.tcb.last_heard = event.now;
    event.tcb.unanswered_probes = 0;
}

// Starts the timer if it should run and does not, stops it if it should not.
void arm_keep_alive(Event& event);

// The timer has expired.
Finding serve_keep_alive(Event& event);

}  // namespace hw::tcp
