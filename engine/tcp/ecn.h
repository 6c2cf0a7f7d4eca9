#pragma once

#include "tcp/rules.h"

// Explicit congestion notification (RFC 3168 §6.1): routers mark packets instead of dropping them, the
// receiver echoes the mark in every ACK (ECE) until the sender says that it has slowed down (CWR). Both RFCs'
// ways of feedback are negotiated here; RFC 9768's itself is in accurate_ecn.h.

namespace hw::tcp {

// The flags of our SYN or SYN,ACK.
void request_ecn(Event& event, OutgoingSegment& out);
// The peer's SYN or SYN,ACK: will both ends take part?
void learn_ecn(Arrival& arrival);
// ECT on new text, CWR on the first of it after a reduction, ECE while there is something to echo.
// Or, once AccECN is agreed on, the ACE field.
void mark_ecn(Event& event, OutgoingSegment& out);

// The receiver's part, for a segment that the window admits, with text (or without: bare_acks_count).
enum class EcnNews : std::uint8_t {
    Nothing,
    Mark,          // a router has marked it, and no mark was being echoed
    LikelyResent,  // it is not ECN-capable, though the peer's text was before: a retransmission
    PeerReduced,   // CWR: the peer has heard the echo
};
EcnNews note_ecn(Arrival& arrival);

// The sender's part. Does this acceptable ACK say that a router has marked something of ours? Whoever asks
// reduces the window, at most once for each window of data.
bool echoes_congestion(const Arrival& arrival);
// The same ACK, once it is known how much it delivers.
void count_echoed(Arrival& arrival, std::uint32_t segments);
// The congestion window has been reduced, for whatever reason: the peer is to be told.
void note_window_reduction(Tcb& tcb);
// The reduction has been taken back before the peer was told.
void withdraw_window_reduction(Tcb& tcb);

}  // namespace hw::tcp
