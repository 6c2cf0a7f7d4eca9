#include "tcp/windows/freebsd.h"

#include <algorithm>

#include "tcp/segment_options.h"

namespace hw::tcp {
namespace {

// sb_max (kern.ipc.maxsockbuf): syncache_add() and tcp_syn_sent() "request scaling" for it, not for the buffer as it is.
std::uint32_t largest(const Tcb& tcb, const Config& config) {
    return std::max(tcb.options.receive_buffer_bytes, config.receive_buffer_max_bytes);
}

// tcp_output(): a SYN's window is not scaled, TCP_MAXWIN at most.
std::uint32_t first(Tcb& tcb, const Config&, std::uint32_t) {
    return std::min(tcb.options.receive_buffer_bytes, 0xffffu);
}

// sbspace(): segments behind a gap are not in the socket's buffer yet. "rcv_wnd = imax(win, rcv_adv - rcv_nxt)".
std::uint32_t select(const Tcb& tcb, const Config&) {
    const std::uint32_t all = tcb.options.receive_buffer_bytes, taken = tcb.receive_buffer.readable();
    return std::max(taken < all ? all - taken : 0u, tcb.rcv.wnd);
}

void update(Tcb& tcb, const Config& config) { tcb.rcv.wnd = select(tcb, config); }

// tcp_mss(): "bufsize = roundup(bufsize, mss)", if it is more than one; at most sb_max.
void make_whole(Event& event) {
    Tcb& tcb = event.tcb;
    const std::uint32_t mss = std::min<std::uint32_t>(tcb.snd.peer_mss, announced_mss(tcb, event.config));
    const std::uint32_t all = tcb.options.receive_buffer_bytes;
    if (mss == 0 || all <= mss) return;
    const std::uint32_t whole = (all + mss - 1) / mss * mss;
    tcb.options.receive_buffer_bytes = std::min(whole, std::max(all, event.config.receive_buffer_max_bytes));
}

// A connection that came through the syncache gets its socket with the last ACK.
void peer_is_known(Event& event) {
    if (event.tcb.state != State::SynSent) return;
    make_whole(event);
    update(event.tcb, event.config);
}

void start(Event& event) {
    make_whole(event);
    update(event.tcb, event.config);
}

void nothing_to_note(Arrival&, TextPlace) {}
void nothing_to_do(Event&) {}

}  // namespace

const WindowRules freebsd_window_rules{
    .id = WindowPolicy::FreeBsd,
    .largest = largest,
    .first = first,
    .peer_is_known = peer_is_known,
    .start = start,
    .select = select,
    .update = update,
    .text_came = nothing_to_note,
    .text_read = nothing_to_do,
};

}  // namespace hw::tcp
