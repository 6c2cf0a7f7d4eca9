#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// What the SACK option of an arriving segment says of our segments (RFC 2018 §5, RFC 6675 §4 Update(), RFC 2883).

namespace hw::tcp {

// Marks on the scoreboard what the blocks cover, notes D-SACKs, and detects reordering.
void read_sack_blocks(Arrival& arrival, AckNews& news);

// A segment below what had arrived before has arrived, and was sent once only: the network reorders. DupThresh
// grows to the distance seen, so that it does not take the next such event for a loss.
enum class SeenBy : std::uint8_t { Sack, Timestamp };
void note_reordering(Event& event, SeqNum lowest, SeenBy seen_by);

}  // namespace hw::tcp
