#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/ack_state.h"
#include "tcp/config.h"
#include "tcp/congestion.h"
#include "tcp/connection_options.h"
#include "tcp/fast_open_state.h"
#include "tcp/network_error.h"
#include "tcp/option_state.h"
#include "tcp/receive_buffer.h"
#include "tcp/recovery/scoreboard.h"
#include "tcp/recovery/state.h"
#include "tcp/rtt.h"
#include "tcp/send_buffer.h"
#include "tcp/send_packets.h"
#include "tcp/state.h"
#include "tcp/window_state.h"

namespace hw::tcp {

// SND.* of RFC 9293 §3.3.1. `wnd` is always unscaled bytes.
struct SendVariables {
    SeqNum una{}, nxt{}, wl1{}, wl2{}, iss{}, up{};
    std::uint32_t wnd = 0;         // SND.WND, bytes
    std::uint32_t max_wnd = 0;     // the largest window seen, bytes (§3.8.6.2.1; RFC 5961 §5.2 MAX.SND.WND)
    std::uint16_t mss = 536;       // effective send MSS without the options in every segment, bytes (§3.7.1)
    std::uint16_t peer_mss = 536;  // "SendMSS": what the peer's SYN announced, bytes
    std::uint16_t path_mtu = 0;    // what ICMP has said of the path, bytes; 0: nothing (RFC 1191)
    std::uint8_t shift = 0;        // Snd.Wind.Shift (RFC 7323 §2.3)
    SeqNum push{};                 // the end of the last SEND that was pushed; valid if is_pushed
    SeqNum
        small_end{};  // the end of the last segment sent with less than a full one; valid if has_sent_small
    bool has_sent_small = false;
    bool is_pushed = false;
    bool is_urgent = false;  // `up` is ahead of `una`
    Instant paced_until{};   // Config::pacing: no packet leaves before (Linux: tcp_wstamp_ns)
    friend constexpr bool operator==(const SendVariables&, const SendVariables&) = default;
};

// RCV.* of RFC 9293 §3.3.1.
struct ReceiveVariables {
    SeqNum nxt{}, irs{}, up{};
    std::uint32_t wnd = 0;                   // RCV.WND: up to the rightmost edge ever advertised, bytes
    SeqNum push{};                           // the end of the last pushed text; valid if is_pushed
    SeqNum fin{};                            // the sequence number of the peer's FIN; valid if fin_is_known
    std::uint32_t unacknowledged_bytes = 0;  // text accepted since our last ACK (§3.8.6.3)
    std::uint8_t shift = 0;  // Rcv.Wind.Shift (RFC 7323 §2.3); in SYN-SENT the one that we offer
    bool is_pushed = false;
    bool is_urgent = false;     // "urgent mode": `up` is ahead of what the user has consumed
    bool fin_is_known = false;  // seen, perhaps ahead of text that is still missing
    friend constexpr bool operator==(const ReceiveVariables&, const ReceiveVariables&) = default;
};

// How the connection was opened: a reset in SYN-RECEIVED returns a passive one to LISTEN
// (§3.10.7.4, second), an active one is refused.
enum class OpenedBy : std::uint8_t { Nobody, Passive, Active };

// Deadlines, each `never` when not armed. Whoever owns the connection polls next_deadline().
struct Deadlines {
    Instant retransmit = Instant::never();       // RFC 6298
    Instant persist = Instant::never();          // zero-window probe (§3.8.6.1) or silly-window override
    Instant delayed_ack = Instant::never();      // §3.8.6.3
    Instant time_wait = Instant::never();        // §3.10.8 TIME-WAIT TIMEOUT
    Instant user = Instant::never();             // §3.10.8 USER TIMEOUT
    Instant reorder = Instant::never();          // RFC 8985 §6.2: RACK's reordering window
    Instant tail_loss_probe = Instant::never();  // RFC 8985 §7
    Instant keep_alive = Instant::never();       // §3.8.4
    Instant fin_wait2 = Instant::never();        // Linux's tcp_fin_timeout
    friend constexpr bool operator==(const Deadlines&, const Deadlines&) = default;
};

// RFC 5961 §7: challenge ACKs sent in the current second; when a segment that should not be was last answered.
struct ChallengeBudget {
    Instant second_began{};
    Instant last_answer = Instant::never();
    std::uint32_t sent = 0;
    friend constexpr bool operator==(const ChallengeBudget&, const ChallengeBudget&) = default;
};

// The Transmission Control Block: everything one endpoint knows about one connection. A value:
// copying it is a snapshot, == proves a restore (the buffers share their chunks, copy-on-write).
struct Tcb {
    State state = State::Closed;
    OpenedBy opened_by = OpenedBy::Nobody;
    RuleBookId rules = RuleBookId::Rfc9293;
    ConnectionOptions options{};
    bool close_requested = false;  // the user has CLOSEd; our FIN follows the last queued byte
    bool fin_was_sent = false;
    bool fin_was_received = false;
    // Specified by the OPEN: a SEND turns such a listener into an active opener (§3.10.2). The host sets it.
    bool foreign_socket_is_specified = false;
    bool window_scale_is_agreed = false;  // Snd.WS.OK (RFC 7323)
    bool writer_is_waiting = false;       // a SEND did not fit: tell the user when there is room
    bool reading_is_over = false;         // its user will read no more: see refuse_text() in orphan.h
    bool is_orphan = false;               // no process owns it any more: see orphan() in connection.h
    NetworkError soft_error = NetworkError::None;  // the network's last complaint since there was progress
    std::uint8_t unanswered_probes = 0;            // keep-alive and zero-window probes since `last_heard`
    std::uint32_t retransmissions = 0;             // of the oldest unacknowledged segment, in a row
    std::uint32_t window_probes = 0;               // zero-window probes in a row (§3.8.6.1)
    std::uint32_t duplicate_acks = 0;              // in a row (RFC 5681 §2)
    // Since when there has been no progress on the oldest unacknowledged segment: R2 (§3.8.3).
    Instant oldest_unacked_since = Instant::never();
    // When the first retransmission since then was sent: Linux counts patience from here (retrans_stamp).
    Instant retransmitting_since = Instant::never();
    Instant last_heard = Instant::never();  // when the last acceptable ACK came (§3.8.4)
    SendVariables snd{};
    ReceiveVariables rcv{};
    RttEstimator rtt{};
    Deadlines deadlines{};
    ChallengeBudget challenges{};
    TimestampState timestamps{};
    SackState sack{};
    FastOpenState fast_open{};
    EcnState ecn{};
    AckState acks{};
    WindowState window{};
    CongestionState congestion{};
    RecoveryState recovery{};
    Scoreboard sent{};
    SendBuffer send_buffer{};
    SendPackets packets{};
    ReceiveBuffer receive_buffer{};

