#pragma once

#include "tcp/steps/rfc9293.h"

// What if the ACK of a FIN always left alone, at once? Then a close always takes four segments, never three: the
// user's own FIN finds the ACK gone already. Breaks RFC 9293 §3.10.7.4, seventh: "This acknowledgment should be
// piggybacked on a segment being transmitted if possible without incurring undue delay."

namespace hw::tcp {

// In place of §3.10.7.4, eighth.
Outcome check_fin_and_ack_it(Arrival& arrival);

inline constexpr RuleBook fin_never_merged_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::FinNeverMerged;
    rules.name = "fin_never_merged";
    rules.breaks = "RFC 9293 §3.10.7.4, seventh";
    rules.other_states[7].run = check_fin_and_ack_it;
    return rules;
}();

}  // namespace hw::tcp
