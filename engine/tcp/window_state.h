#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/windows/text_memory.h"

namespace hw::tcp {

// What Linux's receive window remembers (struct tcp_sock): how far it may open, and how much the user took in the
// last round trip (dynamic right-sizing). Unused under the RFC's policy.
struct WindowState {
    std::uint32_t buffer_bytes = 0;     // sk_rcvbuf: grows with the user's appetite
    std::uint8_t text_share_256 = 128;  // scaling_ratio: what of the buffer is for text, in 256ths
    std::uint32_t clamp = 0;            // window_clamp: the window is never wider, bytes
    std::uint32_t threshold = 0;        // rcv_ssthresh: nor, for now, than this
    std::uint32_t round_trip_8 = 0;     // rcv_rtt_est.rtt_us: eighths of a microsecond; 0: unknown
    std::uint32_t last_echo = 0;        // rcv_rtt_last_tsecr
    SeqNum round_ends{};                // rcv_rtt_est.seq: a window further on than where the round began
    Instant round_began = Instant::never();  // rcv_rtt_est.time
    std::uint32_t read_before = 0;  // rcvq_space.space: what the user took in the round before, bytes
    SeqNum read_from{};             // rcvq_space.seq
    Instant read_since{};           // rcvq_space.time
    SeqNum widest_edge{};           // rcv_mwnd_seq: the rightmost edge ever advertised; valid with `clamp`
    bool has_reader = false;        // sk_socket: a process has a descriptor of the connection
    TextMemory memory{};            // sk_rmem_alloc
    friend bool operator==(const WindowState&, const WindowState&) = default;
};

inline void digest(Digest& d, const WindowState& w) {
    digest_all(d, w.buffer_bytes, w.text_share_256, w.clamp, w.threshold, w.round_trip_8, w.last_echo,
               w.round_ends, w.round_began, w.read_before, w.read_from, w.read_since, w.widest_edge,
               w.has_reader, w.memory);
}

}  // namespace hw::tcp
