// RFC 9293 §3.10.1, §3.10.2, §3.10.4 to §3.10.6: the user calls OPEN, SEND, CLOSE, ABORT and STATUS.

#include <algorithm>
#include <optional>

#include "tcp/fast_open.h"
#include "tcp/output.h"
#include "tcp/segment_options.h"
#include "tcp/timers.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

void record(Event& event, Row row, Finding finding) {
    if (event.trace != nullptr) event.trace->push_back({row, Verdict::Return, finding});
}

void refuse(Event& event, Row row, CallError error, Finding finding) {
    event.effects.call_error = error;
    record(event, row, finding);
}

// "Issue a SYN segment. An initial send sequence number (ISS) is selected. A SYN segment of the form
// <SEQ=ISS><CTL=SYN> is sent. Set SND.UNA to ISS, SND.NXT to ISS+1, enter SYN-SENT state, and return."
void prepare_active_open(Event& event, SeqNum iss) {
    prepare_tcb(event.tcb, event.config, iss);
    event.tcb.opened_by = OpenedBy::Active;
    event.tcb.foreign_socket_is_specified = true;
    event.tcb.state = State::SynSent;
}

void begin_active_open(Event& event, SeqNum iss) {
    prepare_active_open(event, iss);
    send_syn(event, Transmission::First);
}

// As much of the data as there is room for, text alone counted.
std::uint32_t append_text(Tcb& tcb, std::span<const std::uint8_t> data) {
    const std::uint32_t held = tcb.send_buffer.size();
    const std::uint32_t most = tcb.options.send_buffer_bytes;
    const std::size_t room = most > held ? most - held : 0;
    const auto taken = data.first(std::min(data.size(), room));
    tcb.send_buffer.append(taken);
    return static_cast<std::uint32_t>(taken.size());
}

// Linux: tcp_sendmsg_locked(): into the last packet, if none of it has left, then into further ones as long as there is
// memory. A full one leaves while the next is being filled (tcp_push_one()), all that may leave once half a window
// has been taken (forced_push()).
std::uint32_t append_packets(Event& event, std::span<const std::uint8_t> data) {
    Tcb& tcb = event.tcb;
    SendPackets& packets = tcb.packets;
    SendBuffer& buffer = tcb.send_buffer;
    if (packets.empty() && buffer.size() > 0) packets.open(buffer.first(), buffer.end());
    const std::uint32_t goal = packet_goal(tcb);
    SeqNum pushed = buffer.end();
    std::size_t taken = 0;
    while (taken < data.size()) {
        std::size_t room = goal;
        if (has_open_packet(tcb)) {
            room = goal - distance(packets.last_begin(), packets.last_end());
        } else {
            if (!may_begin_packet(tcb, event.config)) break;
            packets.open(buffer.end(), buffer.end());
        }
        const auto piece = data.subspan(taken, std::min(data.size() - taken, room));
        buffer.append(piece);
        packets.extend(buffer.end());
        taken += piece.size();
        if (taken == data.size() || piece.size() < room) continue;
        const bool is_forced = tcb.snd.max_wnd / 2 < distance(pushed, buffer.end());
        if (is_forced) pushed = buffer.end();
        send_queued(event, SillyWindow::Avoid, is_forced ? Burst::All : Burst::One);
    }
    return static_cast<std::uint32_t>(taken);
}

// As much of the data as there is room for; false if none of it.
bool queue(Event& event, std::span<const std::uint8_t> data, Push push, Urgent urgent) {
    Tcb& tcb = event.tcb;
    const std::uint32_t taken =
        tcb.options.send_buffer_counts_packets ? append_packets(event, data) : append_text(tcb, data);
    event.effects.accepted_bytes = taken;
    tcb.writer_is_waiting = taken < data.size();
    if (taken == 0) return data.empty();

    if (push == Push::Yes) {
        tcb.snd.push = tcb.send_buffer.end();
        tcb.snd.is_pushed = true;
    }
    // §3.10.2: "If the URGENT flag is set, then SND.UP <- SND.NXT and set the urgent pointer in the outgoing
    // segments": SND.NXT once this data is sent, for the pointer "MUST point to the sequence number of the
    // octet following the urgent data (MUST-62)".
    if (urgent == Urgent::Yes) {
        tcb.snd.up = tcb.send_buffer.end();
        tcb.snd.is_urgent = true;
    }
    return true;
}

