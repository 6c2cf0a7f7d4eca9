// Connections in TIME-WAIT and CLOSE-WAIT over the time of a run, before a remedy and with it, and below them the 502s
// of each second.
#pragma once

#include "ui/views/incident/incident_model.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct ChartScene {
    const ChartModel& model;
    Rect rect{};
};

// Draws at the rectangle, within the pane that is open. One image node says in words what is to be seen.
void draw_count_chart(Ui& ui, const ChartScene& scene);

}  // namespace hw::ui
