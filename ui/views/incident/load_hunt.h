// The gateway without any remedy, under loads that the learner chooses: which is the smallest that fails? A row above
// the remedies that can be opened.
#pragma once

#include "ui/views/incident/incident_model.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct LoadHuntScene {
    const LoadModel& model;
    float width = 0;
    // How far the run is, 0 to 1.
    float progress = 0;
};

// Draws at the layout cursor and leaves it below.
void draw_load_hunt(Ui& ui, const LoadHuntScene& scene, Wishes& wishes);

}  // namespace hw::ui
