#pragma once

#include "tcp/steps/rfc9293.h"

// What if nobody waited in TIME-WAIT? Whoever closes first forgets the connection as soon as it has
// acknowledged the peer's FIN. Breaks RFC 9293 §3.6.1: "When a connection is closed actively, it MUST
// linger in the TIME-WAIT state for a time 2xMSL" (MUST-13).

namespace hw::tcp {

// In place of "enter the TIME-WAIT state".
void forget_at_once(Arrival& arrival);

inline constexpr RuleBook no_time_wait_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::NoTimeWait;
    rules.name = "no_time_wait";
    rules.breaks = "RFC 9293 §3.6.1 (MUST-13)";
    rules.conclude_close = forget_at_once;
    return rules;
}();

}  // namespace hw::tcp
