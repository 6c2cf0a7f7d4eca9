#include "support/tcp/endpoint.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace hw::test {
namespace {

using tcp::Event;

// A segment and the bytes its text points to.
struct Written {
    wire::Segment segment{};
    std::string text{};
};

wire::Ctl ctl_of(std::string_view names) {
    wire::Ctl ctl;
    const auto has = [&](std::string_view name) { return names.find(name) != std::string_view::npos; };
    if (has("SYN")) ctl = ctl | wire::syn;
    if (has("ACK")) ctl = ctl | wire::ack;
    if (has("FIN")) ctl = ctl | wire::fin;
    if (has("RST")) ctl = ctl | wire::rst;
    if (has("PSH")) ctl = ctl | wire::psh;
    if (has("URG")) ctl = ctl | wire::urg;
    if (has("ECE")) ctl = ctl | wire::ece;
    if (has("CWR")) ctl = ctl | wire::cwr;
    if (has("AE")) ctl = ctl | wire::ae;
    return ctl;
}

std::uint32_t number_of(std::string_view text) {
    return static_cast<std::uint32_t>(std::strtoul(std::string(text).c_str(), nullptr, 10));
}

// "5101-5201,5301-5401"
void read_sack(wire::Options& options, std::string_view blocks) {
    while (!blocks.empty()) {
        const auto comma = std::min(blocks.find(','), blocks.size());
        const std::string_view block = blocks.substr(0, comma);
        const auto dash = block.find('-');
        if (dash == block.npos) std::abort();
        options.sack.push_back({{number_of(block)}, {number_of(block.substr(dash + 1))}});
        blocks.remove_prefix(std::min(comma + 1, blocks.size()));
    }
}

// "1:0:1001": the fields of an AccECN option in the order of its kind; "" is one without fields.
void read_accurate_ecn(wire::Options& options, std::string_view text, bool is_order_1) {
    std::uint32_t values[3] = {};
    wire::AccurateEcn& ecn = options.accurate_ecn;
    options.has_accurate_ecn = true;
    ecn.is_order_1 = is_order_1;
    while (!text.empty()) {
        values[ecn.fields++] = number_of(text);
        text.remove_prefix(std::min(text.find(':'), text.size() - 1) + 1);
    }
    ecn.ee0b = values[is_order_1 ? 2 : 0];
    ecn.eceb = values[1];
    ecn.ee1b = values[is_order_1 ? 0 : 2];
}

// False: not an option.
bool read_option(wire::Options& options, std::string_view key, std::string_view value) {
    const std::uint32_t number = number_of(value);
    if (key == "MSS") {
        options.has_mss = true;
        options.mss = static_cast<std::uint16_t>(number);
    } else if (key == "WS") {
        options.has_window_scale = true;
        options.window_scale = static_cast<std::uint8_t>(number);
    } else if (key == "TS") {
        options.has_timestamps = true;
        options.timestamps.value = number;
        options.timestamps.echo_reply =
            number_of(value.substr(std::min(value.find(':'), value.size() - 1) + 1));
    } else if (key == "SACKOK") {
        options.sack_permitted = true;
    } else if (key == "UTO") {
        options.has_user_timeout = true;
        options.user_timeout = static_cast<std::uint16_t>(number);
    } else if (key == "FO") {
        options.has_fast_open = true;
        if (!value.empty()) options.fast_open_cookie = cookie_of(static_cast<std::uint8_t>(number));
    } else if (key == "SACK") {
        read_sack(options, value);
    } else if (key == "ECN0" || key == "ECN1") {
        read_accurate_ecn(options, value, key == "ECN1");
    } else {
        return false;
    }
    return true;
}

void read_field(Written& written, std::string_view key, std::string_view value) {
    wire::Segment& segment = written.segment;
    const std::uint32_t number = number_of(value);
    if (key == "SEQ")
        segment.seq = {number};
    else if (key == "ACK")
        segment.ack = {number};
    else if (key == "CTL")
        segment.ctl = ctl_of(value);
    else if (key == "WND")
        segment.raw_window = static_cast<std::uint16_t>(number);
    else if (key == "UP")
        segment.urgent_pointer = static_cast<std::uint16_t>(number);
    else if (key == "DATA")
        written.text.resize(number);
    else if (key == "ECN")
        segment.ecn = static_cast<std::uint8_t>(number);
    else if (!read_option(segment.options, key, value))
        std::abort();  // a test that misspells a field is no test
}

Written read_segment(std::string_view line) {
    Written written;
    written.segment.raw_window = 65'535;
    while (!line.empty()) {
        const auto open = line.find('<');
        const auto shut = line.find('>');
        if (open != 0 || shut == line.npos) std::abort();
        const std::string_view inside = line.substr(1, shut - 1);
        const auto equals = std::min(inside.find('='), inside.size());
        read_field(written, inside.substr(0, equals), inside.substr(std::min(equals + 1, inside.size())));
        line.remove_prefix(shut + 1);
    }
    wire::Segment& segment = written.segment;
    const SeqNum first = segment.ctl.syn() ? segment.seq + 1 : segment.seq;
    written.text = letters(first, static_cast<std::uint32_t>(written.text.size()));
    return written;
}

std::string field(std::string_view key, std::uint32_t value) {
    return "<" + std::string(key) + "=" + std::to_string(value) + ">";
}

std::string ctl_to_text(wire::Ctl ctl) {
    std::string text;
    const auto add = [&](bool on, const char* name) {
        if (on) text += (text.empty() ? "" : ",") + std::string(name);
    };
    add(ctl.syn(), "SYN");
    add(ctl.fin(), "FIN");
    add(ctl.rst(), "RST");
    add(ctl.urg(), "URG");
    add(ctl.psh(), "PSH");
    add(ctl.ack(), "ACK");
    add(ctl.ece(), "ECE");
    add(ctl.cwr(), "CWR");
    add(ctl.ae(), "AE");
    return "<CTL=" + text + ">";
}

std::string to_text(const tcp::OutgoingSegment& out) {
    std::string text = field("SEQ", out.seq.raw);
    if (out.ctl.ack()) text += field("ACK", out.ack.raw);
    text += ctl_to_text(out.ctl);
    if (out.ctl.urg()) text += field("UP", out.urgent_pointer);
    if (out.text_length > 0) text += field("DATA", out.text_length);
    if (out.ecn != 0) text += field("ECN", out.ecn);
    return text;
}

std::string accurate_ecn_to_text(const wire::AccurateEcn& ecn) {
    const std::uint32_t values[] = {ecn.is_order_1 ? ecn.ee1b : ecn.ee0b, ecn.eceb,
                                    ecn.is_order_1 ? ecn.ee0b : ecn.ee1b};
    std::string text;
    for (std::uint32_t i = 0; i < ecn.fields; ++i) text += (i > 0 ? ":" : "") + std::to_string(values[i]);
    return (ecn.is_order_1 ? "<ECN1=" : "<ECN0=") + text + ">";
}

std::string options_to_text(const wire::Options& options) {
    std::string text;
    if (options.has_mss) text += field("MSS", options.mss);
    if (options.sack_permitted) text += "<SACKOK>";
    if (options.has_timestamps)
        text += "<TS=" + std::to_string(options.timestamps.value) + ":" +
                std::to_string(options.timestamps.echo_reply) + ">";
    if (options.has_window_scale) text += field("WS", options.window_scale);
    if (options.has_fast_open)
        text += options.fast_open_cookie.empty() ? "<FO>" : field("FO", options.fast_open_cookie[0]);
    if (options.has_user_timeout) text += field("UTO", options.user_timeout);
    if (options.has_accurate_ecn) text += accurate_ecn_to_text(options.accurate_ecn);
    std::string blocks;
    for (const wire::SackBlock& block : options.sack)
        blocks += (blocks.empty() ? "" : ",") + std::to_string(block.left.raw) + "-" +
                  std::to_string(block.right.raw);
    return blocks.empty() ? text : text + "<SACK=" + blocks + ">";
}

}  // namespace

