// What the state diagram shows of a run at the playhead: where each host is, which arrows were gone along, in this run
// or before it, and the last of them.
#pragma once

#include "lesson/diagram_arrows.h"
#include "ui/views/run_model.h"
#include "ui/views/states/diagram_geometry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

enum class ArrowUse : std::uint8_t { Never, Before, ThisRun };

struct DiagramMark {
    HostId host{};
    char letter = 'A';
    tcp::State state{};
    std::size_t box = 0;
    // The arrow that it came along last, if that is how it came to where it is.
    std::optional<std::uint32_t> came_along{};
    // Its last move is none of the figure's: a reset, an abort, a timeout, a loss of memory (Note 3).
    bool came_otherwise = false;
    // How many arrows it has gone along: another number is another move.
    std::uint32_t moves = 0;
};

struct DiagramModel {
    std::vector<DiagramMark> marks{};
    std::array<ArrowUse, lesson::arrow_count> uses{};
    // Who went along each arrow in this run: "AB".
    std::array<std::string, lesson::arrow_count> walkers{};
    std::array<ArrowUse, diagram_box_count> visits{};
    std::optional<lesson::ArrowWalk> last{};
    char last_letter = 'A';
    Instant now{};

    std::uint32_t count(ArrowUse use) const;
    // Those of this run and those before.
    lesson::ArrowSet collected() const;
};

// `before`: collected earlier, in other runs.
DiagramModel diagram_model(const RunModel& run, const lesson::ArrowSet& before);

// A set of arrows as short text for progress and addresses, five hexadecimal digits and one; nothing for nonsense.
std::string to_text(const lesson::ArrowSet& arrows);
lesson::ArrowSet parse_arrows(std::string_view text);

}  // namespace hw::ui
