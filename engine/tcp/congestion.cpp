#include "tcp/congestion.h"

#include "tcp/congestion/cubic.h"
#include "tcp/congestion/new_reno.h"
#include "tcp/congestion/none.h"

namespace hw::tcp {

const CongestionControl& congestion_control(CongestionId id) {
    switch (id) {
        case CongestionId::None: return no_congestion_control;
        case CongestionId::NewReno: return new_reno_control;
        case CongestionId::Cubic: return cubic_control;
    }
    return no_congestion_control;
}

std::optional<CongestionId> find_congestion_control(std::string_view name) {
    if (name == "newreno") return CongestionId::NewReno;
    for (std::uint32_t i = 0; i < congestion_count; ++i)
        if (congestion_control(static_cast<CongestionId>(i)).name == name)
            return static_cast<CongestionId>(i);
    return std::nullopt;
}

void digest(Digest& d, const CongestionState& state) {
    digest_all(d, state.cwnd_bytes, state.ssthresh_bytes, state.acked_bytes, state.use, state.cubic,
               state.hystart);
}

}  // namespace hw::tcp
