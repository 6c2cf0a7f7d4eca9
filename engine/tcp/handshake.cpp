#include "tcp/handshake.h"

#include <algorithm>

#include "tcp/acceptance.h"

namespace hw::tcp {
namespace {

// The least text a segment can be asked to carry: RFC 791 obliges every module to forward 68 octets, of
// which an IP header may take 60. Why a floor: an MSS option of 0 would otherwise stop the sender for ever.
constexpr std::uint16_t least_mss = 8;
// What still fits into an IPv4 datagram of 65,535 octets behind two headers of 20.
constexpr std::uint16_t most_mss = 65'495;

// §3.7.1: the effective send MSS "MUST be the smaller (MUST-16) of the send MSS … and the largest
// transmission size permitted by the IP layer", for which our own MSS stands: both come from one MTU.
std::uint16_t effective_send_mss(const wire::Options& options, const Config& config) {
    // "If an MSS Option is not received at connection setup, TCP implementations MUST assume a default send
    // MSS of 536" (MUST-15).
    const std::uint16_t send_mss = options.has_mss ? options.mss : config.default_send_mss;
    return std::clamp(std::min(send_mss, config.mss), least_mss, most_mss);
}

}  // namespace

void learn_from_syn(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    tcb.rcv.irs = arrival.seg.seq;
    tcb.rcv.nxt = arrival.seg.seq + 1;
    tcb.snd.mss = effective_send_mss(arrival.seg.options, arrival.config);
    cut_to_window(arrival);
    arrival.ideal.syn = false;  // it has been dealt with
    set_send_window(arrival);
}

void keep_for_later(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const IdealSegment& ideal = arrival.ideal;
    tcb.receive_buffer.hold(tcb.rcv.nxt, ideal.text_seq, ideal.text);
    note_push_and_fin(arrival);
    if (arrival.seg.ctl.urg()) note_urgent_pointer(arrival);
}

}  // namespace hw::tcp
