#include "lesson/segment_words.h"

#include <array>

namespace hw::lesson {

namespace {

using Text = sim::SegmentFilter::Text;

struct Named {
    std::string_view name;
    wire::Ctl set;
    wire::Ctl clear;
    Text text;
};

constexpr wire::Ctl nothing{};
constexpr std::array kinds{
    Named{"any", nothing, nothing, Text::Any},
    Named{"SYN", wire::syn, wire::ack, Text::Any},
    Named{"SYN+ACK", wire::syn | wire::ack, nothing, Text::Any},
    Named{"ACK", wire::ack, wire::syn | wire::fin | wire::rst, Text::Without},
    Named{"RST", wire::rst, nothing, Text::Any},
    Named{"FIN", wire::fin, nothing, Text::Any},
    Named{"DATA", nothing, nothing, Text::With},
};

}  // namespace

std::optional<sim::SegmentFilter> parse_segment_kind(std::string_view name) {
    for (const Named& kind : kinds) {
        if (kind.name == name) return sim::SegmentFilter{{}, kind.set, kind.clear, kind.text};
    }
    return std::nullopt;
}

bool matches(const sim::SegmentFilter& filter, wire::Ctl ctl, std::uint32_t text_length) {
    if ((ctl.bits & filter.ctl_set.bits) != filter.ctl_set.bits) return false;
    if ((ctl.bits & filter.ctl_clear.bits) != 0) return false;
    if (filter.text == Text::With && text_length == 0) return false;
    return filter.text != Text::Without || text_length == 0;
}

std::string_view segment_kinds() { return "any, SYN, SYN+ACK, ACK, RST, FIN or DATA"; }

}  // namespace hw::lesson
