#pragma once

#include "tcp/ack_policy.h"

namespace hw::tcp {

// FreeBSD's policy (sys/netinet/tcp_input.c, DELAY_ACK()): every second segment is acknowledged at once, however
// little it carries, and what has come in part before, too.
extern const AckRules freebsd_ack_rules;

}  // namespace hw::tcp
