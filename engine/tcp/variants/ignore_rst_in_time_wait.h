#pragma once

#include "tcp/steps/rfc9293.h"

// What if TIME-WAIT ignored resets, as fix F1 of RFC 1337 §3 proposes? Then nothing can assassinate it. Breaks
// RFC 9293 §3.10.7.4, second, TIME-WAIT: "If the RST bit is set, then enter the CLOSED state".

namespace hw::tcp {

// In place of §3.10.7.4, second.
Outcome check_rst_unless_waiting(Arrival& arrival);

inline constexpr RuleBook ignore_rst_in_time_wait_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::IgnoreRstInTimeWait;
    rules.name = "ignore_rst_in_time_wait";
    rules.breaks = "RFC 9293 §3.10.7.4, second (RFC 1337 §3, F1)";
    rules.other_states[1].run = check_rst_unless_waiting;
    return rules;
}();

}  // namespace hw::tcp
