#pragma once

#include <string>

#include "wire/parse.h"

// One line about a segment, in the two notations that people read.

namespace hw::wire {

// As the figures of RFC 9293 write it: "<SEQ=100><ACK=300><CTL=SYN,ACK>", with "<DATA=n>" after it if the
// segment carries text. ACK is written only if its bit is set.
std::string describe_as_figure(const Segment& segment);

// The control bits as the RFC lists them: "SYN,ACK"; "" if none is set. URG and PSH are written, too.
std::string describe_ctl(Ctl ctl);

// As tcpdump -S -n prints it, but for the options' padding, which is left out, and their order, which is
// ours: "IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 65535, options [mss 1460], length 0".
std::string describe_as_tcpdump(const Packet& packet);

}  // namespace hw::wire
