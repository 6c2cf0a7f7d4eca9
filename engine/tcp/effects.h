#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/fixed_vector.h"
#include "base/time.h"
#include "tcp/findings.h"
#include "tcp/network_error.h"
#include "tcp/rows.h"
#include "tcp/state.h"
#include "wire/segment.h"

// What an event makes a connection do, besides changing its own Tcb. The engine performs no I/O: the
// caller owns one Effects, clears it before each event, and carries it out (DESIGN law 1).

namespace hw::tcp {

// A segment to send: its header, but for the ports, which are the owner's to know. Its text stays in the
// connection's send buffer: `text_length` bytes from sequence number `text_seq` on; the owner copies them
// straight into the packet.
struct OutgoingSegment : wire::TcpHeader {
    // Why written out: otherwise all of it is filled with zeros first, and its fields are set after that.
    OutgoingSegment() {}
    SeqNum text_seq{};
    std::uint32_t text_length = 0;
    std::uint8_t ecn = 0;            // for the IPv4 header (RFC 3168 §5): 2 is ECT(0)
    Duration held{};                 // it leaves so much later than now (Config::pacing)
    bool is_retransmission = false;  // it repeats sequence numbers whose ACK is overdue
};

// What the user is told (RFC 9293 §3.9.1 and the "signal the user" sentences of §3.10).
enum class Signal : std::uint8_t {
    Established,               // the OPEN has succeeded
    Readable,                  // new data, or a PUSH, is there to RECEIVE
    Writable,                  // the send buffer has room again
    RemoteClosed,              // "connection closing": the peer's FIN has been reached
    Refused,                   // "connection refused"
    Reset,                     // "connection reset"
    UserTimeout,               // "connection aborted due to user timeout"
    RetransmissionsExhausted,  // R2 passed (§3.8.3)
    CloseCompleted,            // our FIN is acknowledged: CLOSE has succeeded (MUST-12 knows)
    ReturnedToListen,          // a passive OPEN goes back to LISTEN: nobody is told (§3.10.7.4, second)
    Deleted,                   // the TCB is gone: the owner may forget the connection
    UrgentData,                // the peer's urgent pointer has advanced (MUST-32)
    DeliveryProblem,           // R1 passed: the same segment has been sent several times (SHLD-9)
    FastOpened,           // a SYN with a Fast Open cookie: the user may read and write before ESTABLISHED
    NetworkFailure,       // an ICMP error has ended the connection: see network_error
    SoftError,            // the network complains, and we go on (SHLD-25): see network_error
    KeepAliveUnanswered,  // probe after probe met silence (§3.8.4)
    NewConnection,        // TIME-WAIT gives way to the SYN that has arrived (§3.6.1, MAY-2): see new_iss
};

// The RFC's answers to a user call (§3.10.1–6), "error:" and all.
enum class CallError : std::uint8_t {
    None,
    ConnectionAlreadyExists,   // "error: connection already exists"
    ConnectionDoesNotExist,    // "error: connection does not exist"
    ConnectionClosing,         // "error: connection closing"
    ForeignSocketUnspecified,  // "error: remote socket unspecified"
    InsufficientResources,     // "error: insufficient resources"
    ConnectionReset,           // "error: connection reset"
};

// What the event adds to the host's counters: see counts.inc.
enum class Count : std::uint8_t {
#define HW_COUNT(enumerator, nstat_name) enumerator,
#include "tcp/counts.inc"
#undef HW_COUNT
};
inline constexpr std::uint32_t count_count = 0
#define HW_COUNT(enumerator, nstat_name) +1
#include "tcp/counts.inc"
#undef HW_COUNT
    ;
std::string_view nstat_name_of(Count count);  // "TcpExtTCPTimeouts"

struct Tally {
    Count what{};
    std::uint32_t times = 0;
    friend constexpr bool operator==(const Tally&, const Tally&) = default;
};

struct Effects {
    std::vector<OutgoingSegment> segments{};
    FixedVector<Signal, 14> signals{};
    FixedVector<Tally, 16> tallies{};  // for the host to add up; what finds no room here goes uncounted
    CallError call_error = CallError::None;
    std::uint32_t accepted_bytes = 0;  // SEND: how many bytes the buffer took; RECEIVE: how many were given
    bool push_was_seen = false;        // RECEIVE: the bytes given reach the end of a pushed segment (MAY-17)
    bool urgent_remains = false;       // RECEIVE: more urgent data is still to come (MUST-33)
    // Signal::NetworkFailure and SoftError: what it is. With a connection that was given up: the last complaint
    // of the network since it last made progress, which is why (Linux: sk_err_soft).
    NetworkError network_error = NetworkError::None;
    SeqNum new_iss{};  // Signal::NewConnection: with which ISS the listener is to answer

    void clear() {
        segments.clear();
        signals.clear();
        tallies.clear();
        call_error = CallError::None;
        accepted_bytes = 0;
        push_was_seen = false;
        urgent_remains = false;
        network_error = NetworkError::None;
        new_iss = {};
    }

    void count(Count what, std::uint32_t times = 1) {
        for (Tally& tally : tallies)
            if (tally.what == what) {
                tally.times += times;
                return;
            }
        static_cast<void>(tallies.try_push_back({what, times}));
    }
};

// One line of "What did TCP just think?".
struct StepRecord {
    Row row{};
    Verdict verdict{};
    Finding finding{};
    friend constexpr bool operator==(const StepRecord&, const StepRecord&) = default;
};

// Optional: a run that nobody watches passes nullptr and pays nothing.
using StepTrace = std::vector<StepRecord>;

}  // namespace hw::tcp
