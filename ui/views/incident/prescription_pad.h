// The prescription: what is on it, the button that tries it out, and what the runs said.
#pragma once

#include "ui/views/incident/incident_model.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct PadScene {
    const PadModel& model;
    Rect rect{};
    bool can_run = true;
};

void draw_prescription_pad(Ui& ui, const PadScene& scene, Wishes& wishes);
// How high it wants to be.
float prescription_pad_height(Ui& ui, const PadModel& model, float width);

// One complaint in words.
std::string complaint_text(const Ui& ui, const PadModel& model, const incident::Complaint& complaint);

}  // namespace hw::ui
