#pragma once

#include <optional>
#include <string_view>

#include "host/host.h"

namespace hw::host {

// TCP_INFO (tcp(7)): what a process may know of its connection. Names and units are those of Linux's struct tcp_info
// (tcp_get_info()); the device, which paces and fragments, has no part in it.
struct TcpInfo {
    std::int64_t tcpi_state = 0;        // 1 ESTABLISHED, 2 SYN-SENT, … 7 CLOSE, … 10 LISTEN, 11 CLOSING
    std::int64_t tcpi_ca_state = 0;     // tcp::RecoveryPhase
    std::int64_t tcpi_retransmits = 0;  // of the oldest segment, in a row
    std::int64_t tcpi_probes = 0;       // keep-alive and zero-window probes without an answer
    std::int64_t tcpi_backoff = 0;      // how often the timeout has doubled
    std::int64_t tcpi_options =
        0;  // 1 timestamps, 2 SACK, 4 window scale, 8 ECN, 16 a mark seen, 32 SYN data
    std::int64_t tcpi_snd_wscale = 0, tcpi_rcv_wscale = 0;
    std::int64_t tcpi_rto = 0, tcpi_ato = 0;  // µs
    std::int64_t tcpi_snd_mss = 0, tcpi_rcv_mss = 0, tcpi_advmss = 0, tcpi_pmtu = 0;
    std::int64_t tcpi_unacked = 0, tcpi_sacked = 0, tcpi_lost = 0, tcpi_retrans = 0;        // segments
    std::int64_t tcpi_last_data_sent = 0, tcpi_last_data_recv = 0, tcpi_last_ack_recv = 0;  // ms ago
    std::int64_t tcpi_rtt = 0, tcpi_rttvar = 0, tcpi_min_rtt = 0, tcpi_rcv_rtt = 0;         // µs
    std::int64_t tcpi_snd_ssthresh = 0, tcpi_snd_cwnd = 0;                                  // segments
    std::int64_t tcpi_reordering = 0;                                                       // segments
    std::int64_t tcpi_rcv_ssthresh = 0, tcpi_rcv_space = 0;                                 // bytes
    std::int64_t tcpi_snd_wnd = 0, tcpi_rcv_wnd = 0;                                        // bytes
    std::int64_t tcpi_total_retrans = 0;                                                    // segments
    std::int64_t tcpi_bytes_sent = 0, tcpi_bytes_retrans = 0, tcpi_bytes_acked = 0, tcpi_bytes_received = 0;
    std::int64_t tcpi_notsent_bytes = 0;
    std::int64_t tcpi_busy_time = 0, tcpi_rwnd_limited = 0, tcpi_sndbuf_limited = 0;  // µs
    std::int64_t tcpi_delivered = 0, tcpi_dsack_dups = 0, tcpi_reord_seen = 0;        // segments; times
    // ECN (RFC 3168, RFC 9768): segments and bytes of ours of which we know that they arrived with a mark, or with ECT;
    // those of the peer that did. 0 off, 1 RFC 3168, 2 accurate, 3 asked for; tcp::AccurateEcnFailures; 0 no option has
    // come, 1 an empty one, 2 one with counters, 3 one with a counter wiped out.
    std::int64_t tcpi_delivered_ce = 0, tcpi_received_ce = 0;
    std::int64_t tcpi_delivered_e1_bytes = 0, tcpi_delivered_e0_bytes = 0, tcpi_delivered_ce_bytes = 0;
    std::int64_t tcpi_received_e1_bytes = 0, tcpi_received_e0_bytes = 0, tcpi_received_ce_bytes = 0;
    std::int64_t tcpi_ecn_mode = 0, tcpi_accecn_fail_mode = 0, tcpi_accecn_opt_seen = 0;
    friend constexpr bool operator==(const TcpInfo&, const TcpInfo&) = default;
};

TcpInfo tcp_info(const Host& host, const Connection& connection, Instant now);

// "tcpi_rtt"; nothing when there is no such field.
std::optional<std::int64_t> find(const TcpInfo& info, std::string_view name);

}  // namespace hw::host
