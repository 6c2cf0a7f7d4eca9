#include "native/cli/run_output.h"

#include <sstream>

#include "capture/describe.h"
#include "native/cli/json_line.h"
#include "sim/text.h"
#include "tcp/findings.h"
#include "wire/describe.h"

namespace hw::cli {
namespace {

using Json = nlohmann::ordered_json;
using sim::PacketRecord;

std::string_view name_of(sim::Fate fate) {
    constexpr std::string_view names[] = {"in-flight",      "held",     "delivered", "dropped",     "lost",
                                          "queue-overflow", "host-off", "too-big",   "cable-pulled"};
    return names[static_cast<std::size_t>(fate)];
}

std::string_view name_of(sim::EventKind kind) {
    constexpr std::string_view names[] = {"arrival", "deadline", "command", "scheduled"};
    return names[static_cast<std::size_t>(kind)];
}

std::string remark_on(const FinishedRun& run, PacketId packet) {
    if (!run.import) return capture::remark_on(run.trace, run.world, packet, capture::Direction::Outbound);
    return run.import->remarks[packet.value];
}

// What a capture held beside what is shown.
std::string import_notes(const capture::Import& import) {
    std::string text;
    for (std::size_t i = 0; i < import.streams.size(); ++i) {
        const capture::Stream& stream = import.streams[i];
        const auto socket = [](wire::Endpoint end) {
            return wire::to_text(end.address) + ":" + std::to_string(end.port);
        };
        text += "stream " + std::to_string(i) + ": " + socket(stream.first) + " and " +
                socket(stream.second) + ", " + std::to_string(stream.segments) + " segments" +
                (i == import.shown ? ": this one\n" : "\n");
    }
    const capture::Skipped& skipped = import.skipped;
    const auto note = [&](std::uint32_t count, const char* what) {
        if (count > 0) text += std::to_string(count) + " " + what + "\n";
    };
    note(skipped.unknown_link, "frames passed over: a link type that is not read");
    note(skipped.not_ipv4, "frames passed over: not IPv4");
    note(skipped.not_tcp, "frames passed over: not TCP");
    note(skipped.fragments, "frames passed over: fragments");
    note(skipped.malformed, "frames passed over: malformed");
    note(import.bad_checksums,
         "segments have a wrong checksum, which the interface may not have computed yet");
    if (import.is_cut) text += "there are more segments than these\n";
    return text;
}

Json json_of(const FinishedRun& run, const PacketRecord& packet) {
    const auto id_or_null = [](PacketId id) { return id.exists() ? Json(id.value) : Json(nullptr); };
    Json json{{"id", packet.id.value},
              {"from", packet.from.value},
              {"to", packet.to.value},
              {"sent_us", packet.sent_at.us},
              {"sent_by", packet.sent_by_event}};
    if (!packet.ended_at.is_never()) {
        json["ended_us"] = packet.ended_at.us;
        json["ended_by"] = packet.ended_by_event;
    }
    json["fate"] = name_of(packet.fate);
    if (!packet.is_icmp) {
        json["source_port"] = packet.header.source_port;
        json["destination_port"] = packet.header.destination_port;
        json["seq"] = packet.header.seq.raw;
        if (packet.header.ctl.ack()) json["ack"] = packet.header.ack.raw;
        json["ctl"] = wire::describe_ctl(packet.header.ctl);
        json["window"] = packet.header.raw_window;
        json["text"] = packet.text_length;
    }
    json["connection"] =
        packet.sender_connection.exists() ? Json(packet.sender_connection.value) : Json(nullptr);
    json["resends"] = id_or_null(packet.resends);
    json["copy_of"] = id_or_null(packet.copy_of);
    const std::pair<const char*, bool> flags[] = {{"icmp", packet.is_icmp},
                                                  {"injected", packet.is_injected},
                                                  {"corrupted", packet.was_corrupted},
                                                  {"edited", packet.was_edited},
                                                  {"marked", packet.was_marked}};
    for (const auto& [name, is_set] : flags)
        if (is_set) json[name] = true;
    json["length"] = packet.bytes.size();
    if (const std::string remark = remark_on(run, packet.id); !remark.empty()) json["remark"] = remark;
    return json;
}

Json json_of(const sim::Trace& trace, const sim::EventRecord& event) {
    Json json{{"index", event.index}, {"at_us", event.at.us}, {"kind", name_of(event.kind)}};
    if (event.host.exists()) {
        json["host"] = event.host.value;
        json["before"] = tcp::name_of(event.state_before);
        json["after"] = tcp::name_of(event.state_after);
    }
    if (event.packet.exists()) json["packet"] = event.packet.value;
    const bool is_command =
        event.kind == sim::EventKind::CommandIssued || event.kind == sim::EventKind::CommandScheduled;
    if (is_command) json["command"] = sim::to_text(event.command);
    if (event.error != sim::CommandError::None) json["error"] = sim::to_text(event.error);
    Json findings = Json::array();
    for (std::uint32_t n = 0; n < event.note_count; ++n) {
        const host::Note& note = trace.notes[event.first_note + n];
        for (std::uint32_t s = 0; s < note.step_count; ++s)
            findings.push_back(tcp::text_of(trace.steps[note.first_step + s].finding).name);
    }
    if (!findings.empty()) json["findings"] = std::move(findings);
    return json;
}

}  // namespace

std::string run_as_text(const FinishedRun& run) {
    std::string text = run.import ? import_notes(*run.import) : std::string();
    for (const PacketRecord& packet : run.trace.packets) {
        if (!packet.id.exists()) continue;
        text += sim::seconds_of(packet.sent_at);
        if (packet.fate == sim::Fate::Delivered && packet.ended_at != packet.sent_at)
            text += " to " + sim::seconds_of(packet.ended_at);
        text += "  " + capture::describe(packet.bytes);
        if (const std::string remark = remark_on(run, packet.id); !remark.empty()) text += "  -- " + remark;
        text += '\n';
    }
    if (run.trace.is_truncated) text += "the run goes on: this is as much as is kept\n";
    return text;
}

std::string run_as_json(const FinishedRun& run) {
    Json hosts = Json::array();
    for (const host::Host& host : run.world.hosts)
        hosts.push_back({{"name", host.config.name}, {"address", wire::to_text(host.config.address)}});
    Json packets = Json::array();
    for (const PacketRecord& packet : run.trace.packets)
        if (packet.id.exists()) packets.push_back(json_of(run, packet));
    Json events = Json::array();
    for (const sim::EventRecord& event : run.trace.events) events.push_back(json_of(run.trace, event));
    Json json{{"run", run.name}, {"hosts", std::move(hosts)}};
    if (run.trace.is_truncated) json["truncated"] = true;
    json["packets"] = std::move(packets);
    json["events"] = std::move(events);
    std::ostringstream line;
    print_json_line(json, line);
    return line.str();
}

}  // namespace hw::cli
