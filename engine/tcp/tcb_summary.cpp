#include "tcp/tcb_summary.h"

namespace hw::tcp {

TcbSummary summary_of(const Tcb& tcb) {
    TcbSummary summary;
    summary.state = tcb.state;
    summary.opened_by = tcb.opened_by;
    summary.snd = tcb.snd;
    summary.rcv = tcb.rcv;
    summary.timestamps = tcb.timestamps;
    summary.deadlines = tcb.deadlines;
    summary.srtt = tcb.rtt.srtt;
    summary.rttvar = tcb.rtt.rttvar;
    summary.rto = tcb.rtt.rto;
    summary.has_rtt_sample = tcb.rtt.has_sample;
    summary.retransmissions = tcb.retransmissions;
    summary.phase = tcb.recovery.phase;
    summary.cwnd_bytes = tcb.congestion.cwnd_bytes;
    summary.ssthresh_bytes = tcb.congestion.ssthresh_bytes;
    summary.unacked_segments = tcb.sent.all().segments;
    summary.sacked_segments = tcb.sent.sacked().segments + tcb.recovery.duplicates_held;
    summary.lost_segments = tcb.sent.lost().segments;
    summary.resent_segments = tcb.sent.resent().segments;
    summary.send_buffered_bytes = tcb.send_buffer.size();
    summary.receive_buffered_bytes = tcb.receive_buffer.readable();
    summary.out_of_order_bytes = tcb.receive_buffer.held_bytes();
    return summary;
}

}  // namespace hw::tcp
