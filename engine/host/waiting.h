#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "host/process.h"
#include "wire/ipv4.h"

// System calls that wait for something: one for each thread that is blocked. The host completes them in the
// event that lets them go on, and says so in Output::completions.

namespace hw::host {

// What a call returns: `value` when there is no error.
struct CallResult {
    std::int64_t value = 0;
    SocketError error = SocketError::None;
    bool is_blocked = false;  // neither yet: it completes later
    friend constexpr bool operator==(const CallResult&, const CallResult&) = default;
};

// poll(2). The numbers of the events are Linux's.
struct PollEntry {
    std::int32_t descriptor = -1;
    std::uint16_t events = 0;   // asked for
    std::uint16_t revents = 0;  // found
    friend constexpr bool operator==(const PollEntry&, const PollEntry&) = default;
};
inline constexpr std::uint16_t poll_in = 0x0001, poll_pri = 0x0002, poll_out = 0x0004, poll_err = 0x0008,
                               poll_hup = 0x0010, poll_nval = 0x0020, poll_rdhup = 0x2000;

// A call with its arguments and how far it has come.
struct PendingCall {
    SystemCall call{};
    ProcessId process{};
    std::uint32_t thread = 0;  // the caller's own name for itself
    std::int32_t descriptor = -1;
    std::uint32_t socket = 0xffff'ffffu;  // slot; none for poll() and close()
    ConnectionId connection{};            // close()
    std::uint32_t flags = 0;              // MSG_*, or SOCK_NONBLOCK of accept4()
    std::uint32_t wanted_bytes = 0;
    std::uint32_t done_bytes = 0;
    std::vector<std::uint8_t> data{};  // recv: what has been read; send: what is to be written
    std::vector<PollEntry> polled{};
    std::vector<std::uint32_t>
        breaks{};  // send: no segment holds text from both sides of one; behind so many bytes
    Instant deadline = Instant::never();  // then it gives up
    bool has_waited = false;              // it could not be done at once
    friend bool operator==(const PendingCall&, const PendingCall&) = default;
};

void digest(Digest& d, const PendingCall& call);

// A blocked call has returned.
struct Completion {
    ProcessId process{};
    std::uint32_t thread = 0;
    SystemCall call{};
    std::int32_t descriptor = -1;
    CallResult result{};
    std::vector<std::uint8_t> data{};  // recv: the bytes
    std::vector<PollEntry> polled{};   // poll
};

}  // namespace hw::host
