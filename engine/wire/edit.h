#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/packet_bytes.h"

// A packet changed by hand: header fields by name, bytes of the text, any byte at all; its checksums made
// right again or left as they were, so that a receiver takes the lie or notices it.

namespace hw::wire {

enum class HeaderField : std::uint8_t {
    SourcePort,
    DestinationPort,
    Seq,
    Ack,
    Ctl,  // the nine control bits, as in Ctl::bits
    Window,
    UrgentPointer,
    Ttl,
    Ecn,  // 0..3 (RFC 3168 §5)
    // Of the timestamps option (RFC 7323 §3), where there is one.
    TsVal,
    TsEcr,
};
inline constexpr std::uint32_t header_field_count = 11;
// Those that every segment has: all but the last two.
inline constexpr std::uint32_t fixed_field_count = 9;
std::string_view name_of(HeaderField field);                   // "seq": as acts and command logs spell it
std::optional<HeaderField> find_field(std::string_view name);  // nullopt when nothing is called so
std::uint32_t greatest_value(HeaderField field);               // 65,535 of the window

struct FieldEdit {
    HeaderField field{};
    enum class How : std::uint8_t { Set, Add, SetBits, ClearBits };
    How how = How::Set;
    std::uint32_t value = 0;  // for Add modulo the field's size: 2^32 - 1 subtracts one from SEG.SEQ
    friend bool operator==(const FieldEdit&, const FieldEdit&) = default;
};
struct ByteEdit {
    std::uint32_t offset = 0;  // from the start of the packet
    std::uint8_t value = 0;
    friend bool operator==(const ByteEdit&, const ByteEdit&) = default;
};
struct SegmentEdit {
    std::vector<FieldEdit> fields{};  // in this order …
    std::uint32_t text_offset = 0;    // … then `text` is written over the segment's own from here on …
    std::string text{};
    std::vector<ByteEdit> bytes{};  // … then these …
    std::string more_text{};        // … and this is put behind it all: the packet becomes so much longer
    enum class Checksums : std::uint8_t { Repaired, LeftAsTheyWere };
    Checksums checksums = Checksums::Repaired;
    friend bool operator==(const SegmentEdit&, const SegmentEdit&) = default;
};
void digest(Digest& d, const SegmentEdit& edit);

inline constexpr std::uint32_t most_edits = 64;  // fields and bytes, each

enum class EditError : std::uint8_t {
    None,
    Nothing,        // the edit changes nothing by its own words
    TooMany,        // more than most_edits
    NotTcp,         // a field or text of what is no whole IPv4 and TCP header
    ValueTooLarge,  // for its field
    BeyondPacket,   // a byte, or text to write over, that is not there; more text than a packet can hold
    NotThere,       // a timestamp of a segment that has none
};

// On error the packet is unchanged. Checksums that cannot be made right, since bytes of a length field were
// changed so that it lies, stay as they are.
EditError edit_packet(PacketBytes& packet, const SegmentEdit& edit);
// The same where the packet has no room to grow: more text is BeyondPacket.
EditError edit_packet(std::span<std::uint8_t> packet, const SegmentEdit& edit);

// The field's value; nullopt if the packet has no whole IPv4 and TCP header, or no such option.
std::optional<std::uint32_t> read_field(std::span<const std::uint8_t> packet, HeaderField field);

// RFC 3168 §5: a router sets CE in a packet that is ECN-capable. False, and nothing changed, if it is not.
// CE that is set already stays: true.
bool mark_congestion(std::span<std::uint8_t> packet);

}  // namespace hw::wire
