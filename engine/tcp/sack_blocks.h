#pragma once

#include "tcp/rules.h"

// What the receiver tells of text that waits behind gaps (RFC 2018 §4) and of text that has come twice (RFC 2883).
// The sender's side of it, the scoreboard, is elsewhere.

namespace hw::tcp {

// The peer's SYN: are blocks wanted, and did we offer to send them?
void learn_sack(Arrival& arrival);

// [left, right) now waits behind a gap: the block to report first.
void note_held(Arrival& arrival, ReceiveBuffer::Held held);
// The peer's FIN has come ahead of text that is missing; its number waits like a byte of text.
void note_fin_held(Arrival& arrival);
// RCV.NXT has advanced: what lies before it needs no block any more.
void forget_delivered(Tcb& tcb);

// [left, right) has come before. Reported once, by the next segment that leaves (RFC 2883 §4).
void note_duplicate(Arrival& arrival, SeqNum left, SeqNum right);

// The blocks for a segment with room for `room_bytes` of the option: a duplicate first, then the most recent.
void add_sack_blocks(Tcb& tcb, std::uint32_t room_bytes, wire::Options& options);
// How long that option is, if there is room for all of it, bytes; 0: nothing to report.
std::uint32_t sack_option_bytes(const Tcb& tcb);

}  // namespace hw::tcp
