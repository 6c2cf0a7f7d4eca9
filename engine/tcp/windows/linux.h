#pragma once

#include "tcp/receive_window.h"

namespace hw::tcp {

// Linux's receive window (net/ipv4/tcp_output.c, tcp_select_initial_window and __tcp_select_window; tcp_input.c,
// tcp_grow_window and tcp_rcv_space_adjust; 6.x). Half of the buffer counts as overhead, as with tcp_adv_win_scale 1;
// the kernel measures that share, and has no bytes without it.
extern const WindowRules linux_window_rules;

}  // namespace hw::tcp
