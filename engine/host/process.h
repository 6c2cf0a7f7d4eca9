#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "host/descriptors.h"
#include "host/socket_error.h"
#include "wire/ipv4.h"

// Who makes system calls. A process has descriptors, a limit to them, and a list of what went wrong for it.

namespace hw::host {

using ProcessId = Id<struct ProcessTag>;  // index into SocketLayer::processes

// The applications of lessons and worlds, which are given as data, all run in the first process.
inline constexpr ProcessId first_process{0};

enum class SystemCall : std::uint8_t {
    Socket,
    Bind,
    Listen,
    Accept,
    Connect,
    Receive,
    Send,
    Shutdown,
    Close,
    Poll,
    GetOption,
    SetOption,
};
std::string_view name_of(SystemCall call);  // "accept"

// How often a call of a process failed in one way, and when first.
struct ErrorTally {
    SystemCall call{};
    SocketError error{};
    std::uint32_t count = 0;
    Instant first_at{}, last_at{};
    friend bool operator==(const ErrorTally&, const ErrorTally&) = default;
};

// A line of the program's log: what it was told, and when.
struct LoggedError {
    Instant at{};
    SystemCall call{};
    SocketError error{};
    wire::Endpoint remote{};  // of connect(); nothing otherwise
    friend bool operator==(const LoggedError&, const LoggedError&) = default;
};
// "connect() to 10.0.0.20:8080 failed (99: Cannot assign requested address)"
std::string to_text(const LoggedError& line);
inline constexpr std::uint32_t most_log_lines = 64;  // the last ones are kept

struct Process {
    std::uint32_t descriptor_limit = 1'024;  // RLIMIT_NOFILE, the soft limit: descriptors are below it
    bool is_privileged = true;               // CAP_NET_BIND_SERVICE: may bind ports below 1024
    bool is_alive = true;
    DescriptorTable descriptors{};
    std::vector<ErrorTally> errors{};  // few: one for each kind
    std::vector<LoggedError> log{};    // line n is at n % most_log_lines
    std::uint64_t logged = 0;          // lines ever
    friend bool operator==(const Process&, const Process&) = default;
};

void digest(Digest& d, const Process& process);

// Notes that `call` failed; None is nothing to note.
void tally(Process& process, SystemCall call, SocketError error, Instant now, wire::Endpoint remote = {});
// nullptr when that has never happened.
const ErrorTally* find_error(const Process& process, SystemCall call, SocketError error);

}  // namespace hw::host