void send_or_queue(Event& event, std::span<const std::uint8_t> data, Push push, Urgent urgent,
                   Finding taken) {
    if (!queue(event, data, push, urgent)) {
        // "If there is insufficient space to remember this buffer, simply return 'error: insufficient
        // resources'."
        refuse(event, Row::CallSend, CallError::InsufficientResources, Finding::SendNoRoom);
        return;
    }
    // ESTABLISHED and CLOSE-WAIT: "Segmentize the buffer and send it with a piggybacked acknowledgment".
    // Before, send_queued() sends nothing: "queue the data for transmission after entering ESTABLISHED
    // state".
    send_queued(event);
    update_timers(event);
    record(event, Row::CallSend, taken);
}

// CLOSE "implies push function" (§3.9.1.4).
void request_close(Tcb& tcb) {
    tcb.close_requested = true;
    if (tcb.send_buffer.size() == 0) return;
    tcb.snd.push = tcb.send_buffer.end();
    tcb.snd.is_pushed = true;
}

}  // namespace

void open_active(Event event, SeqNum iss) {
    const State state = event.tcb.state;
    if (state != State::Closed && state != State::Listen) {
        refuse(event, Row::CallOpen, CallError::ConnectionAlreadyExists, Finding::OpenAlreadyExists);
        return;
    }
    // §3.10.1, LISTEN: "change the connection from passive to active, select an ISS. Send a SYN segment".
    begin_active_open(event, iss);
    update_timers(event);
    record(event, Row::CallOpen,
           state == State::Closed ? Finding::OpenActive : Finding::OpenListenerBecomesActive);
}

void open_fast(Event event, SeqNum iss, const FastOpenRequest& request, std::span<const std::uint8_t> data) {
    Tcb& tcb = event.tcb;
    if (tcb.state != State::Closed) {
        refuse(event, Row::CallOpen, CallError::ConnectionAlreadyExists, Finding::OpenAlreadyExists);
        return;
    }
    prepare_active_open(event, iss);
    // RFC 7413 §4.2.1: "Any client attempting TFO MUST first request a cookie from the server". Without one
    // needed the option is left out too, as Linux does.
    tcb.fast_open = {.cookie = request.cookie,
                     .peer_mss = request.peer_mss,
                     .is_offered = !request.needs_no_cookie && !request.is_hopeless,
                     .is_experimental = request.is_experimental,
                     .may_carry_text = request.needs_no_cookie || !request.cookie.empty(),
                     .was_asked = !request.needs_no_cookie};
    const std::uint32_t room = room_in_syn(tcb, event.config);
    if (request.takes_only_what_fits) data = data.first(std::min<std::size_t>(data.size(), room));
    queue(event, data, Push::Yes, Urgent::No);
    send_syn(event, Transmission::First);
    update_timers(event);
    record(event, Row::CallOpen,
           tcb.fast_open.may_carry_text ? Finding::OpenFast : Finding::OpenFastAsksForCookie);
}

void open_passive(Event event, SeqNum iss) {
    if (event.tcb.state != State::Closed) {
        refuse(event, Row::CallOpen, CallError::ConnectionAlreadyExists, Finding::OpenAlreadyExists);
        return;
    }
    // §3.10.1, CLOSED: "If passive, enter the LISTEN state and return."
    const bool is_specified = event.tcb.foreign_socket_is_specified;
    prepare_tcb(event.tcb, event.config, iss);
    event.tcb.foreign_socket_is_specified = is_specified;
    event.tcb.opened_by = OpenedBy::Passive;
    event.tcb.state = State::Listen;
    record(event, Row::CallOpen, Finding::OpenPassive);
}

void send(Event event, std::span<const std::uint8_t> data, Push push, Urgent urgent) {
    Tcb& tcb = event.tcb;
    // A CLOSE that waits for its turn has ended the sending all the same (§3.6: "No further SENDs from the
    // user will be accepted by the TCP implementation").
    const bool is_closing = tcb.close_requested;
    switch (tcb.state) {
        case State::Closed:
            // §3.10.2: "return 'error: connection does not exist'."
            refuse(event, Row::CallSend, CallError::ConnectionDoesNotExist, Finding::SendNoConnection);
            return;
        case State::Listen:
            // "If the remote socket was not specified, then return 'error: remote socket unspecified'."
            if (!tcb.foreign_socket_is_specified) {
                refuse(event, Row::CallSend, CallError::ForeignSocketUnspecified,
                       Finding::SendListenUnspecified);
                return;
            }
            // "Change the connection from passive to active … Data associated with SEND may be sent with SYN
            // segment or queued for transmission after entering ESTABLISHED state": it is queued.
            begin_active_open(event, tcb.snd.iss);
            send_or_queue(event, data, push, urgent, Finding::SendListenerBecomesActive);
            return;
        case State::SynSent:
        case State::SynReceived:
            if (is_closing) break;
            send_or_queue(event, data, push, urgent, Finding::SendQueuedForHandshake);
            return;
        case State::Established:
        case State::CloseWait:
            if (is_closing) break;
            send_or_queue(event, data, push, urgent, Finding::SendTaken);
            return;
        default: break;
    }
    // "Return 'error: connection closing' and do not service request."
    refuse(event, Row::CallSend, CallError::ConnectionClosing, Finding::SendClosing);
}

