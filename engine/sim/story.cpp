#include "sim/story.h"

#include <algorithm>

#include "sim/text.h"
#include "tcp/findings.h"
#include "wire/describe.h"

namespace hw::sim {

std::string to_text(const CommandLog& log) {
    std::string text;
    for (const LoggedCommand& entry : log) {
        text += "event " + std::to_string(entry.event_index) + " at " + seconds_of(entry.at) + ": " +
                to_text(entry.command) + "\n";
    }
    return text;
}

std::string story_of(const World& world, const CommandLog& log) {
    std::string text = "at " + seconds_of(world.now) + ", after " + std::to_string(world.event_count) +
                       " events, in the world of seed " + std::to_string(world.seed) + "\n";
    for (std::uint32_t i = 0; i < world.schedule_next; ++i) {
        const ScheduledCommand& entry = world.schedule[i];
        text += "scheduled at " + seconds_of(entry.at) + ": " + to_text(entry.command) + "\n";
    }
    return text + to_text(log);
}

namespace {

std::string in_words(const PacketRecord& record) {
    wire::Segment segment;
    static_cast<wire::TcpHeader&>(segment) = record.header;
    return "packet " + number_of(record.id) + " from host " + number_of(record.from) + " port " +
           std::to_string(record.header.source_port) + " to host " + number_of(record.to) + " port " +
           std::to_string(record.header.destination_port) + " " + wire::describe_as_figure(segment) +
           "<WND=" + std::to_string(record.header.raw_window) + "> with " +
           std::to_string(record.text_length) + " bytes";
}

std::string in_words(const host::Note& note, const tcp::StepTrace& steps) {
    std::string text = "  connection " + number_of(note.connection) + ": " +
                       std::string(name_of(note.before.state)) + " to " +
                       std::string(name_of(note.after.state));
    for (std::uint32_t i = note.first_step; i < note.first_step + note.step_count; ++i)
        text += ", " + std::string(text_of(steps[i].finding).name);
    return text + "\n";
}

}  // namespace

std::string latest_events(const Trace& trace, std::uint32_t most) {
    const auto count = static_cast<std::uint32_t>(trace.events.size());
    std::string text;
    for (std::uint32_t e = count - std::min(count, most); e < count; ++e) {
        const EventRecord& event = trace.events[e];
        text += "event " + std::to_string(event.index) + " at " + seconds_of(event.at) + ", host " +
                number_of(event.host) + ": ";
        switch (event.kind) {
            case EventKind::Arrival:
                text += in_words(trace.packets[event.packet.value]) + " arrives\n";
                break;
            case EventKind::Deadline: text += "a deadline passes\n"; break;
            case EventKind::CommandIssued:
            case EventKind::CommandScheduled: text += to_text(event.command) + "\n"; break;
        }
        for (std::uint32_t n = event.first_note; n < event.first_note + event.note_count; ++n)
            text += in_words(trace.notes[n], trace.steps);
        for (std::uint32_t p = event.first_packet_sent; p < event.first_packet_sent + event.packets_sent; ++p)
            text += "  sends " + in_words(trace.packets[p]) + "\n";
    }
    return text;
}

std::string ScopedStory::tell(const void* self) {
    const auto* story = static_cast<const ScopedStory*>(self);
    return story_of(*story->world_, *story->log_);
}

bool replay(World& world, const CommandLog& log, std::uint32_t event_count, Trace* trace) {
    for (const LoggedCommand& entry : log) {
        while (world.event_count < entry.event_index)
            if (!step(world, trace)) return false;
        const bool fits = world.event_count == entry.event_index && world.now <= entry.at &&
                          entry.at <= next_event_at(world);
        if (!fits) return false;
        apply(world, entry.command, entry.at, trace);
    }
    while (world.event_count < event_count)
        if (!step(world, trace)) return false;
    return true;
}

}  // namespace hw::sim
