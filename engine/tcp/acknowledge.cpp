#include "tcp/acknowledge.h"

#include "tcp/congestion_news.h"
#include "tcp/timers.h"

namespace hw::tcp {

void advance_una(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const SeqNum ack = arrival.seg.ack;
    const std::uint32_t acked = distance(tcb.snd.una, ack);
    const bool acks_syn = our_syn_is_outstanding(tcb);
    const std::uint32_t buffered_before = tcb.send_buffer.size();

    tcb.snd.una = ack;
    // §3.10.7.4, fifth: "Any segments on the retransmission queue that are thereby entirely acknowledged are
    // removed."
    tcb.send_buffer.acknowledge(ack);
    tcb.sent_segments.pop(acked - (acks_syn ? 1 : 0));
    if (tcb.snd.is_pushed && tcb.snd.push <= ack) tcb.snd.is_pushed = false;
    if (tcb.snd.is_urgent && tcb.snd.up <= ack) tcb.snd.is_urgent = false;

    finish_timing(tcb.rtt, ack, arrival.now, arrival.config);
    tcb.retransmissions = 0;
    tcb.duplicate_acks = 0;
    // RFC 6298 (5.3): "When an ACK is received that acknowledges new data, restart the retransmission timer".
    tcb.deadlines.retransmit = Instant::never();
    note_progress(tcb);

    if (tcb.snd.is_resending) {
        if (tcb.snd.resend_until <= ack)
            tcb.snd.is_resending = false;
        else if (arrival.resend == Resend::Nothing)
            arrival.resend = Resend::Front;
    }
    CongestionNews news = news_of(arrival);
    news.acked_bytes = acked;
    news.in_flight_bytes += acked;
    if (!acks_syn) congestion_control(arrival.config.congestion).on_ack(tcb.congestion, news);

    // "Users should receive positive acknowledgments for buffers that have been SENT and fully acknowledged":
    // here, word that there is room again, for a user who was refused some.
    if (tcb.writer_is_waiting && tcb.send_buffer.size() < buffered_before) {
        tcb.writer_is_waiting = false;
        arrival.effects.signals.push_back(Signal::Writable);
    }
}

}  // namespace hw::tcp
