#pragma once

#include "base/seq_num.h"
#include "base/sip_hash.h"
#include "base/time.h"
#include "wire/ipv4.h"

namespace hw::tcp {

// RFC 6528 §3, RFC 9293 §3.4.1 (MUST-8, SHLD-1): ISN = M + F(localip, localport, remoteip, remoteport,
// secretkey). M ticks every 4 microseconds of the host's time; F, here SipHash-2-4 under the host's
// secret, "MUST NOT be computable from the outside" (MUST-9). A host may pin an ISN instead.
SeqNum initial_sequence_number(Instant now, wire::Endpoint local, wire::Endpoint remote,
                               const SipKey& secret);

// M: the clock of RFC 793 §3.3, the part that anybody can read.
SeqNum sequence_number_clock(Instant now);

}  // namespace hw::tcp
