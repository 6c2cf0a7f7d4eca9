#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/chunked_vector.h"
#include "base/ids.h"
#include "host/address_block.h"
#include "host/application.h"
#include "host/counters.h"
#include "host/deadline_heap.h"
#include "host/demux.h"
#include "host/flat_index.h"
#include "host/four_tuple.h"
#include "host/isn.h"
#include "host/listener.h"
#include "host/path_memory.h"
#include "host/port_picker.h"
#include "host/program_tally.h"
#include "host/send_limit.h"
#include "host/slot_list.h"
#include "host/socket.h"
#include "host/time_wait_table.h"
#include "host/workload.h"
#include "tcp/connection.h"
#include "wire/ipv4.h"

// One machine: an address, sockets, ports, and the applications that use them. Sans-I/O like the
// connections it owns: packets, user calls and deadlines come in with the time; packets to send go out
// through Output. It knows nothing of links, worlds or other hosts.

namespace hw::host {

// SYN cookies (RFC 4987 §3.6): never, when the queue of half-open connections is full, always.
enum class SynCookies : std::uint8_t { Off, WhenFull, Always };

// The RFC's CLOSE ends the sending alone; "users must keep reading connections they close for sending" (RFC 9293
// §3.9.1.4). close(2) gives up both, and text that comes later has no reader.
enum class ClosingCall : std::uint8_t { HalfClose, GiveUpBoth };

// Ports that the host chooses itself, both ends included.
struct PortRange {
    std::uint16_t first = 49'152, last = 65'535;
    friend constexpr bool operator==(const PortRange&, const PortRange&) = default;
};

// How connect() chooses among them: in turn (RFC 6056 §3.3.1 without the randomness, so that a lesson's ports can be
// foreseen), or as Linux does (host/ephemeral_ports.h).
enum class PortSelection : std::uint8_t { InTurn, Linux };

// May connect() take a port whose TIME-WAIT is ours (tcp_tw_reuse)? Never; on loopback addresses; always.
enum class TimeWaitPortReuse : std::uint8_t { Never, Always, Loopback };

struct HostConfig {
    std::string name{};  // "client": how scripts, claims and the screen call it
    wire::Ipv4Address address{};
    // Further addresses of the same machine, each a host's (host/address.h): listeners answer at all of them,
    // and a connection may begin at any.
    std::vector<wire::Ipv4Address> more_addresses{};
    AddressBlock address_block{};  // … and these, however many
    tcp::Config tcp{};
    IsnConfig isn{};  // RFC 6528 with a secret, or pinned numbers for a lesson
    // Connections that a listener may hold in each of its two queues (listen(2)), half-open ones and those that
    // nobody has accepted yet, when whoever listens does not say; further SYNs are ignored. "The concept of using
    // a backlog is not described in the standards documents" (RFC 4987 §2.2).
    std::uint32_t backlog = 128;
    // Linux compares the queues by ">": each holds one more than the backlog.
    std::uint32_t backlog_excess = 0;
    std::uint32_t somaxconn = 0xffff'ffffu;    // net.core.somaxconn: no listen() gets a longer backlog
    std::uint32_t max_syn_backlog = 0;         // tcp_max_syn_backlog, without cookies; 0: no such limit
    SynCookies syn_cookies = SynCookies::Off;  // tcp_syncookies
    tcp::Switch abort_on_overflow =
        tcp::Switch::Off;  // tcp_abort_on_overflow: RST, when the accept queue is full
    // Descriptors of a process (RLIMIT_NOFILE, the soft limit), files of the whole host (fs.file-max; 0: no limit).
    std::uint32_t descriptor_limit = 1'048'576;
    std::uint32_t file_max = 0;
    PortRange ephemeral_ports{};  // ip_local_port_range; by default the Dynamic Ports of RFC 6335 §6
    PortSelection port_selection = PortSelection::InTurn;
    // tcp_tw_reuse and tcp_tw_reuse_delay: since when the TIME-WAIT must have lasted. It asks for timestamps.
    TimeWaitPortReuse time_wait_port_reuse = TimeWaitPortReuse::Never;
    Duration time_wait_port_reuse_delay = 1_s;
    // How long an MTU that ICMP has told of a path counts for new connections to the same host too (Linux's
    // net.ipv4.route.mtu_expires: 10 minutes, as RFC 1191 §6.3 suggests); 0: for none.
    Duration path_mtu_lifetime{};
    // A port that bind() gave may take the place of its TIME-WAIT at once, whatever tcp_tw_reuse says, if the two ends
    // had timestamps (Linux: tcp_twsk_unique() without "twp"). RFC 6191 asks that of a SYN which arrives.
    tcp::Switch bound_port_takes_time_wait = tcp::Switch::Off;
    // getsockopt(SO_RCVBUF, SO_SNDBUF) answers so many times the bytes of text that fit: "the kernel doubles this
    // value" (socket(7)).
    std::uint32_t buffer_overhead_factor = 1;
    // getsockopt(SO_ERROR) tells what the network complained of, though no call failed because of it.
    tcp::Switch soft_errors_are_told = tcp::Switch::On;
    // A reset behind the peer's FIN is told as EPIPE, as sending alone is left to fail (Linux: tcp_reset()); else as
    // ECONNRESET (FreeBSD).
    tcp::Switch reset_behind_fin_is_broken_pipe = tcp::Switch::On;
    // TCP_FASTOPEN of a socket that has not connected makes sendto() open it (FreeBSD, tcp(4)); else MSG_FASTOPEN does.
    // A server that has no use for it is remembered (tcp_fastopen_disable_path()).
    tcp::Switch fast_open_socket_sends_at_once = tcp::Switch::Off;
    std::optional<tcp::FastOpenKeys> fast_open_keys{};  // tcp_fastopen_key; none: `isn.secret` is the key
    // What an application's closing means: see ClosingCall.
    ClosingCall closing = ClosingCall::HalfClose;
    // Bytes of each connection's conversation that are kept to be shown and compared, per direction. What
    // was delivered must be a prefix of what was sent: within this limit it is compared byte by byte, so a
    // test that wants proof for a longer stream turns it up; 0 keeps nothing and costs nothing.
    std::uint32_t kept_content_bytes = 4'096;
    // Records of connections that are over, kept to be told about; the one that closed first is forgotten.
    // As many TIME-WAITs keep their whole TCB; of more there is only what TIME-WAIT needs (host/time_wait.h).
    std::uint32_t kept_closed_connections = 256;
    // TIME-WAITs at a time; one more is killed at once, as tcp_max_tw_buckets has it on Linux. The RFC knows
    // no such limit.
    std::uint32_t most_time_waits = 0xffff'ffffu;
    friend bool operator==(const HostConfig&, const HostConfig&) = default;
};

// The keys of the cookies that its listeners give out, unless one has keys of its own.
tcp::FastOpenKeys fast_open_keys_of(const HostConfig& config);

// How a connection ended, for claims such as `server.closed_by == RST`.
enum class ClosedBy : std::uint8_t {
    StillOpen,         // it has not
    Ack,               // our last FIN was acknowledged (LAST-ACK), and TIME-WAIT is not ours or is skipped
    Rst,               // the peer reset or refused it
    Abort,             // our own ABORT, or CLOSE before the peer's SYN arrived
    Timeout,           // R2 or the user timeout passed
    TimeWait,          // 2MSL passed
    ReturnedToListen,  // a passive OPEN whose handshake came to nothing; nobody was told
    PowerLoss,         // the machine lost its memory
    Replaced,          // in TIME-WAIT, by a new connect() (tcp_tw_reuse)
    Network,           // an ICMP error
};
std::string_view name_of(ClosedBy closed_by);  // "RST", as claims spell it

// Where a connection stands among those in TIME-WAIT (host/time_wait.h).
enum class TimeWaitPlace : std::uint8_t {
    None,    // it is not one of them
    Queued,  // in full, and may be packed when there are too many
    InFull,  // in full, and stays so: it could not be packed
    Woken,   // packed, and a connection only for the event at hand
};

// One socket that is, or was, a connection. The record stays after the TCB is gone (state CLOSED),
// so that its story can be told; HostConfig::kept_closed_connections bounds how many.
struct Connection {
    ConnectionId id{};  // none: a free slot
    FourTuple tuple{};
    tcp::Tcb tcb{};
    bool is_accepted = false;    // accept() has returned it to the application
    bool is_half_open = false;   // counts against its listener's backlog
    bool reuse_address = false;  // SO_REUSEADDR of its socket: what bind() looks for, even in TIME-WAIT
    bool is_queued = false;      // waits for accept()
    ListenerId listener{};       // of a passive connection
    // Slot of the socket whose descriptor names it; none: not accepted yet, or closed by its user. While there is
    // one the record is neither forgotten nor made smaller.
    std::uint32_t socket = no_socket;
    SocketError error = SocketError::None;  // what the application was last told went wrong
    ClosedBy closed_by = ClosedBy::StillOpen;
    std::uint64_t sent_bytes = 0;       // accepted from the application by SEND
    std::uint64_t delivered_bytes = 0;  // given to the application by RECEIVE
    std::string sent_content{};         // the first kept_content_bytes of them
    std::string delivered_content{};
    ApplicationState application{};
    SendLimits limits{};
    SlotLinks links{};                      // in Host::live, Host::closed or Host::free_slots
    SlotLinks time_wait_links{};            // in Host::time_waiting
    std::uint32_t packed_number = no_link;  // of its record while it is Woken
    TimeWaitPlace time_wait = TimeWaitPlace::None;
    friend bool operator==(const Connection&, const Connection&) = default;
};

struct Output;  // host/output.h: what one event made the host do; owned and reused by the caller

struct Host {
    HostConfig config{};
    bool is_powered = true;
    Counters counters{};
    std::vector<Listener> listeners{};            // few; searched by port
    std::uint32_t listeners_made = 0;             // the next ListenerId
    ChunkedVector<Connection, 64> connections{};  // by slot, in no order that means anything: see find()
    SlotList live{};                              // slots with a TCB, the oldest connection first
    SlotList closed{};                            // slots of records without one, the first to close first
    SlotList free_slots{};
    SlotList time_waiting{};  // those of `live` in TIME-WAIT that may be packed, the first to be over first
    std::uint32_t full_time_waits = 0;   // those of `live` in TIME-WAIT
    TimeWaitTable time_waits{};          // packed ones
    Demux demux{};                       // four-tuple -> slot of a live connection, or a packed TIME-WAIT
    FlatIndex slot_of_id{};              // ConnectionId -> slot
    SocketLayer sockets{};               // processes, their descriptors, and what these name
    DeadlineHeap deadlines{};            // of live connections and their applications
    std::uint32_t connections_made = 0;  // the next ConnectionId
    std::uint32_t isns_used = 0;
    std::vector<PathMemory> paths{};        // what ICMP has told, one for each remote address
    PortPicker ports{};                     // which ephemeral port is next
    std::uint16_t next_identification = 0;  // of the next packet's IPv4 header
    std::vector<Workload> workloads{};      // programs that make requests, at most most_workloads
    ProgramTally tally{};                   // what they and the Services have counted
    friend bool operator==(const Host&, const Host&) = default;
};

void digest(Digest& d, const Host& host);

// ---- events, each at `now` -------------------------------------------------------------------

// Where a packet came from: a link, or the host itself (RFC 1122 §3.2.1.3: addresses 127/8 "MUST NOT appear
// outside a host").
enum class Interface : std::uint8_t { Link, Loopback };

// A whole IPv4 packet as it came in. Malformed ones are counted and noted, never fatal.
void packet_arrives(Host& host, std::span<const std::uint8_t> packet, Instant now, Output& output,
                    Interface from = Interface::Link);

// When deadlines_pass() has something to do; never() if nothing is armed. Costs nothing to ask.
Instant next_deadline(const Host& host);
void deadlines_pass(Host& host, Instant now, Output& output);

// ---- calls of applications and learners --------------------------------------------------------

// A passive OPEN, for anybody or for one remote socket (Listener::remote). Errors: AddrInUse, HostDown.
SocketError listen(Host& host, std::uint16_t port, const ApplicationSpec& application,
                   wire::Endpoint remote = {});
// CLOSE in LISTEN: "Delete the TCB, enter CLOSED state, and return" (§3.10.4). Connections that it has already accepted,
// or is about to, live on. Errors: NotConn, HostDown.
SocketError close_listener(Host& host, std::uint16_t port, Instant now, Output& output);
// SEND in LISTEN: "If the remote socket is specified, then change the connection from passive to active" (§3.10.2): the
// listener is gone, output.connection the new connection. Errors: NotConn (nothing listens there, or for anybody),
// AddrInUse (there is such a connection), HostDown.
SocketError send_from_listener(Host& host, std::uint16_t port, std::span<const std::uint8_t> data,
                               Instant now, Output& output);

struct ConnectOptions {
    wire::Ipv4Address local_address{};  // 0.0.0.0: the host picks one of its own
    std::uint16_t local_port = 0;       // 0: the host picks an ephemeral one
    wire::Endpoint remote{};
    ApplicationSpec application{};
    // The SYN asks for a Fast Open cookie or, with one, carries the application's first text: sendto() with
    // MSG_FASTOPEN (RFC 7413). Like any other connect() where the host's TCP does not open fast.
    bool opens_fast = false;
    // What the application says at once. It goes with the SYN if a cookie of that server is known, or none is needed
    // (RFC 7413 §4.2.1, tcp::Config::fast_open_without_cookie); else behind the handshake.
    std::span<const std::uint8_t> text{};
};
// On success output.connection is the new connection's id. Errors: AddrInUse (the four-tuple is taken),
// AddrNotAvail (no ephemeral port is left, the local address is not the host's, or the remote socket is
// unspecified), HostDown.
SocketError connect(Host& host, const ConnectOptions& options, Instant now, Output& output);
// Takes all of `data` or, when the buffer has not the room, its beginning: output.accepted_bytes says how
// much. Errors: NotConn (no such connection), Pipe (it was closed by its user), NoBufs (nothing was
// taken), HostDown.
SocketError send(Host& host, ConnectionId id, std::span<const std::uint8_t> data, Instant now, Output& output,
                 tcp::Urgent urgent = tcp::Urgent::No);
// Errors of both: NotConn (no such connection, or it is closed already), HostDown.
SocketError close(Host& host, ConnectionId id, Instant now, Output& output);
SocketError abort(Host& host, ConnectionId id, Instant now, Output& output);
// STATUS (§3.10.6), getsockopt(TCP_INFO): looks into the TCB and asks nobody. Errors: NotConn (there is no TCB),
// HostDown.
SocketError status(Host& host, ConnectionId id, Instant now, Output& output);
// shutdown(SHUT_WR): the RFC's CLOSE, whatever this host's close() means. Errors as of close().
SocketError shutdown(Host& host, ConnectionId id, Instant now, Output& output);

// The application of `port` calls accept() from now on (Accepting::Automatic). Errors: NotConn (nothing listens
// there), HostDown.
SocketError start_accepting(Host& host, std::uint16_t port, Instant now, Output& output);
// Accepted connections of `port` get this application from now on. Errors: NotConn (nothing listens there), HostDown.
SocketError set_application(Host& host, std::uint16_t port, const ApplicationSpec& application);
// RLIMIT_NOFILE of the first process and of those that come: who waits in a queue for a descriptor may get one.
inline constexpr std::uint32_t most_descriptors = 1'048'576;
void set_descriptor_limit(Host& host, std::uint32_t limit, Instant now, Output& output);
// kill -9 of the program that all applications are: sys::kill() of the first process. Another one with the same limits
// takes its place and does nothing until it is told to; connections that go on closing have no reader.
void kill_program(Host& host, Instant now, Output& output);

// The power is cut: every TCB, listener, buffer and counter is gone and nobody is told; records of the
// connections stay, for the storyteller only. Power comes back with an empty host of the same
// configuration (§3.5.1, half-open connections).
void power_off(Host& host);
void power_on(Host& host);

// ---- looking ---------------------------------------------------------------------------------------

const Connection* find(const Host& host, ConnectionId id);            // nullptr when never made or forgotten
const Listener* find_listener(const Host& host, std::uint16_t port);  // nullptr when nothing listens there
const Listener* find_listener(const Host& host, ListenerId id);       // nullptr when it has gone
// The state that the screen's lane shows and `host.state` means: that of the newest connection that has
// a TCB; else LISTEN if anything listens; else CLOSED.
tcp::State state_of(const Host& host);

}  // namespace hw::host
