#pragma once

#include "tcp/rules.h"

// TCP Fast Open (RFC 7413): a client that has been here before shows a cookie, and the server takes the text of
// its SYN, and may answer it, before the handshake is complete. The host keeps cookies and keys, and judges
// (fast_open_cookie.h); here is what a connection does with its verdict.

namespace hw::tcp {

// The option of our SYN, or of our SYN,ACK. Neither is repeated when the segment is (§4.2.1, §4.2.2).
void add_fast_open_option(const Tcb& tcb, wire::Options& options);

// How much text our SYN may carry, bytes, and how much of what is queued it, or our SYN,ACK, carries now.
std::uint32_t room_in_syn(const Tcb& tcb, const Config& config);
std::uint32_t text_for_syn(const Tcb& tcb, const Config& config);

// Client: the SYN,ACK has come; was the cookie renewed, and was the text taken?
void learn_from_fast_open_answer(Arrival& arrival);

// Server: does arrival.fast_open let the text of this SYN in? Then it goes to the user.
bool accept_fast_open(Arrival& arrival);

// FastOpened, and the SYN,ACK has not left yet: see Config::fast_open_syn_ack_waits.
inline bool syn_ack_waits(const Tcb& tcb) {
    return tcb.state == State::SynReceived && tcb.fast_open.is_accepted && tcb.snd.nxt == tcb.snd.iss;
}

// Client: the end of the text that our SYN has carried; ISS if it had none.
inline SeqNum end_of_syn_text(const Tcb& tcb) {
    return tcb.fast_open.text_bytes > 0 ? tcb.snd.iss + 1 + tcb.fast_open.text_bytes : tcb.snd.iss;
}

// FastOpened, and the handshake is not yet complete.
inline bool is_fast_opened(const Tcb& tcb) {
    return tcb.state == State::SynReceived && tcb.fast_open.is_accepted;
}

}  // namespace hw::tcp
