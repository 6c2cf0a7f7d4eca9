#include "tcp/congestion/none.h"

namespace hw::tcp {
namespace {

constexpr std::uint32_t unlimited = std::numeric_limits<std::uint32_t>::max();

void start(CongestionState& state, const CongestionNews&) { state = {}; }
void ignore_news(CongestionState&, const CongestionNews&) {}
std::uint32_t no_threshold(CongestionState&, const CongestionNews&) { return unlimited; }
void restore(CongestionState& state, const CongestionNews&, const CongestionWindows&) { state = {}; }
void ignore_idleness(CongestionState&, const CongestionNews&, Duration, Duration) {}
std::uint32_t no_limit(const CongestionState&) { return unlimited; }

}  // namespace

const CongestionControl no_congestion_control{
    .id = CongestionId::None,
    .name = "none",
    .recovers_early = false,
    .start = start,
    .on_round_trip = ignore_news,
    .on_ack = ignore_news,
    .ssthresh_after_loss = no_threshold,
    .on_enter_recovery = ignore_news,
    .on_exit_recovery = start,
    .on_timeout = ignore_news,
    .on_undo = restore,
    .on_idle = ignore_idleness,
    .window = no_limit,
};

}  // namespace hw::tcp
