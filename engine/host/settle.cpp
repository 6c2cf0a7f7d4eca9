#include "host/settle.h"

#include <algorithm>
#include <utility>

#include "host/socket_descriptor.h"
#include "host/socket_steps.h"
#include "host/system_calls.h"

namespace hw::host {

namespace {

// Descriptors have become free: whoever waits in a queue for one is taken in.
bool accept_for_applications(Host& host, Instant now, Output& output) {
    bool has_accepted = false;
    // By index: what an accepted application does may add listeners.
    for (std::size_t i = 0; i < host.listeners.size(); ++i)
        if (host.listeners[i].accepting == Accepting::Automatic)
            while (accept_for_application(host, host.listeners[i], now, output)) has_accepted = true;
    return has_accepted;
}

// The RFC's passive OPEN is its connection; there is nothing left to listen.
void close_used_listeners(Host& host) {
    const auto is_over = [](const Listener& listener) {
        return listener.is_used_up && listener.accept_queue.empty();
    };
    auto over = std::find_if(host.listeners.begin(), host.listeners.end(), is_over);
    while (over != host.listeners.end()) {
        const std::uint32_t socket = over->socket;
        host.listeners.erase(over);
        close_socket(host, socket);
        over = std::find_if(host.listeners.begin(), host.listeners.end(), is_over);
    }
}

// A program in a loop: it has closed, and connects again. It ends with the first connect() that fails.
void connect_again(Host& host, Instant now, Output& output) {
    auto& wanted = host.sockets.to_connect;
    const ConnectionId told = output.connection;
    while (!wanted.empty()) {
        const WantedConnection one = std::move(wanted.front());
        wanted.erase(wanted.begin());
        const SocketError error = connect_for_application(
            host, {.remote = one.remote, .application = one.application}, now, output);
        tally(process_of(host, first_process), SystemCall::Connect, error, now);
    }
    output.connection = told;
}

}  // namespace

Instant next_call_deadline(const SocketLayer& layer) {
    Instant earliest = Instant::never();
    for (const PendingCall& call : layer.waiting) earliest = earlier_of(earliest, call.deadline);
    return earliest;
}

void settle_work(Host& host, Instant now, Output& output) {
    SocketLayer& layer = host.sockets;
    while (layer.has_work) {
        layer.has_work = false;
        layer.somebody_lacks_a_descriptor = false;
        accept_for_applications(host, now, output);
        close_used_listeners(host);
        connect_again(host, now, output);
        if (resume_calls(host, now, output)) layer.has_work = true;
    }
}

}  // namespace hw::host
