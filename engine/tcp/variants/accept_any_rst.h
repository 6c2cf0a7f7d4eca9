#pragma once

#include "tcp/steps/rfc9293.h"

// What if every RST in the window counted, as before RFC 5961? An attacker has to guess one number in each
// window's worth instead of one in 2^32. Breaks RFC 9293 §3.10.7.4, second, 3): "If the RST bit is set and the
// sequence number does not exactly match the next expected sequence value, yet is within the current receive
// window, TCP endpoints MUST send an acknowledgment (challenge ACK)".

namespace hw::tcp {

// In place of §3.10.7.4, second.
Outcome check_rst_in_window(Arrival& arrival);

inline constexpr RuleBook accept_any_rst_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::AcceptAnyRst;
    rules.name = "accept_any_rst";
    rules.breaks = "RFC 9293 §3.10.7.4, second (RFC 5961 §3.2)";
    rules.other_states[1].run = check_rst_in_window;
    return rules;
}();

}  // namespace hw::tcp
