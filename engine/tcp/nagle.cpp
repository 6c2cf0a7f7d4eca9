#include "tcp/nagle.h"

#include <algorithm>

namespace hw::tcp {
namespace {

bool something_is_outstanding(const Tcb& tcb) { return tcb.snd.nxt != tcb.snd.una; }

// Linux: tcp_minshall_check(). Only a small segment that is still unacknowledged holds the next one back; full
// ones do not, so that the tail of a large write need not wait for them.
bool small_segment_is_outstanding(const Tcb& tcb) {
    return tcb.snd.has_sent_small && tcb.snd.una < tcb.snd.small_end && tcb.snd.small_end <= tcb.snd.nxt;
}

// §3.8.6.2.1: the rules by which the sender decides.
bool is_worth_sending_by_rfc(const Tcb& tcb, std::uint32_t d, std::uint32_t u) {
    // "(the bracketed condition is imposed by the Nagle algorithm)": SND.NXT = SND.UNA.
    if (tcb.options.nagle && something_is_outstanding(tcb)) return false;
    // "(2) or if the data is pushed and all queued data can be sent now".
    if (tcb.snd.is_pushed && tcb.snd.nxt < tcb.snd.push && d <= u) return true;
    // "(3) or if at least a fraction Fs of the maximum window can be sent", Fs = 1/2.
    return 2 * std::min(d, u) >= tcb.snd.max_wnd;
}

// Linux: tcp_write_xmit(). PUSH does not matter, and what the window would cut waits (tcp_snd_wnd_test()).
bool is_worth_sending_by_minshall(const Tcb& tcb, const Choice& choice) {
    // Why the exception: packets are made of two segments at least (tcp_min_tso_segs) and the window is asked of
    // the first only; the other goes as far as it reaches (tcp_mss_split_point()).
    if (choice.d > choice.u && !choice.is_behind_full) return false;
    if (tcb.snd.is_urgent) return true;
    return !tcb.options.nagle || !something_is_outstanding(tcb) || !small_segment_is_outstanding(tcb);
}

}  // namespace

bool is_worth_sending(const Tcb& tcb, const Config& config, const Choice& choice) {
    // "(1) if a maximum-sized segment can be sent, i.e., if: min(D,U) >= Eff.snd.MSS".
    if (std::min(choice.d, choice.u) >= tcb.snd.mss) return true;
    // TCP_CORK: nothing else, until the cork is pulled or the silly-window time-out overrides it (tcp(7): "there
    // is a 200 millisecond ceiling on the time for which output is corked").
    if (tcb.options.cork) return false;
    switch (config.nagle_rule) {
        case NagleRule::Rfc: return is_worth_sending_by_rfc(tcb, choice.d, choice.u);
        case NagleRule::Minshall: return is_worth_sending_by_minshall(tcb, choice);
    }
    return true;
}

void note_sent_size(Tcb& tcb, SeqNum end, std::uint32_t length) {
    if (length == 0 || length >= tcb.snd.mss) return;
    tcb.snd.has_sent_small = true;
    tcb.snd.small_end = end;
}

}  // namespace hw::tcp
