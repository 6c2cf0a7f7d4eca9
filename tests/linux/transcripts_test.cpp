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
    same_as_linux("options", {"receive_window_growth"});
}

TEST_CASE("Linux 6.18: what the receiver acknowledges, and when", "[linux][acks]") {
    same_as_linux("acks", {"ato_growth", "fin_acks", "fin_first", "fin_with_data", "out_of_order_no_sack",
                           "out_of_order_sack_ts", "overlap_and_old", "pingpong_after_answer_late",
                           "pingpong_client", "pingpong_request_response", "quick_acks_full_segments",
                           "quick_acks_lone_segments", "read_opens_window_ack", "second_full_segment"});
}

TEST_CASE("Linux 6.18: what the sender sends, and how its window grows", "[linux][sender]") {
    same_as_linux("sender", {"autocorking", "nagle_write_sizes"});
}

TEST_CASE("Linux 6.18: how losses are found and repaired", "[linux][recovery]") {
    same_as_linux("recovery", {"ecn_receiver"});
}

TEST_CASE("Linux 6.18: closed, small and opening windows", "[linux][windows]") {
    same_as_linux("windows", {"old_window_update"});
}

TEST_CASE("Linux 6.18: how a connection ends", "[linux][closing]") {
    same_as_linux("closing", {"close_nagle", "close_three_segments", "close_unread", "close_unread_fin",
                              "closing_states_ack_of_fin_with_data", "half_close", "last_ack_duplicate_fin",
                              "orphan_gets_data", "orphan_gets_data_and_fin", "orphan_gets_data_fin_wait1",
                              "out_of_order_fin", "peer_closes_first", "simultaneous_close",
                              "syn_received_fin", "time_wait_syn_older_ts_higher_seq"});
}

TEST_CASE("Linux 6.18: segments that should not be", "[linux][attacks]") {
    same_as_linux("attacks", {"ack_out_of_range", "no_ack_flag", "old_data_rate", "paws", "rst_established",
                              "syn_established", "synack_again", "timestamp_echo", "timestamps_missing",
                              "timestamps_unexpected"});
}

TEST_CASE("Linux 6.18: timers, patience and ICMP errors", "[linux][timers]") {
    same_as_linux("timers", {"syn_retransmission"});
}
