#include <catch2/catch_test_macros.hpp>
#include <initializer_list>
#include <string>

#include "support/linux/transcript.h"

// Each name is a file under tests/linux/transcripts: what a Linux 6.18 kernel did, packet by packet. Its first
// line says what it is about.

using hw::test::play_linux;

namespace {

void same_as_linux(const std::string& topic, std::initializer_list<const char*> names) {
    for (const char* name : names) {
        DYNAMIC_SECTION(name) { CHECK(play_linux(topic + "/" + name) == ""); }
    }
}

}  // namespace

TEST_CASE("Linux 6.18: what it acknowledges, and when", "[linux][acks]") {
    same_as_linux("acks", {"fin_first", "out_of_order_no_sack", "out_of_order_sack_ts"});
}

TEST_CASE("Linux 6.18: how a connection closes", "[linux][closing]") {
    same_as_linux("closing",
                  {"close_nagle", "close_three_segments", "orphan_gets_data", "orphan_gets_data_and_fin",
                   "orphan_gets_data_fin_wait1", "out_of_order_fin", "simultaneous_close",
                   "time_wait_no_listener_syn", "time_wait_syn_older_ts_higher_seq"});
}

TEST_CASE("Linux 6.18: segments that should not be", "[linux][attacks]") {
    same_as_linux("attacks", {"no_ack_flag", "rst_established", "syn_established", "synack_again"});
}

TEST_CASE("Linux 6.18: what the sender sends when", "[linux][sender]") {
    same_as_linux("sender", {"autocorking", "nagle_write_sizes"});
}

TEST_CASE("Linux 6.18: retransmission", "[linux][recovery]") {
    same_as_linux("recovery", {"rto_rtt_samples"});
}
