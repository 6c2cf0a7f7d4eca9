#pragma once

#include <cstdint>
#include <span>

#include "base/time.h"
#include "tcp/config.h"
#include "tcp/effects.h"
#include "tcp/fast_open_cookie.h"
#include "tcp/tcb.h"
#include "wire/icmp.h"

// One connection, driven by three kinds of events: a user call (§3.10.1–6), a segment that arrives
// (§3.10.7), a deadline that passes (§3.10.8). Each changes the Tcb and writes what is to be done into
// `effects`, which the caller has cleared. Time is an argument; nothing here performs I/O, and
// the caller guarantees that time never runs backwards for a connection.

namespace hw::tcp {

// What every event works with. References live for the duration of one call only.
struct Event {
    Tcb& tcb;
    const Config& config;
    Instant now;
    Effects& effects;
    StepTrace* trace = nullptr;  // optional: receives one record for each row reached
    // Somebody listens on the connection's local port: TIME-WAIT may give way to a new SYN (§3.6.1, MAY-2).
    bool port_has_listener = false;
    // What the host grants the Fast Open of a SYN that arrives in LISTEN; nullptr: nothing (RFC 7413).
    const FastOpenGrant* fast_open = nullptr;
};

// OPEN (§3.10.1). The caller chooses the initial send sequence number (§3.4.1, RFC 6528).
void open_active(Event event, SeqNum iss);
void open_passive(Event event, SeqNum iss);
// OPEN and SEND in one (RFC 7413 §4.2): the SYN carries the cookie and as much of `data` as it may, or, without
// a cookie, asks for one. What the server does not take leaves once the handshake is complete.
struct FastOpenRequest {
    FastOpenCookie cookie{};            // from an earlier connection; empty: ask for one
    std::uint16_t peer_mss = 0;         // that came with it, bytes; 0: unknown
    bool is_experimental = false;       // it came as kind 254
    bool needs_no_cookie = false;       // the text may leave without one (Linux: TFO_CLIENT_NO_COOKIE)
    bool is_hopeless = false;           // the server has no use for it: the SYN is an ordinary one
    bool takes_only_what_fits = false;  // of `data`, in the SYN (Linux: tcp_send_syn_data())
};
void open_fast(Event event, SeqNum iss, const FastOpenRequest& request, std::span<const std::uint8_t> data);

// SEND (§3.10.2): queues as much of `data` as the buffer holds; effects.accepted_bytes says how much.
// Urgent::Yes puts the urgent pointer behind the last of these bytes (§3.8.5).
enum class Push : std::uint8_t { No, Yes };
enum class Urgent : std::uint8_t { No, Yes };
void send(Event event, std::span<const std::uint8_t> data, Push push = Push::Yes, Urgent urgent = Urgent::No);

// RECEIVE (§3.10.3): gives up to buffer.size() bytes; effects.accepted_bytes says how many. At the
// end of the peer's data: CallError::ConnectionClosing.
void receive(Event event, std::span<std::uint8_t> buffer);

// Takes and forgets up to `most` bytes, for users that only count.
void discard_received(Event event, std::uint32_t most);

void close(Event event);  // CLOSE (§3.10.4): half of the connection, after everything queued was sent
void abort(Event event);  // ABORT (§3.10.5): RST, TCB gone
// No process owns the connection any more: its socket was closed for both directions, or its process ended.
// CLOSE, unless that has been; RST instead if text was left unread and the Config says so (SHLD-3). From now on
// new text is answered with RST, and FIN-WAIT-2 may end by itself (ConnectionOptions::fin_wait2_timeout).
void orphan(Event event);
// The user has changed tcb.options: what may be sent now leaves, and timers follow.
void options_changed(Event event);
State status(Event event);  // STATUS (§3.10.6): the state; the rest is in the Tcb for all to read

// SEGMENT ARRIVES (§3.10.7.2–4), for any state but CLOSED.
void segment_arrives(Event event, const wire::Segment& segment);

// ICMP MESSAGE ARRIVES (§3.9.2.2): an error about a segment of this connection.
void icmp_arrives(Event event, const wire::IcmpError& error);

// SEGMENT ARRIVES in CLOSED (§3.10.7.1): there is no TCB; the answer, if any, is a reset.
void segment_arrives_closed(const wire::Segment& segment, Effects& effects, StepTrace* trace = nullptr);

// The next instant at which deadline_passes() has something to do; never() if none.
Instant next_deadline(const Tcb& tcb);

// Serves every deadline that is due at event.now (§3.10.8).
void deadline_passes(Event event);

}  // namespace hw::tcp
