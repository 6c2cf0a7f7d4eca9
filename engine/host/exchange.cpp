#include "host/exchange.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "host/socket_descriptor.h"
#include "host/workload.h"

namespace hw::host {

namespace {

// A request is a head of shortest_request bytes, "GET 0000000100\r\n" (with an answer) or "PUT …" (without), and so
// much of the pattern that it is as long as its head says.
constexpr std::uint32_t longest_piece = 2'048;
using Piece = std::array<std::uint8_t, longest_piece>;

std::span<const std::uint8_t> piece_of_request(const ExchangeState& self, Piece& room) {
    const std::uint32_t left = self.request_bytes - self.request_done;
    const std::uint32_t length = std::min(left, longest_piece);
    if (self.request_done > 0) return pattern_from(self.request_done).first(length);
    const auto pattern = pattern_from(0);
    std::copy(pattern.begin(), pattern.begin() + length, room.begin());
    constexpr std::string_view get = "GET 0000000000\r\n", put = "PUT 0000000000\r\n";
    const std::string_view head = self.is_audit ? put : get;
    std::copy(head.begin(), head.end(), room.begin());
    for (std::uint32_t rest = self.request_bytes, i = 13; rest > 0; rest /= 10, --i)
        room[i] = static_cast<std::uint8_t>('0' + rest % 10);
    return std::span(room).first(length);
}

// Whether all of the request at hand is written.
bool write_request(Turn& turn) {
    ExchangeState& self = turn.application().exchange;
    Piece room;
    while (self.request_done < self.request_bytes) {
        const auto piece = piece_of_request(self, room);
        const bool is_last = self.request_done + piece.size() == self.request_bytes;
        const std::uint32_t taken = turn.send(piece, is_last ? tcp::Push::Yes : tcp::Push::No);
        self.request_done += taken;
        if (taken < piece.size()) return false;
    }
    return true;
}

// ---- the service

// Begins to read the request whose head lies there. False: it is none.
bool read_head(Turn& turn) {
    ExchangeState& self = turn.application().exchange;
    std::vector<std::uint8_t> head;
    turn.take(shortest_request, &head);
    const auto* text = reinterpret_cast<const char*>(head.data());
    std::uint32_t bytes = 0;
    const auto [end, error] = std::from_chars(text + 4, text + 14, bytes);
    if (head.size() != shortest_request || error != std::errc{} || end != text + 14 ||
        bytes < shortest_request || bytes > longest_request)
        return false;
    self.is_audit = head[0] == 'P';
    self.request_bytes = bytes;
    self.request_done = shortest_request;
    return true;
}

void read_requests(Turn& turn) {
    ApplicationState& state = turn.application();
    ExchangeState& self = state.exchange;
    const ServiceSpec& spec = state.spec.service;
    while (turn.readable_bytes() > 0) {
        if (self.request_bytes == 0) {
            if (turn.readable_bytes() < shortest_request && !state.peer_has_closed) return;
            // What is no request is read and forgotten.
            if (!read_head(turn)) continue;
        } else {
            const std::uint32_t left = self.request_bytes - self.request_done;
            self.request_done += turn.take(std::min(left, turn.readable_bytes()));
        }
        if (self.request_done < self.request_bytes) continue;
        self.request_bytes = self.request_done = 0;
        if (!self.is_audit && spec.response_bytes > 0)
            self.requests.push({.wanted_at = turn.now() + spec.service_time});
    }
}

void write_answers(Turn& turn) {
    ApplicationState& state = turn.application();
    ExchangeState& self = state.exchange;
    while (!self.requests.empty() && self.requests.front().wanted_at <= turn.now()) {
        self.requests.pop();
        self.owed_bytes += state.spec.service.response_bytes;
        self.has_answered = true;
        ++turn.host().tally.answered;
    }
    state.close_at = self.requests.empty() ? Instant::never() : self.requests.front().wanted_at;
    while (self.owed_bytes > 0) {
        const auto piece = pattern_from(0);
        const auto wanted = piece.first(std::min<std::size_t>(piece.size(), self.owed_bytes));
        const std::uint32_t taken = turn.send(wanted, tcp::Push::Yes);
        self.owed_bytes -= taken;
        if (taken < wanted.size()) return;
    }
}

void begin_service(Turn& turn) {
    ApplicationState& state = turn.application();
    if (state.exchange.has_begun) return;
    state.exchange.has_begun = true;
    turn.connection().tcb.options.nagle = false;
    ProgramTally& tally = turn.host().tally;
    ++tally.accepted;
    const std::uint32_t every = state.spec.service.forgets_close_every;
    if (every == 0 || tally.accepted % every != 0) return;
    state.exchange.forgets_close = true;
    state.spec.on_peer_close = OnPeerClose::NeverClose;
    ++tally.forgotten_closes;
}

void serve(Turn& turn) {
    ApplicationState& state = turn.application();
    begin_service(turn);
    if (turn.is_over()) {
        while (turn.readable_bytes() > 0 && turn.take(turn.readable_bytes()) > 0) {}
        return;
    }
    read_requests(turn);
    if (state.has_closed) return;
    write_answers(turn);
    const ExchangeState& self = state.exchange;
    if (!self.requests.empty() || self.owed_bytes > 0 || self.forgets_close) return;
    const ServiceSpec& spec = state.spec.service;
    const bool is_first =
        spec.closes_first == ClosesFirst::Server && (self.has_answered || spec.response_bytes == 0);
    if (is_first || state.peer_has_closed) turn.close();
}

// ---- the client

const WorkloadSpec* spec_of(Turn& turn) {
    const Workload* workload = find_workload(turn.host(), turn.application().exchange.workload);
    return workload == nullptr ? nullptr : &workload->spec;
}

bool is_in_pool(const Workload& workload, ConnectionId id) {
    return std::find(workload.pool.begin(), workload.pool.end(), id) != workload.pool.end();
}

void leave_pool(Turn& turn, SocketError error) {
    Workload* workload = find_workload(turn.host(), turn.application().exchange.workload);
    if (workload == nullptr) return;
    const bool was_in_pool = std::erase(workload->pool, turn.connection().id) > 0;
    if (!was_in_pool || !workload->pool.empty()) return;
    // Nobody is left to take those who wait.
    while (!workload->waiting.empty()) {
        workload->waiting.pop();
        note_failure(turn.host().tally, error, turn.now());
    }
}

// close(2) with SO_LINGER{1,0}. Linux: __tcp_close(): tcp_disconnect(), "we drop data".
void close_at_once(Turn& turn) {
    const tcp::Tcb& tcb = turn.connection().tcb;
    Host& host = turn.host();
    ++host.counters.aborts_on_data;
    if (tcb.send_buffer.size() > 0 && tcb.snd.nxt < tcb.send_buffer.end())
        host.tally.lost_bytes += distance(tcb.snd.nxt, tcb.send_buffer.end());
    turn.abort();
}

void close_client(Turn& turn, const WorkloadSpec* spec) {
    turn.application().close_at = Instant::never();
    leave_pool(turn, SocketError::ConnReset);
    if (spec != nullptr && spec->closes_by == ClosesBy::Reset)
        close_at_once(turn);
    else
        turn.close();
}

void complete(Turn& turn) {
    ProgramTally& tally = turn.host().tally;
    const Duration took = turn.now() - turn.application().exchange.requests.pop().wanted_at;
    ++tally.ok;
    ++tally.latency_count;
    tally.latency_sum_us += static_cast<std::uint64_t>(took.us);
    tally.latency_max = std::max(tally.latency_max, took);
}

void fail_requests(Turn& turn, SocketError error) {
    ExchangeState& self = turn.application().exchange;
    ProgramTally& tally = turn.host().tally;
    while (!self.requests.empty()) {
        self.requests.pop();
        note_failure(tally, error, turn.now());
    }
    if (self.is_audit) note_failure(tally, error, turn.now());
    self.is_audit = false;
}

void read_answers(Turn& turn, std::uint32_t response_bytes) {
    ExchangeState& self = turn.application().exchange;
    std::uint32_t read = turn.take(turn.readable_bytes());
    while (read > 0 && !self.requests.empty()) {
        if (self.owed_bytes == 0) self.owed_bytes = response_bytes;
        const std::uint32_t step = std::min(read, self.owed_bytes);
        if (step == 0) return;
        self.owed_bytes -= step;
        read -= step;
        if (self.owed_bytes == 0) complete(turn);
    }
}

// What is written needs no answer.
void end_written(Turn& turn, const WorkloadSpec& spec) {
    ExchangeState& self = turn.application().exchange;
    self.request_bytes = self.request_done = 0;
    if (self.is_audit) ++turn.host().tally.ok;
    self.is_audit = false;
    const bool is_its_own_answer = spec.response_bytes == 0 && (spec.closes_first == ClosesFirst::Client ||
                                                                spec.use != ConnectionUse::OnePerRequest);
    while (is_its_own_answer && !self.requests.empty()) complete(turn);
}

void write_requests(Turn& turn, Workload& workload) {
    ExchangeState& self = turn.application().exchange;
    const std::uint32_t most = workload.spec.use == ConnectionUse::Pool ? 1 : most_on_one_connection;
    while (write_request(turn)) {
        end_written(turn, workload.spec);
        const bool may_take = workload.spec.use != ConnectionUse::OnePerRequest &&
                              is_in_pool(workload, turn.connection().id) && self.requests.size() < most;
        if (!may_take || workload.waiting.empty()) return;
        take_request(self, workload.spec, workload.waiting.pop());
    }
}

void ask(Turn& turn) {
    ApplicationState& state = turn.application();
    ExchangeState& self = state.exchange;
    self.has_begun = true;
    Workload* workload = find_workload(turn.host(), self.workload);
    if (state.has_closed || workload == nullptr) {
        while (turn.readable_bytes() > 0 && turn.take(turn.readable_bytes()) > 0) {}
        if (!state.has_closed && !turn.is_over()) close_client(turn, nullptr);
        return;
    }
    const WorkloadSpec& spec = workload->spec;
    read_answers(turn, spec.response_bytes);
    if (turn.is_over()) return;
    write_requests(turn, *workload);
    const bool is_busy = !self.requests.empty() || self.request_bytes > 0;
    if (state.peer_has_closed) {
        if (spec.response_bytes == 0)
            while (!self.requests.empty()) complete(turn);
        fail_requests(turn, SocketError::ConnReset);
        return close_client(turn, &spec);
    }
    const bool is_done = !is_busy && !is_in_pool(*workload, turn.connection().id);
    const bool leaves_it_to_the_server = spec.use == ConnectionUse::OnePerRequest &&
                                         spec.closes_first == ClosesFirst::Server && !self.was_audit;
    if (is_done && !leaves_it_to_the_server) return close_client(turn, &spec);
    const bool may_time_out = spec.timeout != Duration{} && !self.requests.empty();
    state.close_at = may_time_out ? self.requests.front().wanted_at + spec.timeout : Instant::never();
}

}  // namespace

void take_request(ExchangeState& exchange, const WorkloadSpec& spec, const WantedRequest& request) {
    exchange.request_bytes = request.is_audit ? spec.audit_bytes : spec.request_bytes;
    exchange.request_done = 0;
    exchange.is_audit = exchange.was_audit = request.is_audit;
    if (!request.is_audit) exchange.requests.push(request);
}

void exchange(Turn& turn, SignalSet) {
    if (turn.application().spec.kind == ApplicationKind::Service) return serve(turn);
    ask(turn);
}

void exchange_goes_on(Turn& turn) {
    if (turn.application().has_closed) return;
    if (turn.application().spec.kind == ApplicationKind::Service) return serve(turn);
    ExchangeState& self = turn.application().exchange;
    const SystemCall call = self.has_begun ? SystemCall::Receive : SystemCall::Connect;
    tally(process_of(turn.host(), first_process), call, SocketError::TimedOut, turn.now(),
          turn.connection().tuple.remote);
    fail_requests(turn, SocketError::TimedOut);
    close_client(turn, spec_of(turn));
}

void exchange_ends(Turn& turn, ClosedBy closed_by, std::uint32_t unacknowledged_bytes) {
    const ApplicationState& state = turn.application();
    if (!takes_part_in_exchange(state.spec.kind)) return;
    const Connection& connection = turn.connection();
    ProgramTally& own = turn.host().tally;
    if (state.has_closed) {
        const bool nobody_is_told =
            closed_by == ClosedBy::Rst || closed_by == ClosedBy::Timeout || closed_by == ClosedBy::Network;
        if (nobody_is_told) own.lost_bytes += unacknowledged_bytes;
        return;
    }
    const bool is_reset = connection.error == SocketError::ConnReset || connection.error == SocketError::Pipe;
    if (is_reset) ++own.resets;
    const bool was_connected = state.exchange.has_begun;
    const SystemCall call = was_connected || state.spec.kind == ApplicationKind::Service
                                ? SystemCall::Receive
                                : SystemCall::Connect;
    tally(process_of(turn.host(), first_process), call, connection.error, turn.now(),
          call == SystemCall::Connect ? connection.tuple.remote : wire::Endpoint{});
    if (state.spec.kind == ApplicationKind::Service) return;
    const SocketError error =
        connection.error == SocketError::None ? SocketError::ConnReset : connection.error;
    fail_requests(turn, error);
    leave_pool(turn, error);
}

}  // namespace hw::host
