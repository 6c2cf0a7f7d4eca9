// Before and with a remedy, number by number: those that changed, and always the 502s of both phases.
#pragma once

#include "lesson/incident/measurement.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct NumbersScene {
    std::string id{};
    const lesson::incident::Phases& before;
    const lesson::incident::Phases& with;
    const lesson::incident::Size& size;
    float width = 0;
};

// Draws at the layout cursor and leaves it below.
void draw_numbers(Ui& ui, const NumbersScene& scene);

}  // namespace hw::ui
