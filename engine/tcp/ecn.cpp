#include "tcp/ecn.h"

namespace hw::tcp {
namespace {

// RFC 3168 §6.1.1: "we call a SYN packet with the ECE and CWR flags set an 'ECN-setup SYN packet'", and of a
// SYN-ACK one "with only the ECE flag set but the CWR flag not set".
bool is_ecn_setup(const wire::Segment& segment) {
    if (segment.ctl.ack()) return segment.ctl.ece() && !segment.ctl.cwr();
    // "A host MUST NOT set ECT on SYN or SYN-ACK packets." Linux: who does so does not mean RFC 3168
    // (tcp_ecn_create_request).
    return segment.ctl.ece() && segment.ctl.cwr() && segment.ecn == not_ect;
}

// Text that has never been sent, and that the window lets through. §6.1.5: an endpoint "MUST NOT set either ECT
// codepoint … for retransmitted data packets"; §6.1.4: nor for "pure acknowledgement packets"; §6.1.6: "the TCP
// data sender MUST NOT set either an ECT codepoint or the CWR bit on window probe packets."
bool is_new_text(const Tcb& tcb, const OutgoingSegment& out) {
    if (out.text_length == 0 || out.seq != tcb.snd.nxt) return false;
    return out.seq + out.text_length <= tcb.snd.una + tcb.snd.wnd;
}

}  // namespace

void request_ecn(Event& event, OutgoingSegment& out) {
    EcnState& own = event.tcb.ecn;
    if (out.ctl.ack()) {
        // "If a host has received an ECN-setup SYN packet, then it MAY send an ECN-setup SYN-ACK packet.
        // Otherwise, it MUST NOT send an ECN-setup SYN-ACK packet."
        if (own.is_agreed) out.ctl = out.ctl | wire::ece;
        return;
    }
    if (event.config.ecn != Ecn::Request) return;
    // §6.1.1.1: "A host that receives no reply to an ECN-setup SYN within the normal SYN retransmission timeout
    // interval MAY resend the SYN and any subsequent SYN retransmissions with CWR and ECE cleared."
    own.is_requested = event.tcb.snd.nxt == event.tcb.snd.iss || event.config.ecn_fallback == Switch::Off;
    if (own.is_requested) out.ctl = out.ctl | wire::ece | wire::cwr;
}

void learn_ecn(Arrival& arrival) {
    EcnState& own = arrival.tcb.ecn;
    // "A host MUST NOT set ECT on data packets unless it has sent at least one ECN-setup SYN or ECN-setup SYN-ACK
    // packet, and has received at least one …, and has sent no non-ECN-setup SYN or non-ECN-setup SYN-ACK
    // packet."
    const bool we_take_part =
        arrival.tcb.opened_by == OpenedBy::Active ? own.is_requested : arrival.config.ecn != Ecn::Off;
    own.is_agreed = we_take_part && is_ecn_setup(arrival.seg);
}

void mark_ecn(Tcb& tcb, OutgoingSegment& out) {
    EcnState& own = tcb.ecn;
    if (!own.is_agreed || out.ctl.rst()) return;
    if (is_new_text(tcb, out)) {
        // §6.1.2: "ECT(0) SHOULD be used."
        out.ecn = ect_0;
        // "The TCP sender sets the CWR flag in the TCP header of the first new data packet sent after the window
        // reduction."
        if (own.reduction_is_untold) out.ctl = out.ctl | wire::cwr;
        own.reduction_is_untold = false;
    }
    // §6.1.3: the receiver "continues to set the ECN-Echo flag in all the ACK packets it sends … until it
    // receives a CWR packet".
    if (own.is_echoing) out.ctl = out.ctl | wire::ece;
}

EcnNews note_ecn(Arrival& arrival) {
    EcnState& own = arrival.tcb.ecn;
    if (!own.is_agreed) return EcnNews::Nothing;
    // "After the receipt of the CWR packet, acknowledgments for subsequent non-CE data packets do not have the
    // ECN-Echo flag set. If another CE packet is received by the data receiver, the receiver would once again
    // send ACK packets with the ECN-Echo flag set."
    const bool has_reduced = arrival.seg.ctl.cwr();
    if (has_reduced) own.is_echoing = false;
    const bool is_capable = arrival.seg.ecn != not_ect;
    const bool was_capable = own.peer_is_capable;
    own.peer_is_capable = was_capable || is_capable;
    if (arrival.seg.ecn == congestion_experienced && !own.is_echoing) {
        own.is_echoing = true;
        return EcnNews::Mark;
    }
    if (has_reduced) return EcnNews::PeerReduced;
    return was_capable && !is_capable ? EcnNews::LikelyResent : EcnNews::Nothing;
}

bool echoes_congestion(const Arrival& arrival) {
    // §6.1.2: "If the sender receives an ECN-Echo (ECE) ACK packet …, then the sender knows that congestion was
    // encountered in the network on the path from the sender to the receiver." On a SYN the flag means
    // something else.
    return arrival.tcb.ecn.is_agreed && arrival.seg.ctl.ece() && !arrival.seg.ctl.syn();
}

void note_window_reduction(Tcb& tcb) { tcb.ecn.reduction_is_untold = tcb.ecn.is_agreed; }

void withdraw_window_reduction(Tcb& tcb) { tcb.ecn.reduction_is_untold = false; }

}  // namespace hw::tcp
