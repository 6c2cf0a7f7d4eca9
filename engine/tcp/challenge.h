#pragma once

#include "tcp/rules.h"

// RFC 5961: what may be an attack is answered with an ACK that says which number is expected, so that a peer
// who means it can say it again with that number. And how often: §7 there, and Linux's tcp_invalid_ratelimit.

namespace hw::tcp {

// RFC 5961 §3.2, §4.2, §5.2: sends a challenge ACK, and the segment is done with. `why`, or
// Finding::ChallengeThrottled when none was sent.
Outcome challenge(Arrival& arrival, Finding why);

// May a segment that lies outside the window, or fails PAWS, be answered now? It notes that it is.
bool may_answer_invalid(Event& event, const wire::Segment& segment);

}  // namespace hw::tcp
