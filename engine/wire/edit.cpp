#include "wire/edit.h"

#include <algorithm>
#include <array>

#include "wire/bytes.h"
#include "wire/checksum.h"
#include "wire/emit.h"

namespace hw::wire {
namespace {

constexpr std::uint8_t tcp_protocol = 6;

// Where a field lies: in which header, at which byte, how many bits from the lowest bit of its bytes up.
struct Place {
    std::string_view name;
    bool is_tcps;
    std::uint8_t offset;
    std::uint8_t bits;
};
constexpr std::array<Place, header_field_count> places{{
    {"sport", true, 0, 16},
    {"dport", true, 2, 16},
    {"seq", true, 4, 32},
    {"ack", true, 8, 32},
    {"ctl", true, 12, 9},
    {"window", true, 14, 16},
    {"urgent", true, 18, 16},
    {"ttl", false, 8, 8},
    {"ecn", false, 1, 2},
    {"tsval", true, 2, 32},  // of the option
    {"tsecr", true, 6, 32},
}};
constexpr const Place& place_of(HeaderField field) { return places[static_cast<std::size_t>(field)]; }
constexpr std::uint32_t most_of(const Place& place) {
    return static_cast<std::uint32_t>((std::uint64_t{1} << place.bits) - 1);
}

// Where the TCP header begins; 0 if there is no whole IPv4 and TCP header.
std::uint32_t tcp_at(std::span<const std::uint8_t> packet) {
    if (packet.size() < ipv4_header_bytes || packet[0] >> 4 != 4 || packet[9] != tcp_protocol) return 0;
    const std::uint32_t at = (packet[0] & 0x0fu) * 4;
    return at >= ipv4_header_bytes && at + tcp_header_bytes <= packet.size() ? at : 0;
}

// Where the text begins; beyond the packet if the data offset lies.
std::uint32_t text_at(std::span<const std::uint8_t> packet, std::uint32_t tcp) {
    return tcp + (packet[tcp + 12] >> 4) * 4u;
}

// Where the timestamps option begins; 0 if there is none.
std::uint32_t timestamps_at(std::span<const std::uint8_t> packet, std::uint32_t tcp) {
    constexpr std::uint8_t end_of_list = 0, no_operation = 1, timestamps = 8, timestamps_length = 10;
    const std::size_t end = std::min<std::size_t>(text_at(packet, tcp), packet.size());
    std::size_t at = tcp + tcp_header_bytes;
    while (at + 1 < end && packet[at] != end_of_list) {
        if (packet[at] == no_operation) {
            ++at;
            continue;
        }
        const std::uint8_t length = packet[at + 1];
        if (length < 2 || at + length > end) break;
        if (packet[at] == timestamps && length == timestamps_length) return static_cast<std::uint32_t>(at);
        at += length;
    }
    return 0;
}

// Where the field lies; 0 if the segment has no such option.
std::uint32_t offset_of(std::span<const std::uint8_t> packet, std::uint32_t tcp, HeaderField field) {
    const Place& place = place_of(field);
    if (field != HeaderField::TsVal && field != HeaderField::TsEcr)
        return (place.is_tcps ? tcp : 0) + place.offset;
    const std::uint32_t option = timestamps_at(packet, tcp);
    return option == 0 ? 0 : option + place.offset;
}

std::uint32_t load(const std::uint8_t* at, const Place& place) {
    switch (place.bits) {
        case 32: return load_32(at);
        case 16: return load_16(at);
        case 9: return load_16(at) & most_of(place);
        default: return *at & most_of(place);
    }
}

void store(std::uint8_t* at, const Place& place, std::uint32_t value) {
    switch (place.bits) {
        case 32: return store_32(at, value);
        case 16: return store_16(at, static_cast<std::uint16_t>(value));
        case 9: return store_16(at, static_cast<std::uint16_t>((load_16(at) & ~most_of(place)) | value));
        default: *at = static_cast<std::uint8_t>((*at & ~most_of(place)) | value);
    }
}

std::uint32_t edited(std::uint32_t before, const FieldEdit& edit) {
    switch (edit.how) {
        case FieldEdit::How::Set: return edit.value;
        case FieldEdit::How::Add: return before + edit.value;
        case FieldEdit::How::SetBits: return before | edit.value;
        case FieldEdit::How::ClearBits: return before & ~edit.value;
    }
    return before;
}

EditError check(std::span<const std::uint8_t> packet, const SegmentEdit& edit) {
    const bool changes_text = !edit.text.empty() || !edit.more_text.empty();
    if (edit.fields.empty() && !changes_text && edit.bytes.empty()) return EditError::Nothing;
    if (edit.fields.size() > most_edits || edit.bytes.size() > most_edits) return EditError::TooMany;
    const std::uint32_t tcp = tcp_at(packet);
    if (tcp == 0 && (!edit.fields.empty() || changes_text)) return EditError::NotTcp;
    if (packet.size() + edit.more_text.size() > max_packet_bytes) return EditError::BeyondPacket;
    for (const FieldEdit& field : edit.fields) {
        if (static_cast<std::uint32_t>(field.field) >= header_field_count) return EditError::NotTcp;
        const bool wraps = field.how == FieldEdit::How::Add;
        if (!wraps && field.value > most_of(place_of(field.field))) return EditError::ValueTooLarge;
        if (offset_of(packet, tcp, field.field) == 0) return EditError::NotThere;
    }
    if (!edit.text.empty()) {
        const std::uint64_t end = std::uint64_t{text_at(packet, tcp)} + edit.text_offset + edit.text.size();
        if (end > packet.size()) return EditError::BeyondPacket;
    }
    for (const ByteEdit& byte : edit.bytes)
        if (byte.offset >= packet.size()) return EditError::BeyondPacket;
    return EditError::None;
}

void repair_ipv4_checksum(std::span<std::uint8_t> header) {
    store_16(&header[10], 0);
    InternetSum sum;
    sum.add_header(header);
    store_16(&header[10], sum.checksum());
}

}  // namespace

std::string_view name_of(HeaderField field) { return place_of(field).name; }

std::optional<HeaderField> find_field(std::string_view name) {
    for (std::uint32_t i = 0; i < header_field_count; ++i)
        if (places[i].name == name) return static_cast<HeaderField>(i);
    return std::nullopt;
}

std::uint32_t greatest_value(HeaderField field) { return most_of(place_of(field)); }

void digest(Digest& d, const SegmentEdit& edit) {
    digest(d, edit.fields.size());
    for (const FieldEdit& field : edit.fields) digest_all(d, field.field, field.how, field.value);
    digest(d, edit.text_offset);
    d.bytes({reinterpret_cast<const std::uint8_t*>(edit.text.data()), edit.text.size()});
    digest(d, edit.bytes.size());
    for (const ByteEdit& byte : edit.bytes) digest_all(d, byte.offset, byte.value);
    d.bytes({reinterpret_cast<const std::uint8_t*>(edit.more_text.data()), edit.more_text.size()});
    digest(d, edit.checksums);
}

namespace {

// `packet` has room for more_text already.
void change(std::span<std::uint8_t> packet, const SegmentEdit& edit) {
    const std::uint32_t tcp = tcp_at(packet);
    for (const FieldEdit& field : edit.fields) {
        const Place& place = place_of(field.field);
        std::uint8_t* const at = &packet[offset_of(packet, tcp, field.field)];
        store(at, place, edited(load(at, place), field) & most_of(place));
    }
    if (!edit.text.empty())
        std::copy(edit.text.begin(), edit.text.end(),
                  packet.begin() + text_at(packet, tcp) + edit.text_offset);
    for (const ByteEdit& byte : edit.bytes) packet[byte.offset] = byte.value;
    if (!edit.more_text.empty()) std::copy(edit.more_text.rbegin(), edit.more_text.rend(), packet.rbegin());
    const bool is_tcp = tcp_at(packet) != 0;
    if (edit.checksums == SegmentEdit::Checksums::Repaired && is_tcp) repair_checksums(packet);
}

}  // namespace

EditError edit_packet(std::span<std::uint8_t> packet, const SegmentEdit& edit) {
    if (!edit.more_text.empty()) return EditError::BeyondPacket;
    const EditError error = check(packet, edit);
    if (error == EditError::None) change(packet, edit);
    return error;
}

EditError edit_packet(PacketBytes& packet, const SegmentEdit& edit) {
    if (const EditError error = check(packet.span(), edit); error != EditError::None) return error;
    if (!edit.more_text.empty()) {
        PacketBytes longer;
        const std::uint32_t before = packet.size();
        const auto room =
            longer.resize_for_overwrite(before + static_cast<std::uint32_t>(edit.more_text.size()));
        std::copy(packet.span().begin(), packet.span().end(), room.begin());
        // IPv4's Total Length grows with it, also where it lied before.
        const std::uint32_t total = load_16(&room[2]) + static_cast<std::uint32_t>(edit.more_text.size());
        store_16(&room[2], static_cast<std::uint16_t>(std::min(total, max_packet_bytes)));
        packet.swap(longer);
    }
    change(packet.span(), edit);
    return EditError::None;
}

std::optional<std::uint32_t> read_field(std::span<const std::uint8_t> packet, HeaderField field) {
    const std::uint32_t tcp = tcp_at(packet);
    if (tcp == 0) return std::nullopt;
    const std::uint32_t at = offset_of(packet, tcp, field);
    if (at == 0) return std::nullopt;
    return load(&packet[at], place_of(field));
}

bool mark_congestion(std::span<std::uint8_t> packet) {
    constexpr std::uint8_t ecn_mask = 3;
    if (packet.size() < ipv4_header_bytes || (packet[1] & ecn_mask) == 0) return false;
    const std::uint32_t header_bytes = (packet[0] & 0x0fu) * 4;
    if (header_bytes < ipv4_header_bytes || header_bytes > packet.size()) return false;
    packet[1] = packet[1] | ecn_mask;
    repair_ipv4_checksum(packet.first(header_bytes));
    return true;
}

}  // namespace hw::wire
