#include "ui/views/timeline/branch_line.h"

#include <algorithm>
#include <variant>

#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/time/silences.h"

namespace hw::ui {

namespace {

struct Deed {
    PacketId packet{};
    Msg text{};
};

bool deed_of(const sim::Command& command, Deed& deed) {
    if (const auto* drop = std::get_if<sim::DropPacket>(&command))
        deed = {drop->packet, Msg::YouDropped};
    else if (const auto* hold = std::get_if<sim::HoldPacket>(&command))
        deed = {hold->packet, Msg::YouHeld};
    else if (const auto* release = std::get_if<sim::ReleasePacket>(&command))
        deed = {release->packet, Msg::YouReleased};
    else if (const auto* delay = std::get_if<sim::DelayPacket>(&command))
        deed = {delay->packet, Msg::YouDelayed};
    else if (const auto* copy = std::get_if<sim::DuplicatePacket>(&command))
        deed = {copy->packet, Msg::YouDuplicated};
    else if (const auto* edit = std::get_if<sim::EditPacket>(&command))
        deed = {edit->packet, Msg::YouEdited};
    else
        return false;
    return true;
}

// What happens to a whole machine, or to the way between two.
std::string event_text(const sim::Command& command, Language language) {
    if (std::holds_alternative<sim::PowerOff>(command)) return message(language, Msg::PowerWasCut);
    if (std::holds_alternative<sim::PowerOn>(command)) return message(language, Msg::PowerIsBack);
    if (std::holds_alternative<sim::KillProgram>(command)) return message(language, Msg::ProgramWasKilled);
    if (std::holds_alternative<sim::SetLink>(command)) return message(language, Msg::LinkChanged);
    if (const auto* turned = std::get_if<sim::SetSysctl>(&command))
        return fill_in(message(language, Msg::SwitchWasTurned), {turned->name});
    if (const auto* cable = std::get_if<sim::SetCable>(&command))
        return message(language, cable->is_plugged ? Msg::CablePlugged : Msg::CablePulled);
    return {};
}

std::vector<TimelineDot> dots_of(const sim::Trace& trace, Instant from) {
    std::vector<TimelineDot> dots;
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!packet.id.exists()) continue;
        const SegmentKind kind = kind_of(packet.header, packet.text_length);
        if (packet.sent_at >= from) dots.push_back({packet.sent_at, kind, false, packet.sent_by_event});
        const bool is_gone = packet.fate != sim::Fate::Delivered && packet.fate != sim::Fate::InFlight &&
                             packet.fate != sim::Fate::Held;
        if (is_gone && packet.ended_at >= from)
            dots.push_back({packet.ended_at, kind, true, packet.ended_by_event});
    }
    std::stable_sort(dots.begin(), dots.end(),
                     [](const TimelineDot& a, const TimelineDot& b) { return a.at < b.at; });
    return dots;
}

// A branch is named after the command at which it left its parent.
std::string name_of(const sim::Branch& branch, bool is_first, Language language) {
    if (is_first) return message(language, Msg::AsItHappened);
    for (const sim::LoggedCommand& logged : branch.log) {
        if (logged.event_index < branch.forks_at_event) continue;
        const std::string text = command_text(logged.command, branch.trace, language);
        if (!text.empty()) return text;
    }
    return message(language, Msg::AnotherBranch);
}

}  // namespace

std::string command_text(const sim::Command& command, const sim::Trace& trace, Language language) {
    if (const auto* injected = std::get_if<sim::Inject>(&command)) {
        const bool is_forged = injected->kind == sim::Inject::Kind::Forged;
        return message(language, is_forged ? Msg::ForgedSegmentArrived : Msg::YouInjected);
    }
    if (std::holds_alternative<sim::InjectIcmp>(command)) return message(language, Msg::IcmpWasSent);
    if (std::holds_alternative<sim::SynFlood>(command)) return message(language, Msg::FloodOfSyns);
    if (std::string text = event_text(command, language); !text.empty()) return text;
    Deed deed;
    if (!deed_of(command, deed)) return {};
    const sim::PacketRecord* packet = find_record(trace, deed.packet);
    const std::string flags = packet == nullptr ? "?" : flags_text(*packet, language);
    return fill_in(message(language, deed.text), {flags});
}

std::vector<BranchLine> branch_lines(const sim::Timeline& timeline, Language language) {
    std::vector<BranchLine> lines;
    for (std::uint32_t i = 0; i < timeline.branches().size(); ++i) {
        const sim::Branch& branch = timeline.branches()[i];
        if (branch.is_forgotten) continue;
        const bool is_first = branch.parent == i;
        lines.push_back({.id = i,
                         .parent = branch.parent,
                         .forks_at = is_first ? Instant{} : branch.forks_at,
                         .known_until = branch.known_until,
                         .name = name_of(branch, is_first, language),
                         .is_shown = i == timeline.branch(),
                         .dots = dots_of(branch.trace, is_first ? Instant{} : branch.forks_at),
                         .busy = busy_instants(branch.trace, Instant::never())});
    }
    return lines;
}

}  // namespace hw::ui
