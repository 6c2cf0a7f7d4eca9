// The time of a measured run: play, the playhead over its minutes, where requests failed, how fast it goes.
#pragma once

#include "ui/views/incident/incident_model.h"
#include "ui/widgets/ui.h"

#include <string>

namespace hw::ui {

struct RunBarScene {
    Rect rect{};
    const ChartModel& chart;  // its seconds, playhead and failures
    float run_until_s = 0;    // how far the run is known
    bool is_playing = false;
    bool can_play = true;
    int speed = 0;
    std::string shown{};  // which run this is
};

namespace wish {
struct Play {
    bool is_playing = true;
};
struct Seek {
    double second = 0;
};
struct SetSpeed {
    int speed = 0;
};
using AboutTime = std::variant<Play, Seek, SetSpeed>;
}  // namespace wish

// Seconds of the run in one of the learner's; 0: as fast as it can be computed.
inline constexpr std::array<double, 4> run_speeds{1, 10, 60, 0};

void draw_run_bar(Ui& ui, const RunBarScene& scene, std::vector<wish::AboutTime>& wishes);

}  // namespace hw::ui
