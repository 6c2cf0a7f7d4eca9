#pragma once

#include <optional>
#include <string_view>

#include "sim/command.h"

// How lessons name kinds of segments, in claims and in acts: "SYN", "SYN+ACK", "ACK", "RST", "FIN", "DATA",
// "any". SYN means without ACK; ACK means an ACK and nothing else; RST, FIN and DATA may carry an ACK.

namespace hw::lesson {

// The filter of that name, from any sender; nullopt when nothing is called so.
std::optional<sim::SegmentFilter> parse_segment_kind(std::string_view name);

// Does it match a header with so much text? (Who sent it is not looked at.)
bool matches(const sim::SegmentFilter& filter, wire::Ctl ctl, std::uint32_t text_length);

// For messages: all the names.
std::string_view segment_kinds();

}  // namespace hw::lesson
