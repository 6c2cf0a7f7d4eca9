#pragma once

#include "tcp/connection.h"

// When a connection that gets no answer is given up: after the times R2 of RFC 9293 §3.8.3 (MUST-20 to
// MUST-23) and the user timeout of §3.9.1.1; or, where the Config gives counts, as Linux does
// (net/ipv4/tcp_timer.c), whose counts stand for the time that so many back-offs would take.

namespace hw::tcp {

// The retransmission timer has expired and is not to be started again.
bool has_lost_patience(const Event& event);
// The same for the timer of zero-window probes.
bool has_probed_enough(const Event& event);
// The same for keep-alive probes.
bool has_kept_alive_enough(const Event& event);

// Does USER TIMEOUT run as a deadline of its own (§3.10.8)? On Linux it only bounds the patience above.
bool user_timeout_is_a_deadline(const Config& config);

// When a timer that is started now and waits for an answer is to expire: after `wait`, but no later than patience
// lasts.
Instant deadline_within_patience(const Event& event, Duration wait);

// Whether this expiry of the timer doubles the RTO: on Linux not the first few of a SYN.
bool backs_off(const Event& event);

// The front of the queue is sent again; on Linux that does not count before a shut window.
enum class Counted : std::uint8_t { No, Yes };
void note_retransmission(Event& event, Counted counted);

// Tells the user why, forgets the connection, and returns `finding`.
Finding give_up(Event& event, Signal reason, Finding finding);

}  // namespace hw::tcp
