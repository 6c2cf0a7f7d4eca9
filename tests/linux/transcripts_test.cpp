#include <catch2/catch_test_macros.hpp>
#include <initializer_list>
#include <string>

#include "support/linux/transcript.h"

// Each name is a file under tests/linux/transcripts: what a Linux 6.18 kernel did, packet by packet. Its first
// line says what it is about.

namespace {

void same_as_linux(const std::string& topic, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        DYNAMIC_SECTION(name) { CHECK(hw::test::play_linux(topic + "/" + name) == ""); }
    }
}

}  // namespace

TEST_CASE("Linux 6.18: options and windows of the handshake", "[linux][options]") {
    same_as_linux("options",
                  {"client_syn_ecn", "client_syn_ecn_refused", "client_syn_no_sack", "client_syn_no_ts",
                   "client_syn_plain", "receive_window_growth", "receive_window_growth_mss1460"});
}

TEST_CASE("Linux 6.18: what the receiver acknowledges, and when", "[linux][acks]") {
    same_as_linux("acks",
                  {"ato_growth", "fin_acks", "fin_first", "fin_with_data", "out_of_order_no_sack",
                   "out_of_order_sack_ts", "overlap_and_old", "pingpong_after_answer_late", "pingpong_client",
                   "pingpong_request_response", "quick_acks_full_segments", "quick_acks_lone_segments",
                   "quickack_option", "read_opens_window_ack", "second_full_segment"});
}

TEST_CASE("Linux 6.18: what the sender sends, and how its window grows", "[linux][sender]") {
    same_as_linux("sender", {"autocorking", "client_iw_after_syn_loss", "client_iw_after_two_syn_losses",
                             "cwnd_application_limited", "hystart_delay", "idle_restart",
                             "initial_window_and_slow_start", "maxseg", "minshall", "nagle_write_sizes",
                             "nodelay", "not_cwnd_limited", "peer_window_limits", "push_flags",
                             "slow_start_delayed_acks", "slow_start_stretch_ack"});
}

TEST_CASE("Linux 6.18: how losses are found and repaired", "[linux][recovery]") {
    same_as_linux("recovery", {"dsack_undo",
                               "ecn_ece",
                               "ecn_receiver",
                               "frto_genuine",
                               "frto_spurious",
                               "frto_spurious_no_sack",
                               "frto_spurious_ts",
                               "large_reordering",
                               "large_reordering_ts",
                               "limited_transmit_sack",
                               "loss_in_the_middle",
                               "lost_retransmission",
                               "newreno_late",
                               "newreno_no_sack",
                               "one_loss_of_ten_sack",
                               "retransmit_syn_rto",
                               "retransmit_syn_rto_ts",
                               "rto_recovery_no_sack",
                               "rto_recovery_sack",
                               "rto_rtt_samples",
                               "rto_series_no_sack",
                               "rto_series_sack",
                               "rto_series_ts",
                               "rto_with_rtt_10",
                               "rto_with_rtt_300",
                               "sack_invalid_blocks",
                               "sack_reneging",
                               "sack_short_flight",
                               "sack_short_flight_reordering_seen",
                               "seven_losses_of_ten",
                               "small_reordering",
                               "three_losses_of_ten",
                               "tlp_new_data",
                               "tlp_new_segment_sent",
                               "tlp_one_segment",
                               "tlp_one_segment_acked",
                               "tlp_several"});
}

TEST_CASE("Linux 6.18: closed, small and opening windows", "[linux][windows]") {
    same_as_linux("windows",
                  {"old_window_update", "window_closes_with_data_in_flight", "window_small_no_full_segment",
                   "zero_window_probes", "zero_window_probes_unanswered"});
}

TEST_CASE("Linux 6.18: how a connection ends", "[linux][closing]") {
    same_as_linux("closing", {"close_nagle",
                              "close_three_segments",
                              "close_unread",
                              "close_unread_fin",
                              "close_with_data_queued",
                              "closing_states_ack_of_fin_with_data",
                              "data_after_fin",
                              "fin_after_data_lost",
                              "fin_retransmission",
                              "fin_wait2_timeout",
                              "half_close",
                              "last_ack_duplicate_fin",
                              "linger2_negative",
                              "linger_acked",
                              "linger_timeout",
                              "linger_zero",
                              "orphan_gets_data",
                              "orphan_gets_data_and_fin",
                              "orphan_gets_data_fin_wait1",
                              "out_of_order_fin",
                              "peer_closes_first",
                              "simultaneous_close",
                              "simultaneous_open",
                              "simultaneous_open_ack_only",
                              "syn_received_fin",
                              "time_wait_no_listener_syn",
                              "time_wait_paws",
                              "time_wait_rst_rfc1337",
                              "time_wait_segments",
                              "time_wait_syn",
                              "time_wait_syn_older_ts_higher_seq",
                              "time_wait_syn_ts"});
}

TEST_CASE("Linux 6.18: segments that should not be", "[linux][attacks]") {
    same_as_linux("attacks", {"ack_out_of_range",      "bad_checksum",
                              "closed_port",           "keepalive_probe_received",
                              "listen_odd_segments",   "no_ack_flag",
                              "old_data_rate",         "paws",
                              "rst_after_fin",         "rst_at_sack_edge",
                              "rst_established",       "syn_established",
                              "syn_sent_odd_segments", "synack_again",
                              "synack_with_data",      "timestamp_echo",
                              "timestamps_missing",    "timestamps_unexpected",
                              "urgent_inline",         "urgent_pointer_zero_and_ahead",
                              "urgent_received",       "urgent_sent"});
}

TEST_CASE("Linux 6.18: listeners, their queues, cookies and Fast Open", "[linux][listening]") {
    same_as_linux("listening",
                  {"accept_queue_overflow", "accept_queue_overflow_abort", "accept_queue_overflow_late_ack",
                   "accept_queue_overflow_pending", "defer_accept", "syn_queue_overflow_no_cookies",
                   "tfo_client_experimental", "tfo_server", "tfo_server_syn_recv"});
}

TEST_CASE("Linux 6.18: timers, patience and ICMP errors", "[linux][timers]") {
    same_as_linux("timers",
                  {"frag_needed", "frag_needed_invalid", "icmp_half_open", "keepalive",
                   "keepalive_user_timeout", "keepalive_with_data_in_flight", "orphan_retries",
                   "syn_retransmission", "synack_retransmission", "unreachable_after_rto_backoff",
                   "unreachable_established", "unreachable_syn_sent", "unreachable_syn_sent_bad_seq",
                   "user_timeout_data", "user_timeout_syn", "user_timeout_zero_window"});
}

TEST_CASE("Linux 6.18: what the socket calls return", "[linux][calls]") {
    same_as_linux("calls", {"accept_details",
                            "blocking_reads",
                            "close_pending_connect",
                            "closed_fresh",
                            "connect_refused",
                            "connect_timeout",
                            "connect_unspec",
                            "connecting",
                            "established_calls",
                            "listening",
                            "msg_flags",
                            "peer_closed",
                            "rcvlowat",
                            "reset_close_wait",
                            "reset_close_wait_read_first",
                            "reset_established",
                            "reset_fin_wait",
                            "shut_rd",
                            "shut_rdwr",
                            "shutdown_syn_sent",
                            "we_shut_down",
                            "write_after_peer_gone"});
}
