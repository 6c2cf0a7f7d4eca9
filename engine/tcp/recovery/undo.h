#pragma once

#include "tcp/rules.h"

// Taking a reduction back: a retransmission proves to have been needless when D-SACKs report every one of them
// (RFC 3708), or when an ACK echoes a timestamp from before the first of them (Eifel, RFC 3522, RFC 4015).

namespace hw::tcp {

// A phase begins: from here on it may turn out to be unfounded.
void begin_undo_watch(Event& event);
// The two windows as they are, to come back to.
void remember_windows(Event& event);

// The original has arrived, not the retransmission (RFC 3522 §3.2 step 5).
bool original_has_arrived(const Arrival& arrival);
// RFC 3708 §3: every retransmission of this phase has been reported as needless.
bool all_resent_was_needless(const Tcb& tcb);
// Either of them.
bool may_undo(const Arrival& arrival);

// The windows come back. Marks: whether what is marked lost stays so.
enum class LostMarks : std::uint8_t { Keep, Clear };
void undo_reduction(Event& event, LostMarks marks);

}  // namespace hw::tcp
