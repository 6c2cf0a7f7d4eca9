#pragma once

#include "tcp/receive_window.h"

namespace hw::tcp {

// FreeBSD's receive window (sys/netinet/tcp_input.c, tcp_mss and tcp_do_segment; tcp_output.c): all the room of the
// socket's buffer, which is a whole number of segments once the peer's MSS is known. What 16 bits cannot say is
// accepted all the same.
extern const WindowRules freebsd_window_rules;

}  // namespace hw::tcp
