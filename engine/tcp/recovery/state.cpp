#include "tcp/recovery/state.h"

#include <array>

namespace hw::tcp {

std::string_view name_of(RecoveryPhase phase) {
    static constexpr std::array<std::string_view, 5> names{"open", "disorder", "window reduction",
                                                           "fast recovery", "timeout recovery"};
    return names[static_cast<std::uint32_t>(phase)];
}

void digest(Digest& d, const RecoveryState& s) {
    digest_all(d, s.phase, s.high_seq, s.duplicate_threshold, s.duplicates_held, s.spurious_timeout_is_sought,
               s.is_held, s.partial_ack_was_seen, s.rescue_was_sent, s.last_sent_at);
    digest_all(d, s.reduction.prior_cwnd_bytes, s.reduction.delivered_bytes, s.reduction.sent_bytes);
    digest_all(d, s.undo.is_possible, s.undo.marker, s.undo.has_resent, s.undo.unexplained_resent,
               s.undo.windows_are_known, s.undo.cwnd_bytes, s.undo.ssthresh_bytes, s.undo.first_resent_at);
    digest_all(d, s.rack.sent_at, s.rack.end, s.rack.rtt, s.rack.is_known, s.rack.was_resent,
               s.rack.has_advanced, s.rack.dsack_is_seen, s.rack.dsack_round_is_known, s.rack.dsack_round,
               s.rack.window_multiplier, s.rack.window_persist);
    digest_all(d, s.probe.is_outstanding, s.probe.is_retransmission, s.probe.has_sample_since,
               s.probe.is_wanted, s.probe.end);
    d.word(s.last_blocks.size());
    for (const wire::SackBlock& block : s.last_blocks) digest_all(d, block.left, block.right);
    digest_all(d, s.total_retransmissions, s.bytes_acked, s.bytes_retransmitted, s.delivered,
               s.duplicates_reported, s.reorderings_seen);
}

}  // namespace hw::tcp
