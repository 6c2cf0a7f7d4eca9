#pragma once

#include "tcp/connection.h"

// The receive window and its silly-window avoidance (RFC 9293 §3.8.6, §3.8.6.2.2): the right edge
// never moves left (SHLD-14) and moves right only by worthwhile steps (MUST-39).

namespace hw::tcp {

// RCV.BUFF: all the room there is, bytes; at most what 16 bits and the shift can advertise.
std::uint32_t receive_buffer_size(const Tcb& tcb);
// As large as it may ever become, bytes: what the offered shift has to cover (RFC 7323 §2.3).
std::uint32_t largest_receive_buffer(const Tcb& tcb, const Config& config);

// Moves the right edge if the step is worthwhile: called whenever a segment that shows it leaves.
void update_receive_window(Tcb& tcb, const Config& config);

// RCV.WND as a segment that leaves now would offer it, bytes.
std::uint32_t window_to_offer(const Tcb& tcb, const Config& config);

// The user has taken data: is the window now so much larger that the peer should hear of it at once?
bool window_update_is_due(const Tcb& tcb);

}  // namespace hw::tcp
