#pragma once

#include "tcp/ack_policy.h"

namespace hw::tcp {

// RFC 9293 §3.8.6.3: a delayed ACK, but at least every second full-sized segment at once.
extern const AckRules rfc_ack_rules;

// Its slots, for a policy that differs in few.
namespace rfc_acks {

void owe_ack(Arrival& arrival);
void mark_came(Arrival& arrival, EcnNews news);
void nothing_to_note(Event&);
void nothing_to_settle(Arrival&);
bool is_due_after_read(Event& event);

}  // namespace rfc_acks

}  // namespace hw::tcp
