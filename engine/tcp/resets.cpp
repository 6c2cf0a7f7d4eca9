// RFC 9293 §3.5.2: resets that no connection sends, or that one sends as its last word.

#include "tcp/output.h"

namespace hw::tcp {

void send_abort(Event& event) { send_reset(event.effects, event.tcb.snd.nxt); }

void send_reset(Effects& effects, SeqNum seq) {
    OutgoingSegment& out = effects.segments.emplace_back();
    out.seq = seq;
    out.ctl = wire::rst;
}

void send_reset_with_ack(Effects& effects, SeqNum ack) {
    OutgoingSegment& out = effects.segments.emplace_back();
    out.ack = ack;
    out.ctl = wire::rst | wire::ack;
}

void send_reset_in_answer_to(const wire::Segment& segment, Effects& effects) {
    // §3.5.2: "If the incoming segment has the ACK bit set, the reset takes its sequence number from the
    // ACK field of the segment; otherwise, the reset has sequence number zero and the ACK field is set to
    // the sum of the sequence number and segment length of the incoming segment."
    if (segment.ctl.ack())
        send_reset(effects, segment.ack);
    else
        send_reset_with_ack(effects, segment.seq + segment.len());
}

}  // namespace hw::tcp
