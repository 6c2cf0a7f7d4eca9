#include "tcp/congestion_news.h"

#include "tcp/recovery/flight.h"

namespace hw::tcp {

CongestionNews news_of(const Event& event) {
    const Tcb& tcb = event.tcb;
    return {
        .config = event.config,
        .now = event.now,
        .una = tcb.snd.una,
        .nxt = tcb.snd.nxt,
        .mss = tcb.snd.mss,
        .in_flight_bytes = bytes_in_flight(tcb, event.config),
        .outstanding_bytes = flight_size(tcb, event.config),
        .srtt = tcb.rtt.srtt,
        .min_rtt = tcb.rtt.minimum.value(),
        .is_window_limited = is_window_limited(tcb.congestion),
        .rto = tcb.rtt.rto,
        .may_shrink_unused = tcb.recovery.phase == RecoveryPhase::Open && !tcb.writer_is_waiting,
        .handshake_losses = tcb.rtt.syn_losses,
    };
}

}  // namespace hw::tcp
