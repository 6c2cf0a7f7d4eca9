#include <algorithm>
#include <utility>

#include "host/sysctl.h"
#include "lesson/act_names.h"
#include "lesson/act_reader.h"
#include "lesson/scene.h"
#include "lesson/segment_words.h"

// One line of a script: a time, a verb, and what the verb needs. The words are those of the claims language.

namespace hw::lesson {
namespace {
class ActParser : ActReader {
  public:
    using ActReader::ActReader;

    Result<Act, ClaimError> run() {
        Act act{.run = in_all_runs};
        act.at = Instant{} + time("when it happens, in seconds");
        const Token verb = take();
        const auto is_meant = [&](const auto& each) { return each.first == verb.text; };
        const auto known = std::find_if(verbs.begin(), verbs.end(), is_meant);
        if (known == verbs.end()) {
            fail(verb, list_of_verbs());
        } else {
            act.kind = known->second;
            act.host = host();
            rest(act);
        }
        if (error_.message.empty() && peek().kind != TokenKind::End) fail(peek(), "the end of the line");
        if (!error_.message.empty()) return error_;
        return act;
    }

  private:
    void rest(Act& act) {
        switch (act.kind) {
            case ActKind::PowerOff:
            case ActKind::PowerOn:
            case ActKind::Accept:
            case ActKind::Kill:
            case ActKind::Reboot: break;
            case ActKind::Listen:
                if (accept("for")) act.peer = host();
                break;
            case ActKind::Connect: connect(act); break;
            case ActKind::Send:
            case ActKind::Close:
            case ActKind::Abort:
            case ActKind::Shutdown:
            case ActKind::Status:
                act.is_on_listener =
                    (act.kind == ActKind::Send || act.kind == ActKind::Close) && accept("listener");
                act.connection =
                    ConnectionId{accept("connection") ? number("which connection", 1, 1'000) - 1 : 0};
                if (act.kind == ActKind::Send) what_is_sent(act);
                break;
            case ActKind::OldSegment:
            case ActKind::Forge:
                act.peer = host();
                segment_out_of_nowhere(act);
                break;
            case ActKind::Cut:
            case ActKind::Mend: one_way(act); break;
            case ActKind::SetSwitch: set_switch(act); break;
            case ActKind::Workload: workload(act); break;
            case ActKind::Service: service(act); break;
            case ActKind::Limit:
                act.command = sim::SetDescriptorLimit{
                    act.host, number("how many descriptors", 1, host::most_descriptors)};
                break;
            case ActKind::Icmp:
                if (link_to_peer(act).exists()) icmp(act);
                break;
            case ActKind::Flood:
                if (link_to_peer(act).exists()) flood(act);
                break;
            case ActKind::Unplug:
            case ActKind::Plug:
                act.command = sim::SetCable{link_to_peer(act), act.kind == ActKind::Plug};
                break;
            default: segment(act); break;
        }
    }

    // server · server from 40001 · server from any · server to 81 · server text "BUY 1"
    void connect(Act& act) {
        act.peer = host();
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("from"))
                from_port(act);
            else if (accept("to"))
                act.to_port = static_cast<std::uint16_t>(number("a port", 1, 65'535));
            else if (accept("text"))
                act.text = text();
            else
                fail(peek(), "from, to or text");
        }
    }

    // "HELLO" · "A" times 100 · "HELP!" urgent
    void what_is_sent(Act& act) {
        const Token first = peek();
        const std::string once = text();
        const std::size_t times = accept("times") ? number("how often", 1, most_sent) : 1;
        if (once.size() * times > most_sent) return fail(first, "at most 100,000 bytes");
        for (std::size_t i = 0; i < times; ++i) act.text += once;
        act.is_urgent = accept("urgent");
        if (act.is_urgent && act.is_on_listener) fail(tokens_[at_ - 1], "the end of the line");
    }

    void from_port(Act& act) {
        act.from_any_port = accept("any");
        if (act.from_any_port) return;
        act.from_port = static_cast<std::uint16_t>(number("a port, or any", 1, 65'535));
    }

    // What the first host sends the second is lost from now on, or no more.
    void one_way(Act& act) {
        const LinkId link = link_to_peer(act);
        if (!link.exists()) return;
        const sim::Link& between = stage_.links[link.value];
        const std::uint8_t direction = between.a == act.host ? 0 : 1;
        sim::LinkConfig config = between.config[direction];
        if (act.kind == ActKind::Cut) config.loss_ppm = 1'000'000;
        act.command = sim::SetLink{link, direction, config};
    }

    // server tcp_syncookies 1 · server ip_local_port_range "1024 65535"
    void set_switch(Act& act) {
        const Token name = take();
        if (host::find_sysctl(name.text) == nullptr) fail(name, "a switch such as tcp_syncookies");
        const Token value = take();
        if (value.kind != TokenKind::Number && value.kind != TokenKind::Text)
            return fail(value, "a number, or two in quotes");
        const std::string text =
            value.kind == TokenKind::Number ? std::to_string(value.number) : std::string(value.text);
        host::HostConfig trial;
        if (error_.message.empty() && host::set_sysctl(trial, name.text, text) != host::SocketError::None)
            fail(value, "a value that the switch can have");
        act.command = sim::SetSysctl{act.host, std::string(name.text), text};
    }

    // server every 10ms · server every 2ms count 5000 response 400 server_closes
    void workload(Act& act) {
        act.peer = host();
        host::WorkloadSpec spec{.targets = {usual_endpoint(stage_, act.peer)}, .connections = 0};
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("every"))
                spec.interval = time("a duration");
            else if (accept("spread"))
                spec.sources = stage_.hosts[act.host.value].config.address_block;
            else if (accept("to"))
                spec.targets.push_back(
                    {spec.targets.front().address, static_cast<std::uint16_t>(number("a port", 1, 65'535))});
            else if (accept("loopback"))
                spec.targets.front().address = {0x7f00'0001};
            else if (accept("server_closes"))
                spec.closes_first = host::ClosesFirst::Server;
            else if (accept("resets"))
                spec.closes_by = host::ClosesBy::Reset;
            else if (accept("multiplexed"))
                spec.use = host::ConnectionUse::Multiplexed;
            else if (accept("timeout"))
                spec.timeout = time("a duration");
            else if (const auto field = find_workload_number(peek().text); field != nullptr)
                take(), spec.*field = number("a number", 0, 10'000'000);
            else
                fail(peek(), std::string(workload_words));
        }
        if (spec.connections > 0 && spec.use == host::ConnectionUse::OnePerRequest)
            spec.use = host::ConnectionUse::Pool;
        spec.connections = std::max(spec.connections, 1u);
        if (error_.message.empty() && !host::is_valid(spec)) fail(peek(), "a workload that is possible");
        act.command = sim::SetWorkload{act.host, spec};
    }

    // server response 400 in 5ms · server response 400 closes_first forgets 10
    void service(Act& act) {
        host::ApplicationSpec application{.kind = host::ApplicationKind::Service};
        host::ServiceSpec& spec = application.service;
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("response"))
                spec.response_bytes = number("bytes", 0, host::longest_request);
            else if (accept("in"))
                spec.service_time = time("a duration");
            else if (accept("closes_first"))
                spec.closes_first = host::ClosesFirst::Server;
            else if (accept("forgets"))
                spec.forgets_close_every = number("of how many connections one", 1, 10'000'000);
            else
                fail(peek(), "response, in, closes_first or forgets");
        }
        act.command = sim::SetApplication{act.host, usual_endpoint(stage_, act.host).port, application};
    }

    // SYN · SYN nth 2 · SYN always · SYN by 250ms
    void segment(Act& act) {
        act.segment.filter = kind();
        act.segment.filter.from = act.host;
        const bool needs_duration = act.kind == ActKind::Delay || act.kind == ActKind::Duplicate;
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("nth"))
                act.segment.nth = number("which of them: 1 is the first", 1, 1'000);
            else if (accept("always"))
                act.segment.times = 0;
            else if (needs_duration && accept("by"))
                act.by = time("a duration");
            else if (act.kind == ActKind::Edit)
                change(act.edit);
            else
                fail(peek(), needs_duration ? "nth, always or by" : "nth or always");
        }
        if (needs_duration && act.by == Duration{}) fail(peek(), "by and a duration");
        const bool changes_nothing =
            act.edit.fields.empty() && act.edit.text.empty() && act.edit.more_text.empty();
        if (act.kind == ActKind::Edit && changes_nothing)
            fail(peek(), "what is changed: " + std::string(changes));
    }

    // seq + 1 · ack = 90 · window = 0 · set URG · clear PSH · text "EVE" · text "EVE" from 4 · more "EVE" · checksum broken
    void change(wire::SegmentEdit& edit) {
        using How = wire::FieldEdit::How;
        const Token word = take();
        if (edit.fields.size() == wire::most_edits) return fail(word, "no more than 64 changes");
        if (word.text == "set" || word.text == "clear") {
            edit.fields.push_back({.field = wire::HeaderField::Ctl,
                                   .how = word.text == "set" ? How::SetBits : How::ClearBits,
                                   .value = control_bits().bits});
        } else if (word.text == "text") {
            edit.text = text();
            if (accept("from")) edit.text_offset = number("how many bytes stay before it", 0, 65'535);
        } else if (word.text == "more") {
            edit.more_text = text();
        } else if (word.text == "checksum") {
            if (!accept("broken")) fail(peek(), "broken");
            edit.checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere;
        } else if (const auto field = wire::find_field(word.text);
                   field.has_value() && *field != wire::HeaderField::Ctl) {
            edit.fields.push_back(change_of(*field));
        } else {
            fail(word, "nth, always, " + std::string(changes));
        }
    }

    wire::FieldEdit change_of(wire::HeaderField field) {
        using How = wire::FieldEdit::How;
        const std::uint32_t most = wire::greatest_value(field);
        if (accept("=")) return {field, How::Set, number("a value that the field has room for", 0, most)};
        const bool goes_up = accept("+");
        if (!goes_up && !accept("-")) fail(peek(), "=, + or - and a number");
        const std::uint32_t by = number("a number that the field has room for", 1, most);
        return {field, How::Add, goes_up ? by : 0u - by};
    }

    // URG · SYN+ACK
    wire::Ctl control_bits() {
        wire::Ctl all{};
        do {
            const Token name = take();
            const auto known = std::find_if(bits.begin(), bits.end(),
                                            [&](const auto& bit) { return bit.first == name.text; });
            if (known == bits.end())
                fail(name, "FIN, SYN, RST, PSH, ACK, URG, ECE or CWR");
            else
                all = all | known->second;
        } while (accept("+"));
        return all;
    }

    // client host seq 1001 · client too_big seq 1001 mtu 1400 in 10ms
    void icmp(Act& act) {
        const Token name = take();
        const auto known = std::find_if(icmp_names.begin(), icmp_names.end(),
                                        [&](const IcmpName& n) { return n.name == name.text; });
        if (known == icmp_names.end())
            return fail(name,
                        "net, host, protocol, port, too_big, prohibited, source_quench, time_exceeded or "
                        "parameter_problem");
        sim::InjectIcmp command{.from = act.host, .to = act.peer};
        command.error = {.type = static_cast<std::uint8_t>(known->type),
                         .code = known->code,
                         .local = usual_endpoint(stage_, act.peer),
                         .remote = usual_endpoint(stage_, act.host)};
        if (!accept("seq")) fail(peek(), "seq and the sequence number of the segment that it is about");
        command.error.seq = {number("a sequence number", 0, 0xffff'ffff)};
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (name.text == "too_big" && accept("mtu"))
                command.error.next_hop_mtu =
                    static_cast<std::uint16_t>(number("bytes; 0: the router does not say", 0, 65'535));
            else if (accept("in"))
                command.arrives_in = time("a duration");
            else
                fail(peek(), name.text == "too_big" ? "mtu or in" : "in");
        }
        act.command = command;
    }

    // server 200 every 5ms
    void flood(Act& act) {
        sim::SynFlood command{.from = act.host,
                              .to = act.peer,
                              .port = usual_endpoint(stage_, act.peer).port,
                              .first_source = {0xc633'6401},  // 198.51.100.1: RFC 5737, TEST-NET-2
                              .source_count = 254};
        command.count = number("how many SYNs: 1 to 10,000", 1, sim::most_flood_syns);
        if (!accept("every")) fail(peek(), "every and a duration");
        command.interval = time("a duration");
        act.command = command;
    }

    LinkId link_to_peer(Act& act) {
        const Token name = peek();
        act.peer = host();
        if (!act.host.exists() || !act.peer.exists()) return {};
        const LinkId link = sim::find_link(stage_, act.host, act.peer);
        if (!link.exists()) fail(name, "a host that a cable joins to the first one");
        return link;
    }

    // SYN seq 90 ack 0 in 100ms
    void segment_out_of_nowhere(Act& act) {
        const sim::SegmentFilter filter = kind();
        act.ctl = filter.ctl_set;
        act.by = 100_ms;
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("seq"))
                act.seq = {number("a sequence number", 0, 0xffff'ffff)};
            else if (accept("ack"))
                act.ack = {number("a sequence number", 0, 0xffff'ffff)};
            else if (accept("in"))
                act.by = time("a duration");
            else if (accept("text"))
                act.text = text();
            else
                fail(peek(), "seq, ack, text or in");
        }
    }

    sim::SegmentFilter kind() {
        const Token first = take();
        std::string name(first.text);
        while (accept("+")) name += "+" + std::string(take().text);
        const auto filter = parse_segment_kind(name);
        if (!filter.has_value()) fail(first, std::string(segment_kinds()));
        return filter.value_or(sim::SegmentFilter{});
    }

    static constexpr std::uint32_t most_sent = 100'000;
};

}  // namespace

Result<Act, ClaimError> parse_act(std::string_view text, const sim::World& stage) {
    auto tokens = lex(text);
    if (!tokens) return tokens.error();
    return ActParser(stage, std::move(*tokens)).run();
}

}  // namespace hw::lesson
