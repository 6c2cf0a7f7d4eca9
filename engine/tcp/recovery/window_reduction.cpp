#include "tcp/recovery/window_reduction.h"

#include <algorithm>

#include "tcp/congestion_news.h"
#include "tcp/ecn.h"
#include "tcp/recovery/flight.h"

namespace hw::tcp {
namespace {

std::uint32_t bounded(std::uint64_t bytes) {
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(bytes, 0x7fff'ffff));
}

}  // namespace

void begin_reduction(Event& event) {
    Tcb& tcb = event.tcb;
    RecoveryState& recovery = tcb.recovery;
    const CongestionControl& control = congestion_control(event.config.congestion);
    recovery.probe.is_outstanding = false;
    // RFC 6937 §3: "RecoverFS = snd.nxt-snd.una". Linux: tcp_init_cwnd_reduction() takes the window.
    const bool by_segments = event.config.flight_unit == FlightUnit::Segments;
    const CongestionNews news = news_of(event);
    const std::uint32_t cwnd = tcb.congestion.cwnd_bytes;
    recovery.reduction = {.prior_cwnd_bytes = by_segments ? cwnd : std::min(cwnd, news.outstanding_bytes)};
    recovery.high_seq = tcb.snd.nxt;
    const std::uint32_t threshold = control.ssthresh_after_loss(tcb.congestion, news);
    tcb.congestion.ssthresh_bytes = threshold;
    // With PRR the window follows what is delivered; otherwise it is the threshold at once: RFC 6675 §5 (4.2)
    // "ssthresh = cwnd = (FlightSize / 2)", RFC 3168 §6.1.2 "halving the congestion window".
    if (event.config.prr == Switch::Off) tcb.congestion.cwnd_bytes = threshold;
    note_window_reduction(tcb);
    control.on_enter_recovery(tcb.congestion, news_of(event));
}

void continue_reduction(Event& event, const AckNews& news) {
    Tcb& tcb = event.tcb;
    RateReduction& reduction = tcb.recovery.reduction;
    if (event.config.prr == Switch::Off || news.delivered_bytes == 0 || reduction.prior_cwnd_bytes == 0)
        return;
    const std::uint64_t mss = tcb.snd.mss;
    const std::uint64_t pipe = bytes_in_flight(tcb, event.config);
    const std::uint64_t threshold = tcb.congestion.ssthresh_bytes;
    reduction.delivered_bytes += news.delivered_bytes;
    std::uint64_t allowed = 0;
    if (pipe > threshold) {
        // RFC 6937 §3: "sndcnt = CEIL(prr_delivered * ssthresh / RecoverFS) - prr_out". With segments for a unit
        // the quotient is rounded up to a whole one.
        const std::uint64_t unit = event.config.flight_unit == FlightUnit::Segments ? mss : 1;
        const std::uint64_t prior = reduction.prior_cwnd_bytes / unit;
        const std::uint64_t share = ((threshold / unit) * (reduction.delivered_bytes / unit) + prior - 1) /
                                    std::max<std::uint64_t>(prior, 1);
        allowed = share * unit > reduction.sent_bytes ? share * unit - reduction.sent_bytes : 0;
    } else {
        // §3, "PRR Slow Start Reduction Bound": "limit = MAX(prr_delivered - prr_out, DeliveredData) + MSS" and
        // "sndcnt = MIN(ssthresh - pipe, limit)". The MSS more is allowed only while all goes well: RFC 9937
        // calls it SafeACK, an ACK that advances SND.UNA and reveals no further loss. Linux too.
        std::uint64_t limit = reduction.delivered_bytes > reduction.sent_bytes
                                  ? reduction.delivered_bytes - reduction.sent_bytes
                                  : 0;
        limit = std::max<std::uint64_t>(limit, news.delivered_bytes);
        if (news.has_advanced && news.newly_lost_segments == 0) limit += mss;
        allowed = std::min(threshold - pipe, limit);
    }
    // "Force a fast retransmit upon entering recovery": the first goes out whatever the arithmetic says.
    if (reduction.sent_bytes == 0) allowed = std::max(allowed, mss);
    tcb.congestion.cwnd_bytes = bounded(pipe + allowed);
}

void inflate(Event& event) {
    CongestionState& congestion = event.tcb.congestion;
    congestion.cwnd_bytes = bounded(std::uint64_t{congestion.cwnd_bytes} + event.tcb.snd.mss);
}

void deflate_partially(Event& event, std::uint32_t acked_bytes) {
    // RFC 6582 §3.2 (3): "Deflate the congestion window by the amount of new data acknowledged by the Cumulative
    // Acknowledgment field. If the partial ACK acknowledges at least one SMSS of new data, then add back SMSS
    // bytes to the congestion window."
    std::uint32_t& cwnd = event.tcb.congestion.cwnd_bytes;
    const std::uint32_t mss = event.tcb.snd.mss;
    cwnd -= std::min(cwnd, acked_bytes);
    if (acked_bytes >= mss) cwnd += mss;
    cwnd = std::max(cwnd, mss);
}

void end_reduction(Event& event) {
    Tcb& tcb = event.tcb;
    CongestionState& congestion = tcb.congestion;
    const bool stands = tcb.recovery.phase == RecoveryPhase::Cwr || tcb.recovery.undo.is_possible;
    if (stands && event.config.prr == Switch::On) {
        congestion.cwnd_bytes = congestion.ssthresh_bytes;
    } else if (stands && !tcb.sack.is_permitted && tcb.recovery.phase == RecoveryPhase::Recovery) {
        // RFC 6582 §3.2 (3): "Set cwnd to either (1) min (ssthresh, max(FlightSize, SMSS) + SMSS)".
        const std::uint32_t mss = tcb.snd.mss;
        const std::uint32_t flight = std::max(flight_size(tcb, event.config), mss);
        congestion.cwnd_bytes = std::min(congestion.ssthresh_bytes, flight + mss);
    }
    congestion_control(event.config.congestion).on_exit_recovery(congestion, news_of(event));
}

void note_sent_in_reduction(Event& event, std::uint32_t length) {
    if (is_reducing(event.tcb))
        event.tcb.recovery.reduction.sent_bytes += amount_of(length, event.tcb, event.config);
}

}  // namespace hw::tcp
