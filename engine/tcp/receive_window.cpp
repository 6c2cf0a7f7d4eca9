#include "tcp/receive_window.h"

#include <algorithm>

#include "tcp/windows/freebsd.h"
#include "tcp/windows/linux.h"

namespace hw::tcp {
namespace {

// "Reduction": space available but not yet advertised, RCV.BUFF - RCV.USER - RCV.WND.
std::uint32_t reduction(const Tcb& tcb) {
    const std::uint32_t taken = tcb.receive_buffer.readable() + tcb.rcv.wnd;
    const std::uint32_t buff = receive_buffer_size(tcb);
    return taken < buff ? buff - taken : 0;
}

std::uint32_t largest(const Tcb& tcb, const Config&) { return tcb.options.receive_buffer_bytes; }

std::uint32_t first(Tcb& tcb, const Config&, std::uint32_t) {
    return std::min(tcb.options.receive_buffer_bytes, 0xffffu);
}

std::uint32_t select(const Tcb& tcb, const Config&) {
    // §3.8.6.2.2: "keep RCV.NXT+RCV.WND fixed until the reduction satisfies: RCV.BUFF - RCV.USER -
    // RCV.WND >= min( Fr * RCV.BUFF, Eff.snd.MSS )", with Fr = 1/2.
    const std::uint32_t step = reduction(tcb);
    if (step > 0 && step >= std::min<std::uint32_t>(receive_buffer_size(tcb) / 2, tcb.snd.mss))
        return tcb.rcv.wnd + step;
    return tcb.rcv.wnd;
}

void update(Tcb& tcb, const Config& config) { tcb.rcv.wnd = select(tcb, config); }

void nothing_to_do(Event&) {}
void nothing_to_note(Arrival&, TextPlace) {}

constexpr WindowRules rfc_window_rules{
    .id = WindowPolicy::Rfc,
    .largest = largest,
    .first = first,
    .peer_is_known = nothing_to_do,
    .start = nothing_to_do,
    .select = select,
    .update = update,
    .text_came = nothing_to_note,
    .text_read = nothing_to_do,
};

}  // namespace

const WindowRules& window_rules(const Config& config) {
    switch (config.window_policy) {
        case WindowPolicy::Rfc: break;
        case WindowPolicy::Linux: return linux_window_rules;
        case WindowPolicy::FreeBsd: return freebsd_window_rules;
    }
    return rfc_window_rules;
}

std::uint32_t receive_buffer_size(const Tcb& tcb) {
    return std::min(tcb.options.receive_buffer_bytes, 0xffffu << tcb.rcv.shift);
}

std::uint32_t most_receive_bytes(const Config& config, const ConnectionOptions& options) {
    const bool may_grow = config.window_policy != WindowPolicy::Rfc;
    return std::max(options.receive_buffer_bytes, may_grow ? config.receive_buffer_max_bytes : 0u);
}

bool window_update_is_due(const Tcb& tcb) {
    const std::uint32_t half = receive_buffer_size(tcb) / 2;
    const std::uint32_t step = reduction(tcb);
    // Why not each segment's worth: a user who reads every segment as it comes would cause as many window
    // updates, and delayed ACKs would save nothing; while text flows its ACKs carry the news. A peer that may
    // be standing still before a window of less than two segments is told of one.
    const std::uint32_t two_segments = 2u * tcb.snd.mss;
    const std::uint32_t worthwhile =
        tcb.rcv.wnd < two_segments ? tcb.snd.mss : std::max(two_segments, half / 2);
    return step > 0 && step >= std::min(half, worthwhile);
}

}  // namespace hw::tcp
