#pragma once

#include <string>
#include <string_view>

// Plays what was recorded of a real Linux kernel (tests/linux/transcripts) on one host of ours with the linux
// profile: the same packets arrive at the same times, the same calls are made, and the same packets must leave and
// the same results be returned. A line is
//     0.103 < . 1:1(0) ack 1 win 1000      what the recorder sent
//     0.145 > . 1:1(0) ack 101 win 63      what the kernel answered
//     0.200 send(1000) = 1000              what its application did
//     0.210 info: cwnd=10 ssthresh=7       what its TCP_INFO said; "sockets: …", its table
//     0.300 # …                            a remark
// with seconds since the beginning. The kernel's timers are late by up to an eighth (its timer wheel), so ours may
// be early by as much: from then on both clocks count from that packet. PSH on a full segment, which tells how
// Linux groups segments for the device, is not compared, nor is the window.

namespace hw::test {

// "" if our host did the same; else where the two part, with the story so far.
std::string play_transcript(std::string_view transcript);

// tests/linux/transcripts/<name>.txt.
std::string play_linux(std::string_view name);

}  // namespace hw::test
