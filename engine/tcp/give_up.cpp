#include "tcp/give_up.h"

#include <algorithm>

#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

bool has_passed(Instant since, Duration limit, Instant now) {
    return !since.is_never() && limit != Duration::never() && now - since >= limit;
}

// Linux: tcp_model_timeout(). The time that `count` retransmissions would take if the first came `base` after
// the original and each later one after twice the wait, up to max_rto.
Duration time_of_retransmissions(std::uint32_t count, Duration base, Duration max_rto) {
    Duration wait = base;
    Duration total{};
    for (std::uint32_t i = 0; i <= count; ++i) {
        // Why >: Linux stops doubling at the last power of two below max_rto and adds whole max_rtos then.
        const bool is_linear = wait > max_rto;
        total = total + (is_linear ? max_rto : wait);
        if (!is_linear) wait = wait * 2;
    }
    return total;
}

// How often something may be sent again, and the wait that the first repetition is taken to have had.
struct Patience {
    std::uint32_t retries = 0;
    Duration base{};
};

Patience patience_of(const Tcb& tcb, const Config& config) {
    if (our_syn_is_outstanding(tcb)) {
        const std::uint8_t by_default =
            tcb.state == State::SynSent ? config.syn_retries : config.synack_retries;
        return {tcb.options.syn_retries > 0 ? tcb.options.syn_retries : by_default, config.initial_rto};
    }
    return {tcb.is_orphan && config.orphan_retries > 0 ? config.orphan_retries : config.retries2,
            config.min_rto};
}

// Linux: retrans_stamp, icsk_probes_tstamp. Since the first retransmission or probe; of a SYN, since it was sent
// (tcp_connect_init()).
Instant patience_began(const Tcb& tcb) {
    return tcb.state == State::SynSent ? tcb.oldest_unacked_since : tcb.retransmitting_since;
}

// Linux: tcp_rtx_probe0_timed_out(): a peer that has shut its window, but answers, is waited for.
bool has_been_deaf(const Event& event) {
    const Tcb& tcb = event.tcb;
    const Duration user_timeout = tcb.options.user_timeout;
    if (has_passed(tcb.retransmitting_since, user_timeout, event.now)) return true;
    const Duration limit = std::min(event.config.max_rto * 2, user_timeout);
    return has_passed(tcb.last_heard, limit, event.now) &&
           has_passed(tcb.retransmitting_since, limit, event.now);
}

}  // namespace

bool user_timeout_is_a_deadline(const Config& config) { return config.retries2 == 0; }

bool has_lost_patience(const Event& event) {
    const Tcb& tcb = event.tcb;
    const Config& config = event.config;
    const bool is_syn = our_syn_is_outstanding(tcb);
    const Patience patience = patience_of(tcb, config);
    // §3.8.3: R2 as a time, "at least 100 seconds" (SHLD-11), for a SYN "at least 3 minutes" (MUST-23).
    if (patience.retries == 0)
        return has_passed(tcb.oldest_unacked_since, is_syn ? config.r2_syn : config.r2, event.now);

    if (!is_syn && tcb.snd.wnd == 0 && !tcb.is_orphan) return has_been_deaf(event);
    // Linux: tcp_write_timeout(). A SYN counts its repetitions, the linear ones beside the others.
    const std::uint32_t linear = tcb.state == State::SynSent ? config.syn_linear_timeouts : 0;
    if (is_syn && tcb.retransmissions >= patience.retries + linear) return true;
    // Linux: retransmits_timed_out(). The rest is a time, counted from the first retransmission:
    // TCP_USER_TIMEOUT, or how long so many retransmissions take. 15 are 924.6 s.
    if (tcb.retransmissions == 0) return false;
    const Duration user_timeout = tcb.options.user_timeout;
    const Duration limit = user_timeout != Duration::never()
                               ? user_timeout
                               : time_of_retransmissions(patience.retries, patience.base, config.max_rto);
    return has_passed(patience_began(tcb), limit, event.now);
}

bool has_probed_enough(const Event& event) {
    const Tcb& tcb = event.tcb;
    const Patience patience = patience_of(tcb, event.config);
    if (patience.retries == 0) return has_passed(tcb.oldest_unacked_since, event.config.r2, event.now);
    // Linux: tcp_probe_timer(). Answers that leave the window shut do not count against TCP_USER_TIMEOUT.
    return tcb.unanswered_probes >= patience.retries ||
           has_passed(tcb.retransmitting_since, tcb.options.user_timeout, event.now);
}

bool has_kept_alive_enough(const Event& event) {
    const Tcb& tcb = event.tcb;
    const Duration user_timeout = tcb.options.user_timeout;
    // Linux: tcp_keepalive_timer(). TCP_USER_TIMEOUT, if there is one, takes the place of the count.
    if (!user_timeout_is_a_deadline(event.config) && user_timeout != Duration::never())
        return tcb.unanswered_probes > 0 && has_passed(tcb.last_heard, user_timeout, event.now);
    return tcb.unanswered_probes >= tcb.options.keep_alive_probes;
}

Instant deadline_within_patience(const Event& event, Duration wait) {
    const Tcb& tcb = event.tcb;
    const Instant expires = event.now + wait;
    if (user_timeout_is_a_deadline(event.config) || patience_began(tcb).is_never()) return expires;
    // Linux: tcp_clamp_rto_to_user_timeout(), tcp_clamp_probe0_to_user_timeout(). One tick (1 ms) when the time is up
    // already.
    const Instant last = after(patience_began(tcb), tcb.options.user_timeout);
    return earlier_of(expires, later_of(last, event.now + 1_ms));
}

bool backs_off(const Event& event) {
    // Linux: tcp_retransmit_timer(), "tp->total_rto > net->ipv4.sysctl_tcp_syn_linear_timeouts".
    return event.tcb.state != State::SynSent || event.tcb.retransmissions >= event.config.syn_linear_timeouts;
}

void note_retransmission(Event& event, Counted counted) {
    Tcb& tcb = event.tcb;
    if (counted == Counted::Yes) ++tcb.retransmissions;
    if (tcb.retransmitting_since.is_never()) tcb.retransmitting_since = event.now;
}

Finding give_up(Event& event, Signal reason, Finding finding) {
    event.effects.network_error = event.tcb.soft_error;
    event.effects.signals.push_back(reason);
    // Linux: icsk_probes_out is still there for TCP_INFO.
    const std::uint8_t probes = event.tcb.unanswered_probes;
    delete_failed_tcb(event);
    event.tcb.unanswered_probes = probes;
    return finding;
}

}  // namespace hw::tcp
