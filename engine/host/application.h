#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/digest.h"
#include "base/time.h"
#include "host/request_queue.h"
#include "host/workload.h"

// What an application does with a socket, as data. It reacts to what TCP signals and to its own
// deadlines; it never looks inside the TCB.

namespace hw::host {

enum class ApplicationKind : std::uint8_t {
    Reader,   // reads everything, says nothing; closes `close_delay` after the peer's FIN if asked to
    Greeter,  // sends `text` as soon as it is accepted, then reads like Reader
    Echo,     // sends back what it reads
    Source,   // sends `total_bytes` of a known pattern as fast as the buffer takes them, then closes
    // Sends `text` as a request, waits until as much has come back, and again, `rounds` times, then closes.
    Requester,
    Silent,   // neither reads nor writes: the receive window fills up
    Calls,    // does nothing by itself: whoever makes system calls does
    Service,  // answers requests as `service` says
    Client,   // makes those of a workload (host/workload.h)
};

// NeverClose: the program forgets close(), even when the connection is over: its descriptor is lost.
enum class OnPeerClose : std::uint8_t { StayOpen, Close, NeverClose };

// Who has sent everything closes its socket, or ends the sending alone and reads on: a half-close, on a host whose
// close() gives up both (ClosingCall).
enum class EndsBy : std::uint8_t { Close, Shutdown };

// A server that answers the requests of a workload, each `service_time` after it has come, in their order. It closes
// when the client has, and everything is answered.
struct ServiceSpec {
    std::uint32_t response_bytes = 0;  // of each answer; 0: it says nothing
    Duration service_time{};
    ClosesFirst closes_first = ClosesFirst::Client;  // Server: it closes after its first answer
    std::uint32_t forgets_close_every =
        0;  // the path of every n-th connection has no close(): the descriptor leaks
    friend constexpr bool operator==(const ServiceSpec&, const ServiceSpec&) = default;
};

struct ApplicationSpec {
    ApplicationKind kind = ApplicationKind::Reader;
    std::string text{};
    std::uint64_t total_bytes = 0;
    OnPeerClose on_peer_close = OnPeerClose::StayOpen;
    Duration close_delay{};
    EndsBy ends_by = EndsBy::Close;  // Source, Requester
    std::uint32_t rounds = 1;        // Requester
    // So many times more, as soon as it has closed, it connects to the same socket and does the same: a storm.
    std::uint32_t more_connections = 0;
    ServiceSpec service{};  // Service
    friend bool operator==(const ApplicationSpec&, const ApplicationSpec&) = default;
};

// Where a Service or a Client stands with one connection.
struct ExchangeState {
    std::uint32_t workload = 0;       // Client: the id of its workload
    std::uint32_t request_bytes = 0;  // of the request that is being read or written …
    std::uint32_t request_done = 0;   // … and how much of it has been
    std::uint32_t owed_bytes =
        0;  // Service: of answers that are due, not yet written. Client: of the first answer, not
            // yet read
    bool is_audit = false;       // the request at hand …
    bool was_audit = false;      // … and the latest one
    bool has_begun = false;      // the connection has been accepted, or connect() has returned
    bool has_answered = false;   // Service
    bool forgets_close = false;  // Service
    RequestQueue<WantedRequest>
        requests{};  // Service: by when the answer is due; Client: those without an answer yet
    friend bool operator==(const ExchangeState&, const ExchangeState&) = default;
};

// Where an application stands with one connection.
struct ApplicationState {
    ApplicationSpec spec{};
    std::uint64_t bytes_written = 0;
    Instant close_at =
        Instant::never();       // its only deadline; of a Service or Client: when it has something to do
    bool is_connected = false;  // connect() or accept() has returned
    bool has_closed = false;
    bool has_shut_down = false;    // the sending: EndsBy::Shutdown
    bool peer_has_closed = false;  // TCP has said so ("connection closing")
    ExchangeState exchange{};      // Service, Client
    friend bool operator==(const ApplicationState&, const ApplicationState&) = default;
};

// Whether it closes its socket when it learns that the connection is over.
constexpr bool lets_go_at_the_end(const ApplicationSpec& spec) {
    return spec.kind != ApplicationKind::Calls && spec.on_peer_close != OnPeerClose::NeverClose;
}

// What a Source sends from byte `offset` of its stream on, some thousand bytes of it: the printable
// characters from '!' to 'y', again and again. Static storage.
std::span<const std::uint8_t> pattern_from(std::uint64_t offset);

// What it would write first if it could before the handshake: of a Source no more than one piece of its pattern.
std::span<const std::uint8_t> first_text_of(const ApplicationSpec& spec);

void digest(Digest& d, const ApplicationSpec& spec);
void digest(Digest& d, const ApplicationState& state);

}  // namespace hw::host
