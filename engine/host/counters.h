#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "tcp/effects.h"
#include "tcp/state.h"

namespace hw::host {

// What the host has counted since its power came on, under nstat's names (RFC 4022 defines those that
// begin with tcp; the others are Linux's TcpExt).
struct Counters {
    std::uint64_t tcp_in_segs = 0;           // TcpInSegs: received, malformed ones included
    std::uint64_t tcp_out_segs = 0;          // TcpOutSegs: sent, those that only retransmit left out
    std::uint64_t tcp_retrans_segs = 0;      // TcpRetransSegs
    std::uint64_t tcp_out_rsts = 0;          // TcpOutRsts
    std::uint64_t tcp_active_opens = 0;      // TcpActiveOpens: CLOSED -> SYN-SENT
    std::uint64_t tcp_passive_opens = 0;     // TcpPassiveOpens: LISTEN -> SYN-RECEIVED
    std::uint64_t tcp_attempt_fails = 0;     // TcpAttemptFails: SYN-SENT or SYN-RECEIVED -> CLOSED or LISTEN
    std::uint64_t tcp_estab_resets = 0;      // TcpEstabResets: ESTABLISHED or CLOSE-WAIT -> CLOSED
    std::uint64_t tcp_in_errs = 0;           // TcpInErrs: malformed from the TCP header on
    std::uint64_t tcp_in_csum_errors = 0;    // TcpInCsumErrors: of these, by the TCP checksum
    std::uint64_t ip_in_hdr_errors = 0;      // IpInHdrErrors: malformed before that
    std::uint64_t icmp_in_msgs = 0;          // IcmpInMsgs
    std::uint64_t icmp_in_errors = 0;        // IcmpInErrors: of these, malformed or about nothing of ours
    std::uint64_t ip_in_addr_errors = 0;     // IpInAddrErrors: addressed to somebody else, or from nobody
    std::uint64_t listen_overflows = 0;      // TcpExtListenOverflows: the accept queue was full
    std::uint64_t listen_drops = 0;          // TcpExtListenDrops: for any reason, SYNs and third ACKs
    std::uint64_t syn_queue_full_drops = 0;  // TcpExtTCPReqQFullDrop
    std::uint64_t syn_queue_full_cookies = 0;  // TcpExtTCPReqQFullDoCookies
    std::uint64_t challenge_acks = 0;          // TcpExtTCPChallengeACK (RFC 5961)
    std::uint64_t time_waits_recycled = 0;     // TcpExtTWRecycled: gave way to a connect() of ours
    std::uint64_t time_waits_reopened =
        0;  // Ours: gave way to a SYN that arrived (§3.6.1); nstat has no name for it
    std::uint64_t time_wait_overflows = 0;  // TcpExtTCPTimeWaitOverflow: killed at once, there were too many
    std::uint64_t time_waits_over = 0;      // TcpExtTW: 2MSL has passed
    std::uint64_t deferred_accepts = 0;     // TcpExtTCPDeferAcceptDrop: third ACKs without data
    std::uint64_t aborts_on_data = 0;       // TcpExtTCPAbortOnData: close() with SO_LINGER{1,0}
    std::uint64_t aborts_on_close = 0;      // TcpExtTCPAbortOnClose: close() with unread text
    std::uint64_t aborts_on_timeout = 0;    // TcpExtTCPAbortOnTimeout
    std::uint64_t cookies_sent = 0;         // TcpExtSyncookiesSent
    std::uint64_t cookies_received = 0;     // TcpExtSyncookiesRecv
    std::uint64_t cookies_failed = 0;       // TcpExtSyncookiesFailed
    std::array<std::uint64_t, tcp::count_count> of_connections{};  // tcp/counts.inc
    friend constexpr bool operator==(const Counters&, const Counters&) = default;
};

void digest(Digest& d, const Counters& counters);

// Counts what RFC 4022 defines by a change of state.
struct StateChange {
    tcp::State from{};
    tcp::State to{};
};
void count(Counters& counters, StateChange change);

}  // namespace hw::host
