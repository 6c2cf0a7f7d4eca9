#pragma once

#include <cstdint>

#include "tcp/tcb.h"

namespace hw::tcp {

// The numbers of a Tcb without its buffers: what the trace keeps before and after every event, and the
// inspector compares.
struct TcbSummary {
    State state = State::Closed;
    OpenedBy opened_by = OpenedBy::Nobody;
    SendVariables snd{};
    ReceiveVariables rcv{};
    Deadlines deadlines{};
    TimestampState timestamps{};
    Duration srtt{};
    Duration rttvar{};
    Duration rto{};
    bool has_rtt_sample = false;
    std::uint32_t retransmissions = 0;
    RecoveryPhase phase = RecoveryPhase::Open;
    std::uint32_t cwnd_bytes = 0;  // the largest number when nothing limits
    std::uint32_t ssthresh_bytes = 0;
    // Segments on the scoreboard: of `unacked` so many are SACKed, presumed lost, and on their way again.
    std::uint32_t unacked_segments = 0;
    std::uint32_t sacked_segments = 0;
    std::uint32_t lost_segments = 0;
    std::uint32_t resent_segments = 0;
    std::uint32_t send_buffered_bytes = 0;     // queued or unacknowledged
    std::uint32_t receive_buffered_bytes = 0;  // in order, not yet read
    std::uint32_t out_of_order_bytes = 0;      // waiting for a gap to be filled
    friend bool operator==(const TcbSummary&, const TcbSummary&) = default;
};

TcbSummary summary_of(const Tcb& tcb);

}  // namespace hw::tcp