    friend bool operator==(const Tcb&, const Tcb&) = default;
};

void digest(Digest& d, const Tcb& tcb);

// Our SYN is still to be acknowledged: only then does the text begin one number behind SND.UNA. (SND.UNA
// itself meets ISS again after every 4 GiB.)
inline bool our_syn_is_outstanding(const Tcb& tcb) {
    return tcb.snd.una != tcb.snd.nxt && tcb.send_buffer.first() == tcb.snd.una + 1;
}

// Everything we have sent, our FIN included, is acknowledged (§3.10.7.4, fifth: "our FIN is now
// acknowledged").
inline bool our_fin_is_acked(const Tcb& tcb) { return tcb.fin_was_sent && tcb.snd.una == tcb.snd.nxt; }

// The user's data that has not been sent yet, bytes (§3.8.6.2.1: D).
inline std::uint32_t unsent_bytes(const Tcb& tcb) {
    const SeqNum next = std::max(tcb.snd.nxt, tcb.send_buffer.first());  // our SYN may still wait before it
    return next < tcb.send_buffer.end() ? distance(next, tcb.send_buffer.end()) : 0;
}

// The sequence number of the next byte that the user will RECEIVE.
inline SeqNum next_unread(const Tcb& tcb) {
    return tcb.rcv.nxt - (tcb.fin_was_received ? 1u : 0u) - tcb.receive_buffer.readable();
}

// How much urgent data the user has yet to RECEIVE (§3.8.5, MUST-33), whether or not it has all arrived.
inline std::uint32_t urgent_bytes(const Tcb& tcb) {
    return tcb.rcv.is_urgent ? distance(next_unread(tcb), tcb.rcv.up) : 0;
}

}  // namespace hw::tcp
