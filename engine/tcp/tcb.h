#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"
#include "tcp/receive_buffer.h"
#include "tcp/rtt.h"
#include "tcp/send_buffer.h"
#include "tcp/state.h"

namespace hw::tcp {

// SND.* of RFC 9293 §3.3.1. `wnd` is always unscaled bytes.
struct SendVariables {
    SeqNum una{}, nxt{}, wl1{}, wl2{}, iss{}, up{};
    std::uint32_t wnd = 0;      // SND.WND, bytes
    std::uint32_t max_wnd = 0;  // the largest window seen, bytes (§3.8.6.2.1; RFC 5961 §5.2 MAX.SND.WND)
    std::uint16_t mss = 536;    // effective send MSS, bytes of text (§3.7.1)
    friend constexpr bool operator==(const SendVariables&, const SendVariables&) = default;
};

// RCV.* of RFC 9293 §3.3.1.
struct ReceiveVariables {
    SeqNum nxt{}, irs{}, up{};
    std::uint32_t wnd = 0;  // RCV.WND as advertised, bytes
    friend constexpr bool operator==(const ReceiveVariables&, const ReceiveVariables&) = default;
};

// How the connection was opened: a reset in SYN-RECEIVED returns a passive one to LISTEN
// (§3.10.7.4, second), an active one is refused.
enum class OpenedBy : std::uint8_t { Nobody, Passive, Active };

// Deadlines, each `never` when not armed. Whoever owns the connection polls next_deadline().
struct Deadlines {
    Instant retransmit = Instant::never();   // RFC 6298
    Instant persist = Instant::never();      // zero-window probe (§3.8.6.1) or silly-window override
    Instant delayed_ack = Instant::never();  // §3.8.6.3
    Instant time_wait = Instant::never();    // §3.10.8 TIME-WAIT TIMEOUT
    Instant user = Instant::never();         // §3.10.8 USER TIMEOUT
    friend constexpr bool operator==(const Deadlines&, const Deadlines&) = default;
};

// The Transmission Control Block: everything one endpoint knows about one connection. A value:
// copying it is a snapshot, == proves a restore (the buffers share their chunks, copy-on-write).
struct Tcb {
    State state = State::Closed;
    OpenedBy opened_by = OpenedBy::Nobody;
    RuleBookId rules = RuleBookId::Rfc9293;
    bool close_requested = false;  // the user has CLOSEd; our FIN follows the last queued byte
    bool fin_was_sent = false;
    bool fin_was_received = false;
    std::uint32_t retransmissions = 0;         // of the oldest unacknowledged segment, in a row
    Instant oldest_unacked_since = Instant::never();  // when it was first sent: R1, R2 (§3.8.3)
    SendVariables snd{};
    ReceiveVariables rcv{};
    RttEstimator rtt{};
    Deadlines deadlines{};
    SendBuffer send_buffer{};
    ReceiveBuffer receive_buffer{};

    friend bool operator==(const Tcb&, const Tcb&) = default;
};

void digest(Digest& d, const Tcb& tcb);

}  // namespace hw::tcp
