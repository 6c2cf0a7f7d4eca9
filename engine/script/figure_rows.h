#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "script/figure.h"
#include "sim/trace.h"

// Inside the room: a figure that is being written, row after row.

namespace hw::script {

// One line of the figure: actions, or a segment and states, or states alone.
struct FigureRow {
    enum class Kind : std::uint8_t { Actions, Segment, States };
    enum class End : std::uint8_t { InNetwork, Arrives, Lost };

    Kind kind{};
    std::array<std::string, 2> words{};  // by Peer: a state, or what stands in parentheses
    // Segment
    Peer from{};
    PacketId packet{};
    bool departs = false;
    End end = End::InNetwork;
    std::string segment{};
};

std::string segment_text(const wire::TcpHeader& header, std::uint32_t text_length);

// "(wait 200 ms)"
std::string wait_text(Duration time);

// The whole figure, its first line being where the peers begin.
std::string figure_text(const std::array<tcp::State, 2>& start, const std::vector<FigureRow>& rows);

}  // namespace hw::script
