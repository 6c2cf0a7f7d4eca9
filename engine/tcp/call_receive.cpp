// RFC 9293 §3.10.3: the user call RECEIVE.

#include <algorithm>

#include "tcp/ack_policy.h"
#include "tcp/output.h"
#include "tcp/receive_window.h"
#include "tcp/timers.h"

namespace hw::tcp {
namespace {

void record(Event& event, Finding finding) {
    if (event.trace != nullptr) event.trace->push_back({Row::CallReceive, Verdict::Return, finding});
}

void refuse(Event& event, CallError error, Finding finding) {
    event.effects.call_error = error;
    record(event, finding);
}

// How many of the readable bytes one RECEIVE may give.
std::uint32_t givable(const Tcb& tcb, std::uint32_t most) {
    const std::uint32_t count = std::min(most, tcb.receive_buffer.readable());
    // §3.9.1.3: "data following the urgent pointer (non-urgent data) cannot be delivered to the user in the
    // same buffer with preceding urgent data unless the boundary is clearly marked": a RECEIVE ends there.
    return tcb.rcv.is_urgent ? std::min(count, urgent_bytes(tcb)) : count;
}

// Answers a RECEIVE of up to `most` bytes; `take` moves the bytes out of the buffer.
template <class Take>
void serve(Event& event, std::uint32_t most, Take take) {
    Tcb& tcb = event.tcb;
    const bool has_text = tcb.receive_buffer.readable() > 0;
    if (tcb.state == State::Closed && !has_text) {
        refuse(event, CallError::ConnectionDoesNotExist, Finding::ReceiveNoConnection);
        return;
    }
    // Why text may be there in SYN-RECEIVED: TCP Fast Open delivers what came with the SYN (RFC 7413 §4.2).
    const bool is_early = tcb.state == State::SynReceived && !has_text;
    if (tcb.state == State::Listen || tcb.state == State::SynSent || is_early) {
        // "Queue for processing after entering ESTABLISHED state": the owner asks again when told.
        record(event, Finding::ReceiveTooEarly);
        return;
    }
    if (!has_text) {
        // CLOSE-WAIT: "If no text is awaiting delivery, the RECEIVE will get an 'error: connection closing'
        // response." CLOSING, LAST-ACK, TIME-WAIT: "Return 'error: connection closing'."
        if (tcb.fin_was_received)
            refuse(event, CallError::ConnectionClosing, Finding::ReceiveEnd);
        else
            record(event, Finding::ReceiveNothingYet);
        return;
    }
    // Ours: text on hand is given in every later state too, even CLOSED after an orderly end. §3.9.1.4:
    // "Users must keep reading connections they close for sending until the TCP implementation indicates
    // there is no more data."
    const std::uint32_t count = givable(tcb, most);
    take(count);
    event.effects.accepted_bytes = count;
    const SeqNum consumed = next_unread(tcb);
    // "Mark 'push seen' (PUSH) if this is the case."
    if (tcb.rcv.is_pushed && tcb.rcv.push <= consumed) {
        event.effects.push_was_seen = true;
        tcb.rcv.is_pushed = false;
    }
    if (tcb.rcv.is_urgent && tcb.rcv.up <= consumed) tcb.rcv.is_urgent = false;
    event.effects.urgent_remains = tcb.rcv.is_urgent;
    // The window may have grown enough to tell the peer; once its FIN is here it sends no more.
    window_rules(event.config).text_read(event);
    const bool peer_may_send = tcb.state != State::Closed && !tcb.fin_was_received;
    if (peer_may_send && ack_rules(event.config).is_due_after_read(event)) {
        send_ack(event);
        // It may have been the SYN,ACK (Config::fast_open_syn_ack_waits), which is repeated until it is answered.
        if (tcb.state == State::SynReceived) update_timers(event);
    }
    record(event, Finding::ReceiveGiven);
}

}  // namespace

void receive(Event event, std::span<std::uint8_t> buffer) {
    const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(buffer.size(), 0xffff'ffffu));
    serve(event, most, [&](std::uint32_t count) { event.tcb.receive_buffer.take(buffer.first(count)); });
}

void discard_received(Event event, std::uint32_t most) {
    serve(event, most, [&](std::uint32_t count) { event.tcb.receive_buffer.discard(count); });
}

}  // namespace hw::tcp
