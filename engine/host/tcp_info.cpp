#include "host/tcp_info.h"

#include <algorithm>
#include <array>

#include "tcp/segment_options.h"

namespace hw::host {

namespace {

struct Field {
    std::string_view name;
    std::int64_t TcpInfo::*value;
};

constexpr std::array fields{
    Field{"tcpi_state", &TcpInfo::tcpi_state},
    Field{"tcpi_ca_state", &TcpInfo::tcpi_ca_state},
    Field{"tcpi_retransmits", &TcpInfo::tcpi_retransmits},
    Field{"tcpi_probes", &TcpInfo::tcpi_probes},
    Field{"tcpi_backoff", &TcpInfo::tcpi_backoff},
    Field{"tcpi_options", &TcpInfo::tcpi_options},
    Field{"tcpi_snd_wscale", &TcpInfo::tcpi_snd_wscale},
    Field{"tcpi_rcv_wscale", &TcpInfo::tcpi_rcv_wscale},
    Field{"tcpi_rto", &TcpInfo::tcpi_rto},
    Field{"tcpi_ato", &TcpInfo::tcpi_ato},
    Field{"tcpi_snd_mss", &TcpInfo::tcpi_snd_mss},
    Field{"tcpi_rcv_mss", &TcpInfo::tcpi_rcv_mss},
    Field{"tcpi_advmss", &TcpInfo::tcpi_advmss},
    Field{"tcpi_pmtu", &TcpInfo::tcpi_pmtu},
    Field{"tcpi_unacked", &TcpInfo::tcpi_unacked},
    Field{"tcpi_sacked", &TcpInfo::tcpi_sacked},
    Field{"tcpi_lost", &TcpInfo::tcpi_lost},
    Field{"tcpi_retrans", &TcpInfo::tcpi_retrans},
    Field{"tcpi_last_data_sent", &TcpInfo::tcpi_last_data_sent},
    Field{"tcpi_last_data_recv", &TcpInfo::tcpi_last_data_recv},
    Field{"tcpi_last_ack_recv", &TcpInfo::tcpi_last_ack_recv},
    Field{"tcpi_rtt", &TcpInfo::tcpi_rtt},
    Field{"tcpi_rttvar", &TcpInfo::tcpi_rttvar},
    Field{"tcpi_min_rtt", &TcpInfo::tcpi_min_rtt},
    Field{"tcpi_rcv_rtt", &TcpInfo::tcpi_rcv_rtt},
    Field{"tcpi_snd_ssthresh", &TcpInfo::tcpi_snd_ssthresh},
    Field{"tcpi_snd_cwnd", &TcpInfo::tcpi_snd_cwnd},
    Field{"tcpi_reordering", &TcpInfo::tcpi_reordering},
    Field{"tcpi_rcv_ssthresh", &TcpInfo::tcpi_rcv_ssthresh},
    Field{"tcpi_rcv_space", &TcpInfo::tcpi_rcv_space},
    Field{"tcpi_snd_wnd", &TcpInfo::tcpi_snd_wnd},
    Field{"tcpi_rcv_wnd", &TcpInfo::tcpi_rcv_wnd},
    Field{"tcpi_total_retrans", &TcpInfo::tcpi_total_retrans},
    Field{"tcpi_bytes_sent", &TcpInfo::tcpi_bytes_sent},
    Field{"tcpi_bytes_retrans", &TcpInfo::tcpi_bytes_retrans},
    Field{"tcpi_bytes_acked", &TcpInfo::tcpi_bytes_acked},
    Field{"tcpi_bytes_received", &TcpInfo::tcpi_bytes_received},
    Field{"tcpi_notsent_bytes", &TcpInfo::tcpi_notsent_bytes},
    Field{"tcpi_busy_time", &TcpInfo::tcpi_busy_time},
    Field{"tcpi_rwnd_limited", &TcpInfo::tcpi_rwnd_limited},
    Field{"tcpi_sndbuf_limited", &TcpInfo::tcpi_sndbuf_limited},
    Field{"tcpi_delivered", &TcpInfo::tcpi_delivered},
    Field{"tcpi_dsack_dups", &TcpInfo::tcpi_dsack_dups},
    Field{"tcpi_reord_seen", &TcpInfo::tcpi_reord_seen},
    Field{"tcpi_delivered_ce", &TcpInfo::tcpi_delivered_ce},
    Field{"tcpi_received_ce", &TcpInfo::tcpi_received_ce},
    Field{"tcpi_delivered_e1_bytes", &TcpInfo::tcpi_delivered_e1_bytes},
    Field{"tcpi_delivered_e0_bytes", &TcpInfo::tcpi_delivered_e0_bytes},
    Field{"tcpi_delivered_ce_bytes", &TcpInfo::tcpi_delivered_ce_bytes},
    Field{"tcpi_received_e1_bytes", &TcpInfo::tcpi_received_e1_bytes},
    Field{"tcpi_received_e0_bytes", &TcpInfo::tcpi_received_e0_bytes},
    Field{"tcpi_received_ce_bytes", &TcpInfo::tcpi_received_ce_bytes},
    Field{"tcpi_ecn_mode", &TcpInfo::tcpi_ecn_mode},
    Field{"tcpi_accecn_fail_mode", &TcpInfo::tcpi_accecn_fail_mode},
    Field{"tcpi_accecn_opt_seen", &TcpInfo::tcpi_accecn_opt_seen},
};

// include/net/tcp_states.h
std::int64_t number_of(tcp::State state) {
    constexpr std::array<std::int64_t, tcp::state_count> numbers{7, 10, 2, 3, 1, 4, 5, 8, 11, 9, 6};
    return numbers[static_cast<std::size_t>(state)];
}

std::int64_t milliseconds_since(Instant then, Instant now) {
    return then.is_never() ? 0 : (now - then).us / 1'000;
}

// TCPI_OPT_SYN_DATA: tcp_sock, syn_data_acked.
bool syn_text_is_acknowledged(const tcp::Tcb& tcb) { return tcb.fast_open.text_was_taken; }

// TCPI_OPT_*
std::int64_t options_of(const tcp::Tcb& tcb) {
    return (tcb.timestamps.are_agreed ? 1 : 0) | (tcb.sack.is_permitted ? 2 : 0) |
           (tcb.window_scale_is_agreed ? 4 : 0) | (tcb.ecn.mode != tcp::EcnMode::Off ? 8 : 0) |
           (tcb.ecn.peer_is_capable ? 16 : 0) | (syn_text_is_acknowledged(tcb) ? 32 : 0);
}

// icsk_backoff, from the timeout that was doubled.
std::int64_t doublings(const tcp::Tcb& tcb) {
    return tcb.snd.wnd == 0 ? tcb.window_probes : tcb.retransmissions;
}

void tell_sending(TcpInfo& info, const tcp::Tcb& tcb, const tcp::Config& config, Instant now) {
    const std::uint32_t mss = std::max<std::uint32_t>(tcb.snd.mss, 1);
    info.tcpi_ca_state = static_cast<std::int64_t>(tcb.recovery.phase);
    info.tcpi_retransmits = tcb.retransmissions;
    info.tcpi_probes = tcb.unanswered_probes;
    info.tcpi_backoff = doublings(tcb);
    info.tcpi_rto = tcb.rtt.rto.us;
    info.tcpi_snd_mss = tcp::current_send_mss(tcb);
    info.tcpi_pmtu = tcb.snd.path_mtu != 0 ? tcb.snd.path_mtu : config.mss + 40;
    info.tcpi_unacked = tcb.sent.all().segments;
    info.tcpi_sacked = tcb.sent.sacked().segments + tcb.recovery.duplicates_held;
    info.tcpi_lost = tcb.sent.lost().segments;
    info.tcpi_retrans = tcb.sent.resent().segments;
    info.tcpi_last_data_sent = milliseconds_since(tcb.recovery.last_sent_at, now);
    info.tcpi_rtt = tcb.rtt.has_sample ? tcb.rtt.srtt.us : 0;
    info.tcpi_rttvar = tcb.rtt.deviation != Duration{} ? tcb.rtt.deviation.us : tcb.rtt.rttvar.us;
    info.tcpi_min_rtt = tcb.rtt.minimum.value() == Duration::never() ? 0 : tcb.rtt.minimum.value().us;
    // TCP_INFINITE_SSTHRESH
    constexpr std::int64_t infinite = 0x7fff'ffff;
    const auto segments = [&](std::uint32_t bytes) {
        return bytes > infinite / 2 ? infinite : std::int64_t{bytes / mss};
    };
    info.tcpi_snd_ssthresh = segments(tcb.congestion.ssthresh_bytes);
    info.tcpi_snd_cwnd = segments(tcb.congestion.cwnd_bytes);
    info.tcpi_reordering = tcb.recovery.duplicate_threshold;
    info.tcpi_snd_wnd = tcb.snd.wnd;
    info.tcpi_total_retrans = tcb.recovery.total_retransmissions;
    info.tcpi_bytes_acked = static_cast<std::int64_t>(tcb.recovery.bytes_acked);
    info.tcpi_bytes_retrans = static_cast<std::int64_t>(tcb.recovery.bytes_retransmitted);
    // tcp_snd_una_update() counts the ACK of an active opener's SYN, and of a FIN; the segments' own sum does not.
    const bool counts_syn = tcb.opened_by == tcp::OpenedBy::Active && info.tcpi_bytes_acked > 0;
    info.tcpi_bytes_sent = info.tcpi_bytes_acked - counts_syn + tcb.sent.all().bytes - tcb.fin_was_sent +
                           info.tcpi_bytes_retrans;
    info.tcpi_notsent_bytes = tcp::unsent_bytes(tcb);
    // Linux: tcp_clean_rtx_queue() counts our SYN, and tcp_rcv_state_process() our SYN,ACK.
    info.tcpi_delivered = tcb.recovery.delivered + (tcp::our_syn_is_outstanding(tcb) ? 0 : 1);
    info.tcpi_dsack_dups = tcb.recovery.duplicates_reported;
    info.tcpi_reord_seen = tcb.recovery.reorderings_seen;
}

void tell_receiving(TcpInfo& info, const Connection& connection, const tcp::Config& config, Instant now) {
    const tcp::Tcb& tcb = connection.tcb;
    const tcp::AckState& acks = tcb.acks;
    info.tcpi_ato = acks.delay.us;
    info.tcpi_rcv_mss = acks.peer_segment_bytes;
    info.tcpi_advmss = tcp::announced_mss(tcb, config);
    info.tcpi_last_data_recv = milliseconds_since(acks.text_came_at, now);
    info.tcpi_last_ack_recv = milliseconds_since(tcb.last_heard, now);
    info.tcpi_rcv_rtt = tcb.window.round_trip_8 / 8;
    info.tcpi_rcv_space = tcb.window.read_before;
    info.tcpi_rcv_ssthresh = tcb.window.threshold;
    info.tcpi_rcv_wnd = tcb.rcv.wnd;
    info.tcpi_bytes_received =
        static_cast<std::int64_t>(connection.delivered_bytes) + tcb.receive_buffer.readable();
}

void tell_ecn(TcpInfo& info, const tcp::Tcb& tcb) {
    const tcp::EcnState& ecn = tcb.ecn;
    const tcp::AccurateEcnState& accurate = ecn.accurate;
    const auto of = [](const tcp::AccurateEcnState::Bytes& bytes, std::uint8_t codepoint) {
        return std::int64_t{bytes[codepoint - 1u]};
    };
    constexpr std::int64_t pending = 3;
    const bool is_pending = tcb.state == tcp::State::SynSent && ecn.requested == tcp::EcnMode::Accurate;
    info.tcpi_ecn_mode = is_pending ? pending : static_cast<std::int64_t>(ecn.mode);
    info.tcpi_delivered_ce = ecn.delivered_ce;
    info.tcpi_received_ce = accurate.received_ce;
    info.tcpi_delivered_e1_bytes = of(accurate.delivered, tcp::ect_1);
    info.tcpi_delivered_e0_bytes = of(accurate.delivered, tcp::ect_0);
    info.tcpi_delivered_ce_bytes = of(accurate.delivered, tcp::congestion_experienced);
    info.tcpi_received_e1_bytes = of(accurate.received, tcp::ect_1);
    info.tcpi_received_e0_bytes = of(accurate.received, tcp::ect_0);
    info.tcpi_received_ce_bytes = of(accurate.received, tcp::congestion_experienced);
    info.tcpi_accecn_fail_mode = accurate.failures;
    info.tcpi_accecn_opt_seen = static_cast<std::int64_t>(accurate.option_seen);
}

// tcp_get_info_chrono_stats(): whatever it waits for, the connection is busy.
void tell_limits(TcpInfo& info, const SendLimits& limits, Instant now) {
    info.tcpi_rwnd_limited = limits.of(SendLimit::Window, now).us;
    info.tcpi_sndbuf_limited = limits.of(SendLimit::Buffer, now).us;
    info.tcpi_busy_time =
        limits.of(SendLimit::Busy, now).us + info.tcpi_rwnd_limited + info.tcpi_sndbuf_limited;
}

}  // namespace

TcpInfo tcp_info(const Host& host, const Connection& connection, Instant now) {
    const tcp::Tcb& tcb = connection.tcb;
    TcpInfo info{.tcpi_state = number_of(tcb.state)};
    // Linux: the socket of a connection in TIME-WAIT is closed; the small record that remains is no socket.
    if (tcb.state == tcp::State::TimeWait) info.tcpi_state = number_of(tcp::State::Closed);
    info.tcpi_options = options_of(tcb);
    if (tcb.window_scale_is_agreed) {
        info.tcpi_snd_wscale = tcb.snd.shift;
        info.tcpi_rcv_wscale = tcb.rcv.shift;
    }
    tell_sending(info, tcb, host.config.tcp, now);
    tell_receiving(info, connection, host.config.tcp, now);
    tell_ecn(info, tcb);
    tell_limits(info, connection.limits, now);
    return info;
}

std::optional<std::int64_t> find(const TcpInfo& info, std::string_view name) {
    for (const Field& field : fields)
        if (field.name == name) return info.*field.value;
    return {};
}

}  // namespace hw::host
