#include <algorithm>
#include <vector>

#include "base/check.h"
#include "host/address.h"
#include "host/connection_table.h"
#include "host/host.h"
#include "host/output.h"
#include "host/reaction.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/socket_steps.h"
#include "host/system_calls.h"
#include "host/time_wait.h"
#include "host/turn.h"

// The calls of applications and learners, and the deadlines: everything that happens to a host but packets.

namespace hw::host {

namespace {

// TCP's answer to a call (RFC 9293 §3.10.1–6) as the errno of a socket call.
SocketError errno_of(tcp::CallError error) {
    switch (error) {
        case tcp::CallError::None: return SocketError::None;
        case tcp::CallError::ConnectionAlreadyExists: return SocketError::AddrInUse;
        case tcp::CallError::ConnectionDoesNotExist:
        case tcp::CallError::ForeignSocketUnspecified: return SocketError::NotConn;
        case tcp::CallError::ConnectionClosing: return SocketError::Pipe;
        case tcp::CallError::InsufficientResources: return SocketError::NoBufs;
        case tcp::CallError::ConnectionReset: return SocketError::ConnReset;
    }
    return SocketError::None;
}

// The socket of a call: its slot, or the reason why there is none.
struct Callee {
    std::uint32_t slot = FlatIndex::absent;
    SocketError error = SocketError::None;
};
Callee callee_of(const Host& host, ConnectionId id) {
    if (!host.is_powered) return {.error = SocketError::HostDown};
    const std::uint32_t slot = slot_of(host, id);
    if (slot == FlatIndex::absent || host.connections[slot].closed_by != ClosedBy::StillOpen)
        return {.error = SocketError::NotConn};
    return {.slot = slot};
}

Turn begin_call(Host& host, Output& output, std::uint32_t slot, Instant now) {
    return Turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Call});
}

// A call that needs nothing but its connection. NotConn where TCP refuses it, too: it is closed already.
template <class Make>
SocketError call(Host& host, ConnectionId id, Instant now, Output& output, Make make) {
    const Callee callee = callee_of(host, id);
    if (callee.error != SocketError::None) return callee.error;
    Turn turn = begin_call(host, output, callee.slot, now);
    make(turn);
    const bool has_failed = turn.call_error() != tcp::CallError::None;
    turn.finish();
    settle(host, now, output);
    return has_failed ? SocketError::NotConn : SocketError::None;
}

// §3.10.8, TIME-WAIT TIMEOUT, of a TCB that is unpacked only so that it can be seen to go.
void note_end(const Host& host, const TimeWaitRecord& record, Instant now, Output& output) {
    Note& note = output.notes.emplace_back();
    note.cause = Note::Cause::Deadline;
    note.connection = {record.id};
    note.first_step = static_cast<std::uint32_t>(output.steps.size());
    tcp::Tcb tcb = unpack(record, host.config.tcp, now);
    note.before = tcp::summary_of(tcb);
    output.effects.clear();
    tcp::deadline_passes({.tcb = tcb,
                          .config = host.config.tcp,
                          .now = now,
                          .effects = output.effects,
                          .trace = &output.steps});
    for (const tcp::Signal signal : output.effects.signals) note.signals.try_push_back(signal);
    note.after = tcp::summary_of(tcb);
    note.step_count = static_cast<std::uint32_t>(output.steps.size()) - note.first_step;
}

// "Delete the TCB, enter the CLOSED state" has no effect on a connection that nobody remembers but that its
// record is gone; there may be a million of them at once.
void end_packed_time_wait(Host& host, Instant now, Output& output) {
    const std::uint32_t handle = host.time_waits.first() | packed_bit;
    // A million of them lie all over the index: the way to each is fetched while others are still being served.
    if (const TimeWaitRecord* soon = host.time_waits.soon()) host.demux.prefetch(soon->tuple());
    if (output.wants_notes) note_end(host, host.time_waits.at(host.time_waits.first()), now, output);
    ++host.counters.time_waits_over;
    forget_packed(host, handle);
}

}  // namespace

