#include "tcp/tcb.h"

namespace hw::tcp {
namespace {

void digest(Digest& d, const SendVariables& snd) {
    digest_all(d, snd.una, snd.nxt, snd.wl1, snd.wl2, snd.iss, snd.up, snd.wnd, snd.max_wnd, snd.mss,
               snd.peer_mss, snd.path_mtu, snd.small_end, snd.has_sent_small, snd.shift, snd.push,
               snd.is_pushed, snd.is_urgent, snd.paced_until);
}

void digest(Digest& d, const ReceiveVariables& rcv) {
    digest_all(d, rcv.nxt, rcv.irs, rcv.up, rcv.wnd, rcv.push, rcv.fin, rcv.unacknowledged_bytes, rcv.shift,
               rcv.is_pushed, rcv.is_urgent, rcv.fin_is_known);
}

void digest(Digest& d, const Deadlines& deadlines) {
    digest_all(d, deadlines.retransmit, deadlines.persist, deadlines.delayed_ack, deadlines.time_wait,
               deadlines.user, deadlines.reorder, deadlines.tail_loss_probe, deadlines.keep_alive,
               deadlines.fin_wait2);
}

}  // namespace

void digest(Digest& d, const Tcb& tcb) {
    digest_all(d, tcb.state, tcb.opened_by, tcb.rules, tcb.close_requested, tcb.fin_was_sent,
               tcb.fin_was_received, tcb.foreign_socket_is_specified, tcb.window_scale_is_agreed,
               tcb.writer_is_waiting, tcb.retransmissions, tcb.window_probes, tcb.duplicate_acks,
               tcb.oldest_unacked_since);
    digest_all(d, tcb.fast_open, tcb.is_orphan, tcb.reading_is_over, tcb.soft_error, tcb.unanswered_probes,
               tcb.retransmitting_since, tcb.last_heard);
    digest(d, tcb.options);
    digest(d, tcb.snd);
    digest(d, tcb.rcv);
    digest(d, tcb.rtt);
    digest(d, tcb.deadlines);
    digest_all(d, tcb.timestamps, tcb.sack, tcb.ecn, tcb.acks, tcb.window);
    digest_all(d, tcb.challenges.second_began, tcb.challenges.last_answer, tcb.challenges.sent,
               tcb.congestion, tcb.recovery, tcb.sent, tcb.send_buffer, tcb.packets, tcb.receive_buffer);
}

}  // namespace hw::tcp
