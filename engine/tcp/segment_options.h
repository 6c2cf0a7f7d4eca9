#pragma once

#include "tcp/rules.h"
#include "wire/segment.h"

// The options of every outgoing segment, put on in one place, and what they cost: the text of a full segment
// shrinks by them (RFC 6691, RFC 9293 §3.7.1). Also the two directions of the window shift (RFC 7323 §2.3).

namespace hw::tcp {

// <SYN> offers what the Config says; <SYN,ACK> only what the peer's SYN offered too.
void add_syn_options(Event& event, OutgoingSegment& out);
// Every later segment, resets included: timestamps once agreed on, SACK blocks, the marks of ECN.
void add_options(Event& event, OutgoingSegment& out);

// The MSS that our SYN announces, bytes (§3.7.1): what the link and the user of the socket allow.
std::uint16_t announced_mss(const Tcb& tcb, const Config& config);
// As long as a segment's text may be for the largest window seen, bytes (tcp_bound_to_half_wnd()).
std::uint32_t bound_by_window(const Tcb& tcb);
// SND.MSS from what the peer announced, the path and the options in every segment: to be called again when one
// of them changes.
void set_send_mss(Tcb& tcb, const Config& config);

// What is in every segment of either end, bytes.
std::uint32_t fixed_option_bytes(const Tcb& tcb);
// How much text a segment that leaves now may carry beside all its options, bytes: SND.MSS, less what there is to
// report of gaps and duplicates.
std::uint32_t current_send_mss(const Tcb& tcb);

// The shift that our SYN offers (RFC 7323 §2.3: "R").
std::uint8_t offered_window_shift(const Tcb& tcb, const Config& config);
// Both shifts, once the peer's SYN has come.
void learn_window_shift(Arrival& arrival);
// SEG.WND in bytes: "TrueWindow = SEG.WND << Snd.Wind.Shift" (RFC 7323 Appendix D), but of a SYN as it stands.
std::uint32_t true_window(const Tcb& tcb, const wire::Segment& segment);
// SEG.WND of a segment that leaves now.
std::uint16_t raw_window(const Tcb& tcb, wire::Ctl ctl);

}  // namespace hw::tcp
