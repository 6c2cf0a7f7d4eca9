#pragma once

#include "tcp/steps/rfc9293.h"

// What if the ISN were the clock alone, as in RFC 793? Whoever knows what time it is can guess it, and open a
// connection in somebody else's name without ever seeing an answer. Breaks RFC 9293 §3.4.1: "The PRF MUST NOT be
// computable from the outside (MUST-9)".

namespace hw::tcp {

// In place of ISN = M + F(…): M.
SeqNum choose_iss_by_clock(Instant now, wire::Endpoint local, wire::Endpoint remote, const SipKey& secret);

inline constexpr RuleBook predictable_iss_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::PredictableIss;
    rules.name = "predictable_iss";
    rules.breaks = "RFC 9293 §3.4.1 (SHLD-1, MUST-9)";
    rules.choose_iss = choose_iss_by_clock;
    return rules;
}();

}  // namespace hw::tcp
