#include "tcp/segment_options.h"

#include <algorithm>

#include "tcp/accurate_ecn.h"
#include "tcp/ecn.h"
#include "tcp/fast_open.h"
#include "tcp/receive_window.h"
#include "tcp/sack_blocks.h"
#include "tcp/timestamps.h"
#include "tcp/user_timeout_option.h"
#include "wire/emit.h"

namespace hw::tcp {
namespace {

constexpr std::uint32_t headers_bytes = 40;  // IPv4 and TCP, neither with options
constexpr std::uint32_t timestamps_bytes = 12;
// What still fits into an IPv4 datagram of 65,535 octets behind two headers of 20.
constexpr std::uint32_t most_mss = 65'495;
constexpr std::uint32_t least_text = 8;
constexpr std::uint32_t most_option_bytes = 40;

void add_timestamps(const Event& event, OutgoingSegment& out) {
    const TimestampState& own = event.tcb.timestamps;
    out.options.has_timestamps = true;
    out.options.timestamps.value = timestamp_clock(event.tcb, event.config, event.now);
    // RFC 7323 §3.2: "If the ACK bit is not set in the outgoing TCP header, the sender of that segment SHOULD
    // set the TSecr field to zero."
    out.options.timestamps.echo_reply = out.ctl.ack() ? own.recent : 0;
}

// What the link lets through in one segment, bytes of text and options.
std::uint32_t link_mss(const Config& config) {
    return config.mtu > headers_bytes ? std::min<std::uint32_t>(config.mtu - headers_bytes, most_mss)
                                      : config.mss;
}

// RFC 2018 §3: "the 40 bytes available for TCP options can specify a maximum of 4 blocks", "3 … in this case" of
// timestamps.
std::uint32_t room_for_sack(const Tcb& tcb) { return most_option_bytes - fixed_option_bytes(tcb); }

}  // namespace

void add_syn_options(Event& event, OutgoingSegment& out) {
    const Tcb& tcb = event.tcb;
    const Config& config = event.config;
    // Before the peer's SYN we offer; after it we answer with what it offered too (RFC 7323 §2.2, §3.2, RFC
    // 2018 §2), also when both ends have opened at once.
    const bool offers_again =
        config.both_open_offers_again == Switch::On && tcb.opened_by == OpenedBy::Active;
    const bool is_offer = !out.ctl.ack() || offers_again;
    if (!tcb.options.sends_options) return;
    // §3.7.1: "SHOULD send an MSS Option in every SYN segment" (SHLD-5).
    if (config.send_mss_option == Switch::On) {
        out.options.has_mss = true;
        out.options.mss = announced_mss(tcb, config);
        // Linux: tcp_advertise_mss(), ipv4_default_advmss().
        if (config.path_mtu_counts_for_syn == Switch::On && tcb.snd.path_mtu > headers_bytes)
            out.options.mss = static_cast<std::uint16_t>(
                std::min<std::uint32_t>(out.options.mss, tcb.snd.path_mtu - headers_bytes));
    }
    // FreeBSD: tcp_timer_rexmt(), "Disable RFC1323 and SACK if we haven't got any response to our third SYN to work-around
    // some broken terminal servers".
    constexpr std::uint8_t patience = 3;
    const bool is_plain = config.repeated_syn_drops_options == Switch::On && tcb.state == State::SynSent &&
                          tcb.rtt.syn_losses >= patience;
    if (is_plain) return request_ecn(event, out);
    if (is_offer ? config.window_scaling == Switch::On : tcb.window_scale_is_agreed) {
        out.options.has_window_scale = true;
        out.options.window_scale = is_offer ? offered_window_shift(tcb, config) : tcb.rcv.shift;
    }
    if (is_offer ? config.timestamps == Switch::On : tcb.timestamps.are_agreed) add_timestamps(event, out);
    out.options.sack_permitted = is_offer ? config.sack == Switch::On : tcb.sack.is_permitted;
    add_fast_open_option(tcb, out.options);
    add_user_timeout_option(tcb, config, out.options);
    // RFC 9293 §3.1: 40 octets. A Fast Open cookie of 16 octets leaves no room for advice that a peer may ignore.
    if (wire::options_length(out.options, config.option_layout) > most_option_bytes)
        out.options.has_user_timeout = false;
    request_ecn(event, out);
}

void add_options(Event& event, OutgoingSegment& out) {
    // RFC 7323 §3.2: once negotiated, "the TSopt MUST be sent in every non-<RST> segment for the duration of
    // the connection, and SHOULD be sent in an <RST> segment".
    Tcb& tcb = event.tcb;
    if (tcb.timestamps.are_agreed) add_timestamps(event, out);
    mark_ecn(event, out);
    if (!out.ctl.ack() || out.ctl.rst()) return;
    // A segment that was cut without regard to the blocks keeps to the size of its packet.
    const std::uint32_t beside_text = out.text_length < tcb.snd.mss ? tcb.snd.mss - out.text_length : 0;
    const std::uint32_t room = room_for_sack(tcb);
    add_sack_blocks(tcb, out.text_length > 0 ? std::min(room, beside_text) : room, out.options);
    if (tcb.ecn.mode == EcnMode::Accurate) {
        const std::uint32_t beside =
            fixed_option_bytes(tcb) + accurate_ecn_reserve(tcb, event.config) + beside_text;
        add_accurate_ecn_option(
            event, out, out.text_length > 0 ? std::min(most_option_bytes, beside) : most_option_bytes);
    }
}

std::uint16_t announced_mss(const Tcb& tcb, const Config& config) {
    const std::uint32_t most = std::min<std::uint32_t>(config.mss, link_mss(config));
    const std::uint32_t wished = tcb.options.max_segment > 0 ? tcb.options.max_segment : most;
    return static_cast<std::uint16_t>(std::min(most, wished));
}

// Linux: tcp_bound_to_half_wnd(): so that two segments fit into the window, and one ACK comes for both.
std::uint32_t bound_by_window(const Tcb& tcb) {
    constexpr std::uint32_t small_window = 536;  // TCP_MSS_DEFAULT
    constexpr std::uint32_t least = 48;          // of an IPv4 packet of 68 bytes
    const std::uint32_t window = tcb.snd.max_wnd;
    if (window == 0) return most_mss;
    return std::max(window > small_window ? window / 2 : window, least - fixed_option_bytes(tcb));
}

void set_send_mss(Tcb& tcb, const Config& config) {
    // §3.7.1: the effective send MSS "MUST be the smaller (MUST-16) of the send MSS … and the largest
    // transmission size permitted by the IP layer", for which our own MSS stands: both come from one MTU.
    const std::uint32_t effective = std::min<std::uint32_t>(
        std::max(std::min<std::uint32_t>(tcb.snd.peer_mss, announced_mss(tcb, config)),
                 std::uint32_t{config.min_send_mss}),
        most_mss);
    // RFC 1191 §6.4: what the path lets through, less the two headers.
    const std::uint32_t path = tcb.snd.path_mtu > headers_bytes ? tcb.snd.path_mtu - headers_bytes : most_mss;
    // RFC 6691 §2: our MSS option "SHOULD NOT be decreased to account for any possible IP or TCP options;
    // conversely, the sender MUST reduce the TCP data length to account for any IP or TCP options that it is
    // including in the packets that it sends."
    const std::uint32_t fixed = fixed_option_bytes(tcb) + accurate_ecn_reserve(tcb, config);
    const std::uint32_t whole = std::min(effective, path);
    std::uint32_t text = whole > fixed ? whole - fixed : 0;
    if (config.segments_fit_half_window == Switch::On) text = std::min(text, bound_by_window(tcb));
    tcb.snd.mss = static_cast<std::uint16_t>(std::max(text, least_text));
}

std::uint32_t fixed_option_bytes(const Tcb& tcb) { return tcb.timestamps.are_agreed ? timestamps_bytes : 0; }

std::uint32_t current_send_mss(const Tcb& tcb) {
    // RFC 6691 §4: "by their very nature the lengths of IP and TCP options are variable". Linux:
    // tcp_current_mss() does so.
    const std::uint32_t blocks = sack_option_bytes(tcb);
    if (blocks == 0) return tcb.snd.mss;
    const std::uint32_t most = (room_for_sack(tcb) - 4) / 8 * 8 + 4;
    const std::uint32_t taken = std::min(blocks, most);
    return tcb.snd.mss > taken + least_text ? tcb.snd.mss - taken
                                            : std::min<std::uint32_t>(tcb.snd.mss, least_text);
}

std::uint8_t offered_window_shift(const Tcb& tcb, const Config& config) {
    if (config.window_scaling == Switch::Off) return 0;
    if (config.window_scale <= most_window_shift) return config.window_scale;
    std::uint8_t shift = 0;
    while (shift < most_window_shift && window_rules(config).largest(tcb, config) >> shift > 0xffffu) ++shift;
    return shift;
}

void learn_window_shift(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const wire::Options& options = arrival.seg.options;
    // RFC 7323 §2.2: "both sides MUST send Window Scale options in their <SYN> segments to enable window
    // scaling in either direction"; §2.3: "otherwise, it MUST set both Snd.Wind.Shift and Rcv.Wind.Shift to
    // zero."
    tcb.window_scale_is_agreed =
        tcb.options.sends_options && arrival.config.window_scaling == Switch::On && options.has_window_scale;
    if (!tcb.window_scale_is_agreed) {
        tcb.snd.shift = tcb.rcv.shift = 0;
        return;
    }
    // "If a Window Scale option is received with a shift.cnt value larger than 14, the TCP SHOULD log the
    // error but MUST use 14 instead of the specified value."
    tcb.snd.shift = std::min(options.window_scale, most_window_shift);
}

std::uint32_t true_window(const Tcb& tcb, const wire::Segment& segment) {
    // §2.2: "The window field in a segment where the SYN bit is set … MUST NOT be scaled."
    return std::uint32_t{segment.raw_window} << (segment.ctl.syn() ? 0 : tcb.snd.shift);
}

std::uint16_t raw_window(const Tcb& tcb, wire::Ctl ctl) {
    // §2.3: "SEG.WND = RCV.WND >> Rcv.Wind.Shift". What the shift drops is not lost: RCV.WND goes on counting
    // from the "actual maximum window sequence number" (§2.4).
    const std::uint32_t window = ctl.syn() ? tcb.rcv.wnd : tcb.rcv.wnd >> tcb.rcv.shift;
    return static_cast<std::uint16_t>(std::min(window, 0xffffu));
}

}  // namespace hw::tcp
