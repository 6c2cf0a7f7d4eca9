// The 65,536 ports of a host as cells of a map, 256 to a row: which state each port is in and, of a TIME-WAIT, about
// how much of it is left.
#pragma once

#include "ui/views/host/socket_rows.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace hw::ui {

inline constexpr std::uint32_t port_count = 65'536;
inline constexpr std::uint32_t ports_in_a_row = 256;
inline constexpr std::uint32_t time_wait_shades = 4;

// A port without a socket, or a state and a shade: 0 has just begun, time_wait_shades - 1 is nearly over; other states
// have shade 0.
struct PortCell {
    bool is_used = false;
    tcp::State state = tcp::State::Closed;
    std::uint8_t shade = 0;
    friend bool operator==(const PortCell&, const PortCell&) = default;
};

struct CellPlace {
    std::uint32_t column = 0;
    std::uint32_t row = 0;
};
constexpr CellPlace place_of_port(std::uint16_t port) {
    return {port % ports_in_a_row, port / ports_in_a_row};
}
constexpr std::uint16_t port_at(CellPlace place) {
    return static_cast<std::uint16_t>(place.row * ports_in_a_row + place.column);
}

struct PortMoment {
    Instant now{};
    Duration time_wait{};  // 2MSL: the whole of it
};
// One cell for each port. Of several sockets on one port a listener counts first, then what is furthest from its end.
void colour_ports(std::span<const SocketRow> rows, const PortMoment& moment, std::vector<PortCell>& cells);

// The next used port in either direction, around the end. `port` itself if there is no other.
std::uint16_t used_port_after(std::span<const PortCell> cells, std::uint16_t port);
std::uint16_t used_port_before(std::span<const PortCell> cells, std::uint16_t port);

}  // namespace hw::ui