SocketError connect(Host& host, const ConnectOptions& options, Instant now, Output& output) {
    if (!host.is_powered) return SocketError::HostDown;
    const SocketError error = connect_for_application(host, options, now, output);
    settle(host, now, output);
    return error;
}

SocketError send(Host& host, ConnectionId id, std::span<const std::uint8_t> data, Instant now, Output& output,
                 tcp::Urgent urgent) {
    const Callee callee = callee_of(host, id);
    if (callee.error != SocketError::None) return callee.error;
    Turn turn = begin_call(host, output, callee.slot, now);
    output.accepted_bytes = turn.send(data, tcp::Push::Yes, urgent);
    const SocketError error = errno_of(turn.call_error());
    turn.finish();
    settle(host, now, output);
    return output.accepted_bytes > 0 ? SocketError::None : error;
}

SocketError close(Host& host, ConnectionId id, Instant now, Output& output) {
    return call(host, id, now, output, [](Turn& turn) { turn.close(); });
}

SocketError abort(Host& host, ConnectionId id, Instant now, Output& output) {
    return call(host, id, now, output, [](Turn& turn) { turn.abort(); });
}

SocketError status(Host& host, ConnectionId id, Instant now, Output& output) {
    return call(host, id, now, output, [](Turn& turn) { turn.status(); });
}

SocketError shutdown(Host& host, ConnectionId id, Instant now, Output& output) {
    return call(host, id, now, output, [](Turn& turn) {
        turn.application().has_shut_down = true;
        turn.shut_write();
    });
}

SocketError start_accepting(Host& host, std::uint16_t port, Instant now, Output& output) {
    if (!host.is_powered) return SocketError::HostDown;
    const auto is_meant = [port](const Listener& listener) { return listener.port == port; };
    const auto listener = std::find_if(host.listeners.begin(), host.listeners.end(), is_meant);
    if (listener == host.listeners.end()) return SocketError::NotConn;
    listener->accepting = Accepting::Automatic;
    host.sockets.has_work = true;
    settle(host, now, output);
    return SocketError::None;
}

SocketError set_application(Host& host, std::uint16_t port, const ApplicationSpec& application) {
    if (!host.is_powered) return SocketError::HostDown;
    for (Listener& listener : host.listeners) {
        if (listener.port != port) continue;
        listener.application = application;
        return SocketError::None;
    }
    return SocketError::NotConn;
}

void set_descriptor_limit(Host& host, std::uint32_t limit, Instant now, Output& output) {
    host.config.descriptor_limit = limit;
    process_of(host, first_process).descriptor_limit = limit;
    host.sockets.has_work = true;
    settle(host, now, output);
}

Instant next_deadline(const Host& host) {
    return earlier_of(earlier_of(host.deadlines.earliest(), host.time_waits.earliest()),
                      earlier_of(next_call_deadline(host.sockets), next_request_at(host)));
}

void deadlines_pass(Host& host, Instant now, Output& output) {
    while (host.time_waits.earliest() <= now) end_packed_time_wait(host, now, output);
    while (host.deadlines.earliest() <= now) {
        const std::uint32_t slot = host.deadlines.earliest_slot();
        Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Deadline});
        const bool is_tcps = tcp::next_deadline(turn.connection().tcb) <= now;
        const bool is_applications = turn.application().close_at <= now;
        if (is_tcps) turn.deadline_passes();
        if (is_applications && !turn.is_over()) react_to_deadline(turn);
        turn.finish();
        // A deadline that stays due would hold time itself up.
        HW_CHECK(host.deadlines.earliest() > now || host.deadlines.earliest_slot() != slot);
    }
    requests_are_due(host, now, output);
    if (next_call_deadline(host.sockets) <= now) host.sockets.has_work = true;
    settle(host, now, output);
}

}  // namespace hw::host
