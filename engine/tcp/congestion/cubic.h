#pragma once

#include "tcp/congestion.h"

namespace hw::tcp {

// CUBIC (RFC 9438): in congestion avoidance the window follows a cubic function of the time since the last loss,
// steep at first, flat about the window at which that loss came, then steep again in search of more.
extern const CongestionControl cubic_control;

// Congestion avoidance, `acked` bytes of whole segments: the RFC's formulas in bytes, and Linux's in segments
// (net/ipv4/tcp_cubic.c, bictcp_update()).
void grow_cubic_in_bytes(CongestionState& state, const CongestionNews& news, std::uint32_t acked);
void grow_cubic_in_segments(CongestionState& state, const CongestionNews& news, std::uint32_t acked);

}  // namespace hw::tcp
