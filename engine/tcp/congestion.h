#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"

// Congestion control sits behind a table: one row of functions for each algorithm, over state that is
// plain data. An algorithm is one file under tcp/congestion/ and one row; no step knows its name.

namespace hw::tcp {

// What an algorithm remembers. The fields common to all; an algorithm may add its own here.
struct CongestionState {
    std::uint32_t cwnd_bytes = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t ssthresh_bytes = std::numeric_limits<std::uint32_t>::max();
    SeqNum recover{};  // RFC 6582: recovery ends when this is acknowledged
    bool is_recovering = false;
    friend constexpr bool operator==(const CongestionState&, const CongestionState&) = default;
};
void digest(Digest& d, const CongestionState& state);

// What has just happened, for an algorithm to judge.
struct CongestionNews {
    Instant now{};
    SeqNum una{}, nxt{};            // after the event
    std::uint32_t mss = 0;          // effective send MSS, bytes
    std::uint32_t acked_bytes = 0;  // on_ack: how far SND.UNA advanced
    std::uint32_t duplicates = 0;   // on_loss: how many duplicate ACKs in a row, this one included
};

// What an algorithm asks the sender to do besides respecting its window.
enum class CongestionWish : std::uint8_t { Nothing, RetransmitFront };

struct CongestionControl {
    CongestionId id;
    std::string_view name;
    void (*start)(CongestionState&, std::uint32_t mss);                  // entering ESTABLISHED
    CongestionWish (*on_ack)(CongestionState&, const CongestionNews&);   // SND.UNA has advanced
    CongestionWish (*on_loss)(CongestionState&, const CongestionNews&);  // a duplicate ACK hints at loss
    void (*on_timeout)(CongestionState&, const CongestionNews&);         // the retransmission timer expired
    std::uint32_t (*window)(const CongestionState&);                     // most bytes in flight
};

const CongestionControl& congestion_control(CongestionId id);

}  // namespace hw::tcp
