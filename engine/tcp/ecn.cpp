#include "tcp/ecn.h"

#include "tcp/accurate_ecn.h"

namespace hw::tcp {
namespace {

// What our own SYNs ask for, and the most that we agree to when the peer asks.
constexpr EcnMode wished_by(Ecn ecn) {
    switch (ecn) {
        case Ecn::Request:
        case Ecn::AccurateWhenAskedElseRequest: return EcnMode::Classic;
        case Ecn::RequestAccurate: return EcnMode::Accurate;
        default: return EcnMode::Off;
    }
}
constexpr EcnMode granted_by(Ecn ecn) {
    if (ecn == Ecn::Off) return EcnMode::Off;
    return ecn >= Ecn::RequestAccurate ? EcnMode::Accurate : EcnMode::Classic;
}

// A SYN, answered by who agrees to `most`.
EcnMode mode_asked_for(EcnMode most, const wire::Segment& syn, const Config& config) {
    // RFC 9768 §3.1.3: "any combination other than (0,0,0), (0,1,1) or (1,1,1)": "as if the three flags had
    // been set to (1,1,1)".
    if (most == EcnMode::Accurate && asks_for_accurate_ecn(syn.ctl.ace())) return EcnMode::Accurate;
    // RFC 3168 §6.1.1: "we call a SYN packet with the ECE and CWR flags set an 'ECN-setup SYN packet'". "A
    // host MUST NOT set ECT on SYN or SYN-ACK packets." Linux: who does so does not mean RFC 3168, unless a
    // flag that was reserved then tells of something newer (tcp_ecn_create_request).
    const bool is_setup = syn.ctl.ece() && syn.ctl.cwr();
    const bool is_meant = syn.ecn == not_ect || syn.ctl.ae() || syn.reserved != 0 ||
                          config.classic_ecn.setup_syn_is_not_ect == Switch::Off;
    return most != EcnMode::Off && is_setup && is_meant ? EcnMode::Classic : EcnMode::Off;
}

// A SYN,ACK, to who has asked for `requested`.
EcnMode mode_answered(EcnMode requested, const wire::Segment& syn_ack) {
    if (requested == EcnMode::Off) return EcnMode::Off;
    // RFC 3168 §6.1.1: an ECN-setup SYN-ACK is one "with only the ECE flag set but the CWR flag not set".
    if (requested == EcnMode::Classic)
        return syn_ack.ctl.ece() && !syn_ack.ctl.cwr() ? EcnMode::Classic : EcnMode::Off;
    switch (syn_ack.ctl.ace()) {  // RFC 9768 Table 2
        case 0b000: return EcnMode::Off;
        case 0b001: return EcnMode::Classic;
        // "Broken": "Some older TCP Server implementations incorrectly set the TCP-ECN flags in the SYN/ACK
        // by reflecting those in the SYN."
        case 0b111: return EcnMode::Off;
        // Four tell the codepoint of our SYN. §3.1.3: of (1,0,1) "the Client MUST enable AccECN mode as if
        // the SYN/ACK confirmed that the Server supported AccECN".
        default: return EcnMode::Accurate;
    }
}

// Text that has never been sent, and that the window lets through. §6.1.5: an endpoint "MUST NOT set either
// ECT codepoint … for retransmitted data packets"; §6.1.4: nor for "pure acknowledgement packets"; §6.1.6:
// "the TCP data sender MUST NOT set either an ECT codepoint or the CWR bit on window probe packets."
bool is_new_text(const Tcb& tcb, const OutgoingSegment& out) {
    if (out.text_length == 0 || out.seq != tcb.snd.nxt) return false;
    // What was on our SYN has been sent before (RFC 7413 §4.2.2: "retransmit").
    const FastOpenState& fast = tcb.fast_open;
    if (fast.text_was_refused && out.seq < tcb.snd.iss + 1 + fast.text_bytes) return false;
    return out.seq + out.text_length <= tcb.snd.una + tcb.snd.wnd;
}

}  // namespace

void request_ecn(Event& event, OutgoingSegment& out) {
    EcnState& own = event.tcb.ecn;
    if (out.ctl.ack()) {
        // "If a host has received an ECN-setup SYN packet, then it MAY send an ECN-setup SYN-ACK packet.
        // Otherwise, it MUST NOT send an ECN-setup SYN-ACK packet."
        if (own.mode == EcnMode::Classic) out.ctl = out.ctl | wire::ece;
        if (own.mode == EcnMode::Accurate) answer_accurately(event, out);
        // RFC 5562 lets it be ECN-capable when it answers a SYN that asks for ECN.
        if (own.mode != EcnMode::Off && event.config.classic_ecn.ect_on >= EctOn::SynAckToo) out.ecn = ect_0;
        return;
    }
    const EcnMode wished = wished_by(event.config.ecn);
    if (wished == EcnMode::Off) return;
    const bool is_first = event.tcb.snd.nxt == event.tcb.snd.iss;
    if (event.config.classic_ecn.ect_on == EctOn::Everything) out.ecn = ect_0;
    const bool falls_back = event.config.ecn_fallback == Switch::On;
    if (wished == EcnMode::Accurate) {
        // RFC 9768 §3.1.4.1: "it SHOULD attempt to negotiate the use of AccECN at least one more time by
        // continuing to set all three TCP ECN flags … on the first retransmitted SYN"; after that it "SHOULD
        // send subsequent retransmissions of the SYN with the three TCP-ECN flags cleared". A SYN,ACK may
        // still answer the first.
        if (is_first) own.requested = EcnMode::Accurate;
        if (event.tcb.rtt.syn_losses <= 1 || !falls_back)
            out.ctl = out.ctl | wire::ae | wire::cwr | wire::ece;
        return;
    }
    // §6.1.1.1: "A host that receives no reply to an ECN-setup SYN within the normal SYN retransmission
    // timeout interval MAY resend the SYN and any subsequent SYN retransmissions with CWR and ECE cleared."
    const bool asks_again = !falls_back || event.tcb.rtt.syn_losses <= event.config.ecn_syn_retries;
    own.requested = is_first || asks_again ? EcnMode::Classic : EcnMode::Off;
    if (own.requested == EcnMode::Classic) out.ctl = out.ctl | wire::ece | wire::cwr;
}

void learn_ecn(Arrival& arrival) {
    EcnState& own = arrival.tcb.ecn;
    if (arrival.seg.ctl.ack()) {
        own.mode = mode_answered(own.requested, arrival.seg);
        if (own.requested == EcnMode::Accurate && own.mode != EcnMode::Accurate)
            arrival.ecn_finding =
                own.mode == EcnMode::Classic ? Finding::AccurateEcnFallsBack : Finding::AccurateEcnRefused;
    } else {
        // RFC 9768 §3.1.2, Simultaneous Open: "Host A MUST then enter the same feedback mode as it would have
        // entered had it been a responding host and received the same SYN."
        // FreeBSD: tcp_ecn_input_parallel_syn() grants what the peer's SYN asks for, whatever ours did.
        const bool grants_all = arrival.config.both_open_grants_ecn == Switch::On;
        const bool has_asked = arrival.tcb.opened_by == OpenedBy::Active && !grants_all;
        const EcnMode most = has_asked ? own.requested : granted_by(arrival.config.ecn);
        own.mode = mode_asked_for(most, arrival.seg, arrival.config);
    }
    if (own.mode == EcnMode::Accurate) begin_accurate_ecn(arrival);
}

void mark_ecn(Event& event, OutgoingSegment& out) {
    Tcb& tcb = event.tcb;
    EcnState& own = tcb.ecn;
    if (own.mode == EcnMode::Off) return;
    if (own.mode == EcnMode::Accurate) {
        mark_accurately(event, out, IsNewText{is_new_text(tcb, out)});
        return;
    }
    if (out.ctl.rst()) return;
    const bool is_new = is_new_text(tcb, out);
    // §6.1.2: "ECT(0) SHOULD be used."
    if (is_new || event.config.classic_ecn.ect_on == EctOn::Everything) out.ecn = ect_0;
    const bool resent_has_cwr = event.config.classic_ecn.resent_text_has_cwr == Switch::On;
    if (is_new || (resent_has_cwr && out.text_length > 0)) {
        // "The TCP sender sets the CWR flag in the TCP header of the first new data packet sent after the
        // window reduction."
        if (own.reduction_is_untold) out.ctl = out.ctl | wire::cwr;
        own.reduction_is_untold = false;
    }
    // §6.1.3: the receiver "continues to set the ECN-Echo flag in all the ACK packets it sends … until it
    // receives a CWR packet".
    if (own.is_echoing) out.ctl = out.ctl | wire::ece;
}

EcnNews note_ecn(Arrival& arrival) {
    EcnState& own = arrival.tcb.ecn;
    if (own.mode != EcnMode::Classic) return EcnNews::Nothing;
    // "After the receipt of the CWR packet, acknowledgments for subsequent non-CE data packets do not have
    // the ECN-Echo flag set. If another CE packet is received by the data receiver, the receiver would once
    // again send ACK packets with the ECN-Echo flag set."
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
    // §6.1.2: "If the sender receives an ECN-Echo (ECE) ACK packet …, then the sender knows that congestion
    // was encountered in the network on the path from the sender to the receiver." On a SYN the flag means
    // something else.
    return arrival.tcb.ecn.mode == EcnMode::Classic && arrival.seg.ctl.ece() && !arrival.seg.ctl.syn();
}

void count_echoed(Arrival& arrival, std::uint32_t segments) {
    arrival.tcb.ecn.delivered_ce += segments;
    arrival.effects.count(Count::DeliveredCe, segments);
}

void note_window_reduction(Tcb& tcb) { tcb.ecn.reduction_is_untold = tcb.ecn.mode == EcnMode::Classic; }

void withdraw_window_reduction(Tcb& tcb) { tcb.ecn.reduction_is_untold = false; }

}  // namespace hw::tcp
