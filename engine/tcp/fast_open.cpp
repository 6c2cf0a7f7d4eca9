#include "tcp/fast_open.h"

#include <algorithm>

#include "tcp/congestion_news.h"
#include "tcp/handshake.h"
#include "tcp/segment_options.h"

namespace hw::tcp {
namespace {

// All that the options of a segment can take (RFC 9293 §3.1). Linux: tcp_send_syn_data() reserves as much "for
// middleboxes that add private TCP options".
constexpr std::uint32_t most_option_bytes = 40;

}  // namespace

void add_fast_open_option(const Tcb& tcb, wire::Options& options) {
    if (!tcb.fast_open.is_offered) return;
    options.has_fast_open = true;
    options.fast_open_is_experimental = tcb.fast_open.is_experimental;
    options.fast_open_cookie = tcb.fast_open.cookie;
}

std::uint32_t room_in_syn(const Tcb& tcb, const Config& config) {
    if (!tcb.fast_open.may_carry_text) return 0;
    // RFC 7413 §4.2.2: "Include any data up to the cached server MSS or default 536 bytes."
    const std::uint32_t own_mss = announced_mss(tcb, config);
    const std::uint32_t unknown =
        config.fast_open_trusts_own_mss == Switch::On ? own_mss : config.default_send_mss;
    const std::uint32_t peer_mss = tcb.fast_open.peer_mss > 0 ? tcb.fast_open.peer_mss : unknown;
    const std::uint32_t mss = std::min(peer_mss, own_mss);
    return mss > most_option_bytes ? mss - most_option_bytes : 0;
}

std::uint32_t text_for_syn(const Tcb& tcb, const Config& config) {
    std::uint32_t room = 0;
    if (tcb.state == State::SynSent)
        room = room_in_syn(tcb, config);
    else if (syn_ack_waits(tcb))
        room = std::min<std::uint32_t>(tcb.snd.mss > most_option_bytes ? tcb.snd.mss - most_option_bytes : 0,
                                       tcb.snd.wnd);
    return std::min(room, tcb.send_buffer.size());
}

void learn_from_fast_open_answer(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    FastOpenState& own = tcb.fast_open;
    const wire::Options& options = arrival.seg.options;
    // §4.2.2: "If the SYN-ACK has a Fast Open option, an MSS option, or both, update the corresponding cookie
    // and MSS information in the cookie cache": the host does, from here.
    if (own.may_carry_text || own.was_asked)
        own.peer_mss =
            options.has_mss ? options.mss : static_cast<std::uint16_t>(arrival.config.default_send_mss);
    // Why only what was asked for: Linux: tcp_rcv_fastopen_synack(), "Ignore an unsolicited cookie".
    const bool has_cookie = options.has_fast_open && !options.fast_open_cookie.empty() && own.was_asked;
    if (has_cookie) {
        own.cookie = options.fast_open_cookie;
        own.is_experimental = options.fast_open_is_experimental;
        own.cookie_is_new = true;
    }
    own.was_ignored = !has_cookie && own.is_offered && own.text_bytes == 0;
    if (own.text_bytes == 0) return;
    const SeqNum text = tcb.snd.iss + 1;
    own.text_was_taken = tcb.snd.una == tcb.snd.nxt;
    own.text_was_refused = !own.text_was_taken;
    // "The client SHOULD retransmit any unacknowledged data in the first ACK packet". It counts as unsent: the
    // server has looked at it and left it, so that nothing was lost and nothing says that the path is full.
    if (own.text_was_taken || arrival.config.refused_syn_text_is_lost == Switch::On) return;
    tcb.snd.nxt = std::max(text, tcb.snd.una);
    tcb.sent.clear();
}

bool accept_fast_open(Arrival& arrival) {
    if (arrival.fast_open == nullptr) return false;
    FastOpenState& own = arrival.tcb.fast_open;
    own.cookie = arrival.fast_open->cookie;
    own.is_offered = !own.cookie.empty();
    own.is_experimental = arrival.seg.options.fast_open_is_experimental;
    if (!arrival.fast_open->is_valid) return false;
    // §4.2.2: "Buffer the data and notify the application. Set the FastOpened flag". The SYN,ACK then
    // "acknowledges the SYN and data sequence".
    own.is_accepted = true;
    own.text_was_taken = !arrival.seg.text.empty();
    const std::uint32_t window = arrival.tcb.rcv.wnd;
    deliver_at_once(arrival);
    if (arrival.config.fast_open_windows_spare_syn == Switch::On) arrival.tcb.rcv.wnd = window;
    arrival.effects.signals.push_back(Signal::FastOpened);
    // "If the FastOpened flag is set, the server MUST follow [RFC5681] … to set the initial congestion window".
    congestion_control(arrival.config.congestion).start(arrival.tcb.congestion, news_of(arrival));
    return true;
}

}  // namespace hw::tcp
