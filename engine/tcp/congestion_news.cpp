#include "tcp/congestion_news.h"

namespace hw::tcp {

CongestionNews news_of(const Event& event) {
    const Tcb& tcb = event.tcb;
    return {
        .config = event.config,
        .now = event.now,
        .una = tcb.snd.una,
        .nxt = tcb.snd.nxt,
        .mss = tcb.snd.mss,
        .in_flight_bytes = distance(tcb.snd.una, tcb.snd.nxt),
        .srtt = tcb.rtt.srtt,
    };
}

}  // namespace hw::tcp
