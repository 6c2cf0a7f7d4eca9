#include "ui/views/ladder/segment_words.h"

#include <algorithm>
#include <span>

#include "ui/text/format.h"
#include "wire/describe.h"
#include "wire/edit.h"
#include "wire/icmp.h"
#include "wire/parse.h"

namespace hw::ui {

namespace {

// Words one after the other, with a dot between them.
class WordList {
  public:
    explicit WordList(Language language) : language_(language) {}

    void add(std::string_view words) {
        if (words.empty()) return;
        if (!text_.empty()) text_ += " · ";
        text_ += words;
    }
    void add(Msg text, std::initializer_list<std::string_view> values = {}) {
        add(fill_in(message(language_, text), values));
    }
    const std::string& text() const { return text_; }

  private:
    Language language_;
    std::string text_{};
};

Msg icmp_words(const wire::IcmpError& error) {
    using wire::IcmpType;
    using wire::Unreachable;
    if (error.is(Unreachable::Net)) return Msg::IcmpNet;
    if (error.is(Unreachable::Host)) return Msg::IcmpHost;
    if (error.is(Unreachable::Protocol)) return Msg::IcmpProtocol;
    if (error.is(Unreachable::Port)) return Msg::IcmpPort;
    if (error.is(Unreachable::FragmentationNeeded)) return Msg::IcmpTooBig;
    if (error.is(Unreachable::AdministrativelyProhibited)) return Msg::IcmpProhibited;
    if (error.is(IcmpType::SourceQuench)) return Msg::IcmpSourceQuench;
    if (error.is(IcmpType::TimeExceeded)) return Msg::IcmpTimeExceeded;
    if (error.is(IcmpType::ParameterProblem)) return Msg::IcmpParameterProblem;
    return Msg::IcmpOther;
}

// RFC 3168 §5: the codepoints of the IP header; what is not ECN-capable says nothing.
std::string_view ecn_words(std::span<const std::uint8_t> packet) {
    switch (wire::read_field(packet, wire::HeaderField::Ecn).value_or(0)) {
        case 1: return "ECT(1)";
        case 2: return "ECT(0)";
        case 3: return "CE";
        default: return "";
    }
}

// RFC 9768 §3.2.3: the fields that are there, in their order: "ECT(1) 1, CE 0, ECT(0) 1001".
std::string counters(const wire::AccurateEcn& ecn) {
    const auto field = [](bool is_there, std::string_view name, std::uint32_t value) {
        return is_there ? std::string(name) + " " + std::to_string(value) : std::string();
    };
    const std::string ect_0 = field(ecn.has_ee0b(), "ECT(0)", ecn.ee0b);
    const std::string ect_1 = field(ecn.has_ee1b(), "ECT(1)", ecn.ee1b);
    std::string text;
    for (const std::string& part : {ecn.is_order_1 ? ect_1 : ect_0, field(ecn.has_eceb(), "CE", ecn.eceb),
                                    ecn.is_order_1 ? ect_0 : ect_1})
        text += (text.empty() || part.empty() ? "" : ", ") + part;
    return text;
}

void add_options(WordList& words, const wire::Options& options, bool is_syn) {
    if (options.has_mss) words.add(Msg::OptionMss, {format_integer(options.mss)});
    if (options.has_window_scale) words.add(Msg::OptionWindowScale, {std::to_string(options.window_scale)});
    if (options.sack_permitted) words.add(Msg::OptionSackPermitted);
    if (options.has_timestamps) {
        words.add(Msg::OptionTimestamps,
                  {std::to_string(options.timestamps.value), std::to_string(options.timestamps.echo_reply)});
    }
    std::string blocks;
    for (const wire::SackBlock& block : options.sack) {
        if (!blocks.empty()) blocks += ", ";
        blocks += std::to_string(block.left.raw) + "-" + std::to_string(block.right.raw);
    }
    if (!blocks.empty()) words.add(Msg::OptionSack, {blocks});
    if (options.has_fast_open && is_syn) {
        const bool asks = options.fast_open_cookie.empty();
        words.add(asks ? Msg::OptionFastOpenAsked : Msg::OptionFastOpenCookie);
    }
    if (options.has_user_timeout) {
        // RFC 5482 §3: the granularity bit says minutes, and fifteen bits of time follow.
        const std::uint32_t time = options.user_timeout & 0x7fffu;
        const std::uint32_t unit_s = (options.user_timeout & 0x8000u) != 0 ? 60 : 1;
        words.add(Msg::OptionUserTimeout, {std::to_string(time * unit_s)});
    }
    if (options.has_accurate_ecn) words.add(Msg::OptionAccurateEcn, {counters(options.accurate_ecn)});
    if (!options.unknown.empty()) words.add(Msg::OptionUnknown, {std::to_string(options.unknown.size())});
}

struct Comparison {
    Msg text;
    wire::HeaderField field;
};

constexpr Comparison comparisons[] = {{Msg::FieldSourcePort, wire::HeaderField::SourcePort},
                                      {Msg::FieldDestinationPort, wire::HeaderField::DestinationPort},
                                      {Msg::FieldSeq, wire::HeaderField::Seq},
                                      {Msg::FieldAck, wire::HeaderField::Ack},
                                      {Msg::FieldWindow, wire::HeaderField::Window},
                                      {Msg::FieldUrgent, wire::HeaderField::UrgentPointer},
                                      {Msg::FieldTtl, wire::HeaderField::Ttl},
                                      {Msg::FieldTsVal, wire::HeaderField::TsVal}};

std::string bits_words(std::uint32_t bits) {
    const std::string words = wire::describe_ctl({static_cast<std::uint16_t>(bits)});
    return words.empty() ? "-" : words;
}

// How much longer it has become.
std::size_t more_text(const sim::PacketRecord& packet) {
    return packet.changed_bytes.size() > packet.bytes.size()
               ? packet.changed_bytes.size() - packet.bytes.size()
               : 0;
}

bool has_other_text(const sim::PacketRecord& packet) {
    const auto length = static_cast<std::ptrdiff_t>(packet.text_length);
    if (length == 0 || packet.bytes.size() > packet.changed_bytes.size()) return false;
    const auto begin = packet.bytes.end() - length;
    return !std::equal(begin, packet.bytes.end(),
                       packet.changed_bytes.begin() + (begin - packet.bytes.begin()));
}

}  // namespace

std::string bytes_text(std::size_t count, Language language) {
    return count == 1 ? std::string(message(language, Msg::SegmentByte))
                      : fill_in(message(language, Msg::SegmentBytes), {std::to_string(count)});
}

std::string flags_text(const wire::TcpHeader& header, std::uint32_t text_length, Language language) {
    std::string text;
    const auto add = [&text](bool is_set, std::string_view name) {
        if (!is_set) return;
        if (!text.empty()) text += ',';
        text += name;
    };
    add(header.ctl.syn(), "SYN");
    add(header.ctl.fin(), "FIN");
    add(header.ctl.rst(), "RST");
    const bool is_plain_data = text.empty() && text_length > 0;
    add(header.ctl.ack() && !is_plain_data, "ACK");
    add(header.ctl.urg(), "URG");
    add(header.ctl.ece(), "ECE");
    add(header.ctl.cwr(), "CWR");
    add(header.ctl.ae(), "AE");
    if (text_length > 0) {
        const std::string bytes = bytes_text(text_length, language);
        text = text.empty() ? bytes : text + " " + bytes;
    }
    return text.empty() ? message(language, Msg::SegmentBare) : text;
}

std::string fields_text(const wire::TcpHeader& header, bool with_ack) {
    std::string text = "seq=" + std::to_string(header.seq.raw);
    if (with_ack && header.ctl.ack()) text += " ack=" + std::to_string(header.ack.raw);
    // A RST has no use for a window.
    const bool is_closed = header.ctl.ack() && !header.ctl.rst() && header.raw_window == 0;
    if (is_closed) text += " win=0";
    return text;
}

std::string flags_text(const sim::PacketRecord& packet, Language language) {
    if (!packet.is_icmp) return flags_text(packet.header, packet.text_length, language);
    wire::IcmpError error;
    if (!wire::parse_icmp_error(packet.bytes, error).ok()) return "ICMP";
    return fill_in(message(language, Msg::IcmpNamed), {message(language, icmp_words(error))});
}

std::string fields_text(const sim::PacketRecord& packet, bool with_ack) {
    if (!packet.is_icmp) return fields_text(packet.header, with_ack);
    wire::IcmpError error;
    const bool says_mtu = wire::parse_icmp_error(packet.bytes, error).ok() && error.next_hop_mtu > 0;
    return says_mtu ? "mtu=" + std::to_string(error.next_hop_mtu) : "";
}

Msg loss_word(sim::Fate fate) {
    switch (fate) {
        case sim::Fate::Dropped: return Msg::SegmentDropped;
        case sim::Fate::QueueOverflow: return Msg::SegmentOverflowed;
        case sim::Fate::HostOff: return Msg::SegmentUnheard;
        case sim::Fate::TooBig: return Msg::SegmentTooBig;
        case sim::Fate::CablePulled: return Msg::SegmentUnplugged;
        default: return Msg::SegmentLost;
    }
}

std::string details_text(const sim::PacketRecord& packet, Language language) {
    WordList words(language);
    if (packet.is_icmp) {
        wire::IcmpError error;
        if (!wire::parse_icmp_error(packet.bytes, error).ok()) return {};
        words.add(Msg::IcmpTypeAndCode, {std::to_string(error.type), std::to_string(error.code)});
        words.add(Msg::IcmpAbout, {std::to_string(error.seq.raw)});
        if (error.next_hop_mtu > 0) words.add("MTU " + format_integer(error.next_hop_mtu));
        return words.text();
    }
    words.add(Msg::WindowIs, {format_integer(packet.header.raw_window)});
    words.add(ecn_words(packet.bytes));
    if (packet.header.ctl.urg()) words.add(Msg::UrgentIs, {std::to_string(packet.header.urgent_pointer)});
    add_options(words, packet.header.options, packet.header.ctl.syn());
    return words.text();
}

bool is_unreadable(const sim::PacketRecord& packet) {
    if (packet.was_corrupted) return true;
    wire::Packet parsed;
    return packet.was_edited && !wire::parse_packet(packet.changed_bytes, parsed).ok();
}

Instant changed_at(const sim::Trace& trace, const sim::PacketRecord& packet) {
    if (!packet.was_edited && !packet.was_marked) return Instant::never();
    for (const sim::ContentChange& change : trace.content_changes)
        if (change.packet == packet.id && change.event < trace.events.size())
            return trace.events[change.event].at;
    // A rule changed it as it left.
    return packet.sent_at;
}

std::string changes_text(const sim::PacketRecord& packet, Language language) {
    if (packet.changed_bytes.empty()) return {};
    WordList words(language);
    const auto read = [&](wire::HeaderField field, std::uint32_t& before, std::uint32_t& after) {
        before = wire::read_field(packet.bytes, field).value_or(0);
        after = wire::read_field(packet.changed_bytes, field).value_or(0);
        return before != after;
    };
    std::uint32_t before = 0, after = 0;
    for (const Comparison& comparison : comparisons)
        if (read(comparison.field, before, after))
            words.add(comparison.text, {std::to_string(before), std::to_string(after)});
    if (read(wire::HeaderField::Ctl, before, after))
        words.add(bits_words(before) + " → " + bits_words(after));
    if (has_other_text(packet)) words.add(Msg::TextIsOther);
    if (more_text(packet) > 0) words.add(Msg::TextIsMore, {std::to_string(more_text(packet))});
    if (read(wire::HeaderField::Ecn, before, after) && after == 3) words.add(Msg::RouterMarked);
    if (is_unreadable(packet)) words.add(Msg::ChecksumIsWrong);
    return words.text();
}

}  // namespace hw::ui
