#include "tcp/recovery/flight.h"

#include <algorithm>

namespace hw::tcp {
namespace {

// Without SACK a duplicate ACK says that some segment has left the network, but not which.
std::uint32_t believed_to_have_arrived(const Tcb& tcb, const Config& config) {
    const RecoveryState& recovery = tcb.recovery;
    // RFC 6937 §3: "for each duplicate ACK, DeliveredData is … 1 SMSS"; Linux keeps an emulated sacked_out.
    if (config.prr == Switch::On) return recovery.duplicates_held * tcb.snd.mss;
    // RFC 6582 inflates the window instead. Before it, RFC 3042 §2: "The amount of outstanding data would remain
    // less than or equal to the congestion window plus 2 segments".
    if (recovery.phase != RecoveryPhase::Disorder || config.limited_transmit == Switch::Off) return 0;
    return std::min(recovery.duplicates_held, 2u) * tcb.snd.mss;
}

}  // namespace

std::uint32_t bytes_in_flight_after_losses(const Tcb& tcb, const Config& config) {
    const Scoreboard& sent = tcb.sent;
    const std::uint32_t outstanding = amount_of(sent.all(), tcb, config);
    const bool is_early = tcb.recovery.phase <= RecoveryPhase::Disorder;
    // RFC 5681 §3.2: without limited transmit nothing new leaves before the third duplicate.
    if (is_early && config.limited_transmit == Switch::Off) return outstanding;
    // RFC 6675 §4 SetPipe: "(a) If IsLost (S1) returns false: Pipe is incremented by 1 octet … (b) If S1 <=
    // HighRxt: Pipe is incremented by 1 octet."
    const std::uint32_t gone = amount_of(sent.sacked(), tcb, config) + amount_of(sent.lost(), tcb, config) +
                               (tcb.sack.is_permitted ? 0 : believed_to_have_arrived(tcb, config));
    const std::uint32_t present = outstanding + amount_of(sent.resent(), tcb, config);
    return gone < present ? present - gone : 0;
}

}  // namespace hw::tcp
