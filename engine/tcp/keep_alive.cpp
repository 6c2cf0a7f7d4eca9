#include "tcp/keep_alive.h"

#include "tcp/give_up.h"
#include "tcp/output.h"

namespace hw::tcp {
namespace {

bool keeps_alive(const Tcb& tcb) {
    if (!tcb.options.keep_alive || !is_synchronized(tcb.state) || tcb.state == State::TimeWait) return false;
    // Linux: tcp_keepalive_timer() serves the FIN-WAIT-2 of an orphan instead.
    return tcb.deadlines.fin_wait2.is_never();
}

bool is_idle(const Tcb& tcb) { return tcb.snd.una == tcb.snd.nxt && unsent_bytes(tcb) == 0; }

// When nothing will have been heard for long enough. Why the lesser of idle time and now: the application may
// have turned keep-alive on after a long silence.
Instant idle_ends(const Event& event) {
    const Tcb& tcb = event.tcb;
    if (tcb.last_heard.is_never()) return after(event.now, tcb.options.keep_alive_idle);
    return later_of(event.now, after(tcb.last_heard, tcb.options.keep_alive_idle));
}

}  // namespace

void arm_keep_alive(Event& event) {
    Instant& deadline = event.tcb.deadlines.keep_alive;
    if (!keeps_alive(event.tcb))
        deadline = Instant::never();
    else if (deadline.is_never())
        deadline = idle_ends(event);
}

Finding serve_keep_alive(Event& event) {
    Tcb& tcb = event.tcb;
    Instant& deadline = tcb.deadlines.keep_alive;
    // §3.8.4: "Keep-alive packets MUST only be sent when no sent data is outstanding, and no data or
    // acknowledgment packets have been received for the connection within an interval (MUST-26)."
    // Why only now: the timer is not moved with every segment that comes, but looks back when it expires.
    if (!is_idle(tcb)) {
        deadline = after(event.now, tcb.options.keep_alive_idle);
        return Finding::KeepAliveNotIdle;
    }
    if (event.now < idle_ends(event)) {
        deadline = idle_ends(event);
        return Finding::KeepAliveHeard;
    }
    // "It MUST NOT interpret failure to respond to any specific probe as a dead connection (MUST-29)": only
    // silence to all of them. The reset, which nobody may ever read, is Linux's (tcp_keepalive_timer()).
    if (has_kept_alive_enough(event)) {
        send_reset_of_connection(event);
        return give_up(event, Signal::KeepAliveUnanswered, Finding::KeepAliveGivesUp);
    }
    send_keep_alive(event);
    ++tcb.unanswered_probes;
    deadline = after(event.now, tcb.options.keep_alive_interval);
    return Finding::KeepAliveProbes;
}

}  // namespace hw::tcp
