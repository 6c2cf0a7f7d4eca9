#pragma once

#include "tcp/connection.h"

// How much is in flight, in the unit that fills the congestion window (FlightUnit).

namespace hw::tcp {

constexpr std::uint32_t amount_of(const Scoreboard::Sum& sum, const Tcb& tcb, const Config& config) {
    return config.flight_unit == FlightUnit::Segments ? sum.segments * tcb.snd.mss : sum.bytes;
}

// One segment of `length` sequence numbers.
constexpr std::uint32_t amount_of(std::uint32_t length, const Tcb& tcb, const Config& config) {
    return config.flight_unit == FlightUnit::Segments ? tcb.snd.mss : length;
}

// What is believed to be in the network now, bytes: RFC 6675 §4 SetPipe; Linux: tcp_packets_in_flight().
std::uint32_t bytes_in_flight(const Tcb& tcb, const Config& config);

// FlightSize (RFC 5681 §2): "the amount of data that has been sent but not yet cumulatively acknowledged", bytes.
inline std::uint32_t flight_size(const Tcb& tcb, const Config& config) {
    return amount_of(tcb.sent.all(), tcb, config);
}

}  // namespace hw::tcp
