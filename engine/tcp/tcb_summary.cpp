#include "tcp/tcb_summary.h"

namespace hw::tcp {

TcbSummary summary_of(const Tcb& tcb) {
    std::uint32_t out_of_order_bytes = 0;
    for (const ReceiveBuffer::Held& held : tcb.receive_buffer.held())
        out_of_order_bytes += distance(held.left, held.right);
    return {
        .state = tcb.state,
        .opened_by = tcb.opened_by,
        .snd = tcb.snd,
        .rcv = tcb.rcv,
        .deadlines = tcb.deadlines,
        .srtt = tcb.rtt.srtt,
        .rttvar = tcb.rtt.rttvar,
        .rto = tcb.rtt.rto,
        .has_rtt_sample = tcb.rtt.has_sample,
        .retransmissions = tcb.retransmissions,
        .send_buffered_bytes = tcb.send_buffer.size(),
        .receive_buffered_bytes = tcb.receive_buffer.readable(),
        .out_of_order_bytes = out_of_order_bytes,
    };
}

}  // namespace hw::tcp
