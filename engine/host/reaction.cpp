#include "host/reaction.h"

#include "base/check.h"
#include "host/exchange.h"

namespace hw::host {

namespace {

void read_everything(Turn& turn) {
    while (turn.readable_bytes() > 0 && turn.take(turn.readable_bytes()) > 0) {}
}

// Writes `text` from where the last write stopped.
void greet(Turn& turn) {
    ApplicationState& self = turn.application();
    const std::string& text = self.spec.text;
    if (self.has_closed || self.bytes_written >= text.size()) return;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::span<const std::uint8_t> all(bytes, text.size());
    self.bytes_written +=
        turn.send(all.subspan(static_cast<std::size_t>(self.bytes_written)), tcp::Push::Yes);
}

// What does not fit into the send buffer stays unread, so that TCP's window slows the peer down.
void echo(Turn& turn) {
    ApplicationState& self = turn.application();
    if (self.has_closed) return read_everything(turn);
    for (auto piece = turn.peek(); !piece.empty(); piece = turn.peek()) {
        const std::uint32_t taken = turn.send(piece, tcp::Push::Yes);
        self.bytes_written += taken;
        // Why a loop: a RECEIVE ends where urgent data ends.
        for (std::uint32_t left = taken; left > 0;) {
            const std::uint32_t read = turn.take(left);
            HW_CHECK(read > 0);
            left -= read;
        }
        if (taken < piece.size()) return;  // TCP says Writable when there is room again
    }
}

// The next one begins when this one's descriptor is free.
void close_and_go_on(Turn& turn) {
    turn.close();
    if (turn.application().spec.more_connections > 0) turn.connect_again();
}

// Everything has been sent.
void end(Turn& turn) {
    ApplicationState& self = turn.application();
    if (self.has_closed || self.has_shut_down) return;
    if (self.spec.ends_by == EndsBy::Close) return close_and_go_on(turn);
    self.has_shut_down = true;
    turn.shut_write();
}

void request(Turn& turn) {
    read_everything(turn);
    ApplicationState& self = turn.application();
    const std::string& text = self.spec.text;
    if (self.has_closed || self.has_shut_down) return;
    const std::uint64_t answered =
        text.empty() ? self.spec.rounds : turn.connection().delivered_bytes / text.size();
    if (answered >= self.spec.rounds) return end(turn);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::span<const std::uint8_t> all(bytes, text.size());
    while (self.bytes_written < (answered + 1) * text.size()) {
        const auto begun = static_cast<std::size_t>(self.bytes_written % text.size());
        const std::uint32_t taken = turn.send(all.subspan(begun), tcp::Push::Yes);
        self.bytes_written += taken;
        if (taken == 0) return;
    }
}

// The last write is pushed; before it there is always more to fill the segment with.
void write_pattern(Turn& turn) {
    ApplicationState& self = turn.application();
    while (!self.has_closed && !self.has_shut_down && self.bytes_written < self.spec.total_bytes) {
        const std::uint64_t left = self.spec.total_bytes - self.bytes_written;
        const auto piece = pattern_from(self.bytes_written);
        const auto wanted = piece.size() < left ? piece : piece.first(static_cast<std::size_t>(left));
        const bool is_last = wanted.size() == left;
        const std::uint32_t taken = turn.send(wanted, is_last ? tcp::Push::Yes : tcp::Push::No);
        self.bytes_written += taken;
        if (taken < wanted.size()) return;
    }
    end(turn);
}

bool has_nothing_left_to_do(const Turn& turn) {
    const ApplicationState& self = turn.connection().application;
    switch (self.spec.kind) {
        case ApplicationKind::Greeter: return self.bytes_written >= self.spec.text.size();
        case ApplicationKind::Echo: return turn.readable_bytes() == 0;
        case ApplicationKind::Reader:
        case ApplicationKind::Source:
        case ApplicationKind::Requester:
        case ApplicationKind::Calls:
        case ApplicationKind::Service:
        case ApplicationKind::Client:
        case ApplicationKind::Silent: return true;
    }
    return true;
}

void close_after_the_peer(Turn& turn) {
    ApplicationState& self = turn.application();
    const bool wants_to = self.spec.on_peer_close == OnPeerClose::Close && self.peer_has_closed;
    if (!wants_to || self.has_closed || !self.close_at.is_never() || !has_nothing_left_to_do(turn)) return;
    if (self.spec.close_delay == Duration{}) {
        close_and_go_on(turn);
    } else {
        self.close_at = after(turn.now(), self.spec.close_delay);
    }
}

}  // namespace

void react(Turn& turn, SignalSet told) {
    if (told.has(tcp::Signal::RemoteClosed)) turn.application().peer_has_closed = true;
    // Before the handshake is done there is nobody to talk to: accept() and connect() have not returned. A
    // CLOSE in SYN-RECEIVED leads past ESTABLISHED (§3.10.4); then the first text says that it is done.
    if (told.has(tcp::Signal::Established) || told.has(tcp::Signal::FastOpened) ||
        told.has(tcp::Signal::Readable))
        turn.application().is_connected = true;
    if (!turn.application().is_connected || turn.connection().is_queued) return;
    if (turn.has_given_up()) return;
    if (takes_part_in_exchange(turn.application().spec.kind)) return exchange(turn, told);
    if (turn.is_over()) {
        // The last text may have come with the very segment that ended the connection in good order.
        const ApplicationKind kind = turn.application().spec.kind;
        if (kind != ApplicationKind::Silent && kind != ApplicationKind::Calls) read_everything(turn);
        return;
    }
    switch (turn.application().spec.kind) {
        case ApplicationKind::Reader: read_everything(turn); break;
        case ApplicationKind::Greeter:
            greet(turn);
            read_everything(turn);
            break;
        case ApplicationKind::Echo: echo(turn); break;
        case ApplicationKind::Source:
            write_pattern(turn);
            read_everything(turn);
            break;
        case ApplicationKind::Requester: request(turn); break;
        case ApplicationKind::Service:
        case ApplicationKind::Client:
        case ApplicationKind::Calls:
        case ApplicationKind::Silent: break;
    }
    close_after_the_peer(turn);
}

void react_to_deadline(Turn& turn) {
    turn.application().close_at = Instant::never();
    if (takes_part_in_exchange(turn.application().spec.kind)) return exchange_goes_on(turn);
    if (!turn.application().has_closed) close_and_go_on(turn);
}

}  // namespace hw::host
