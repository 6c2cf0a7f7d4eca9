#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/seq_num.h"
#include "wire/segment.h"

// "<SEQ=300><ACK=101><CTL=SYN,ACK><DATA=10>": what a figure says of a segment.

namespace hw::script {

struct SegmentPattern {
    enum class Text : std::uint8_t { NotCompared, Some, Exactly };

    std::optional<SeqNum> seq{};
    std::optional<SeqNum> ack{};
    std::optional<wire::Ctl> ctl{};
    std::optional<std::uint16_t> raw_window{};  // <WND=…>, as on the wire
    Text text = Text::NotCompared;              // <DATA>, <DATA=10>
    std::uint32_t text_length = 0;
    std::string written{};  // as in the figure

    bool is_syn_without_ack() const { return ctl && ctl->syn() && !ctl->ack(); }
};

// The numbers that letters stand for: the same letter, the same number. They are given out in the order
// in which the letters come.
using Letters = std::map<std::string, std::uint32_t, std::less<>>;

// The error is a sentence without a place.
Result<SegmentPattern, std::string> parse_segment_pattern(std::string_view text, Letters& letters);

// What differs, "SEQ is 101, not 100"; "" if all that is written agrees. Of the control bits SYN, FIN, RST
// and ACK must be as written; PSH, URG, ECE, CWR and AE are compared only if one of them is written.
std::string difference(const SegmentPattern& pattern, const wire::Segment& segment);

}  // namespace hw::script
