#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/ids.h"
#include "host/application.h"
#include "host/demux.h"
#include "host/isn.h"
#include "tcp/connection.h"
#include "wire/ipv4.h"

// One machine: an address, sockets, ports, and the applications that use them. Sans-I/O like the
// connections it owns: packets, user calls and deadlines come in with the time; packets to send go out
// through Output. It knows nothing of links, worlds or other hosts.

namespace hw::host {

struct FourTuple {
    wire::Endpoint local{};
    wire::Endpoint remote{};
    friend constexpr auto operator<=>(const FourTuple&, const FourTuple&) = default;
};

struct HostConfig {
    std::string name{};            // "client": how scripts, claims and the screen call it
    wire::Ipv4Address address{};
    tcp::Config tcp{};
    IsnConfig isn{};               // RFC 6528 with a secret, or pinned numbers for a lesson
    // Half-open connections a listener may hold, and connections waiting for accept() (a backlog is
    // "not described in the standards documents", RFC 4987 §2.1).
    std::uint32_t backlog = 128;
    // Bytes of each connection's conversation that are kept to be shown and compared, per direction.
    std::uint32_t kept_content_bytes = 4'096;
    friend bool operator==(const HostConfig&, const HostConfig&) = default;
};

// What the application was last told went wrong, under its errno name.
enum class SocketError : std::uint8_t { None, ConnRefused, ConnReset, TimedOut, AddrInUse, AddrNotAvail, NotConn, Pipe };
std::string_view name_of(SocketError error);  // "ECONNRESET", "none"

// How a connection ended, for claims such as `server.closed_by == RST`.
enum class ClosedBy : std::uint8_t { StillOpen, Ack, Rst, Abort, Timeout, TimeWait, ReturnedToListen };

// One socket that is, or was, a connection. The record stays after the TCB is gone (state CLOSED),
// so that its story can be told; `forget_closed` in Host bounds how many.
struct Connection {
    ConnectionId id{};
    FourTuple tuple{};
    tcp::Tcb tcb{};
    bool is_accepted = false;            // accept() has returned it to the application
    SocketError error = SocketError::None;
    ClosedBy closed_by = ClosedBy::StillOpen;
    std::uint64_t sent_bytes = 0;        // accepted from the application by SEND
    std::uint64_t delivered_bytes = 0;   // given to the application by RECEIVE
    std::uint64_t sent_digest = 0;       // of all bytes sent, in order (prefix invariant)
    std::string sent_content{};          // the first kept_content_bytes of them
    std::string delivered_content{};
    ApplicationState application{};
    friend bool operator==(const Connection&, const Connection&) = default;
};

struct Listener {
    std::uint16_t port = 0;
    ApplicationSpec application{};  // given to every accepted connection
    friend bool operator==(const Listener&, const Listener&) = default;
};

struct Counters {  // nstat's names
    std::uint64_t tcp_in_segs = 0, tcp_out_segs = 0, tcp_retrans_segs = 0, tcp_out_rsts = 0;
    std::uint64_t tcp_active_opens = 0, tcp_passive_opens = 0, tcp_estab_resets = 0, tcp_attempt_fails = 0;
    std::uint64_t tcp_in_errs = 0, tcp_in_csum_errors = 0, listen_overflows = 0, challenge_acks = 0;
    friend bool operator==(const Counters&, const Counters&) = default;
};

// What one event made the host do. Owned by the caller, reused: cleared, not freed.
struct Output;        // host/output.h: packets to send (real bytes), and notes for the trace

struct Host {
    HostConfig config{};
    bool is_powered = true;
    Counters counters{};
    std::vector<Listener> listeners{};        // few; searched by port
    std::vector<Connection> connections{};    // by slot; find() goes through the demultiplexer
    Demux demux{};                            // four-tuple -> slot, open addressing
    std::uint32_t connections_made = 0;       // the next ConnectionId
    std::uint16_t next_ephemeral_port = 49'152;  // RFC 6335 §6
    friend bool operator==(const Host&, const Host&) = default;
};

void digest(Digest& d, const Host& host);

// ---- events, each at `now` -------------------------------------------------------------------

// A whole IPv4 packet as it came from the link. Malformed ones are counted and noted, never fatal.
void packet_arrives(Host& host, std::span<const std::uint8_t> packet, Instant now, Output& output);
Instant next_deadline(const Host& host);
void deadlines_pass(Host& host, Instant now, Output& output);

// ---- calls of applications and learners --------------------------------------------------------

SocketError listen(Host& host, std::uint16_t port, const ApplicationSpec& application);
SocketError unlisten(Host& host, std::uint16_t port);

struct ConnectOptions {
    std::uint16_t local_port = 0;  // 0: the host picks an ephemeral one
    wire::Endpoint remote{};
    ApplicationSpec application{};
};
// On success output.connection is the new connection's id.
SocketError connect(Host& host, const ConnectOptions& options, Instant now, Output& output);
SocketError send(Host& host, ConnectionId id, std::span<const std::uint8_t> data, Instant now, Output& output);
SocketError close(Host& host, ConnectionId id, Instant now, Output& output);
SocketError abort(Host& host, ConnectionId id, Instant now, Output& output);

// The power is cut: every TCB, listener and buffer is gone and nobody is told. Power comes back with
// an empty host of the same configuration (§3.5.1, half-open connections).
void power_off(Host& host);
void power_on(Host& host);

// ---- looking ---------------------------------------------------------------------------------------

const Connection* find(const Host& host, ConnectionId id);  // nullptr when never made or forgotten
// The state that the screen's lane shows and `host.state` means: that of the newest connection that has
// a TCB; else LISTEN if anything listens; else CLOSED.
tcp::State state_of(const Host& host);

}  // namespace hw::host
