#include "tcp/config.h"

namespace hw::tcp {

void digest(Digest& d, const Config& config) {
    digest_all(d, config.rules, config.congestion, config.initial_window, config.flight_unit,
               config.limited_transmit, config.prr, config.rack, config.tail_loss_probe, config.frto);
    digest_all(d, config.max_ack_delay, config.probe_needs_sample, config.loss_timer_margin,
               config.rtt_variation, config.min_rtt_window);
    digest_all(d, config.handshake_losses_forgiven, config.slow_start_after_idle, config.hystart);
    digest_all(d, config.mtu, config.min_path_mtu, config.path_mtu_plateaus,
               config.hard_errors_end_connections, config.soft_errors_end_handshakes, config.window_scaling,
               config.timestamps, config.sack, config.dsack, config.sack_counts_fin, config.window_scale,
               config.ecn, config.ack_policy, config.invalid_segment_interval);
    digest_all(d, config.min_send_mss, config.timestamp_tick, config.clock_ahead, config.missing_timestamps,
               config.paws_tolerance_ticks, config.paws_admits_overtaken_acks, config.ecn_fallback,
               config.classic_ecn, config.accurate_ecn, config.ack_delay_max, config.timer_tick,
               config.compressed_acks, config.compressed_ack_delay, config.window_policy,
               config.receive_buffer_max_bytes, config.coalesced_segment_bytes, config.window_may_shrink,
               config.segments_are_taken_whole, config.ack_decides_on_timestamp, config.device_drops_all);
    digest_all(d, config.syn_retries, config.synack_retries, config.retries2, config.orphan_retries,
               config.syn_linear_timeouts, config.min_rto_variation, config.keep_alive,
               config.keep_alive_idle, config.keep_alive_interval, config.keep_alive_probes,
               config.fin_wait2_timeout, config.reset_on_unread_close, config.failure_keeps_unread_text,
               config.zero_urgent_pointer_counts, config.time_wait_reuse, config.ignore_rst_in_time_wait,
               config.fast_open_client, config.fast_open_server, config.fast_open_without_cookie,
               config.fast_open_client_without_cookie, config.fast_open_on_every_listener,
               config.fast_open_trusts_own_mss, config.refused_syn_text_is_lost, config.fast_open_cookie_of,
               config.fast_open_repeats_cookie, config.fast_open_syn_ack_waits,
               config.fast_open_windows_spare_syn, config.path_mtu_counts_for_syn);
    digest_all(d, config.ecn_syn_retries, config.option_layout, config.rto_slop,
               config.repeated_syn_drops_options, config.open_timeout, config.any_rst_in_window_counts,
               config.syn_in_window_resets, config.syn_with_fin_is_dropped, config.prohibited_is_hard_error,
               config.hard_errors_end_handshakes, config.acks_repeat_fin);
    digest_all(d, config.mss, config.default_send_mss, config.send_mss_option, config.receive_buffer_bytes,
               config.send_buffer_bytes, config.msl, config.initial_rto, config.min_rto, config.max_rto,
               config.clock_granularity, config.rto_after_syn_loss, config.sample_spares_rto_after_syn_loss,
               config.unreachable_reverts_backoff, config.r2, config.r2_syn, config.user_timeout,
               config.user_timeout_option, config.least_user_timeout, config.most_user_timeout,
               config.delayed_ack, config.ack_delay, config.nagle, config.silly_window_override,
               config.smaller_window_needs_news, config.nagle_rule, config.window_probes_carry_text,
               config.collapse_retransmissions, config.segments_fit_half_window,
               config.both_open_offers_again, config.both_open_grants_ecn, config.challenge_acks_per_second);
}

}  // namespace hw::tcp
