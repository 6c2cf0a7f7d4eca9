#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

namespace hw::tcp {

// What Linux's acknowledgment policy remembers (struct inet_connection_sock, icsk_ack; tcp_sock, compressed_ack).
struct AckState {
    Duration delay{};        // ato: how long an ACK may wait; 0: no text has come yet
    Instant text_came_at{};  // lrcvtime: when the last text came in order, or the handshake ended
    std::uint16_t peer_segment_bytes = 536;  // rcv_mss: a guess at the peer's full segment
    std::uint16_t last_segment_bytes = 0;    // last_seg_size
    std::uint8_t quick_left = 0;             // quick: ACKs that still go at once
    std::uint8_t duplicates_sent = 0;        // dup_ack_counter: for one RCV.NXT, before they are compressed
    std::uint8_t compressed = 0;             // compressed_ack: ACKs that one ACK will stand for
    SeqNum duplicates_of{};                  // compressed_ack_rcv_nxt
    bool is_interactive = false;             // pingpong: we answer what comes, so ACKs ride on our text
    bool writer_waits = false;               // sk_write_pending: a thread waits for the handshake, to write
    bool is_scheduled = false;               // ICSK_ACK_SCHED
    bool is_pushed = false;                  // ICSK_ACK_PUSHED: a short segment has come
    bool is_pushed_twice = false;            // ICSK_ACK_PUSHED2
    friend constexpr bool operator==(const AckState&, const AckState&) = default;
};

constexpr void digest(Digest& d, const AckState& a) {
    digest_all(d, a.delay, a.text_came_at, a.peer_segment_bytes, a.last_segment_bytes, a.quick_left,
               a.duplicates_sent, a.compressed, a.duplicates_of, a.is_interactive, a.writer_waits,
               a.is_scheduled, a.is_pushed, a.is_pushed_twice);
}

}  // namespace hw::tcp
