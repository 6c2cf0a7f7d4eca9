#include "lesson/claim_names.h"

#include <array>
#include <utility>

namespace hw::lesson {

namespace {

constexpr std::array<std::pair<std::string_view, Property>, 22> properties{{
    {"state", Property::State},
    {"error", Property::Error},
    {"delivered", Property::Delivered},
    {"sent", Property::Sent},
    {"content", Property::Content},
    {"sent_content", Property::SentContent},
    {"accepted", Property::Accepted},
    {"fds", Property::Descriptors},
    {"closed_by", Property::ClosedBy},
    {"iss", Property::Iss},
    {"irs", Property::Irs},
    {"tcb.iss", Property::Iss},
    {"tcb.irs", Property::Irs},
    {"tcb.snd.una", Property::SndUna},
    {"tcb.snd.nxt", Property::SndNxt},
    {"tcb.snd.wnd", Property::SndWnd},
    {"tcb.rcv.nxt", Property::RcvNxt},
    {"tcb.rcv.wnd", Property::RcvWnd},
    {"tcb.rto", Property::Rto},
    {"tcb.srtt", Property::Srtt},
    {"tcb.retransmissions", Property::Retransmissions},
    {"retransmissions", Property::Retransmissions},
}};

constexpr std::array<std::pair<std::string_view, SegmentFate>, 6> fates{{
    {"segs", SegmentFate::Sent},
    {"arrived", SegmentFate::Arrived},
    {"dropped", SegmentFate::Dropped},
    {"lost", SegmentFate::Lost},
    {"held", SegmentFate::Held},
    {"injected", SegmentFate::Injected},
}};

constexpr std::array<std::pair<std::string_view, SegmentCondition::Field>, 3> fields{{
    {"seq", SegmentCondition::Field::Seq},
    {"ack", SegmentCondition::Field::Ack},
    {"len", SegmentCondition::Field::Length},
}};

constexpr std::array<std::pair<std::string_view, TallyItem>, 11> tally_items{{
    {"tried", TallyItem::Tried},
    {"ok", TallyItem::Ok},
    {"failed", TallyItem::Failed},
    {"connects", TallyItem::Connects},
    {"answered", TallyItem::Answered},
    {"resets", TallyItem::Resets},
    {"lost_bytes", TallyItem::LostBytes},
    {"free_ports", TallyItem::FreePorts},
    {"in_queue", TallyItem::InQueue},
    {"reopened", TallyItem::Reopened},
    {"latency", TallyItem::Latency},
}};

template <class Table>
auto find_in(const Table& table, std::string_view name)
    -> std::optional<typename Table::value_type::second_type> {
    for (const auto& [word, meaning] : table) {
        if (word == name) return meaning;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Property> find_property(std::string_view name) { return find_in(properties, name); }
std::optional<SegmentFate> find_segment_fate(std::string_view name) { return find_in(fates, name); }
std::optional<TallyItem> find_tally_item(std::string_view name) { return find_in(tally_items, name); }

std::optional<SegmentCondition::Field> find_segment_field(std::string_view name) {
    return find_in(fields, name);
}

std::optional<tcp::State> find_state(std::string_view name) {
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        if (tcp::name_of(static_cast<tcp::State>(i)) == name) return static_cast<tcp::State>(i);
    }
    return std::nullopt;
}

std::string_view name_of_constant(const Value& value) {
    switch (value.kind) {
        case ValueKind::State: return tcp::name_of(static_cast<tcp::State>(value.number));
        case ValueKind::Error: return host::name_of(static_cast<host::SocketError>(value.number));
        case ValueKind::ClosedBy: return host::name_of(static_cast<host::ClosedBy>(value.number));
        case ValueKind::Bool: return value.number != 0 ? "true" : "false";
        default: return "";
    }
}

std::optional<Value> find_constant(ValueKind kind, std::string_view name) {
    std::int64_t count = 0;
    switch (kind) {
        case ValueKind::State: count = tcp::state_count; break;
        case ValueKind::Error: count = host::socket_error_count; break;
        case ValueKind::ClosedBy: count = static_cast<std::int64_t>(host::ClosedBy::Network) + 1; break;
        case ValueKind::Bool: count = 2; break;
        default: break;
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const Value value{kind, i, {}};
        if (name_of_constant(value) == name) return value;
    }
    return std::nullopt;
}

}  // namespace hw::lesson
