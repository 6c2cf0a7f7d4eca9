#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.h"
#include "wire/segment.h"

// A packetdrill script as plain data: what the parser makes of the text, and the player plays. The notation is
// packetdrill's (github.com/google/packetdrill), with what its descendants and the kernel's own tests add to it.

namespace hw::packetdrill {

// Where something stands in the file, both from 1.
struct Place {
    int line = 1;
    int column = 1;
    friend constexpr bool operator==(const Place&, const Place&) = default;
};

// "--tolerance_usecs=10000"
struct Setting {
    Place place{};
    std::string name{};  // "tolerance_usecs"
    std::string value{};
};

// When an event is due: at a time of the script, so long after the event before it, whenever it comes, or between
// two times. `until` counts for the ranges alone.
enum class TimeKind : std::uint8_t { Absolute, Relative, Any, AbsoluteRange, RelativeRange };
struct EventTime {
    TimeKind kind = TimeKind::Relative;
    Duration from{};
    Duration until{};
};

// ---- packets ------------------------------------------------------------------------------------------

enum class Direction : std::uint8_t { In, Out };  // "<": the peer sends; ">": we do

// What stands in brackets before the flags. Of a packet of ours only what is written is compared.
struct IpFields {
    enum class Check : std::uint8_t { None, Ecn, EitherEct, Tos };
    Check check = Check::None;
    std::uint8_t tos = 0;  // its lowest two bits are the ECN field (RFC 3168 §5)
    std::optional<std::uint8_t> ttl{};
};

// An option as its bytes: kind, and what follows kind and length. Numbers of SACK blocks count from the ISN, as all
// of the script's do.
struct TcpOption {
    std::uint8_t kind = 0;
    std::vector<std::uint8_t> value{};
    bool any_value = false;                       // "TS val ...": the time is not compared
    std::string cookie_name{};                    // "FO COOKIE": a name that stands for the cookie
    bool has_length() const { return kind > 1; }  // all but end of list and no-operation
    friend bool operator==(const TcpOption&, const TcpOption&) = default;
};

inline constexpr std::uint16_t ae_bit = wire::Ctl::ae_bit;

struct Segment {
    Direction direction = Direction::In;
    IpFields ip{};
    std::uint16_t source_port = 0;  // 0: not written
    std::uint16_t destination_port = 0;
    std::uint16_t flags = 0;            // wire::Ctl's bits
    std::optional<std::uint8_t> ace{};  // RFC 9768 §3.2.2: AE, CWR and ECE written as a count, "5."
    std::uint32_t seq = 0;
    std::uint32_t text_bytes = 0;
    bool any_seq = false;     // "...(0)"
    bool seq_is_raw = false;  // "1:1(0)!": no ISN is added
    std::uint32_t ack = 0;
    std::optional<std::uint16_t> raw_window{};
    std::uint16_t urgent_pointer = 0;
    std::vector<TcpOption> options{};
    bool any_options = false;  // "<...>"
};

// "icmp unreachable frag_needed mtu 1200 [1:1001(1000)]"
struct IcmpMessage {
    Direction direction = Direction::In;
    std::string type{};
    std::string code{};  // "": 0
    std::optional<std::uint32_t> mtu{};
    std::uint32_t quoted_seq = 0;  // of the segment that it is about
    std::uint32_t quoted_bytes = 0;
};

// ---- system calls -------------------------------------------------------------------------------------

// An argument or a result. `items` are what is in a list or in braces, the operands of "|", the value of "name=value",
// or the arguments of "name(…)"; the last two have `text` for the name.
struct Expression {
    enum class Kind : std::uint8_t { Ellipsis, Number, Word, Text, Either, List, Braces, Named, Call };
    Kind kind = Kind::Ellipsis;
    std::int64_t number = 0;
    std::string text{};
    std::vector<Expression> items{};
    bool is(Kind k) const { return kind == k; }
};

struct SystemCall {
    std::optional<Duration>
        end{};  // of a call that is to block: when it returns, counted as the event's time is
    std::string name{};
    std::vector<Expression> arguments{};
    Expression result{};
    std::string error{};  // "EAGAIN"; "": not said
};

// ---- the rest -----------------------------------------------------------------------------------------

struct ShellCommand {
    std::string text{};  // between the back-ticks
};

struct Code {
    std::string text{};  // between "%{" and "}%"
};

// What packetdrill knows and this engine has not: "a UDP packet".
struct Unsupported {
    std::string what{};
};

struct Event {
    Place place{};
    EventTime time{};
    bool has_time = true;  // a command at the beginning or the end needs none
    std::string source{};  // its text, for the story
    std::variant<Segment, IcmpMessage, SystemCall, ShellCommand, Code, Unsupported> action{};
};

struct Script {
    std::string path{};
    std::vector<Setting> settings{};
    std::vector<Event> events{};
};

// Why a text is no script, or how a run went wrong.
struct Trouble {
    Place place{};
    std::string message{};
};

}  // namespace hw::packetdrill