std::string letters(SeqNum from, std::uint32_t count) {
    std::string text(count, ' ');
    for (std::uint32_t i = 0; i < count; ++i) text[i] = letter_at(from + i);
    return text;
}

tcp::FastOpenCookie cookie_of(std::uint8_t n) {
    tcp::FastOpenCookie cookie;
    for (int i = 0; i < 8; ++i) cookie.push_back(n);
    return cookie;
}

Endpoint::Endpoint() {
    config.delayed_ack = tcp::Switch::Off;
    config.nagle = tcp::Switch::Off;
    config.msl = 30_s;
}

Event Endpoint::event() {
    effects.clear();
    trace.clear();
    return {tcb, config, now, effects, &trace, port_has_listener, fast_open ? &*fast_open : nullptr};
}

void Endpoint::open_active(std::uint32_t iss) { tcp::open_active(event(), {iss}); }
void Endpoint::open_passive(std::uint32_t iss) { tcp::open_passive(event(), {iss}); }

void Endpoint::open_fast(std::uint32_t iss, const tcp::FastOpenRequest& request, std::uint32_t count) {
    const std::string text = letters(SeqNum{iss} + 1, count);
    tcp::open_fast(event(), {iss}, request,
                   {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void Endpoint::send(std::uint32_t count, tcp::Push push, tcp::Urgent urgent) {
    const std::string text = letters(tcb.send_buffer.end(), count);
    tcp::send(event(), {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}, push, urgent);
}

std::string Endpoint::receive(std::uint32_t most) {
    std::string text(most, '\0');
    tcp::receive(event(), {reinterpret_cast<std::uint8_t*>(text.data()), text.size()});
    text.resize(effects.accepted_bytes);
    return text;
}

void Endpoint::close() { tcp::close(event()); }
void Endpoint::abort() { tcp::abort(event()); }
void Endpoint::orphan() { tcp::orphan(event()); }
void Endpoint::options_changed() { tcp::options_changed(event()); }
void Endpoint::status() { tcp::status(event()); }

void Endpoint::arrives(std::string_view line) {
    Written written = read_segment(line);
    written.segment.text = {reinterpret_cast<const std::uint8_t*>(written.text.data()), written.text.size()};
    tcp::segment_arrives(event(), written.segment);
}

void Endpoint::icmp_arrives(Icmp message) {
    tcp::icmp_arrives(event(), {.type = message.type,
                                .code = message.code,
                                .next_hop_mtu = message.mtu,
                                .quoted_length = message.quoted_length,
                                .seq = {message.seq}});
}

void Endpoint::arrives(const tcp::OutgoingSegment& out, std::string_view text) {
    wire::Segment segment;
    segment.seq = out.seq;
    segment.ack = out.ack;
    segment.ctl = out.ctl;
    segment.raw_window = out.raw_window;
    segment.urgent_pointer = out.urgent_pointer;
    segment.options = out.options;
    segment.ecn = out.ecn;
    segment.text = {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
    tcp::segment_arrives(event(), segment);
}

void Endpoint::wait(Duration d) {
    const Instant end = now + d;
    effects.clear();
    trace.clear();
    for (Instant next = tcp::next_deadline(tcb); next <= end; next = tcp::next_deadline(tcb)) {
        now = std::max(now, next);
        tcp::deadline_passes({tcb, config, now, effects, &trace});
    }
    now = end;
}

std::string Endpoint::sent() const {
    std::string lines;
    for (const auto& out : effects.segments) lines += (lines.empty() ? "" : "\n") + to_text(out);
    return lines;
}

std::string Endpoint::sent_with_window() const {
    std::string lines;
    for (const auto& out : effects.segments)
        lines += (lines.empty() ? "" : "\n") + to_text(out) + field("WND", out.raw_window);
    return lines;
}

std::string Endpoint::sent_with_options() const {
    std::string lines;
    for (const auto& out : effects.segments)
        lines += (lines.empty() ? "" : "\n") + to_text(out) + options_to_text(out.options);
    return lines;
}

bool Endpoint::signalled(tcp::Signal signal) const {
    return std::find(effects.signals.begin(), effects.signals.end(), signal) != effects.signals.end();
}

bool Endpoint::found(tcp::Finding finding) const {
    return std::any_of(trace.begin(), trace.end(),
                       [&](const auto& record) { return record.finding == finding; });
}

std::string_view Endpoint::finding_of(tcp::Row row) const {
    for (const auto& record : trace)
        if (record.row == row) return tcp::text_of(record.finding).name;
    return "";
}

Endpoint established(tcp::Config config) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    return end;
}

Endpoint in_syn_received(tcp::Config config) {
    Endpoint end;
    end.config = config;
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
    return end;
}

Endpoint established_passively(tcp::Config config) {
    Endpoint end = in_syn_received(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    return end;
}

Endpoint in_state(tcp::State state, tcp::Config config) {
    using tcp::State;
    Endpoint end;
    end.config = config;
    switch (state) {
        case State::Closed: return end;
        case State::Listen: end.open_passive(1000); return end;
        case State::SynSent: end.open_active(1000); return end;
        case State::SynReceived: return in_syn_received(config);
        default: break;
    }
    end = established(config);
    if (state == State::Established) return end;
    if (state == State::CloseWait || state == State::LastAck) {
        end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
        if (state == State::LastAck) end.close();
        return end;
    }
    end.close();
    if (state == State::FinWait1) return end;
    if (state == State::Closing) {
        end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
        return end;
    }
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    if (state == State::FinWait2) return end;
    end.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    return end;
}

}  // namespace hw::test
