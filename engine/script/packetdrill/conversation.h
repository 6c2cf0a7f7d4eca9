#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "script/packetdrill/live_segment.h"
#include "script/packetdrill/syntax.h"
#include "wire/ipv4.h"

// The socket that a script's packets are about, and how its numbers differ from the wire's: on a SYN sequence numbers
// are the script's own, elsewhere they count from the ISN; timestamps of ours are learnt from each packet that the
// script expects.

namespace hw::packetdrill {

struct Conversation {
    // What the script has done with it so far: it decides what the next packet may be.
    enum class Stage : std::uint8_t { New, Listening, SynCame, Connecting, SynSent, Open };
    Stage stage = Stage::New;
    wire::Endpoint local{};  // port 0: not known before our SYN
    wire::Endpoint remote{};
    std::uint32_t script_isn = 0;  // ours, as the script has it
    std::uint32_t our_isn = 0;
    std::uint32_t their_isn = 0;
    // The peer has sent another SYN, which opens a new connection if we answer it with one of ours.
    std::optional<std::uint32_t> their_next_isn{};

    struct TimestampOrigin {
        std::uint32_t script = 0;
        std::uint32_t live = 0;
    };
    std::optional<TimestampOrigin> timestamp_origin{};
    std::map<std::uint32_t, std::uint32_t> timestamps{};  // ours: the script's -> the wire's

    bool began_with_syn = false;    // of the peer's
    std::uint32_t segments_in = 0;  // that the script has sent
    std::uint32_t text_segments_in = 0;
    std::int64_t option_bits = 0;  // tcpi_options, while the connection lasted

    // How far the script has followed us: the highest acknowledgment and the end of the text that it has expected.
    std::uint32_t expected_ack = 0;
    std::uint32_t expected_end = 0;
    std::uint32_t syn_text_end = 0;  // of the text that an expected SYN of ours has carried, from the ISN on
    // The highest acknowledgment that it has sent us, and when.
    std::uint32_t acknowledged = 0;
    Instant acknowledged_at{};

    // Before our SYN has told the port, nothing but a SYN is of this conversation: sockets of before may still speak
    // to the same peer.
    bool owns(const LiveSegment& segment) const {
        const bool is_our_port =
            local.port == 0 ? segment.has(wire::Ctl::syn_bit) : segment.from.port == local.port;
        return segment.to == remote && segment.from.address == local.address && is_our_port;
    }
    std::uint32_t our_offset(bool is_syn) const { return is_syn ? our_isn - script_isn : our_isn; }
    std::uint32_t their_offset(bool is_syn) const { return is_syn ? 0 : their_isn; }
};

// A segment of ours in the script's numbers.
LiveSegment in_script_numbers(const LiveSegment& segment, const Conversation& conversation);

}  // namespace hw::packetdrill
