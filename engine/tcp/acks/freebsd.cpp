#include "tcp/acks/freebsd.h"

#include "tcp/acks/rfc.h"
#include "tcp/output.h"

namespace hw::tcp {
namespace {

// RFC 9293 §3.8.6.3: "A TCP SHOULD implement a delayed ACK, but an ACK should not be excessively delayed", at least for
// every second full-sized segment. DELAY_ACK(): it waits if no ACK is waiting already and the segment is no larger than
// one of ours.
bool may_wait(const Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    return arrival.config.delayed_ack == Switch::On && tcb.deadlines.delayed_ack.is_never() &&
           arrival.seg.text.size() <= tcb.snd.mss;
}

void text_came(Arrival& arrival, TextPlace place, std::uint32_t) {
    // tcp_do_segment(): "ACK now, as the next in-sequence segment will clear the DSACK block again".
    const bool reports_duplicate = arrival.tcb.sack.has_duplicate;
    if (place != TextPlace::InOrder || reports_duplicate || !may_wait(arrival))
        arrival.ack_is_owed = true;
    else
        arrival.tcb.deadlines.delayed_ack = arrival.now + arrival.config.ack_delay;
}

// cc_ecnpkt_handler_flags(): of a mark, DCTCP alone makes anything.
void mark_came(Arrival&, EcnNews) {}

}  // namespace

const AckRules freebsd_ack_rules{
    .id = AckPolicy::FreeBsd,
    .start = rfc_acks::nothing_to_note,
    .syn_ack_came = rfc_acks::owe_ack,
    .text_came = text_came,
    .fin_came = rfc_acks::owe_ack,
    .useless_came = rfc_acks::nothing_to_note,
    .mark_came = mark_came,
    .settle = rfc_acks::nothing_to_settle,
    .ack_left = rfc_acks::nothing_to_note,
    .text_left = rfc_acks::nothing_to_note,
    .is_due_after_read = rfc_acks::is_due_after_read,
    .delay_is_over = send_ack,
};

}  // namespace hw::tcp
