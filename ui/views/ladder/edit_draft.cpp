#include "ui/views/ladder/edit_draft.h"

#include <span>
#include <string>

namespace hw::ui {

namespace {

using wire::FieldEdit;
using wire::HeaderField;

wire::Ctl ctl_now(const sim::PacketRecord& packet) {
    const std::span<const std::uint8_t> bytes =
        packet.changed_bytes.empty() ? packet.bytes : packet.changed_bytes;
    const std::uint32_t bits = wire::read_field(bytes, HeaderField::Ctl).value_or(packet.header.ctl.bits);
    return {static_cast<std::uint8_t>(bits)};
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
    if (draft.leaves_checksum) edit.checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere;
    return edit;
}

bool changes_anything(const wire::SegmentEdit& edit) {
    return !edit.fields.empty() || !edit.text.empty() || !edit.bytes.empty();
}

}  // namespace hw::ui
