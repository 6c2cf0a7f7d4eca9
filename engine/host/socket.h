#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "host/application.h"
#include "host/error_queue.h"
#include "host/process.h"
#include "host/waiting.h"
#include "tcp/connection_options.h"
#include "tcp/fast_open_cookie.h"
#include "tcp/fast_open_state.h"
#include "wire/ipv4.h"

// What a descriptor names. A socket outlives its connection when the peer or the network ended that, and a
// connection outlives its socket when the user has closed: TIME-WAIT has no descriptor, CLOSE-WAIT has one.

namespace hw::host {

enum class SocketStage : std::uint8_t {
    Free,         // the slot is empty
    Unconnected,  // new, or bound, or back after a connect() that failed
    Listening,
    Connecting,
    Connected,  // once; the connection may be over by now
};

inline constexpr std::uint32_t no_socket = 0xffff'ffffu;

// SO_* of socket(7) and what tcp(7) keeps beside the connection; accepted sockets inherit them.
struct SocketSettings {
    bool reuse_address = false;                         // SO_REUSEADDR
    bool reuse_port = false;                            // SO_REUSEPORT
    bool oob_inline = false;                            // SO_OOBINLINE
    bool lingers = false;                               // SO_LINGER: l_onoff
    std::uint32_t fast_open_limit = 0;                  // TCP_FASTOPEN of a listener: opened fast at a time
    bool fast_open_without_cookie = false;              // TCP_FASTOPEN_NO_COOKIE
    std::optional<tcp::FastOpenKeys> fast_open_keys{};  // TCP_FASTOPEN_KEY of a listener; none: the host's
    std::uint32_t receive_low_water = 1;                // SO_RCVLOWAT, bytes
    Duration linger{};                                  // l_linger; zero: close() resets the connection
    Duration receive_timeout = Duration::never();       // SO_RCVTIMEO
    Duration send_timeout = Duration::never();          // SO_SNDTIMEO
    Duration defer_accept{};                            // TCP_DEFER_ACCEPT; zero: off
    bool acks_may_wait = false;          // TCP_QUICKACK of nought, before there is a connection
    bool zero_copy = false;              // SO_ZEROCOPY: MSG_ZEROCOPY counts
    std::uint32_t timestamping = 0;      // SO_TIMESTAMPING: SOF_TIMESTAMPING_*
    bool binds_address_alone = false;    // IP_BIND_ADDRESS_NO_PORT: connect() chooses the port
    std::uint16_t first_local_port = 0;  // IP_LOCAL_PORT_RANGE; 0, as the next: as the host has it
    std::uint16_t last_local_port = 0;
    friend constexpr bool operator==(const SocketSettings&, const SocketSettings&) = default;
};

struct Socket {
    SocketStage stage = SocketStage::Free;
    ProcessId process{};
    std::int32_t descriptor = -1;
    wire::Endpoint local{};                 // port 0: not bound
    ConnectionId connection{};              // Connecting, Connected
    SocketError error = SocketError::None;  // SO_ERROR: told to the next call that asks, once
    bool is_nonblocking = false;            // O_NONBLOCK
    bool is_bound = false;                  // by bind(): the port stays when a connect() fails
    bool is_read_shut = false;              // shutdown(SHUT_RD), or the connection is over
    bool is_write_shut = false;             // shutdown(SHUT_WR)
    bool has_taken_urgent = false;          // recv(MSG_OOB) has given the byte before `urgent_taken`
    SeqNum urgent_taken{};
    SocketSettings settings{};
    ErrorQueue error_queue{};          // MSG_ERRQUEUE
    tcp::ConnectionOptions options{};  // until there is a connection to have them
    std::uint32_t next_free = no_socket;
    friend bool operator==(const Socket&, const Socket&) = default;
};

void digest(Digest& d, const Socket& socket);

// What a client remembers of a server that has given it a Fast Open cookie (RFC 7413 §4.1.3).
struct FastOpenMemory {
    wire::Ipv4Address server{};
    tcp::FastOpenCookie cookie{};
    std::uint16_t peer_mss = 0;
    bool is_experimental = false;
    // Without a cookie: how often it has ignored the option, first as kind 34, then as kind 254 (Linux: try_exp).
    std::uint8_t ignored = 0;
    bool is_hopeless = false;  // it has no use for Fast Open (FreeBSD: tcp_fastopen_disable_path())
    friend bool operator==(const FastOpenMemory&, const FastOpenMemory&) = default;
};

// An application wants to connect once more: see ApplicationSpec::more_connections.
struct WantedConnection {
    wire::Endpoint remote{};
    ApplicationSpec application{};
    friend bool operator==(const WantedConnection&, const WantedConnection&) = default;
};

// Everything about sockets that a host keeps besides the connections themselves.
struct SocketLayer {
    std::vector<Process> processes{};
    std::vector<Socket> sockets{};  // by slot
    std::uint32_t first_free = no_socket;
    std::uint32_t open_files = 0;  // sockets that a descriptor names, on the whole host (fs.file-max)
    bool somebody_lacks_a_descriptor = false;  // accept() or socket() has failed since one was last closed
    std::vector<FastOpenMemory> fast_open_memory{};  // of servers, one for each address
    std::vector<WantedConnection> to_connect{};      // within one event
    std::vector<PendingCall> waiting{};              // blocked calls, the first to block first
    bool has_work = false;  // something has happened that a waiting call or an application waits for
    friend bool operator==(const SocketLayer&, const SocketLayer&) = default;
};

void digest(Digest& d, const SocketLayer& layer);

// An empty slot, made Unconnected.
std::uint32_t take_socket(SocketLayer& layer);
void free_socket(SocketLayer& layer, std::uint32_t slot);

}  // namespace hw::host
