#pragma once

#include "tcp/rules.h"

// When an acknowledgment leaves (RFC 9293 §3.8.6.3; RFC 5681 §4.2). A policy is one row of functions over state
// that is plain data; no step knows which one it follows.

namespace hw::tcp {

enum class EcnNews : std::uint8_t;

// Where the text of a segment lies.
enum class TextPlace : std::uint8_t {
    InOrder,    // next in order, nothing was waiting behind it
    FillsGap,   // next in order, and text that waited behind it is in order now, or some still waits
    BehindGap,  // something is missing before it
};

struct AckRules {
    AckPolicy id;
    void (*start)(Event&);           // the handshake is complete
    void (*syn_ack_came)(Arrival&);  // …by the peer's SYN,ACK, which is still to be acknowledged
    // Text was taken: `bytes` of it are in order now.
    void (*text_came)(Arrival&, TextPlace, std::uint32_t bytes);
    // The peer's FIN was reached in ESTABLISHED.
    void (*fin_came)(Arrival&);
    // Text came that was here already, or for which there is no room; it is answered at once.
    void (*useless_came)(Event&);
    // ECN has news (RFC 3168): a mark, or what is likely sent again.
    void (*mark_came)(Arrival&, EcnNews);
    // The steps are done and left arrival.ack_may_wait; nothing was sent that carries an ACK.
    void (*settle)(Arrival&);
    // A segment with ACK, or with text, leaves.
    void (*ack_left)(Event&);
    void (*text_left)(Event&);
    // The user has taken text: is an ACK due for it?
    bool (*is_due_after_read)(Event&);
    // Deadlines::delayed_ack has passed.
    void (*delay_is_over)(Event&);
};

const AckRules& ack_rules(const Config& config);

// At the end of a segment's steps: sends the ACK that is owed, or lets the policy decide.
void settle_ack(Arrival& arrival);

// TCP_QUICKACK: Off lets ACKs wait for text to ride on; On sends them at once, for a while; Once sends only the
// one that is waiting.
enum class QuickAck : std::uint8_t { Off, On, Once };
void set_quick_ack(Event event, QuickAck quick_ack);

}  // namespace hw::tcp
