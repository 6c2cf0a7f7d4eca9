#include "tcp/congestion/none.h"

namespace hw::tcp {
namespace {

void start(CongestionState& state, std::uint32_t) { state = {}; }
CongestionWish ignore_news(CongestionState&, const CongestionNews&) { return CongestionWish::Nothing; }
void ignore_timeout(CongestionState&, const CongestionNews&) {}
std::uint32_t no_limit(const CongestionState&) { return std::numeric_limits<std::uint32_t>::max(); }

}  // namespace

const CongestionControl no_congestion_control{
    .id = CongestionId::None,
    .name = "none",
    .start = start,
    .on_ack = ignore_news,
    .on_loss = ignore_news,
    .on_timeout = ignore_timeout,
    .window = no_limit,
};

}  // namespace hw::tcp
