#pragma once

#include "tcp/steps/rfc9293.h"

// What if the handshake had only two steps? Whoever gets a SYN believes it, answers once and is
// ESTABLISHED; whoever gets the SYN,ACK says nothing more. Breaks RFC 9293 §3.4.1: "The synchronization
// requires each side to send its own initial sequence number and to receive a confirmation of it".

namespace hw::tcp {

// In place of §3.10.7.2, third: straight to ESTABLISHED. Nobody will confirm our SYN, so it is counted as
// acknowledged and the SYN,ACK is not queued for retransmission.
Outcome listen_trust_syn(Arrival& arrival);

// In place of §3.10.7.3, fourth: ESTABLISHED without a word, so that there is no third segment.
Outcome syn_sent_trust_syn_ack(Arrival& arrival);

inline constexpr RuleBook two_step_handshake_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::TwoStepHandshake;
    rules.name = "two_step_handshake";
    rules.breaks = "RFC 9293 §3.4.1";
    rules.listen[2].run = listen_trust_syn;
    rules.syn_sent[3].run = syn_sent_trust_syn_ack;
    return rules;
}();

}  // namespace hw::tcp
