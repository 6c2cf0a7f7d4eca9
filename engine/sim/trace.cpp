#include "sim/trace.h"

namespace hw::sim {
namespace {

// Which packet sent what first is worked out anew from the packets that remain.
void rebuild_sent(Trace& trace) {
    trace.sent.clear();
    for (const PacketRecord& record : trace.packets) {
        const bool is_original = record.id.exists() && !record.is_injected && !record.copy_of.exists();
        if (!is_original || !record.sender_connection.exists()) continue;
        note_sent(trace.sent, {.host = record.from,
                               .connection = record.sender_connection,
                               .packet = record.id,
                               .header = record.header,
                               .text_length = record.text_length});
    }
}

// A packet that ended later is on its way again.
void restore_flight(PacketRecord& record) {
    const bool is_held = !record.held_at.is_never() && record.released_at.is_never();
    record.fate = is_held ? Fate::Held : Fate::InFlight;
}

// Of a packet that is forgotten itself there is nothing to put back.
void undo(Trace& trace, ContentChange& change) {
    if (change.packet.value >= trace.packets.size()) return;
    PacketRecord& record = trace.packets[change.packet.value];
    trace.packet_bytes = trace.packet_bytes - record.changed_bytes.size() + change.changed_bytes.size();
    record.was_edited = change.was_edited;
    record.was_marked = change.was_marked;
    record.changed_bytes.swap(change.changed_bytes);
}

}  // namespace

Trace::Trace() = default;
Trace::Trace(const Trace&) = default;
Trace::Trace(Trace&&) noexcept = default;
Trace& Trace::operator=(const Trace&) = default;
Trace& Trace::operator=(Trace&&) noexcept = default;
Trace::~Trace() = default;

void truncate(Trace& trace, std::uint32_t event_count) {
    if (event_count >= trace.events.size()) return;
    const std::uint32_t kept_notes = trace.events[event_count].first_note;
    if (kept_notes < trace.notes.size()) trace.steps.resize(trace.notes[kept_notes].first_step);
    trace.notes.resize(kept_notes);

    while (!trace.packets.empty() && trace.packets.back().sent_by_event >= event_count) {
        trace.packet_bytes -= trace.packets.back().bytes.size() + trace.packets.back().changed_bytes.size();
        trace.packets.pop_back();
    }
    while (!trace.content_changes.empty() && trace.content_changes.back().event >= event_count) {
        undo(trace, trace.content_changes.back());
        trace.content_changes.pop_back();
    }
    while (!trace.flight_changes.empty() && trace.flight_changes.back().event >= event_count) {
        const FlightChange& change = trace.flight_changes.back();
        if (change.packet.value < trace.packets.size()) {
            PacketRecord& record = trace.packets[change.packet.value];
            record.arrives_at = change.arrives_at;
            record.held_at = change.held_at;
            record.released_at = change.released_at;
            restore_flight(record);
        }
        trace.flight_changes.pop_back();
    }
    for (PacketRecord& record : trace.packets) {
        if (record.ended_by_event == no_event || record.ended_by_event < event_count) continue;
        record.ended_at = Instant::never();
        record.ended_by_event = no_event;
        restore_flight(record);
    }
    trace.events.resize(event_count);
    trace.is_truncated = false;
    rebuild_sent(trace);
}

}  // namespace hw::sim
