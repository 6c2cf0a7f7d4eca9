#include "tcp/congestion.h"

#include "tcp/congestion/none.h"

namespace hw::tcp {

const CongestionControl& congestion_control(CongestionId id) {
    switch (id) {
        case CongestionId::None: return no_congestion_control;
    }
    return no_congestion_control;
}

void digest(Digest& d, const CongestionState& state) {
    digest_all(d, state.cwnd_bytes, state.ssthresh_bytes);
}

}  // namespace hw::tcp
