#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "lesson/history.h"

// The claims language: a sentence about a run, which the engine decides (DESIGN §1: every claim is executed).
//
//   client.state == ESTABLISHED && server.state == SYN-RECEIVED at t=0.25
//   first(client.state == ESTABLISHED) in 1.2..1.21        never server.accepted > 0 by t=0.5
//   run(two).server.accepted == 1 && run(three).server.accepted == 0 at t=0.15
//
// Its grammar and every name in it are in lessons/CLAIMS.md.

namespace hw::lesson {

enum class ValueKind : std::uint8_t {
    None,  // there is no such thing at this moment: a connection not made yet, a `first` that never was
    Bool,
    Number,
    Time,
    State,
    Error,
    ClosedBy,
    Text,
};

struct Value {
    ValueKind kind = ValueKind::None;
    std::int64_t number = 0;  // Bool 0/1 · Number · Time in µs · the enumerator of State, Error, ClosedBy
    std::string text{};       // Text
    friend bool operator==(const Value&, const Value&) = default;
};
// "1,200 ms" · "30 s" · "SYN-RECEIVED" · "ECONNRESET" · "5001"; None reads "–".
std::string to_text(const Value& value);

// One node of a claim, in the flat tree that Claim holds; see claim_nodes.h.
struct ClaimNode;

// A parsed claim or expression: a value, cheap to copy and keep.
struct Claim {
    std::string source{};
    std::vector<ClaimNode> nodes;  // children before parents; the last one is the root

    Claim();
    Claim(const Claim&);
    Claim(Claim&&) noexcept;
    Claim& operator=(const Claim&);
    Claim& operator=(Claim&&) noexcept;
    ~Claim();
};

struct ClaimError {
    std::uint32_t column = 0;  // 1-based, in bytes, of the offending place in the source
    std::string message{};     // what was expected there, and what was found
};

// The names that a claim may use. Hosts are in the order of World::hosts.
struct ClaimScope {
    std::vector<std::string> hosts{};  // "client", "server"
    std::vector<std::string> runs{};   // "two", "three"; empty when there is only one run
    bool is_measured = false;  // the runs are measured: nothing is known of single segments and connections
};

// A claim is true or false; an expression ({…} in the words) has any value. Both are bounded: 1,000 bytes,
// 200 nodes.
Result<Claim, ClaimError> parse_claim(std::string_view source, const ClaimScope& scope);
Result<Claim, ClaimError> parse_expression(std::string_view source, const ClaimScope& scope);

// One thing that the claim looked at, and what it found there.
struct Witness {
    std::string expression{};  // "run(two).server.state"
    std::string value{};       // "ESTABLISHED"
};

// Why a claim holds or not, so that the screen can go to the very moment.
struct Evidence {
    std::uint32_t run = 0;    // index of the run that decided it
    std::uint32_t event = 0;  // events up to and including the deciding one: for Timeline::seek_event
    Instant at{};             // its time
    bool is_event = false;    // false: nothing decided it but time running out
    std::vector<Witness> witnesses{};
};

struct Judgement {
    bool holds = false;
    bool is_truncated = false;  // a run was cut short: the judgement covers what is known
    Evidence evidence{};
};

// `runs` in the order of ClaimScope::runs; one run when that is empty.
Judgement judge(const Claim& claim, std::span<const History> runs);
Value evaluate(const Claim& expression, std::span<const History> runs);

}  // namespace hw::lesson
