#pragma once

#include "tcp/recovery/scoreboard.h"
#include "tcp/rules.h"

// RACK (RFC 8985 §6): a segment is lost when one that was sent later has arrived, and a little time for
// reordering has passed.

namespace hw::tcp {

// A segment has been acknowledged or SACKed: step 2, RACK_update().
void note_delivery(Event& event, const SentSegment& segment);
// Step 4, once for every ACK: D-SACKs widen the reordering window.
void adapt_reordering_window(Tcb& tcb);
// A recovery has ended without D-SACK: the window may shrink back.
void note_end_of_recovery(Tcb& tcb);
// Step 5: marks what is lost, and arms the reordering timer for what may be soon. How many were marked.
std::uint32_t detect_losses_by_time(Event& event);
// §6.3: is it so long since this segment was sent that a timeout counts it as lost?
bool is_overdue(const Event& event, const SentSegment& segment);

}  // namespace hw::tcp
