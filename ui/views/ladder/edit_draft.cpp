#include "ui/views/ladder/edit_draft.h"

#include <span>
#include <string>

namespace hw::ui {

namespace {

using wire::FieldEdit;
using wire::HeaderField;

constexpr std::uint32_t older_by_ticks = 100'000;  // of a clock of milliseconds: 100 s

std::span<const std::uint8_t> bytes_now(const sim::PacketRecord& packet) {
    return packet.changed_bytes.empty() ? packet.bytes : packet.changed_bytes;
}

// One bit of TCP's checksum: where nothing else is changed, nothing else would make it wrong.
void spoil_checksum(wire::SegmentEdit& edit, std::span<const std::uint8_t> bytes) {
    constexpr std::uint32_t place_in_tcp_header = 16;
    const std::uint32_t place = (bytes.empty() ? 0 : (bytes[0] & 0x0fu) * 4) + place_in_tcp_header;
    if (place >= bytes.size()) return;
    edit.bytes.push_back({.offset = place, .value = static_cast<std::uint8_t>(bytes[place] ^ 1)});
}

wire::Ctl ctl_now(const sim::PacketRecord& packet) {
    const std::span<const std::uint8_t> bytes = bytes_now(packet);
    const std::uint32_t bits = wire::read_field(bytes, HeaderField::Ctl).value_or(packet.header.ctl.bits);
    return {static_cast<std::uint16_t>(bits)};
}

}  // namespace

EditDraft draft_of(const sim::PacketRecord& packet) { return {.packet = packet.id, .ctl = ctl_now(packet)}; }

wire::SegmentEdit edit_of(const EditDraft& draft, const sim::PacketRecord& packet) {
    wire::SegmentEdit edit;
    const auto add = [&edit](HeaderField field, FieldEdit::How how, std::uint32_t value) {
        if (value != 0 || how == FieldEdit::How::Set)
            edit.fields.push_back({.field = field, .how = how, .value = value});
    };
    // Modulo 2^32: adding 2^32 - 1 takes one away.
    add(HeaderField::Seq, FieldEdit::How::Add, static_cast<std::uint32_t>(draft.seq_by));
    add(HeaderField::Ack, FieldEdit::How::Add, static_cast<std::uint32_t>(draft.ack_by));
    const std::uint32_t before = ctl_now(packet).bits;
    const std::uint32_t after = draft.ctl.bits;
    add(HeaderField::Ctl, FieldEdit::How::SetBits, after & ~before);
    add(HeaderField::Ctl, FieldEdit::How::ClearBits, before & ~after);
    if (draft.closes_window) add(HeaderField::Window, FieldEdit::How::Set, 0);
    if (draft.has_other_text) edit.text = std::string(packet.text_length, 'X');
    if (draft.has_more_text) edit.more_text = more_text;
    if (draft.is_older) add(HeaderField::TsVal, FieldEdit::How::Add, 0u - older_by_ticks);
    if (draft.leaves_checksum) {
        edit.checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere;
        if (!changes_anything(edit)) spoil_checksum(edit, bytes_now(packet));
    }
    return edit;
}

bool has_timestamps(const sim::PacketRecord& packet) {
    return wire::read_field(bytes_now(packet), HeaderField::TsVal).has_value();
}

bool changes_anything(const wire::SegmentEdit& edit) {
    return !edit.fields.empty() || !edit.text.empty() || !edit.bytes.empty() || !edit.more_text.empty();
}

}  // namespace hw::ui
