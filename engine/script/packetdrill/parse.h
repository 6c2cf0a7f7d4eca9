#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "script/packetdrill/cursor.h"
#include "script/packetdrill/syntax.h"

// From text to syntax tree. One function for each kind of line; each takes from the cursor what it reads, and leaves
// the trouble there if there is any.

namespace hw::packetdrill {

// What a name stands for: of --define=NAME=VALUE, in the script or on the command line.
using Definitions = std::map<std::string, std::string, std::less<>>;

inline constexpr std::size_t longest_script = 1u << 20;  // bytes
inline constexpr std::size_t most_events = 20'000;
inline constexpr std::uint32_t deepest_expression = 24;

// Reads a whole script. Limits: those above; a number has at most 53 bits, a time at most a year.
Result<Script, Trouble> parse_script(std::string path, std::string_view text, const Definitions& definitions);

// ---- parts, each behind what tells that it comes ------------------------------------------------------

// A line's time, with its plus signs: "+.1~+.2".
EventTime parse_time(Cursor& cursor);
// From "<" or ">" on: a segment, an ICMP message, or something unsupported.
void parse_packet(Cursor& cursor, const Definitions& definitions, Event& event);
// From "<" to ">".
void parse_tcp_options(Cursor& cursor, const Definitions& definitions, Segment& segment);
// "1:1001(1000)": the first number and the length.
struct SequenceRange {
    std::uint32_t seq = 0;
    std::uint32_t bytes = 0;
};
SequenceRange parse_range(Cursor& cursor);
// "connect(3, ..., ...) = -1 EINPROGRESS (Operation now in progress)", or with the end of a call that blocks.
SystemCall parse_system_call(Cursor& cursor, const Definitions& definitions);
Expression parse_expression(Cursor& cursor, const Definitions& definitions, std::uint32_t depth = 0);

}  // namespace hw::packetdrill
