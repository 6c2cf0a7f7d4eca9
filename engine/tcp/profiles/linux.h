#pragma once

#include "tcp/output.h"
#include "tcp/profiles/linux_steps.h"
#include "tcp/steps/rfc9293.h"

// The Linux profile: a rule table and defaults in which every deviation from RFC 9293 is a named slot or value
// with its source (DESIGN law 3). Measured on 6.18 where a figure is given; file names are the kernel's.

namespace hw::tcp {

inline constexpr RuleBook linux_rules = [] {
    RuleBook rules = rfc9293_rules;
    rules.id = RuleBookId::Linux;
    rules.name = "linux";
    rules.is_acceptable = is_acceptable_to_linux;  // tcp_sequence()
    rules.listen[2].run = linux_profile::listen_check_syn;
    rules.syn_sent[0].run = linux_profile::syn_sent_check_ack;
    rules.syn_sent[3].run = linux_profile::syn_sent_check_syn;
    rules.other_states[0].run = linux_profile::check_sequence;
    rules.other_states[1].run = linux_profile::check_rst;
    rules.other_states[6].run = linux_profile::process_text;
    rules.send_abort = send_reset_of_connection;
    return rules;
}();

// RFC 9768 as Linux has it; tcp_ecn_option is 2 and tcp_ecn_option_beacon 3, as in the plain profile.
inline constexpr AccurateEcnConfig linux_accurate_ecn{
    .option_waits_for_peers = Switch::On,  // tcp_established_options(): saw_accecn_opt
    .ect_on_all_segments = Switch::On,     // tcp_ecn_send()
    .acks_every_change = Switch::On,       // tcp_ecn_received_counters(): ecn_edge
    .marks_for_ack = 6,                    // TCP_ACCECN_ACE_MAX_DELTA
    .marks_for_bare_ack = 0,               // it sends no ACKs of ACKs
    .forgives_thinned_acks = Switch::On,   // __tcp_accecn_process(): pkts_acked_ewma
    .checks_for_zeroed_ace = Switch::Off,
    .ends_with_process = Switch::On,  // tcp_v4_timewait_ack()
};

// The defaults of a Linux host: sysctl names and constants beside each value.
constexpr Config linux_config() {
    Config config;
    config.rules = RuleBookId::Linux;
    config.mtu = 1'500;
    config.min_path_mtu = 552;                              // route/min_pmtu
    config.path_mtu_plateaus = Switch::Off;                 // __ip_rt_update_pmtu()
    config.hard_errors_end_connections = Switch::Off;       // tcp_v4_err(): sk_err_soft
    config.soft_errors_end_handshakes = Switch::On;         // tcp_v4_err(): TCP_SYN_SENT
    config.window_scaling = Switch::On;                     // tcp_window_scaling
    config.timestamps = Switch::On;                         // tcp_timestamps
    config.missing_timestamps = MissingTimestamps::Accept;  // tcp_validate_incoming(): saw_tstamp
    config.paws_tolerance_ticks = 1;                        // TCP_PAWS_WINDOW
    config.paws_admits_overtaken_acks = Switch::On;         // tcp_disordered_ack()
    config.min_send_mss = 48;                               // tcp_min_snd_mss
    config.sack = Switch::On;                               // tcp_sack
    config.dsack = Switch::On;                              // tcp_dsack
    config.ecn = Ecn::WhenAsked;                            // tcp_ecn = 2
    config.accurate_ecn = linux_accurate_ecn;
    config.initial_window = InitialWindow::TenSegments;  // TCP_INIT_CWND
    config.flight_unit = FlightUnit::Segments;           // tcp_packets_in_flight()
    config.prr = Switch::On;
    config.rack = Switch::On;             // tcp_recovery = 1
    config.tail_loss_probe = Switch::On;  // tcp_early_retrans = 3
    config.probe_needs_sample = Switch::Off;
    config.loss_timer_margin = 2_ms;  // TCP_TIMEOUT_MIN_US at 1000 jiffies a second
    config.rtt_variation = RttVariation::PerRound;
    config.frto = Switch::On;                       // tcp_frto = 2
    config.msl = 30_s;                              // TCP_TIMEWAIT_LEN is 60 s
    config.min_rto = 200_ms;                        // TCP_RTO_MIN
    config.max_rto = 120_s;                         // TCP_RTO_MAX
    config.min_rto_variation = 200_ms;              // tcp_rtt_estimator(): rttvar_us >= tcp_rto_min_us()
    config.syn_retries = 6;                         // tcp_syn_retries
    config.syn_linear_timeouts = 4;                 // tcp_syn_linear_timeouts
    config.synack_retries = 5;                      // tcp_synack_retries
    config.retries2 = 15;                           // tcp_retries2
    config.orphan_retries = 8;                      // tcp_orphan_retries = 0 means 8
    config.user_timeout = Duration::never();        // TCP_USER_TIMEOUT = 0
    config.nagle_rule = NagleRule::Minshall;        // tcp_nagle_check()
    config.silly_window_override = Duration{};      // tcp_check_probe_timer()
    config.smaller_window_needs_news = Switch::On;  // tcp_may_update_window()
    config.sample_spares_rto_after_syn_loss = Switch::On;  // tcp_init_metrics()
    config.unreachable_reverts_backoff = Switch::On;       // tcp_ld_RTO_revert()
    config.window_probes_carry_text = Switch::Off;         // tcp_xmit_probe_skb()
    config.collapse_retransmissions = Switch::On;          // tcp_retrans_collapse = 1
    config.segments_fit_half_window = Switch::On;          // tcp_bound_to_half_wnd()
    config.both_open_offers_again = Switch::On;            // tcp_send_synack()
    config.ack_policy = AckPolicy::Linux;
    config.window_policy = WindowPolicy::Linux;
    config.segments_are_taken_whole = Switch::On;  // tcp_data_queue()
    config.ack_decides_on_timestamp = Switch::On;  // tcp_ack()
    config.receive_buffer_bytes = 131'072;         // tcp_rmem[1]
    config.receive_buffer_max_bytes =
        33'554'432;                            // tcp_rmem[2]: a shift of 10; 6 MiB, a shift of 7, before 6.17
    config.ack_delay = 40_ms;                  // TCP_DELACK_MIN
    config.invalid_segment_interval = 500_ms;  // tcp_invalid_ratelimit
    config.fin_wait2_timeout = 60_s;           // tcp_fin_timeout
    config.reset_on_unread_close = Switch::On;        // tcp_close(): LINUX_MIB_TCPABORTONCLOSE
    config.failure_keeps_unread_text = Switch::On;    // tcp_reset(): tcp_write_queue_purge()
    config.zero_urgent_pointer_counts = Switch::On;   // tcp_check_urg(): tcp_stdurg = 0
    config.time_wait_reuse = TimeWaitReuse::Rfc6191;  // tcp_timewait_state_process()
    config.fast_open_client = Switch::On;             // tcp_fastopen = 1
    config.fast_open_trusts_own_mss = Switch::On;     // tcp_send_syn_data()
    config.refused_syn_text_is_lost = Switch::On;     // tcp_rcv_fastopen_synack()
    config.fast_open_windows_spare_syn = Switch::On;  // tcp_fastopen_create_child()
    config.path_mtu_counts_for_syn = Switch::On;      // tcp_simple_retransmit()

    config.congestion = CongestionId::Cubic;  // tcp_congestion_control
    config.hystart = Switch::On;              // tcp_cubic.c: hystart = 1
    config.handshake_losses_forgiven = 1;     // tcp_init_transfer(): total_retrans > 1
    return config;
}

}  // namespace hw::tcp
