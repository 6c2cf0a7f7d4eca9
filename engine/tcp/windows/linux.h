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

// What waits for the user fills the buffer, however it is packed: for more there is no memory (tcp_try_rmem_schedule(),
// behind tcp_prune_queue()).
bool receive_memory_is_full(const Tcb& tcb);
// Less than half of what may ever be free is.
bool receive_space_is_low(const Tcb& tcb);
// tcp_max_receive_window(): as far as the window has ever reached.
SeqNum widest_right_edge(const Tcb& tcb);

}  // namespace hw::tcp
