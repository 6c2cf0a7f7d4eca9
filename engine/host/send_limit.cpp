#include "host/send_limit.h"

#include <algorithm>

#include "tcp/recovery/flight.h"

namespace hw::host {
namespace {

SendLimit limit_of(const tcp::Tcb& tcb, const tcp::Config& config) {
    if (tcb.state < tcp::State::Established || tcb.send_buffer.size() == 0) return SendLimit::None;
    const std::uint32_t unsent = tcp::unsent_bytes(tcb);
    // tcp_cwnd_validate(): "no more data to send", and SOCK_NOSPACE.
    if (unsent == 0) return tcb.writer_is_waiting ? SendLimit::Buffer : SendLimit::Busy;
    // tcp_write_xmit(): the congestion window is asked first, then tcp_snd_wnd_test().
    const std::uint32_t in_flight = distance(tcb.snd.una, tcb.snd.nxt);
    const std::uint32_t next = std::min<std::uint32_t>(unsent, tcb.snd.mss);
    if (in_flight + next <= tcb.snd.wnd) return SendLimit::Busy;
    const bool may_send = tcp::bytes_in_flight(tcb, config) < tcb.congestion.cwnd_bytes;
    return may_send ? SendLimit::Window : SendLimit::Busy;
}

}  // namespace

void SendLimits::follow(const tcp::Tcb& tcb, const tcp::Config& config, Instant now) {
    const SendLimit limit = limit_of(tcb, config);
    if (limit == present) return;
    lasted[static_cast<std::size_t>(present)] = of(present, now);
    present = limit;
    since = now;
}

}  // namespace hw::host
