// The side of the program: descriptors and queues of their limits, and its error log, as it would write it.
#pragma once

#include "ui/views/host/host_scene.h"

#include <vector>

namespace hw::ui {

// Both, one below the other.
void draw_program(Ui& ui, const HostScene& scene, const HostPane& pane);

// Each alone, at the layout cursor of the pane that is open.
void draw_limits(Ui& ui, const HostScene& scene, float width);
void draw_error_log(Ui& ui, const HostScene& scene, float width);

// What has a limit: how much of it is taken.
struct LimitLine {
    std::string id{};
    std::string name{};
    std::uint64_t taken = 0;
    std::uint64_t limit = 0;  // 0: none
};
std::vector<LimitLine> limit_lines(const Ui& ui, const host::Host& host);

// A line of the log: several of one kind in a row are one, with their number.
struct LogLine {
    Instant at{};
    std::string text{};
    std::uint64_t times = 1;
};
// The latest first, at most `most`.
std::vector<LogLine> log_lines(const host::Host& host, std::size_t most);

}  // namespace hw::ui
