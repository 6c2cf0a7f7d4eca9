#include <array>
#include <cstdlib>
#include <string>

#include "sim/command.h"
#include "sim/text.h"
#include "tcp/rules.h"
#include "wire/describe.h"

// Commands in words: one line each, for the command log and for a bug report.

namespace hw::sim {
namespace {

std::string on(HostId host) { return "host " + number_of(host) + ": "; }

std::string in_words(const host::ApplicationSpec& application) {
    switch (application.kind) {
        case host::ApplicationKind::Reader: return "reader";
        case host::ApplicationKind::Greeter: return "greeter";
        case host::ApplicationKind::Echo: return "echo";
        case host::ApplicationKind::Source:
            return "source of " + std::to_string(application.total_bytes) + " bytes";
        case host::ApplicationKind::Requester:
            return "requester of " + std::to_string(application.rounds) + " rounds, " +
                   std::to_string(application.more_connections + 1) + " connections";
        case host::ApplicationKind::Silent: return "silent";
        case host::ApplicationKind::Calls: return "system calls";
        case host::ApplicationKind::Service:
            return "service of " + std::to_string(application.service.response_bytes) + " bytes in " +
                   seconds_of(application.service.service_time) +
                   (application.service.closes_first == host::ClosesFirst::Server ? ", closes first" : "") +
                   (application.service.forgets_close_every == 0
                        ? std::string()
                        : ", forgets close() on every " +
                              std::to_string(application.service.forgets_close_every) + "th path");
        case host::ApplicationKind::Client: return "client of a workload";
    }
    return "?";
}

std::string in_words(const std::string& text) {
    constexpr std::size_t most_shown = 40;
    std::string shown;
    for (const char c : text.substr(0, most_shown)) shown += c >= ' ' && c <= '~' ? c : '.';
    if (text.size() > most_shown) shown += "…";
    return std::to_string(text.size()) + " bytes \"" + shown + "\"";
}

std::string in_words(const SegmentFilter& filter) {
    std::string words = filter.from.exists() ? "from host " + number_of(filter.from) : "from any host";
    if (filter.ctl_set.bits != 0) words += " with " + wire::describe_ctl(filter.ctl_set);
    if (filter.ctl_clear.bits != 0) words += " without " + wire::describe_ctl(filter.ctl_clear);
    if (filter.text == SegmentFilter::Text::With) words += " with text";
    if (filter.text == SegmentFilter::Text::Without) words += " without text";
    return words;
}

std::string in_words(const wire::FieldEdit& edit) {
    const std::string name(
        static_cast<std::uint32_t>(edit.field) < wire::header_field_count ? wire::name_of(edit.field) : "?");
    const std::string value = std::to_string(edit.value);
    switch (edit.how) {
        case wire::FieldEdit::How::Set: return name + " = " + value;
        case wire::FieldEdit::How::Add: {
            const auto change = static_cast<std::int32_t>(edit.value);
            return name + (change < 0 ? " - " : " + ") + std::to_string(std::abs(std::int64_t{change}));
        }
        case wire::FieldEdit::How::SetBits: return name + " |= " + value;
        case wire::FieldEdit::How::ClearBits: return name + " &= ~" + value;
    }
    return "?";
}

std::string in_words(const wire::SegmentEdit& edit) {
    std::string words;
    const auto add = [&words](const std::string& change) { words += (words.empty() ? "" : ", ") + change; };
    for (const wire::FieldEdit& field : edit.fields) add(in_words(field));
    if (!edit.text.empty())
        add("text from byte " + std::to_string(edit.text_offset) + " on " + in_words(edit.text));
    if (!edit.more_text.empty()) add("more text " + in_words(edit.more_text));
    for (const wire::ByteEdit& byte : edit.bytes)
        add("byte " + std::to_string(byte.offset) + " = " + std::to_string(byte.value));
    const bool is_repaired = edit.checksums == wire::SegmentEdit::Checksums::Repaired;
    return words + (is_repaired ? "; checksums repaired" : "; checksums as they were");
}

std::string in_words(const Rule& rule) {
    std::string words;
    switch (rule.action) {
        case RuleAction::Drop: words = "drop"; break;
        case RuleAction::Hold: words = "hold"; break;
        case RuleAction::Delay: words = "delay by " + seconds_of(rule.by); break;
        case RuleAction::Duplicate: words = "duplicate after " + seconds_of(rule.by); break;
        case RuleAction::Edit: words = "edit (" + in_words(rule.edit) + ")"; break;
    }
    words += " segments " + in_words(rule.filter) + ", from match " + std::to_string(rule.first) + " on, ";
    if (rule.every > 1) words += "every " + std::to_string(rule.every) + "th, ";
    return words + (rule.times == 0 ? "for ever" : std::to_string(rule.times) + " times");
}

std::string in_words(const LinkConfig& config) {
    return "delay " + seconds_of(config.delay) + ", rate " + std::to_string(config.rate_bps) +
           " bit/s, queue " + std::to_string(config.queue_bytes) + " bytes, loss " +
           std::to_string(config.loss_ppm) + " ppm, duplicate " + std::to_string(config.duplicate_ppm) +
           " ppm, corrupt " + std::to_string(config.corrupt_ppm) + " ppm, reorder " +
           std::to_string(config.reorder_ppm) + " ppm by " + seconds_of(config.reorder_delay) + ", jitter " +
           seconds_of(config.jitter) + ", MTU " + std::to_string(config.mtu_bytes) +
           (config.mtu_is_secret ? " bytes and silence" : " bytes") + ", mark " +
           std::to_string(config.mark_ppm) + " ppm and above " + std::to_string(config.mark_above_bytes) +
           " bytes";
}

std::string say(const Listen& c) {
    const std::string whom =
        c.remote.port == 0 ? ""
                           : " for " + wire::to_text(c.remote.address) + ":" + std::to_string(c.remote.port);
    return on(c.host) + "listen on port " + std::to_string(c.port) + whom + ", " + in_words(c.application);
}
std::string say(const CloseListener& c) {
    return on(c.host) + "close the listener on port " + std::to_string(c.port);
}
std::string say(const SendFromListener& c) {
    return on(c.host) + "send from the listener on port " + std::to_string(c.port) + " " + in_words(c.text);
}
std::string say(const Connect& c) {
    const std::string from = c.local_port == 0 ? "" : "from port " + std::to_string(c.local_port) + " ";
    return on(c.host) + "connect " + from + "to " + wire::to_text(c.remote.address) + ":" +
           std::to_string(c.remote.port) + (c.opens_fast ? " with Fast Open, " : ", ") +
           in_words(c.application) + (c.text.empty() ? "" : ", at once " + in_words(c.text));
}
std::string say(const Send& c) {
    return on(c.host) + (c.is_urgent ? "send urgently on connection " : "send on connection ") +
           number_of(c.connection) + " " + in_words(c.text);
}
std::string say(const Close& c) { return on(c.host) + "close connection " + number_of(c.connection); }
std::string say(const Abort& c) { return on(c.host) + "abort connection " + number_of(c.connection); }
std::string say(const Status& c) { return on(c.host) + "status of connection " + number_of(c.connection); }
std::string say(const PowerOff& c) { return on(c.host) + "power off"; }
std::string say(const PowerOn& c) { return on(c.host) + "power on"; }
std::string say(const KillProgram& c) { return on(c.host) + "kill the program"; }
std::string say(const JumpClock& c) {
    const bool is_back = c.by < Duration{};
    return on(c.host) + "clocks jump " + (is_back ? "back" : "ahead") + " by " +
           seconds_of(is_back ? Duration{} - c.by : c.by);
}
std::string say(const DropPacket& c) { return "drop packet " + number_of(c.packet); }
std::string say(const HoldPacket& c) { return "hold packet " + number_of(c.packet); }
std::string say(const ReleasePacket& c) { return "release packet " + number_of(c.packet); }
std::string say(const DelayPacket& c) {
    return "delay packet " + number_of(c.packet) + " by " + seconds_of(c.by);
}
std::string say(const DuplicatePacket& c) {
    return "duplicate packet " + number_of(c.packet) + ", the copy later by " + seconds_of(c.copy_later_by);
}
std::string say(const AddRule& c) { return "rule: " + in_words(c.rule); }
std::string say(const RemoveRule& c) { return "remove rule " + number_of(c.rule); }
std::string say(const Inject& c) {
    wire::Segment segment;
    static_cast<wire::TcpHeader&>(segment) = c.header;
    const std::string kind = c.kind == Inject::Kind::OldDuplicate ? "old duplicate" : "forgery";
    return "inject " + kind + " from host " + number_of(c.from) + " port " +
           std::to_string(c.header.source_port) + " to host " + number_of(c.to) + " port " +
           std::to_string(c.header.destination_port) + " " + wire::describe_as_figure(segment) + " " +
           in_words(c.text) + ", arrives in " + seconds_of(c.arrives_in);
}
std::string say(const SetLink& c) {
    return "link " + number_of(c.link) + " direction " + std::to_string(c.direction) + ": " +
           in_words(c.config);
}
std::string say(const SetRuleBook& c) {
    const bool is_known = static_cast<std::uint32_t>(c.rules) < tcp::rule_book_count;
    return on(c.host) + "rule book " + (is_known ? std::string(tcp::rule_book(c.rules).name) : "?") +
           (c.switches_running ? " for running connections, too" : "");
}
std::string say(const EditPacket& c) {
    return "edit packet " + number_of(c.packet) + ": " + in_words(c.edit);
}
std::string say(const InjectIcmp& c) {
    const std::string about = c.about.exists() ? "packet " + number_of(c.about)
                                               : "SEQ " + std::to_string(c.error.seq.raw) + " from " +
                                                     wire::to_text(c.error.local.address) + ":" +
                                                     std::to_string(c.error.local.port);
    return "inject ICMP type " + std::to_string(c.error.type) + " code " + std::to_string(c.error.code) +
           " (MTU " + std::to_string(c.error.next_hop_mtu) + ") to host " + number_of(c.to) +
           " by way of host " + number_of(c.from) + " as from " + wire::to_text(c.error.from) + " about " +
           about + " to " + wire::to_text(c.error.remote.address) + ":" +
           std::to_string(c.error.remote.port) + ", arrives in " + seconds_of(c.arrives_in);
}
std::string say(const SynFlood& c) {
    return "SYN flood from host " + number_of(c.from) + " to host " + number_of(c.to) + " port " +
           std::to_string(c.port) + ": " + std::to_string(c.count) + " more, one each " +
           seconds_of(c.interval) + ", from " + std::to_string(c.source_count) + " addresses from " +
           wire::to_text(c.first_source) + " on, seed " + std::to_string(c.seed);
}
std::string say(const SetCable& c) {
    return "link " + number_of(c.link) + ": " + (c.is_plugged ? "plug the cable in" : "pull the cable out");
}
std::string say(const Shutdown& c) { return on(c.host) + "shut down connection " + number_of(c.connection); }
std::string say(const Accept& c) { return on(c.host) + "accept on port " + std::to_string(c.port); }
std::string say(const SetSysctl& c) { return on(c.host) + "sysctl " + c.name + " = " + c.value; }

std::string say(const SetWorkload& c) {
    const host::WorkloadSpec& spec = c.spec;
    std::string words = on(c.host) + "workload " + std::to_string(spec.id) + ": ";
    if (spec.interval == Duration{}) return words + "stop";
    words += "a request each " + seconds_of(spec.interval);
    if (spec.count > 0) words += ", " + std::to_string(spec.count) + " of them";
    return words + ", to " + std::to_string(spec.targets.size()) + " sockets";
}
std::string say(const SetApplication& c) {
    return on(c.host) + "port " + std::to_string(c.port) + " from now on: " + in_words(c.application);
}
std::string say(const SetDescriptorLimit& c) {
    return on(c.host) + "RLIMIT_NOFILE = " + std::to_string(c.limit);
}

}  // namespace

std::string to_text(const Command& command) {
    return std::visit([](const auto& c) { return say(c); }, command);
}

std::string_view name_of_command(std::size_t index) {
    constexpr std::array<std::string_view, std::variant_size_v<Command>> names{"listen",
                                                                               "connect",
                                                                               "send",
                                                                               "close",
                                                                               "abort",
                                                                               "power off",
                                                                               "power on",
                                                                               "drop packet",
                                                                               "hold packet",
                                                                               "release packet",
                                                                               "delay packet",
                                                                               "duplicate packet",
                                                                               "add rule",
                                                                               "remove rule",
                                                                               "inject",
                                                                               "set link",
                                                                               "set rule book",
                                                                               "edit packet",
                                                                               "inject ICMP",
                                                                               "SYN flood",
                                                                               "set cable",
                                                                               "jump clock",
                                                                               "kill program",
                                                                               "shut down",
                                                                               "accept",
                                                                               "set sysctl",
                                                                               "set workload",
                                                                               "set application",
                                                                               "set descriptor limit",
                                                                               "close listener",
                                                                               "send from listener",
                                                                               "status"};
    return names[index];
}

std::string_view to_text(CommandError error) {
    switch (error) {
        case CommandError::None: return "";
        case CommandError::NoSuchHost: return "no such host";
        case CommandError::NoSuchConnection: return "no such connection";
        case CommandError::NoSuchPacket: return "no such packet";
        case CommandError::PacketNotInFlight: return "the packet is not in flight";
        case CommandError::PacketNotHeld: return "the packet is not held";
        case CommandError::NoSuchRule: return "no such rule";
        case CommandError::NoSuchLink: return "no such link";
        case CommandError::PortInUse: return "the port is in use";
        case CommandError::NoPortLeft: return "no port is left";
        case CommandError::NotConnected: return "not connected";
        case CommandError::HostIsOff: return "the host is off";
        case CommandError::BadArgument: return "bad argument";
        case CommandError::NoRoom: return "no room in the send buffer";
    }
    return "";
}

}  // namespace hw::sim
