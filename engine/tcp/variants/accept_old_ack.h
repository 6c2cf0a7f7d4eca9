#pragma once

#include "tcp/steps/rfc9293.h"

// What if the age of an ACK did not matter, as before RFC 5961? Half of all 2^32 values are then "duplicate
// ACKs", and whoever guesses a number in the window slips text in with any of them. Breaks RFC 9293 §3.10.7.4,
// fifth: "All incoming segments whose ACK value doesn't satisfy the above condition MUST be discarded".

namespace hw::tcp {

// In place of §3.10.7.4, fifth.
Outcome check_ack_of_any_age(Arrival& arrival);

inline constexpr RuleBook accept_old_ack_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::AcceptOldAck;
    rules.name = "accept_old_ack";
    rules.breaks = "RFC 9293 §3.10.7.4, fifth (RFC 5961 §5.2)";
    rules.other_states[4].run = check_ack_of_any_age;
    return rules;
}();

}  // namespace hw::tcp
