#include "tcp/connection.h"

#include <span>

#include "tcp/ack_policy.h"
#include "tcp/output.h"
#include "tcp/recovery/flight.h"
#include "tcp/rules.h"
#include "tcp/timers.h"

namespace hw::tcp {
namespace {

// Runs the rows in their order until one of them settles the segment's fate.
void run(Arrival& arrival, std::span<const Step> steps) {
    for (const Step& step : steps) {
        const Outcome outcome = step.run(arrival);
        if (arrival.trace != nullptr) arrival.trace->push_back({step.row, outcome.verdict, outcome.finding});
        if (outcome.verdict == Verdict::Return) return;
    }
}

// Linux: tcp_check_space(), for a writer who found no room (SOCK_NOSPACE): "If we filled the congestion window, do not
// expand" the buffer.
void look_for_room(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const std::uint32_t window = congestion_control(arrival.config.congestion).window(tcb.congestion);
    if (bytes_in_flight(tcb, arrival.config) < window) widen_send_buffer(tcb, arrival.config);
    if (!is_writable(tcb, arrival.config)) return;
    tcb.writer_is_waiting = false;
    arrival.effects.signals.push_back(Signal::Writable);
}

// What the steps left to do: resend, send what the segment has made room for, acknowledge.
void conclude(Arrival& arrival) {
    const State state = arrival.tcb.state;
    if (state == State::Closed || state == State::Listen) return;
    const std::size_t sent_before = arrival.effects.segments.size();
    if (arrival.resend == Resend::Repackaged) {
        retransmit_repackaged(arrival);
    } else if (arrival.resend == Resend::NewFirst) {
        send_queued(arrival);
        if (arrival.effects.segments.size() == sent_before) give_up_seeking_spurious_timeout(arrival);
    } else if (arrival.tcb.sent.has_some_to_send_again()) {
        retransmit_lost(arrival, arrival.resend == Resend::First ? Forced::First : Forced::None);
    }
    send_queued(arrival);
    if (arrival.tcb.recovery.phase == RecoveryPhase::Recovery) retransmit_doubtful(arrival);
    // §3.10.7.4, seventh: "This acknowledgment should be piggybacked on a segment being transmitted if
    // possible without incurring undue delay."
    const bool is_piggybacked = arrival.effects.segments.size() > sent_before;
    if (!is_piggybacked) settle_ack(arrival);
    if (arrival.tcb.writer_is_waiting && arrival.tcb.options.send_buffer_counts_packets)
        look_for_room(arrival);
    update_timers(arrival);
}

}  // namespace

void segment_arrives(Event event, const wire::Segment& segment) {
    const State state = event.tcb.state;
    if (state == State::Closed) {
        segment_arrives_closed(segment, event.effects, event.trace);
        return;
    }
    const RuleBook& rules = rule_book(event.tcb.rules);
    Arrival arrival{event, segment, rules};
    if (state == State::Listen)
        run(arrival, rules.listen);
    else if (state == State::SynSent)
        run(arrival, rules.syn_sent);
    else
        run(arrival, rules.other_states);
    if (arrival.continue_at_sixth) run(arrival, std::span(rules.other_states).subspan(5));
    conclude(arrival);
}

void segment_arrives_closed(const wire::Segment& segment, Effects& effects, StepTrace* trace) {
    const auto record = [&](Row row, Verdict verdict, Finding finding) {
        if (trace != nullptr) trace->push_back({row, verdict, finding});
    };
    // §3.10.7.1: "An incoming segment containing a RST is discarded."
    if (segment.ctl.rst()) {
        record(Row::ClosedRst, Verdict::Return, Finding::ClosedRstDropped);
        return;
    }
    record(Row::ClosedRst, Verdict::Continue, Finding::ClosedNoRst);
    // "An incoming segment not containing a RST causes a RST to be sent in response. The acknowledgment and
    // sequence field values are selected to make the reset sequence acceptable to the TCP endpoint that sent
    // the offending segment."
    send_reset_in_answer_to(segment, effects);
    record(Row::ClosedOther, Verdict::Return,
           segment.ctl.ack() ? Finding::ClosedAckReset : Finding::ClosedNoAckReset);
}

}  // namespace hw::tcp
