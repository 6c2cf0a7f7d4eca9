#pragma once

#include "tcp/rules.h"

// The TCP User Timeout Option (RFC 5482): each end says how long it would wait for an acknowledgment before it
// gives up, and both wait for the longer of the two, within limits of their own.

namespace hw::tcp {

// §3.3: 15 bits of seconds, or of minutes if the first bit is set.
Duration user_timeout_in(std::uint16_t field);
std::uint16_t user_timeout_field(Duration timeout);

// On our SYN and SYN,ACK, if the Config says so and there is a timeout to speak of.
void add_user_timeout_option(const Tcb& tcb, const Config& config, wire::Options& options);

// A segment that the window admits has come: adopts what it says, unless the user has asked for a timeout of
// their own (§3.1, CHANGEABLE).
void learn_user_timeout(Arrival& arrival);

}  // namespace hw::tcp
