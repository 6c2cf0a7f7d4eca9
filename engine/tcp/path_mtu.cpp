#include "tcp/path_mtu.h"

#include <algorithm>
#include <array>

#include "tcp/congestion/window.h"
#include "tcp/output.h"
#include "tcp/recovery/recovery.h"
#include "tcp/segment_options.h"
#include "tcp/timers.h"

namespace hw::tcp {
namespace {

// RFC 1191 §7.1, Table 7-1: the plateaus.
constexpr std::array<std::uint16_t, 10> plateaus{32'000, 17'914, 8'166, 4'352, 2'002,
                                                 1'492,  1'006,  508,   296,   68};

// Linux's packets are of two segments at least (tcp_min_tso_segs), and are cut anew as a whole.
void join_pairs(Scoreboard& sent, std::uint32_t full_length) {
    const auto is_plain = [&](const SentSegment& s) {
        return s.length() == full_length && !s.is_sacked && !s.was_retransmitted;
    };
    for (std::uint32_t i = 0; i + 1 < sent.size(); ++i)
        if (is_plain(sent[i]) && is_plain(sent[i + 1]) && sent[i].sent_at == sent[i + 1].sent_at)
            sent.join_next(i);
}

}  // namespace

std::uint16_t path_mtu_of(const wire::IcmpError& error, const Config& config) {
    if (error.next_hop_mtu > 0) return error.next_hop_mtu;
    if (config.path_mtu_plateaus == Switch::Off) return config.min_path_mtu;
    // RFC 1191 §5: "choose the greatest plateau value that is less than the returned Total Length field".
    const auto plateau = std::find_if(plateaus.begin(), plateaus.end(),
                                      [&](std::uint16_t mtu) { return mtu < error.quoted_length; });
    return plateau == plateaus.end() ? plateaus.back() : *plateau;
}

Finding shrink_path_mtu(Event& event, const wire::IcmpError& error) {
    Tcb& tcb = event.tcb;
    // RFC 1191 §3: "A host MUST never reduce its estimate of the Path MTU below 68 octets." Linux's floor is
    // higher: route/min_pmtu.
    const std::uint16_t mtu = std::max(path_mtu_of(error, event.config), event.config.min_path_mtu);
    const std::uint32_t mss_before = tcb.snd.mss;
    // "A host MUST not increase its estimate of the Path MTU in response to the contents of a Datagram Too Big
    // message." (§3)
    if (tcb.snd.path_mtu > 0 && mtu >= tcb.snd.path_mtu) return Finding::IcmpPathMtuKnown;
    tcb.snd.path_mtu = mtu;
    set_send_mss(tcb, event.config);
    if (tcb.state == State::SynSent && tcb.fast_open.text_bytes > 0 &&
        event.config.path_mtu_counts_for_syn == Switch::On) {
        // Linux: tcp_simple_retransmit(): "Us being here is an indication of a path MTU issue so we can assume that the
        // fastopen SYN was lost": it goes at once without its text, and its timer runs on.
        send_syn(event, Transmission::Again);
        return Finding::IcmpPathMtuResends;
    }
    scale_windows(tcb.congestion, event.config.flight_unit, {.before = mss_before, .now = tcb.snd.mss});
    if (tcb.snd.mss >= mss_before) return Finding::IcmpPathMtuKnown;
    // §6.4: "the retransmission could be done in immediate response to a notification that the Path MTU has
    // changed"; it "should not change the congestion window. It should, however, trigger the slow-start
    // mechanism (i.e., only one segment should be retransmitted until acknowledgements begin to arrive again)".
    const bool has_text_on_its_way =
        tcb.snd.una != tcb.snd.nxt && !our_syn_is_outstanding(tcb) && may_send_text(tcb.state);
    if (!has_text_on_its_way || tcb.snd.wnd == 0) return Finding::IcmpPathMtuShrunk;
    if (event.config.flight_unit == FlightUnit::Bytes) {
        presume_lost(tcb, event.config, 0);
        retransmit_repackaged(event);
    } else {
        // Linux: tcp_simple_retransmit(): all that is too long, as far as the window reaches.
        join_pairs(tcb.sent, mss_before);
        presume_lost(tcb, event.config, tcb.snd.mss);
        retransmit_lost(event, Forced::None);
    }
    update_timers(event);
    return Finding::IcmpPathMtuResends;
}

}  // namespace hw::tcp
