#include "tcp/profiles/freebsd_steps.h"

#include "tcp/output.h"
#include "tcp/profiles/syn_alone.h"
#include "tcp/transitions.h"

namespace hw::tcp::freebsd_profile {
namespace {

bool is_dropped_syn_fin(const Arrival& arrival) {
    const wire::Ctl ctl = arrival.seg.ctl;
    return arrival.config.syn_with_fin_is_dropped == Switch::On && ctl.syn() && ctl.fin();
}

// A SYN of a new connection, above all that the old one has used.
bool opens_anew(const Arrival& arrival) {
    const wire::Ctl ctl = arrival.seg.ctl;
    return ctl.syn() && !ctl.ack() && arrival.port_has_listener && arrival.tcb.rcv.nxt < arrival.seg.seq;
}

}  // namespace

Outcome listen_check_syn(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::ListenNoSyn);
    if (is_dropped_syn_fin(arrival)) return done(Finding::ListenSynWithFinDropped);
    return answer_syn_alone(arrival);
}

Outcome syn_sent_check_syn(Arrival& arrival) {
    if (is_dropped_syn_fin(arrival)) return done(Finding::ListenSynWithFinDropped);
    if (!arrival.seg.ctl.syn() || arrival.seg.ctl.ack()) return tcp::syn_sent_check_syn(arrival);
    wire::Segment without_fin = arrival.seg;
    without_fin.ctl.bits &= static_cast<std::uint8_t>(~wire::Ctl::fin_bit);
    Arrival rest{arrival, without_fin, arrival.rules};
    return tcp::syn_sent_check_syn(rest);  // which ends in SYN-RECEIVED: nothing else is to be handed back
}

Outcome check_sequence(Arrival& arrival) {
    if (is_dropped_syn_fin(arrival)) return done(Finding::ListenSynWithFinDropped);
    return arrival.tcb.state == State::TimeWait ? check_time_wait(arrival) : check_sequence_number(arrival);
}

Outcome check_rst(Arrival& arrival) {
    const bool counts = arrival.config.any_rst_in_window_counts == Switch::On && arrival.seg.ctl.rst() &&
                        arrival.tcb.rcv.nxt <= arrival.seg.seq;
    return counts ? be_reset(arrival) : tcp::check_rst(arrival);
}

Outcome check_syn(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const bool resets = arrival.config.syn_in_window_resets == Switch::On && arrival.seg.ctl.syn() &&
                        tcb.state != State::SynReceived && tcb.rcv.nxt <= arrival.seg.seq;
    if (!resets) return tcp::check_syn(arrival);
    reset_and_forget(arrival);
    arrival.effects.signals.push_back(Signal::Reset);
    delete_failed_tcb(arrival);
    return done(Finding::SynInWindowResets);
}

Outcome process_text(Arrival& arrival) {
    const bool was_owed = arrival.ack_is_owed, might_wait = arrival.ack_may_wait;
    const Outcome outcome = tcp::process_text(arrival);
    if (outcome.finding != Finding::TextKeptFromHandshake) return outcome;
    arrival.ack_is_owed = was_owed;
    arrival.ack_may_wait = might_wait;
    return outcome;
}

void reset_and_forget(Event& event) {
    send_reset_of_connection(event);
    event.effects.segments.back().raw_window = 0;
}

Outcome check_time_wait(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    const wire::Ctl ctl = seg.ctl;
    if (ctl.rst()) return done(Finding::TimeWaitRstIgnored);
    if (opens_anew(arrival)) {
        yield_to_new_connection(arrival);
        return done(Finding::TimeWaitHigherSequence);
    }
    if (!ctl.ack()) return done(Finding::TimeWaitNoAckIgnored);
    if (ctl.fin() && seg.seq + seg.len() == tcb.rcv.nxt) restart_time_wait(arrival);
    const bool says_nothing =
        !ctl.fin() && !ctl.syn() && seg.text.empty() && seg.seq == tcb.rcv.nxt && seg.ack == tcb.snd.nxt;
    if (says_nothing) return done(Finding::TimeWaitBareAck);
    send_ack(arrival);
    return done(ctl.fin() ? Finding::SequenceTimeWaitFinAgain : Finding::SequenceUnacceptable);
}

}  // namespace hw::tcp::freebsd_profile
