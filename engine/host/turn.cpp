#include "host/turn.h"

#include <algorithm>
#include <string>
#include <utility>

#include "host/connection_table.h"
#include "host/emission.h"
#include "host/exchange.h"
#include "host/listen_queue.h"
#include "host/reaction.h"
#include "host/socket_descriptor.h"
#include "host/time_wait.h"
#include "tcp/fast_open.h"

namespace hw::host {

namespace {

// Appends to `content` what it still has room for.
void keep(std::string& content, std::span<const std::uint8_t> bytes, std::uint32_t most) {
    if (content.size() >= most) return;
    const std::size_t count = std::min(bytes.size(), most - content.size());
    content.append(reinterpret_cast<const char*>(bytes.data()), count);
}

// How a connection ended whose TCB was deleted in `state` without a word to the user.
ClosedBy quiet_ending(tcp::State state) {
    switch (state) {
        case tcp::State::TimeWait: return ClosedBy::TimeWait;
        case tcp::State::Closed:
        case tcp::State::Listen:
        case tcp::State::SynSent: return ClosedBy::Abort;
        default: return ClosedBy::Ack;
    }
}

}  // namespace

Turn::Turn(Host& host, Output& output, const Start& start)
    : host_(host),
      output_(output),
      slot_(start.slot),
      connection_(host.connections[start.slot]),
      now_(start.now),
      event_{
          .tcb = connection_.tcb,
          .config = host.config.tcp,
          .now = start.now,
          .effects = output.effects,
          .trace = output.wants_notes ? &output.steps : nullptr,
          .port_has_listener = connection_.tcb.state == tcp::State::TimeWait &&
                               listener_at(host, connection_.tuple) != nullptr,
      } {
    if (!output.wants_notes) return;
    Note& note = output.notes.emplace_back();
    note.cause = start.cause;
    note.connection = connection().id;
    note.before = tcp::summary_of(start.before != nullptr ? *start.before : connection().tcb);
    const auto steps_so_far = static_cast<std::uint32_t>(output.steps.size());
    note.first_step = start.before != nullptr ? start.first_step : steps_so_far;
}

// The effects are cleared for one call into TCP; carry_out() follows it.
const tcp::Event& Turn::begin() {
    output_.effects.clear();
    unacknowledged_bytes_ = connection_.tcb.send_buffer.size();
    return event_;
}

void Turn::carry_out(tcp::State state_before) {
    const Connection& self = connection();
    if (!output_.effects.segments.empty())
        emit_segments(host_, output_,
                      {.tuple = self.tuple,
                       .connection = self.id,
                       .buffer = &self.tcb.send_buffer,
                       .time_to_live = self.tcb.options.time_to_live,
                       .type_of_service = self.tcb.options.type_of_service});
    for (const tcp::Signal signal : output_.effects.signals) heed(signal, state_before);
    for (const tcp::Tally& tally : output_.effects.tallies)
        host_.counters.of_connections[static_cast<std::size_t>(tally.what)] += tally.times;
    if (is_gone_ && ending_ == ClosedBy::StillOpen) ending_ = quiet_ending(state_before);
    if (self.tcb.state != tcp::State::SynReceived) leave_backlog(host_, connection());
    if (self.tcb.state != state_before) count(host_.counters, {.from = state_before, .to = self.tcb.state});
    call_error_ = output_.effects.call_error;
}

void Turn::fail(SocketError error, ClosedBy closed_by) {
    Connection& self = connection();
    self.error = error;
    if (self.socket != no_socket) host_.sockets.sockets[self.socket].error = error;
    ending_ = closed_by;
}

// Linux: tcp_reset() leaves the error for whoever still has a descriptor. The RFC's user, who has called CLOSE, is told
// no more; the socket of a TIME-WAIT has gone its own way.
void Turn::tell_socket_of_late_reset(tcp::State state_before) {
    const std::uint32_t socket = connection().socket;
    if (socket != no_socket && (state_before == tcp::State::Closing || state_before == tcp::State::LastAck))
        host_.sockets.sockets[socket].error = SocketError::ConnReset;
}

void Turn::heed(tcp::Signal signal, tcp::State state_before) {
    Connection& self = connection();
    const tcp::NetworkError complaint = output_.effects.network_error;
    pending_.add(signal);
    if (output_.wants_notes) output_.notes.back().signals.try_push_back(signal);
    switch (signal) {
        case tcp::Signal::Established:
        case tcp::Signal::FastOpened:
            if (self.tcb.opened_by == tcp::OpenedBy::Passive && !self.is_accepted && !self.is_queued)
                enter_accept_queue(host_, slot_, now_);
            if (self.tcb.opened_by == tcp::OpenedBy::Active) remember_fast_open();
            break;
        case tcp::Signal::Refused: fail(SocketError::ConnRefused, ClosedBy::Rst); break;
        case tcp::Signal::Reset: {
            const bool only_sending_fails = state_before == tcp::State::CloseWait &&
                                            host_.config.reset_behind_fin_is_broken_pipe == tcp::Switch::On;
            fail(only_sending_fails ? SocketError::Pipe : SocketError::ConnReset, ClosedBy::Rst);
            break;
        }
        case tcp::Signal::UserTimeout:
        case tcp::Signal::RetransmissionsExhausted:
        case tcp::Signal::KeepAliveUnanswered:
            ++host_.counters.aborts_on_timeout;
            // Linux: tcp_write_err(), "sk->sk_err_soft ? : ETIMEDOUT".
            fail(complaint == tcp::NetworkError::None ? SocketError::TimedOut : errno_of(complaint),
                 ClosedBy::Timeout);
            break;
        case tcp::Signal::NetworkFailure: fail(errno_of(complaint), ClosedBy::Network); break;
        case tcp::Signal::ReturnedToListen:
            // §3.10.7.4, second: "If this connection was initiated with a passive OPEN …, then return this
            // connection to LISTEN state and return. The user need not be informed."
            ending_ = ClosedBy::ReturnedToListen;
            is_gone_ = true;
            break;
        case tcp::Signal::Deleted: is_gone_ = true; break;
        case tcp::Signal::NewConnection: new_iss_ = output_.effects.new_iss; break;
        case tcp::Signal::Readable:
        case tcp::Signal::Writable:
        case tcp::Signal::RemoteClosed:
        case tcp::Signal::CloseCompleted:
        case tcp::Signal::DeliveryProblem:
        case tcp::Signal::SoftError:
        case tcp::Signal::UrgentData: break;
    }
}

void Turn::open_active(SeqNum iss) {
    const tcp::State state_before = connection().tcb.state;
    tcp::open_active(begin(), iss);
    carry_out(state_before);
}

std::uint32_t Turn::open_fast(SeqNum iss, const tcp::FastOpenRequest& request,
                              std::span<const std::uint8_t> data) {
    const tcp::State state_before = connection().tcb.state;
    tcp::open_fast(begin(), iss, request, data);
    const std::uint32_t accepted = output_.effects.accepted_bytes;
    connection().sent_bytes += accepted;
    keep(connection().sent_content, data.first(accepted), host_.config.kept_content_bytes);
    carry_out(state_before);
    return accepted;
}

// RFC 7413 §4.1.3: "the client MUST cache cookies from servers for later Fast Open connections". Linux:
// tcp_fastopen_cache_set().
void Turn::remember_fast_open() {
    constexpr std::size_t most_servers = 64;
    const tcp::FastOpenState& own = connection().tcb.fast_open;
    if (own.peer_mss == 0) return;
    const bool gives_up = host_.config.fast_open_socket_sends_at_once == tcp::Switch::On;
    const bool was_tried = own.is_offered || own.may_carry_text;
    const bool was_taken = own.may_carry_text && !own.text_was_refused;
    const wire::Ipv4Address server = connection().tuple.remote.address;
    auto& memory = host_.sockets.fast_open_memory;
    FastOpenMemory known{.server = server};
    for (const FastOpenMemory& one : memory)
        if (one.server == server) known = one;
    std::erase_if(memory, [server](const FastOpenMemory& one) { return one.server == server; });
    if (memory.size() == most_servers) memory.erase(memory.begin());
    known.peer_mss = own.peer_mss;
    if (own.cookie_is_new) {
        known.cookie = own.cookie;
        known.is_experimental = own.is_experimental;
        known.is_hopeless = false;
    } else if (gives_up && was_tried && !was_taken) {
        // FreeBSD: tcp_fastopen_disable_path(): a server that has neither sent a cookie nor taken the SYN's text is not
        // asked again.
        known.cookie.clear();
        known.is_hopeless = true;
    } else if (own.was_ignored && known.cookie.empty()) {
        // "If we did not use the (old) exp opt format then try so next time. Otherwise we go back to use the RFC7413
        // opt."
        known.ignored = std::max<std::uint8_t>(known.ignored, own.is_experimental ? 2 : 1);
        known.is_experimental = known.ignored == 1;
    }
    memory.push_back(known);
}

void Turn::segment_arrives(const wire::Segment& segment) {
    const tcp::State state_before = connection().tcb.state;
    const tcp::ChallengeBudget challenges_before = connection().tcb.challenges;
    // §3.10.7.4, second: in CLOSING, LAST-ACK and TIME-WAIT a reset deletes the TCB without a signal.
    const ClosedBy ending_before = std::exchange(ending_, segment.ctl.rst() ? ClosedBy::Rst : ending_);
    tcp::segment_arrives(begin(), segment);
    carry_out(state_before);
    if (!is_gone_) ending_ = ending_before;
    if (is_gone_ && segment.ctl.rst()) tell_socket_of_late_reset(state_before);
    if (connection().tcb.challenges != challenges_before) ++host_.counters.challenge_acks;
}

void Turn::icmp_arrives(const wire::IcmpError& error) {
    const tcp::State state_before = connection().tcb.state;
    tcp::icmp_arrives(begin(), error);
    carry_out(state_before);
}

void Turn::deadline_passes() {
    const tcp::State state_before = connection().tcb.state;
    tcp::deadline_passes(begin());
    carry_out(state_before);
}

std::uint32_t Turn::send(std::span<const std::uint8_t> data, tcp::Push push, tcp::Urgent urgent) {
    const tcp::State state_before = connection().tcb.state;
    tcp::send(begin(), data, push, urgent);
    const std::uint32_t accepted = output_.effects.accepted_bytes;
    connection().sent_bytes += accepted;
    keep(connection().sent_content, data.first(accepted), host_.config.kept_content_bytes);
    carry_out(state_before);
    return accepted;
}

void Turn::close() {
    const tcp::State state_before = connection().tcb.state;
    application().has_closed = true;
    release(host_, slot_);
    if (host_.config.closing == ClosingCall::GiveUpBoth) {
        give_up_both();
    } else {
        tcp::close(begin());
    }
    carry_out(state_before);
}

// Linux: __tcp_close(). Unread text makes it a reset.
void Turn::give_up_both() {
    const bool was_synchronized =
        tcp::is_synchronized(connection().tcb.state) || tcp::is_fast_opened(connection().tcb);
    ending_ = ClosedBy::Abort;  // if it ends here
    tcp::orphan(begin());
    if (was_synchronized && connection().tcb.state == tcp::State::Closed) ++host_.counters.aborts_on_close;
}

void Turn::orphan() {
    const tcp::State state_before = connection().tcb.state;
    give_up_both();
    carry_out(state_before);
}

void Turn::shut_read() { connection().tcb.reading_is_over = true; }

void Turn::shut_write() {
    const tcp::State state_before = connection().tcb.state;
    tcp::close(begin());
    carry_out(state_before);
}

void Turn::set_options(const tcp::ConnectionOptions& options) {
    const tcp::State state_before = connection().tcb.state;
    tcp::Tcb& tcb = connection().tcb;
    const bool is_resized = tcb.options.receive_buffer_bytes != options.receive_buffer_bytes;
    if (is_resized && tcb.window.buffer_bytes > 0) tcb.window.buffer_bytes = options.receive_buffer_bytes;
    tcb.options = options;
    tcp::options_changed(begin());
    carry_out(state_before);
}

void Turn::set_quick_ack(tcp::QuickAck quick_ack) {
    const tcp::State state_before = connection().tcb.state;
    tcp::set_quick_ack(begin(), quick_ack);
    carry_out(state_before);
}

void Turn::connect_again() {
    host_.sockets.to_connect.push_back(
        {.remote = connection().tuple.remote, .application = application().spec});
    --host_.sockets.to_connect.back().application.more_connections;
    host_.sockets.has_work = true;
}

void Turn::accept() { pending_.add(tcp::Signal::Established); }

void Turn::abort() {
    application().has_closed = true;
    release(host_, slot_);
    break_off();
}

void Turn::break_off() {
    const tcp::State state_before = connection().tcb.state;
    ending_ = ClosedBy::Abort;
    tcp::abort(begin());
    carry_out(state_before);
}

void Turn::status() { carry_out(tcp::status(begin())); }

std::span<const std::uint8_t> Turn::peek() const {
    const tcp::ReceiveBuffer& buffer = connection().tcb.receive_buffer;
    if (buffer.readable() == 0) return {};
    return buffer.peek(0, std::min(buffer.readable(), ByteChunk::size))[0];
}

std::uint32_t Turn::take(std::uint32_t most, std::vector<std::uint8_t>* into) {
    Connection& self = connection();
    const std::size_t content_before = self.delivered_content.size();
    const std::uint32_t wanted = std::min(most, readable_bytes());
    const std::uint32_t kept_bytes = host_.config.kept_content_bytes;
    for (std::uint32_t done = 0; done < wanted && self.delivered_content.size() < kept_bytes;) {
        const auto piece = self.tcb.receive_buffer.peek(done, std::min(wanted - done, ByteChunk::size))[0];
        keep(self.delivered_content, piece, kept_bytes);
        done += static_cast<std::uint32_t>(piece.size());
    }

    const std::size_t into_before = into == nullptr ? 0 : into->size();
    for (std::uint32_t done = 0; into != nullptr && done < wanted;) {
        const auto piece = self.tcb.receive_buffer.peek(done, std::min(wanted - done, ByteChunk::size))[0];
        into->insert(into->end(), piece.begin(), piece.end());
        done += static_cast<std::uint32_t>(piece.size());
    }

    const tcp::State state_before = self.tcb.state;
    tcp::discard_received(begin(), wanted);
    const std::uint32_t given = output_.effects.accepted_bytes;
    if (into != nullptr) into->resize(into_before + given);
    // §3.9.1.3: a RECEIVE ends where urgent data ends, so it may give less than there is.
    if (self.delivered_content.size() > content_before + given)
        self.delivered_content.resize(content_before + given);
    self.delivered_bytes += given;
    if (output_.wants_notes) output_.notes.back().delivered_bytes += given;
    carry_out(state_before);
    return given;
}

void Turn::adopt_effects(tcp::State state_before) { carry_out(state_before); }

void Turn::finish() {
    while (!pending_.empty()) {
        const SignalSet told = std::exchange(pending_, {});
        react(*this, told);
    }
    connection().limits.follow(connection().tcb, host_.config.tcp, now_);
    if (!is_gone_) watch_time_wait();
    if (connection().socket != no_socket) tell_of_sent_text();
    write_note();
    if (!host_.sockets.waiting.empty()) host_.sockets.has_work = true;
    if (is_gone_) {
        exchange_ends(*this, ending_, unacknowledged_bytes_);
        if (lets_go_at_the_end(application().spec)) release(host_, slot_);
        return retire_connection(host_, slot_, ending_);
    }
    const Connection& self = connection();
    host_.deadlines.set(slot_, earlier_of(tcp::next_deadline(self.tcb), self.application.close_at));
    if (self.tcb.state == tcp::State::TimeWait) settle_time_wait(host_, slot_, now_);
}

// Linux: tcp_time_wait() in net/ipv4/tcp_minisocks.c: "Sorry, if we're out of memory, just CLOSE this socket up."
void Turn::watch_time_wait() {
    Connection& self = connection();
    if (self.tcb.state != tcp::State::TimeWait) return leave_time_wait(host_, slot_);
    if (self.time_wait != TimeWaitPlace::None || !time_waits_are_full(host_)) return;
    ++host_.counters.time_wait_overflows;
    self.tcb = tcp::Tcb{};
    ending_ = ClosedBy::Ack;
    is_gone_ = true;
}

// SO_ZEROCOPY, SO_TIMESTAMPING.
void Turn::tell_of_sent_text() {
    ErrorQueue& queue = host_.sockets.sockets[connection().socket].error_queue;
    if (queue.watched.empty()) return;
    if (is_gone_)
        connection_is_gone(queue, now_);
    else
        look_at_watched(queue, connection().tcb, now_);
}

void Turn::write_note() {
    if (!output_.wants_notes) return;
    Note& note = output_.notes.back();
    note.after = tcp::summary_of(connection().tcb);
    note.step_count = static_cast<std::uint32_t>(output_.steps.size()) - note.first_step;
}

}  // namespace hw::host
