#include "sim/recorder.h"

#include <algorithm>

#include "base/check.h"
#include "sim/sent_space.h"
#include "wire/icmp.h"
#include "wire/parse.h"

namespace hw::sim {
namespace {

std::uint32_t size_of(const auto& vector) { return static_cast<std::uint32_t>(vector.size()); }

std::uint32_t current_event(const Trace& trace) { return size_of(trace.events) - 1; }

// nullptr when nobody watches, or the packet was sent before the trace began.
PacketRecord* find_record(Trace* trace, PacketId id) {
    if (trace == nullptr || id.value >= trace->packets.size()) return nullptr;
    PacketRecord& record = trace->packets[id.value];
    return record.id.exists() ? &record : nullptr;
}

void keep_bytes(Trace& trace, std::vector<std::uint8_t>& to, std::span<const std::uint8_t> bytes) {
    const auto kept = std::min<std::size_t>(bytes.size(), trace.kept_packet_bytes);
    if (trace.packet_bytes - to.size() + kept > trace.most_packet_bytes) return;
    trace.packet_bytes = trace.packet_bytes - to.size() + kept;
    to.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(kept));
}

// To be called before the change.
void remember_flight(Trace& trace, const PacketRecord& record) {
    trace.flight_changes.push_back({.event = current_event(trace),
                                    .packet = record.id,
                                    .arrives_at = record.arrives_at,
                                    .held_at = record.held_at,
                                    .released_at = record.released_at});
}

tcp::State lane_of(const World& world, HostId host) {
    return host.exists() ? host::state_of(world.hosts[host.value]) : tcp::State::Closed;
}

}  // namespace

void EventRecording::begin(const World& world, Trace& trace, const Event& event) {
    if (trace.is_truncated) return;
    if (trace.events.size() >= trace.most_events) {
        trace.is_truncated = true;
        return;
    }
    trace_ = &trace;
    const tcp::State state = lane_of(world, event.host);
    trace.events.push_back({.index = world.event_count,
                            .at = world.now,
                            .kind = event.kind,
                            .host = event.host,
                            .packet = event.packet,
                            .state_before = state,
                            .state_after = state,
                            .first_note = size_of(trace.notes),
                            .first_packet_sent = world.packets_made});
}

void EventRecording::write_command(const Command& command, CommandError error) {
    trace_->events.back().command = command;
    trace_->events.back().error = error;
}

void EventRecording::write_output(const host::Output& output) {
    EventRecord& event = trace_->events.back();
    const std::uint32_t first_step = size_of(trace_->steps);
    for (const host::Note& note : output.notes) {
        trace_->notes.push_back(note);
        trace_->notes.back().first_step += first_step;
    }
    trace_->steps.insert(trace_->steps.end(), output.steps.begin(), output.steps.end());
    event.note_count = size_of(trace_->notes) - event.first_note;
}

void EventRecording::write_end(const World& world) {
    EventRecord& event = trace_->events.back();
    event.state_after = lane_of(world, event.host);
    event.packets_sent = world.packets_made - event.first_packet_sent;
}

void write_packet(Trace& trace, Instant now, const SentPacket& packet) {
    const Launch& sent = packet.launch;
    trace.packets.resize(packet.id.value);  // those before the trace began have no id
    PacketRecord& record = trace.packets.emplace_back();
    record.id = packet.id;
    record.from = sent.from;
    record.to = sent.to;
    record.sent_at = now;
    record.arrives_at = sent.arrives_at;
    record.copy_of = sent.copy_of;
    record.is_injected = sent.is_injected;
    record.is_old_duplicate = sent.is_old_duplicate;
    record.sent_by_event = current_event(trace);
    record.sender_connection = sent.connection;
    record.is_icmp = wire::carries_icmp(packet.bytes);
    keep_bytes(trace, record.bytes, packet.bytes);

    wire::Packet parsed;
    const wire::ParseError error = wire::parse_packet(packet.bytes, parsed);
    if (!error.ok() && !error.only_options() && error.kind != wire::Malformed::TcpChecksum) return;
    record.header = parsed.segment;
    record.text_length = parsed.segment.text_length();
    const bool is_original = !sent.is_injected && !sent.copy_of.exists();
    if (is_original && sent.connection.exists()) {
        record.resends = note_sent(trace.sent, {.host = sent.from,
                                                .connection = sent.connection,
                                                .packet = packet.id,
                                                .header = record.header,
                                                .text_length = record.text_length});
    }
}

void write_fate(Trace& trace, Instant now, PacketId id, Fate fate) {
    PacketRecord* record = find_record(&trace, id);
    if (record == nullptr) return;
    record->fate = fate;
    record->ended_at = now;
    record->ended_by_event = current_event(trace);
}

void record_corruption(Trace* trace, PacketId id, std::span<const std::uint8_t> bytes) {
    PacketRecord* record = find_record(trace, id);
    if (record == nullptr) return;
    record->was_corrupted = true;
    keep_bytes(*trace, record->changed_bytes, bytes);
}

void record_change(Trace* trace, PacketId id, Change change, std::span<const std::uint8_t> bytes) {
    PacketRecord* record = find_record(trace, id);
    if (record == nullptr) return;
    trace->content_changes.push_back({.event = current_event(*trace),
                                      .packet = id,
                                      .was_edited = record->was_edited,
                                      .was_marked = record->was_marked,
                                      .changed_bytes = record->changed_bytes});
    record->was_edited |= change == Change::Edited;
    record->was_marked |= change == Change::Marked;
    keep_bytes(*trace, record->changed_bytes, bytes);
}

void record_hold(Trace* trace, Instant now, PacketId id) {
    PacketRecord* record = find_record(trace, id);
    if (record == nullptr) return;
    remember_flight(*trace, *record);
    record->fate = Fate::Held;
    record->held_at = now;
    record->released_at = Instant::never();
}

void record_release(Trace* trace, Instant now, PacketId id, Instant arrives_at) {
    PacketRecord* record = find_record(trace, id);
    if (record == nullptr) return;
    remember_flight(*trace, *record);
    record->fate = Fate::InFlight;
    record->released_at = now;
    record->arrives_at = arrives_at;
}

void record_delay(Trace* trace, PacketId id, Instant arrives_at) {
    PacketRecord* record = find_record(trace, id);
    if (record == nullptr) return;
    remember_flight(*trace, *record);
    record->arrives_at = arrives_at;
}

}  // namespace hw::sim
