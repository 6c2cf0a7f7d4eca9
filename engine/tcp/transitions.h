#pragma once

#include "tcp/rules.h"

// Changes of state that more than one step makes (RFC 9293 §3.3.2).

namespace hw::tcp {

// The handshake is complete: tells the user, and lets RFC 6298 (5.7) have its say.
void enter_established(Event& event);
// The handshake is over: what counts from then on begins. enter_established() does it; so must an ACK of our SYN
// that comes after a CLOSE in SYN-RECEIVED, which is never ESTABLISHED (§3.10.4).
void begin_transfer(Event& event);

// Our FIN is acknowledged and the peer's has not come. An orphan does not wait for it for ever.
void enter_fin_wait2(Event& event);

// "Start the time-wait timer, turn off the other timers" (§3.10.7.4, eighth). 2 MSL, MUST-13.
void enter_time_wait(Arrival& arrival);
void restart_time_wait(Event& event);

// "Delete the TCB, enter the CLOSED state", and tell the owner. After an orderly end the text that the
// user has not yet read stays readable until the owner forgets the Tcb; every other end flushes it.
enum class UnreadText : std::uint8_t { Keep, Flush };
void delete_tcb(Event& event, UnreadText unread);
// The same for a connection that has failed: Config::failure_keeps_unread_text decides.
void delete_failed_tcb(Event& event);

// §3.10.7.4, second and fourth, SYN-RECEIVED: back to where the passive OPEN began.
void return_to_listen(Event& event);

// A Tcb about to send or await its SYN: everything but the state. Keeps the options that the user has set.
void prepare_tcb(Tcb& tcb, const Config& config, SeqNum iss);

}  // namespace hw::tcp
