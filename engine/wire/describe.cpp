#include "wire/describe.h"

#include "wire/bytes.h"
#include "wire/option_kinds.h"

namespace hw::wire {
namespace {

std::string number(std::uint64_t value) { return std::to_string(value); }

// Adds a word to a list.
void append(std::string& list, const std::string& word) { list += list.empty() ? word : "," + word; }

// tcpdump writes one letter for each bit, from the lowest: FIN SYN RST PSH ACK URG ECE CWR AE.
std::string tcpdump_flags(Ctl ctl) {
    std::string text;
    for (unsigned bit = 0; bit < 9; ++bit)
        if ((ctl.bits >> bit & 1) != 0) text += "FSRP.UEWe"[bit];
    return text.empty() ? "none" : text;
}

// The numbers a segment occupies: "seq 100:110" with text, "seq 100" if only SYN, FIN or RST makes it
// worth saying, nothing for a bare acknowledgment.
std::string tcpdump_sequence(const Segment& segment) {
    const std::uint32_t first = segment.seq.raw;
    if (segment.text_length() > 0)
        return ", seq " + number(first) + ":" + number(first + segment.text_length());
    return segment.ctl.syn() || segment.ctl.fin() || segment.ctl.rst() ? ", seq " + number(first) : "";
}

std::string hex(std::span<const std::uint8_t> bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

void append_unknown_options(std::string& list, const Options& options) {
    const std::span<const std::uint8_t> all{options.unknown.data(), options.unknown.size()};
    for (std::size_t at = 0; at + 1 < all.size() && all[at + 1] >= 2 && at + all[at + 1] <= all.size();) {
        const std::span<const std::uint8_t> option = all.subspan(at, all[at + 1]);
        const std::string value = option.size() > 2 ? " 0x" + hex(option.subspan(2)) : "";
        append(list, "unknown-" + number(option[0]) + value);
        at += option.size();
    }
}

std::string tcpdump_fast_open(const Options& options) {
    const std::span<const std::uint8_t> cookie{options.fast_open_cookie.data(),
                                               options.fast_open_cookie.size()};
    const std::string name = options.fast_open_is_experimental ? "exp-tfo " : "tfo ";
    return name + (cookie.empty() ? "cookiereq" : "cookie " + hex(cookie));
}

std::string hex_16(std::uint16_t value) {
    std::uint8_t bytes[2];
    store_16(bytes, value);
    return hex(bytes);
}

// As packetdrill writes it: "ECN e1b 1 ceb 0 e0b 1".
std::string accurate_ecn_text(const AccurateEcn& ecn) {
    const std::string ee0b = ecn.has_ee0b() ? " e0b " + number(ecn.ee0b) : "";
    const std::string eceb = ecn.has_eceb() ? " ceb " + number(ecn.eceb) : "";
    const std::string ee1b = ecn.has_ee1b() ? " e1b " + number(ecn.ee1b) : "";
    return "ECN" + (ecn.is_order_1 ? ee1b + eceb + ee0b : ee0b + eceb + ee1b);
}

std::string tcpdump_options(const Options& options) {
    std::string list;
    if (options.has_mss) append(list, "mss " + number(options.mss));
    if (options.sack_permitted) append(list, "sackOK");
    if (options.has_timestamps)
        append(list, "TS val " + number(options.timestamps.value) + " ecr " +
                         number(options.timestamps.echo_reply));
    if (options.has_window_scale) append(list, "wscale " + number(options.window_scale));
    if (!options.sack.empty()) append(list, "sack " + number(options.sack.size()) + " ");
    for (const SackBlock& block : options.sack)
        list += "{" + number(block.left.raw) + ":" + number(block.right.raw) + "}";
    if (options.has_fast_open) append(list, tcpdump_fast_open(options));
    if (options.has_user_timeout) append(list, "uto 0x" + hex_16(options.user_timeout));
    if (options.has_accurate_ecn) append(list, accurate_ecn_text(options.accurate_ecn));
    append_unknown_options(list, options);
    return list;
}

}  // namespace

std::string describe_ctl(Ctl ctl) {
    struct Name {
        bool is_set;
        const char* text;
    };
    const Name in_figure_order[] = {{ctl.syn(), "SYN"}, {ctl.fin(), "FIN"}, {ctl.rst(), "RST"},
                                    {ctl.psh(), "PSH"}, {ctl.urg(), "URG"}, {ctl.ece(), "ECE"},
                                    {ctl.cwr(), "CWR"}, {ctl.ae(), "AE"},   {ctl.ack(), "ACK"}};
    std::string list;
    for (const Name& name : in_figure_order)
        if (name.is_set) append(list, name.text);
    return list;
}

std::string describe_as_figure(const Segment& segment) {
    std::string text = "<SEQ=" + number(segment.seq.raw) + ">";
    if (segment.ctl.ack()) text += "<ACK=" + number(segment.ack.raw) + ">";
    text += "<CTL=" + describe_ctl(segment.ctl) + ">";
    if (segment.text_length() > 0) text += "<DATA=" + number(segment.text_length()) + ">";
    return text;
}

std::string describe_as_tcpdump(const Packet& packet) {
    const Segment& segment = packet.segment;
    std::string text = "IP " + to_text(packet.ip.source) + "." + number(segment.source_port) + " > " +
                       to_text(packet.ip.destination) + "." + number(segment.destination_port) + ": Flags [" +
                       tcpdump_flags(segment.ctl) + "]" + tcpdump_sequence(segment);
    if (segment.ctl.ack()) text += ", ack " + number(segment.ack.raw);
    text += ", win " + number(segment.raw_window);
    if (segment.ctl.urg()) text += ", urg " + number(segment.urgent_pointer);
    if (!segment.options.empty()) text += ", options [" + tcpdump_options(segment.options) + "]";
    return text + ", length " + number(segment.text_length());
}

}  // namespace hw::wire
