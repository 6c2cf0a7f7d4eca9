#pragma once

#include "tcp/steps/rfc9293.h"

// What if text on a SYN went to the application at once? An old SYN that carries text is then obeyed, and
// obeyed again with every copy of it. Breaks RFC 9293 §3.5: "the receiving TCP endpoint doesn't deliver the data
// to the user until it is clear the data is valid".

namespace hw::tcp {

// In place of §3.10.7.2, third.
Outcome listen_deliver_text(Arrival& arrival);

inline constexpr RuleBook deliver_before_established_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::DeliverBeforeEstablished;
    rules.name = "deliver_before_established";
    rules.breaks = "RFC 9293 §3.5";
    rules.listen[2].run = listen_deliver_text;
    return rules;
}();

}  // namespace hw::tcp
