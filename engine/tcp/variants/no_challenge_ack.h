#pragma once

#include "tcp/steps/rfc9293.h"

// What if nobody sent challenge ACKs? A suspicious RST or SYN is dropped in silence. Then nobody can blow a
// connection away by guessing, and nobody can recover either: a peer that has crashed and calls again is never
// told that it is half-open. Breaks RFC 9293 §3.10.7.4: "TCP endpoints MUST send an acknowledgment (challenge
// ACK)" (RFC 5961 §3.2, §4.2).

namespace hw::tcp {

// In place of the challenge ACK: nothing.
Outcome stay_silent(Arrival& arrival, Finding why);

inline constexpr RuleBook no_challenge_ack_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::NoChallengeAck;
    rules.name = "no_challenge_ack";
    rules.breaks = "RFC 9293 §3.10.7.4 (RFC 5961 §3.2, §4.2)";
    rules.challenge = stay_silent;
    return rules;
}();

}  // namespace hw::tcp
