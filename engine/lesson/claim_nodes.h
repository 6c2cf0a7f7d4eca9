#pragma once

#include <cstdint>

#include "base/ids.h"
#include "base/time.h"
#include "lesson/claim.h"
#include "sim/command.h"

// The flat tree of a parsed claim. Children come before their parents, and are named by index.

namespace hw::lesson {

enum class Op : std::uint8_t {
    Constant,
    Look,             // a property of a host or of one of its connections
    Count,            // count(host, STATE)
    Visited,          // visited(host, STATE)
    Segments,         // segs, arrived, dropped, lost, held, injected
    Retransmissions,  // retx(host)
    SegmentNumber,    // seq, ack, len of the first such segment
    Counter,          // nstat(host, Name)
    Refused,          // refused(host)
    Arrows,           // arrows(host)
    Tally,            // tried(host), failed(host, EADDRNOTAVAIL), …
    // ---- from here on every node has a child `a`
    Negate,
    Abs,
    Add,
    Subtract,
    Multiply,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Not,
    And,
    Or,
    First,   // first(a): the time of the first moment at which a holds
    Within,  // a in from..to
    At,      // a at t=from
    By,      // a by t=to: at some moment no later. `never a` is Not By
    Always,  // a always from..to
    Before,  // a before b: at some moment before b first holds
};

enum class Property : std::uint8_t {
    State,
    Error,
    Delivered,
    Sent,
    Content,
    SentContent,
    Accepted,
    Descriptors,
    ClosedBy,
    Iss,
    Irs,
    SndUna,
    SndNxt,
    SndWnd,
    RcvNxt,
    RcvWnd,
    Rto,
    Srtt,
    Retransmissions,
};

// What programs count of their requests, and a host of its queue and ports.
enum class TallyItem : std::uint8_t {
    Tried,
    Ok,
    Failed,
    Connects,
    Answered,
    Resets,
    LostBytes,
    FreePorts,
    InQueue,
    Reopened,
    Latency,  // a time: the mean
};

enum class SegmentFate : std::uint8_t { Sent, Arrived, Dropped, Lost, Held, Injected };

// One more condition on a segment: `seq==90`, `t>=1.0`.
struct SegmentCondition {
    enum class Field : std::uint8_t { Seq, Ack, Length, Time };
    Field field{};
    Op op = Op::Equal;
    std::int64_t number = 0;  // µs for Time
};

struct ClaimNode {
    Op op{};
    std::uint32_t a = 0, b = 0;        // children
    std::uint32_t begin = 0, end = 0;  // where it stands in the source, bytes

    Value constant{};  // Constant; of arithmetic and At only its kind
    Instant from{};    // Within, Always; At uses `from`, By uses `to`
    Instant to = Instant::never();

    std::uint32_t run = 0;        // which run Look … Retransmissions ask
    std::uint32_t runs_used = 0;  // a bit for each run that it or a child asks
    HostId host{};                // none: any host
    Property property{};
    std::uint32_t connection = 0;  // n-th connection of the host, from 1; 0: the host as a whole
    bool is_any_state = false;     // count(host, any), visited(host)
    tcp::State state{};            // Count, Visited

    SegmentFate fate{};
    HostId to_host{};  // Segments: `host` is the sender
    sim::SegmentFilter filter{};
    std::vector<SegmentCondition> conditions{};
    SegmentCondition::Field field{};  // SegmentNumber: which number
    std::string counter{};            // Counter: nstat's name
    TallyItem item{};                 // Tally
    host::SocketError error{};        // Tally of Failed: of this kind only; None: of any
};

inline constexpr std::uint32_t max_claim_bytes = 1'000;
inline constexpr std::uint32_t max_claim_nodes = 200;
inline constexpr std::uint32_t max_claim_depth = 24;
inline constexpr std::uint32_t max_runs = 4;

// What a node's value is: Bool for a sentence. None: a bare word that its context has not given a kind yet.
ValueKind kind_of(const ClaimNode& node);

}  // namespace hw::lesson
