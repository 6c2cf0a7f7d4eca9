#pragma once

#include "tcp/ack_policy.h"

namespace hw::tcp {

// Linux's policy (net/ipv4/tcp_input.c, tcp_output.c, tcp_timer.c, 6.x): ACKs go at once while the peer seems to be
// in slow start ("quick"), wait for text to ride on when we answer what comes ("pingpong"), and else wait 40 to
// 200 ms, depending on how fast the peer sends.
extern const AckRules linux_ack_rules;

}  // namespace hw::tcp
