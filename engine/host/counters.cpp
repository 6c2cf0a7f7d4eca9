#include "host/counters.h"

namespace hw::host {

void count(Counters& counters, StateChange change) {
    using tcp::State;
    const bool was_opening = change.from == State::SynSent || change.from == State::SynReceived;
    const bool is_over = change.to == State::Closed || change.to == State::Listen;
    if (change.from == State::Closed && change.to == State::SynSent) ++counters.tcp_active_opens;
    // Why not SYN-RECEIVED only: the two-step handshake skips it, and its opens are opens all the same.
    if (change.from == State::Listen && !is_over) ++counters.tcp_passive_opens;
    if (was_opening && is_over) ++counters.tcp_attempt_fails;
    if ((change.from == State::Established || change.from == State::CloseWait) && change.to == State::Closed)
        ++counters.tcp_estab_resets;
}

void digest(Digest& d, const Counters& c) {
    digest_all(d, c.tcp_in_segs, c.tcp_out_segs, c.tcp_retrans_segs, c.tcp_out_rsts);
    digest_all(d, c.tcp_active_opens, c.tcp_passive_opens, c.tcp_attempt_fails, c.tcp_estab_resets);
    digest_all(d, c.tcp_in_errs, c.tcp_in_csum_errors, c.ip_in_hdr_errors, c.ip_in_addr_errors,
               c.icmp_in_msgs, c.icmp_in_errors);
    digest_all(d, c.listen_overflows, c.listen_drops, c.syn_queue_full_drops, c.syn_queue_full_cookies);
    digest_all(d, c.challenge_acks, c.time_waits_recycled, c.time_waits_reopened, c.time_wait_overflows);
    digest_all(d, c.time_waits_over, c.deferred_accepts, c.aborts_on_data, c.aborts_on_close,
               c.aborts_on_timeout);
    digest_all(d, c.cookies_sent, c.cookies_received, c.cookies_failed);
    for (const std::uint64_t count : c.of_connections) digest(d, count);
}

}  // namespace hw::host