void close(Event event) {
    Tcb& tcb = event.tcb;
    std::optional<Finding> finding;
    switch (tcb.state) {
        case State::Closed:
            refuse(event, Row::CallClose, CallError::ConnectionDoesNotExist, Finding::CloseNoConnection);
            return;
        case State::Listen:
        case State::SynSent:
            // §3.10.4: "Delete the TCB", with nothing sent: the peer knows of no connection yet.
            delete_tcb(event, UnreadText::Flush);
            record(event, Row::CallClose, Finding::CloseDeletes);
            return;
        case State::SynReceived:
            if (tcb.close_requested) break;
            if (syn_ack_waits(tcb)) send_syn(event, Transmission::First);
            // "If no SENDs have been issued and there is no pending data to send, then form a FIN segment and
            // send it, and enter FIN-WAIT-1 state; otherwise, queue for processing after entering ESTABLISHED
            // state."
            finding = Finding::CloseWaitsForHandshake;
            if (tcb.send_buffer.size() == 0) {
                tcb.state = State::FinWait1;
                finding = Finding::CloseSendsFinEarly;
            }
            break;
        case State::Established:
            // "Queue this until all preceding SENDs have been segmentized, then form a FIN segment and send
            // it. In any case, enter FIN-WAIT-1 state."
            tcb.state = State::FinWait1;
            finding = Finding::CloseToFinWait1;
            break;
        case State::CloseWait:
            // "Queue this request until all preceding SENDs have been segmentized; then send a FIN segment,
            // enter LAST-ACK state": send_queued() does both.
            if (!tcb.close_requested) finding = Finding::CloseToLastAck;
            break;
        default: break;
    }
    if (!finding) {
        // FIN-WAIT-1 and -2: "Strictly speaking, this is an error and should receive an 'error: connection
        // closing' response." CLOSING and later: the same.
        refuse(event, Row::CallClose, CallError::ConnectionClosing, Finding::CloseAlready);
        return;
    }
    request_close(tcb);
    send_queued(event);
    update_timers(event);
    record(event, Row::CallClose, *finding);
}

void options_changed(Event event) {
    Tcb& tcb = event.tcb;
    if (tcb.state == State::Closed || tcb.state == State::Listen) return;
    tcb.deadlines.keep_alive = Instant::never();  // started anew, by the new figures
    tcb.deadlines.user = Instant::never();
    send_queued(event);
    update_timers(event);
}

void abort(Event event) {
    Finding finding{};
    switch (event.tcb.state) {
        case State::Closed:
            refuse(event, Row::CallAbort, CallError::ConnectionDoesNotExist, Finding::AbortNoConnection);
            return;
        case State::Listen:
        case State::SynSent: finding = Finding::AbortDeletes; break;
        case State::Closing:
        case State::LastAck:
        case State::TimeWait:
            // §3.10.5: "Respond with 'ok' and delete the TCB, enter CLOSED state, and return."
            finding = Finding::AbortQuietly;
            break;
        default:
            // "Send a reset segment: <SEQ=SND.NXT><CTL=RST> … Delete the TCB, enter CLOSED state, and
            // return."
            // Why CLOSED: §3.5.2 says that the side issuing a reset "should enter the TIME-WAIT state"; the
            // two sections disagree, this one has the steps, and Linux does the same.
            rule_book(event.tcb.rules).send_abort(event);
            // RFC 7323 §5.2: "If an <RST> is being generated because of a user abort, and Snd.TS.OK is set, then
            // a Timestamps option SHOULD be included in the <RST>."
            add_options(event, event.effects.segments.back());
            finding = Finding::AbortSendsReset;
            break;
    }
    delete_tcb(event, UnreadText::Flush);
    record(event, Row::CallAbort, finding);
}

State status(Event event) {
    const State state = event.tcb.state;
    if (state == State::Closed) {
        refuse(event, Row::CallStatus, CallError::ConnectionDoesNotExist, Finding::StatusNoConnection);
    } else {
        record(event, Row::CallStatus, Finding::StatusReported);
    }
    return state;
}

}  // namespace hw::tcp
