#pragma once

#include <optional>
#include <string_view>

#include "lesson/claim_nodes.h"

// The words of the claims language and what they stand for.

namespace hw::lesson {

std::optional<Property> find_property(std::string_view name);         // "state", "tcb.snd.nxt"
std::optional<SegmentFate> find_segment_fate(std::string_view name);  // "segs", "dropped"
// seq, ack or len.
std::optional<SegmentCondition::Field> find_segment_field(std::string_view name);
std::optional<TallyItem> find_tally_item(std::string_view name);  // "tried", "failed"
std::optional<tcp::State> find_state(std::string_view name);

// A constant of the kind that the other side of a comparison has: "SYN-RECEIVED" for State, "ECONNRESET" or
// "none" for Error, "RST" for ClosedBy.
std::optional<Value> find_constant(ValueKind kind, std::string_view name);
// The word for such a constant.
std::string_view name_of_constant(const Value& value);

}  // namespace hw::lesson
