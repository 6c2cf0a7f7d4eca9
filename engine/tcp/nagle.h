#pragma once

#include "tcp/connection.h"

// Whether queued text is worth a segment now (RFC 9293 §3.7.4, §3.8.6.2.1): the sender's silly-window avoidance,
// Nagle's algorithm in the RFC's form and in Minshall's, and TCP_CORK.

namespace hw::tcp {

struct Choice {
    std::uint32_t d = 0;          // queued, bytes
    std::uint32_t u = 0;          // the usable window, bytes
    bool is_behind_full = false;  // the first, full, segment of a pair has just left in front of it
};
bool is_worth_sending(const Tcb& tcb, const Config& config, const Choice& choice);

// New text up to `end` leaves, `length` bytes of it.
void note_sent_size(Tcb& tcb, SeqNum end, std::uint32_t length);

}  // namespace hw::tcp
