#pragma once

#include "tcp/recovery/ack_news.h"
#include "tcp/rules.h"

// Accurate ECN feedback (RFC 9768): where RFC 3168 echoes that there was a mark in the last window of data,
// the receiver counts the marks and feeds its counter back in three bits of every header, the ACE field, and
// counters of bytes in an option. Which of the two is used, ecn.h negotiates. All of it but the first
// function is for connections in EcnMode::Accurate.

namespace hw::tcp {

// AE, CWR and ECE of a SYN, as a number: does it ask for AccECN?
constexpr bool asks_for_accurate_ecn(std::uint8_t ace) { return ace != 0 && ace != 3; }

// The handshake. The mode has been entered by the peer's SYN, or SYN,ACK.
void begin_accurate_ecn(Arrival& arrival);
// The flags of our SYN,ACK, and its option.
void answer_accurately(Event& event, OutgoingSegment& out);
// The peer's SYN has come again, our SYN,ACK is on its way.
void note_syn_again(Arrival& arrival);
// In SYN-RECEIVED: the ACK of our SYN,ACK.
void take_third_ack(Arrival& arrival);
// A SYN in a synchronized state: the ACK that answers it tells with which codepoint it came.
void tell_codepoint_of_syn(Arrival& arrival);

// The receiver's part. A segment has passed the tests of its numbers: count it, and see whether an ACK is
// due.
void count_codepoint(Arrival& arrival);
// Text has come that was here already: do our options get lost?
void watch_for_lost_options(Arrival& arrival);
// The codepoint and the ACE field of every segment but a SYN.
enum class IsNewText : bool {};
void mark_accurately(Event& event, OutgoingSegment& out, IsNewText is_new_text);
// The option, if it is due and has room among `room_bytes` of options; a SACK block may have to go for it.
// Cuts the option, of which `required` fields must stay, and SACK blocks, until all options take at most `room_bytes`.
// False: it does not fit at all.
bool fit_accurate_ecn_option(wire::Options& options, std::uint32_t required, std::uint32_t room_bytes);
void add_accurate_ecn_option(Event& event, OutgoingSegment& out, std::uint32_t room_bytes);
// How much room full segments leave for the option, bytes.
std::uint32_t accurate_ecn_reserve(const Tcb& tcb, const Config& config);
// SND.MSS anew: whether our segments carry the option may have changed.
void fit_text_beside_option(Tcb& tcb, const Config& config);
// The peer's option, the first time.
void note_accurate_ecn_option(Arrival& arrival);

// The sender's part. An ACK has been processed: how many more of our segments were marked? `delivered_bytes`:
// that it newly acknowledged or SACKed. True: some were.
bool heed_accurate_feedback(Arrival& arrival, const AckNews& news, std::uint32_t delivered_bytes);

}  // namespace hw::tcp
