#pragma once

#include "tcp/steps/steps.h"

namespace hw::tcp {

// A SYN at a listener of Linux (tcp_conn_request()) or FreeBSD (syncache_add()): the SYN,ACK goes out, and text that
// came along is forgotten but for Fast Open's. RFC 9293 §3.10.7.2, third, allows to keep it.
Outcome answer_syn_alone(Arrival& arrival);

}  // namespace hw::tcp
