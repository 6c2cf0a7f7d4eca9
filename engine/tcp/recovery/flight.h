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

// FlightSize (RFC 5681 §2): "the amount of data that has been sent but not yet cumulatively acknowledged", bytes.
inline std::uint32_t flight_size(const Tcb& tcb, const Config& config) {
    return amount_of(tcb.sent.all(), tcb, config);
}

// The same less what has arrived out of order or is lost, and with what was sent again.
std::uint32_t bytes_in_flight_after_losses(const Tcb& tcb, const Config& config);

// What is believed to be in the network now, bytes: RFC 6675 §4 SetPipe; Linux: tcp_packets_in_flight().
inline std::uint32_t bytes_in_flight(const Tcb& tcb, const Config& config) {
    const bool is_undisturbed = tcb.sent.sacked().segments == 0 && tcb.sent.lost().segments == 0 &&
                                tcb.sent.resent().segments == 0 && tcb.recovery.duplicates_held == 0;
    return is_undisturbed ? flight_size(tcb, config) : bytes_in_flight_after_losses(tcb, config);
}

}  // namespace hw::tcp
