#pragma once

#include "tcp/rules.h"

// Which part of a segment lies in the receive window, and what its fields teach: the small pieces that
// several steps of §3.10.7 share.

namespace hw::tcp {

// Table 6: the four cases of the acceptability test, and nothing else.
bool is_acceptable(const ReceiveVariables& rcv, SeqNum seq, std::uint32_t len);

// The same, as a slot of the rule book.
bool is_acceptable_by_table_6(const Tcb& tcb, const wire::Segment& seg);
// Linux: tcp_sequence() is wider by what has arrived since our last ACK, whose sender cannot know yet, and by the
// number at the right edge. So the ACK in such a segment is heard. Since 6.17 what reaches beyond the window is taken
// only if nothing waits for the user; "some stacks are known to handle FIN incorrectly", and it may stick out.
bool is_acceptable_to_linux(const Tcb& tcb, const wire::Segment& seg);

// Fills arrival.ideal: "trimming off any portions that lie outside the window (including SYN and FIN)".
void cut_to_window(Arrival& arrival);

// SND.WND, SND.WL1, SND.WL2 <- SEG.WND, SEG.SEQ, SEG.ACK (§3.10.7.4, fifth).
void set_send_window(Arrival& arrival);

// Remembers where a PUSH ends and which number the peer's FIN has, as far as they lie in the window.
void note_push_and_fin(Arrival& arrival);

// "RCV.UP <- max(RCV.UP,SEG.UP)" (§3.10.7.4, sixth). True if that put urgent data ahead of what the user
// has consumed, or moved its end.
bool note_urgent_pointer(Arrival& arrival);

}  // namespace hw::tcp
