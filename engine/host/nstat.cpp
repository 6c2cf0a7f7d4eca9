#include "host/nstat.h"

#include <algorithm>
#include <array>

namespace hw::host {

namespace {

struct Row {
    std::string_view name;
    std::uint64_t Counters::*counter;
};

constexpr std::array rows{
    Row{"IpInHdrErrors", &Counters::ip_in_hdr_errors},
    Row{"IpInAddrErrors", &Counters::ip_in_addr_errors},
    Row{"IcmpInMsgs", &Counters::icmp_in_msgs},
    Row{"IcmpInErrors", &Counters::icmp_in_errors},
    Row{"TcpActiveOpens", &Counters::tcp_active_opens},
    Row{"TcpPassiveOpens", &Counters::tcp_passive_opens},
    Row{"TcpAttemptFails", &Counters::tcp_attempt_fails},
    Row{"TcpEstabResets", &Counters::tcp_estab_resets},
    Row{"TcpInSegs", &Counters::tcp_in_segs},
    Row{"TcpOutSegs", &Counters::tcp_out_segs},
    Row{"TcpRetransSegs", &Counters::tcp_retrans_segs},
    Row{"TcpInErrs", &Counters::tcp_in_errs},
    Row{"TcpOutRsts", &Counters::tcp_out_rsts},
    Row{"TcpInCsumErrors", &Counters::tcp_in_csum_errors},
    Row{"TcpExtTW", &Counters::time_waits_over},
    Row{"TcpExtTWRecycled", &Counters::time_waits_recycled},
    Row{"TcpExtTCPTimeWaitOverflow", &Counters::time_wait_overflows},
    Row{"TcpExtListenOverflows", &Counters::listen_overflows},
    Row{"TcpExtListenDrops", &Counters::listen_drops},
    Row{"TcpExtTCPReqQFullDrop", &Counters::syn_queue_full_drops},
    Row{"TcpExtTCPReqQFullDoCookies", &Counters::syn_queue_full_cookies},
    Row{"TcpExtSyncookiesSent", &Counters::cookies_sent},
    Row{"TcpExtSyncookiesRecv", &Counters::cookies_received},
    Row{"TcpExtSyncookiesFailed", &Counters::cookies_failed},
    Row{"TcpExtTCPDeferAcceptDrop", &Counters::deferred_accepts},
    Row{"TcpExtTCPAbortOnData", &Counters::aborts_on_data},
    Row{"TcpExtTCPAbortOnClose", &Counters::aborts_on_close},
    Row{"TcpExtTCPAbortOnTimeout", &Counters::aborts_on_timeout},
    Row{"TcpExtTCPChallengeACK", &Counters::challenge_acks},
};

std::uint64_t currently_established(const Host& host) {
    std::uint64_t count = 0;
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        const tcp::State state = host.connections[slot].tcb.state;
        count += state == tcp::State::Established || state == tcp::State::CloseWait ? 1 : 0;
    }
    return count;
}

}  // namespace

std::vector<NamedCount> nstat(const Host& host) {
    std::vector<NamedCount> counts;
    for (const Row& row : rows) counts.push_back({row.name, host.counters.*row.counter});
    counts.push_back({"TcpCurrEstab", currently_established(host)});
    for (std::uint32_t i = 0; i < tcp::count_count; ++i) {
        const auto count = static_cast<tcp::Count>(i);
        // The host counts these itself, where packets leave.
        if (count == tcp::Count::RetransmittedSegments) continue;
        counts.push_back({nstat_name_of(count), host.counters.of_connections[i]});
    }
    return counts;
}

std::uint64_t count_of(const Host& host, std::string_view name) {
    for (const NamedCount& count : nstat(host))
        if (count.name == name) return count.value;
    return 0;
}

std::uint64_t count_of(const Counters& counters, std::string_view name) {
    for (const Row& row : rows)
        if (row.name == name) return counters.*row.counter;
    for (std::uint32_t i = 0; i < tcp::count_count; ++i)
        if (nstat_name_of(static_cast<tcp::Count>(i)) == name) return counters.of_connections[i];
    return 0;
}

std::string nstat_text(const Host& host) {
    constexpr std::size_t name_width = 32, value_width = 19;
    std::string text;
    for (const NamedCount& count : nstat(host)) {
        if (count.value == 0) continue;
        std::string line(count.name);
        line.resize(std::max(line.size() + 1, name_width), ' ');
        line += std::to_string(count.value);
        line.resize(std::max(line.size() + 1, name_width + value_width), ' ');
        text += line + "0.0\n";
    }
    return text;
}

}  // namespace hw::host
