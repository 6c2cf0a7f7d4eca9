#include "tcp/acks/rfc.h"

#include "tcp/ecn.h"
#include "tcp/output.h"
#include "tcp/receive_window.h"

namespace hw::tcp {
namespace rfc_acks {

void owe_ack(Arrival& arrival) { arrival.ack_is_owed = true; }
void mark_came(Arrival& arrival, EcnNews news) {
    if (news == EcnNews::Mark) arrival.ack_is_owed = true;
}
void nothing_to_note(Event&) {}
void nothing_to_settle(Arrival&) {}
bool is_due_after_read(Event& event) { return window_update_is_due(event.tcb); }

}  // namespace rfc_acks

namespace {

// §3.8.6.3: a delayed ACK, but "for at least every second full-sized segment or 2*RMSS bytes of new data"
// (SHLD-19), and at once for "out-of-order segments … or segments that fill all or part of a gap".
void text_came(Arrival& arrival, TextPlace place, std::uint32_t) {
    Tcb& tcb = arrival.tcb;
    // Why SND.MSS for RMSS: it is the smaller of both ends' sizes, so that a peer whose full-sized segments
    // are smaller than we would accept is acknowledged every second one too.
    const bool is_enough = tcb.rcv.unacknowledged_bytes >= 2u * tcb.snd.mss;
    if (place != TextPlace::InOrder || is_enough || arrival.config.delayed_ack == Switch::Off) {
        arrival.ack_is_owed = true;
    } else if (tcb.deadlines.delayed_ack.is_never()) {
        tcb.deadlines.delayed_ack = arrival.now + arrival.config.ack_delay;
    }
}

}  // namespace

const AckRules rfc_ack_rules{
    .id = AckPolicy::Rfc,
    .start = rfc_acks::nothing_to_note,
    .syn_ack_came = rfc_acks::owe_ack,
    .text_came = text_came,
    .fin_came = rfc_acks::owe_ack,
    .useless_came = rfc_acks::nothing_to_note,
    .mark_came = rfc_acks::mark_came,
    .settle = rfc_acks::nothing_to_settle,
    .ack_left = rfc_acks::nothing_to_note,
    .text_left = rfc_acks::nothing_to_note,
    .is_due_after_read = rfc_acks::is_due_after_read,
    .delay_is_over = send_ack,
};

}  // namespace hw::tcp
