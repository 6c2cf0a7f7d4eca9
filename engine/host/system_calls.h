#pragma once

#include <span>
#include <vector>

#include "host/host.h"
#include "host/output.h"
#include "host/socket_options.h"
#include "host/tcp_info.h"

// BSD sockets as Linux's manual pages describe them (socket(2), bind(2), …, tcp(7), socket(7)), for one thread of
// one process. Sans-I/O: a call on a blocking socket that cannot finish returns is_blocked, and its outcome appears
// in Output::completions of the event that allows it. Every call may send packets: `output` is the event's.

namespace hw::host {

// Blocked calls of `host` are tried again, in the order in which they blocked.
// Returns whether one of them has returned.
bool resume_calls(Host& host, Instant now, Output& output);

namespace sys {

struct Caller {
    Host& host;
    Output& output;
    Instant now{};
    ProcessId process = first_process;
    std::uint32_t thread = 0;  // its name for itself: a thread waits in one call at a time
};

// Linux's numbers.
inline constexpr std::uint32_t msg_oob = 0x1, msg_peek = 0x2, msg_trunc = 0x20, msg_dontwait = 0x40,
                               msg_eor = 0x80, msg_waitall = 0x100, msg_nosignal = 0x4000, msg_more = 0x8000,
                               msg_errqueue = 0x2000, msg_zerocopy = 0x400'0000, msg_fastopen = 0x2000'0000;
inline constexpr std::uint32_t sock_nonblock = 0x800;  // of socket() and accept4()

// ---- making and naming; a descriptor, or an error
CallResult socket(Caller caller, std::uint32_t flags = 0);
// A descriptor for something that is no socket, as every program has some.
CallResult open_file(Caller caller);
CallResult bind(Caller caller, std::int32_t descriptor, wire::Endpoint local);
CallResult listen(Caller caller, std::int32_t descriptor, std::int32_t backlog);
CallResult accept(Caller caller, std::int32_t descriptor, std::uint32_t flags = 0);
CallResult connect(Caller caller, std::int32_t descriptor, wire::Endpoint remote);
struct Name {
    CallResult result{};
    wire::Endpoint endpoint{};
};
Name getsockname(Caller caller, std::int32_t descriptor);
Name getpeername(Caller caller, std::int32_t descriptor);

// ---- text. recv: how many bytes, which are in output.received; send: how many were taken. read() and write() are
// these without flags.
CallResult recv(Caller caller, std::int32_t descriptor, std::uint32_t most, std::uint32_t flags = 0);
// `pieces`: the lengths of sendmsg()'s msg_iov, whose bytes `data` has one behind the other; none: it is one piece.
CallResult send(Caller caller, std::int32_t descriptor, std::span<const std::uint8_t> data,
                std::uint32_t flags = 0, std::span<const std::uint32_t> pieces = {});
// MSG_FASTOPEN connects as it sends.
CallResult sendto(Caller caller, std::int32_t descriptor, std::span<const std::uint8_t> data,
                  std::uint32_t flags, wire::Endpoint remote);

// recvmsg() with MSG_ERRQUEUE: the first report, which is gone then. Never waits: Again when there is none.
struct ErrorAnswer {
    CallResult result{};
    ErrorReport report{};
    bool has_time = false;  // SCM_TIMESTAMPING comes with it
};
ErrorAnswer receive_error(Caller caller, std::int32_t descriptor);

// ---- the end
enum class Shut : std::uint8_t { Read, Write, Both };  // SHUT_RD, SHUT_WR, SHUT_RDWR
CallResult shutdown(Caller caller, std::int32_t descriptor, Shut how);
CallResult close(Caller caller, std::int32_t descriptor);
// connect() to an address of the family AF_UNSPEC: the connection is broken off, or the listening ends, and the socket
// may be used again.
CallResult disconnect(Caller caller, std::int32_t descriptor);
// kill -9: every descriptor of the process is closed and its blocked calls are gone.
void kill(Caller caller);

// ---- asking
// How many entries have revents; `time_limit` zero: does not wait. The entries are the caller's.
CallResult poll(Caller caller, std::vector<PollEntry>& entries, Duration time_limit);
CallResult set_nonblocking(Caller caller, std::int32_t descriptor, bool is_nonblocking);  // fcntl(O_NONBLOCK)
enum class Ioctl : std::uint8_t { Fionread, Siocoutq, Siocoutqnsd, Siocatmark };
CallResult ioctl(Caller caller, std::int32_t descriptor, Ioctl what);
CallResult setsockopt(Caller caller, std::int32_t descriptor, SocketOption option, OptionValue value);
struct OptionAnswer {
    CallResult result{};
    OptionValue value{};
};
OptionAnswer getsockopt(Caller caller, std::int32_t descriptor, SocketOption option);
struct InfoAnswer {
    CallResult result{};
    TcpInfo info{};
};
InfoAnswer getsockopt_info(Caller caller, std::int32_t descriptor);  // TCP_INFO

}  // namespace sys
}  // namespace hw::host
