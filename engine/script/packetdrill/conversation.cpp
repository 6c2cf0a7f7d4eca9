#include "script/packetdrill/conversation.h"

#include "wire/option_kinds.h"
#include "wire/segment.h"

namespace hw::packetdrill {
namespace {

constexpr auto sack_kind = static_cast<std::uint8_t>(wire::OptionKind::Sack);
constexpr auto timestamps_kind = static_cast<std::uint8_t>(wire::OptionKind::Timestamps);

}  // namespace

LiveSegment in_script_numbers(const LiveSegment& segment, const Conversation& conversation) {
    LiveSegment ours = segment;
    // What answers a SYN without a connection is in the SYN's own numbers too.
    const bool is_refusal = conversation.began_with_syn && segment.has(wire::Ctl::rst_bit) &&
                            conversation.stage == Conversation::Stage::SynCame;
    const bool is_syn = segment.has(wire::Ctl::syn_bit) || is_refusal;
    ours.seq -= conversation.our_offset(is_syn);
    const std::uint32_t their_offset = conversation.their_offset(is_syn);
    if (segment.has(wire::Ctl::ack_bit)) ours.ack -= their_offset;
    for (TcpOption& option : ours.options) {
        if (option.kind == sack_kind)
            for (std::size_t i = 0; i + 4 <= option.value.size(); i += 4)
                put_number(option.value, i, number_at(option.value, i) - their_offset);
        if (option.kind == timestamps_kind && option.value.size() == 8 && conversation.timestamp_origin) {
            const auto& origin = *conversation.timestamp_origin;
            put_number(option.value, 0, number_at(option.value, 0) - origin.live + origin.script);
        }
    }
    return ours;
}

}  // namespace hw::packetdrill
