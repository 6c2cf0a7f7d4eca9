#include "tcp/orphan.h"

#include <algorithm>

#include "tcp/fast_open.h"
#include "tcp/output.h"
#include "tcp/timers.h"
#include "tcp/transitions.h"

namespace hw::tcp {

void bound_fin_wait2(Event& event) {
    Tcb& tcb = event.tcb;
    const Duration limit = tcb.options.fin_wait2_timeout;
    if (limit == Duration::never()) return;
    if (limit == Duration{}) {
        // Linux: TCP_LINGER2 below zero: not at all (tcp_rcv_state_process(), TCPABORTONDATA).
        send_abort(event);
        delete_tcb(event, UnreadText::Flush);
        return;
    }
    // Linux: tcp_fin_time(), at least 3.5 RTO, so that a slow peer's FIN has a chance to be sent again.
    const Duration wait = std::max(limit, tcb.rtt.rto * 7 / 2);
    tcb.deadlines.fin_wait2 = event.now + wait;
    tcb.deadlines.keep_alive = Instant::never();
}

Finding leave_fin_wait2(Event& event) {
    // Linux: straight to gone, without TIME-WAIT (M9: 61.4 s); the peer's CLOSE-WAIT stays where it is.
    delete_tcb(event, UnreadText::Flush);
    return Finding::FinWait2Over;
}

Outcome refuse_text(Arrival& arrival) {
    // §3.6.1: "if new data is received after CLOSE is called, its TCP implementation SHOULD send a RST to show
    // that data was lost (SHLD-3)". Linux: tcp_rcv_state_process(), TCPABORTONDATA.
    send_reset_in_answer_to(arrival.seg, arrival.effects);
    if (arrival.tcb.reading_is_over && !arrival.tcb.is_orphan)
        arrival.effects.signals.push_back(Signal::Reset);
    delete_failed_tcb(arrival);
    return {Verdict::Return, Finding::TextForOrphanReset};
}

void orphan(Event event) {
    Tcb& tcb = event.tcb;
    const auto record = [&](Finding finding) {
        if (event.trace != nullptr) event.trace->push_back({Row::CallClose, Verdict::Return, finding});
    };
    const bool is_unread =
        tcb.receive_buffer.readable() > 0 && (is_synchronized(tcb.state) || is_fast_opened(tcb));
    if (is_unread && tcb.state != State::TimeWait && event.config.reset_on_unread_close == Switch::On) {
        // §3.6.1: "If such a host issues a CLOSE call while received data is still pending in the TCP
        // connection … its TCP implementation SHOULD send a RST to show that data was lost (SHLD-3)."
        // Linux: __tcp_close(), TCPABORTONCLOSE.
        send_reset_of_connection(event);
        delete_tcb(event, UnreadText::Flush);
        record(Finding::OrphanUnreadReset);
        return;
    }
    if (tcb.state == State::Closed) return;
    tcb.is_orphan = true;
    if (!tcb.close_requested) {
        close(event);
        return;
    }
    if (tcb.state == State::FinWait2) bound_fin_wait2(event);
    if (tcb.state != State::Closed) update_timers(event);
    record(Finding::OrphanAlreadyClosed);
}

}  // namespace hw::tcp
