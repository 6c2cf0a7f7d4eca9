#pragma once

#include "tcp/rules.h"

// What the two ends learn from each other's SYN, shared by §3.10.7.2 third, §3.10.7.3 fourth and the
// variants that replace them.

namespace hw::tcp {

// IRS, RCV.NXT, the peer's MSS and its first window; keeps text and FIN that came with the SYN.
void learn_from_syn(Arrival& arrival);

// "Any other control or text should be queued for processing later" (§3.10.7.2, third): out of the user's
// reach until the connection is ESTABLISHED.
void keep_for_later(Arrival& arrival);

// Text that came with the SYN goes to the user before the handshake is complete, and the SYN,ACK acknowledges
// it: RFC 7413 §4.2 with a valid cookie, a variant without. Call after learn_from_syn().
void deliver_at_once(Arrival& arrival);

}  // namespace hw::tcp
