#pragma once

#include "tcp/receive_window.h"

namespace hw::tcp {

// Linux's receive window (net/ipv4/tcp_output.c, tcp_select_initial_window and __tcp_select_window; tcp_input.c,
// tcp_grow_window and tcp_rcv_space_adjust; 6.x). What a segment takes of the buffer is what sk_buffs of a
// network card without page fragments take (truesize).
extern const WindowRules linux_window_rules;

// Segments of `length` bytes, longer than those before, are the peer's full ones: how much of the buffer is text then
// (tcp_measure_rcv_mss).
void measure_text_share(Tcb& tcb, std::uint32_t length);

}  // namespace hw::tcp
