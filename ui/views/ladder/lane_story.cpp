#include "ui/views/ladder/lane_story.h"

#include <variant>

#include "host/ss.h"

namespace hw::ui {

namespace {

struct SignalText {
    tcp::Signal signal;
    const char* text;
};

// The signals that an application sees as an error, under their errno names.
constexpr SignalText bad_news[] = {
    {tcp::Signal::Refused, "ECONNREFUSED"},
    {tcp::Signal::Reset, "ECONNRESET"},
    {tcp::Signal::UserTimeout, "ETIMEDOUT"},
    {tcp::Signal::RetransmissionsExhausted, "ETIMEDOUT"},
};

void add_notes(std::vector<LaneNote>& notes, const host::Note& note, Instant at) {
    for (const tcp::Signal signal : note.signals) {
        if (signal == tcp::Signal::Established) {
            const bool is_passive = note.after.opened_by == tcp::OpenedBy::Passive;
            notes.push_back({at, is_passive ? "accept()" : "connect() = 0", false});
        }
        if (signal == tcp::Signal::UrgentData) notes.push_back({at, "SIGURG", false});
        for (const SignalText& bad : bad_news) {
            if (bad.signal == signal) notes.push_back({at, bad.text, true});
        }
    }
    if (note.delivered_bytes > 0) {
        notes.push_back({at, "read() = " + std::to_string(note.delivered_bytes), false});
    }
}

}  // namespace

std::vector<LaneSpan> lane_spans(const sim::Trace& trace, const HostLine& host) {
    std::vector<LaneSpan> spans;
    for (const sim::EventRecord& event : trace.events) {
        if (event.host != host.id) continue;
        if (spans.empty()) {
            // A listener that is there at time 0 was there before.
            const bool listens_first = event.at == Instant{} && event.state_after == tcp::State::Listen;
            spans.push_back({.state = listens_first ? event.state_after : event.state_before});
        }
        if (spans.back().state == event.state_after) continue;
        spans.back().to = event.at;
        const bool lasted_no_time = spans.back().from == event.at && spans.size() > 1;
        if (lasted_no_time) {
            spans.pop_back();
            if (spans.back().state == event.state_after) {
                spans.back().to = Instant::never();
                continue;
            }
        }
        spans.push_back({.state = event.state_after, .from = event.at});
    }
    if (spans.empty()) spans.push_back({.state = host.resting_state});
    return spans;
}

std::vector<LaneNote> lane_notes(const sim::Trace& trace, HostId host) {
    std::vector<LaneNote> notes;
    for (const sim::EventRecord& event : trace.events) {
        if (event.host != host) continue;
        const bool asks = std::holds_alternative<sim::Status>(event.command);
        for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
            const host::Note& note = trace.notes[i];
            // As short as ss has it: beside the lane there is little room.
            if (asks)
                notes.push_back(
                    {event.at, "STATUS = " + std::string(host::ss_name_of(note.after.state)), false});
            add_notes(notes, note, event.at);
        }
    }
    return notes;
}

}  // namespace hw::ui
