#include "tcp/handshake.h"

#include <algorithm>

#include "tcp/acceptance.h"
#include "tcp/ecn.h"
#include "tcp/receive_window.h"
#include "tcp/sack_blocks.h"
#include "tcp/segment_options.h"
#include "tcp/timestamps.h"
#include "tcp/user_timeout_option.h"

namespace hw::tcp {
void learn_from_syn(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    tcb.rcv.irs = arrival.seg.seq;
    tcb.rcv.nxt = arrival.seg.seq + 1;
    // §3.7.1: "If an MSS Option is not received at connection setup, TCP implementations MUST assume a default
    // send MSS of 536" (MUST-15).
    const wire::Options& options = arrival.seg.options;
    tcb.snd.peer_mss = options.has_mss ? options.mss : arrival.config.default_send_mss;
    learn_timestamps(arrival);
    learn_sack(arrival);
    learn_ecn(arrival);
    learn_window_shift(arrival);
    learn_user_timeout(arrival);
    set_send_mss(tcb, arrival.config);
    // A passive opener knows by now what the peer's segments will hold.
    if (tcb.state == State::Listen)
        tcb.rcv.wnd = window_rules(arrival.config).first(tcb, arrival.config, fixed_option_bytes(tcb));
    window_rules(arrival.config).peer_is_known(arrival);
    cut_to_window(arrival);
    arrival.ideal.syn = false;  // it has been dealt with
    set_send_window(arrival);
}

void keep_for_later(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const IdealSegment& ideal = arrival.ideal;
    tcb.receive_buffer.hold(tcb.rcv.nxt, ideal.text_seq, ideal.text);
    note_push_and_fin(arrival);
    if (arrival.seg.ctl.urg()) note_urgent_pointer(arrival);
}

void deliver_at_once(Arrival& arrival) {
    keep_for_later(arrival);
    ReceiveVariables& rcv = arrival.tcb.rcv;
    const std::uint32_t count = arrival.tcb.receive_buffer.advance(rcv.nxt);
    if (count == 0) return;
    rcv.nxt = rcv.nxt + count;
    rcv.wnd -= std::min(count, rcv.wnd);  // Linux takes a segment whole
    arrival.effects.signals.push_back(Signal::Readable);
}

}  // namespace hw::tcp
