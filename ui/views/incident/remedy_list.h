// The remedies: each a row with a glyph of what its run has shown, and a switch that puts it on the prescription.
// One can be opened: what people believe of it, a bet on what it will do, then the numbers before and with it, and
// the truth.
#pragma once

#include "ui/draw/icon.h"
#include "ui/views/incident/incident_model.h"
#include "ui/widgets/ui.h"

#include <optional>

namespace hw::ui {

struct RemedyListScene {
    std::span<const RemedyRow> rows{};
    LoadModel loads{};
    std::optional<std::uint32_t> expanded{};
    Rect rect{};
    // No run is possible now: the lesson waits for a prediction.
    bool can_run = true;
    // How far the run is that is being made, 0 to 1.
    float progress = 0;
    const incident::Size* size = nullptr;
};

void draw_remedy_list(Ui& ui, const RemedyListScene& scene, Wishes& wishes);

// "24.7 %"; "0 %" only if it is none at all.
std::string percent_text(std::uint64_t per_10000);
// Sign and colour of what a run has shown.
struct OutcomeLook {
    Icon icon = Icon::None;
    Colour colour = 0;
};
OutcomeLook look_of(const Palette& palette, incident::Outcome outcome);
Msg verdict_name(incident::Verdict verdict);

}  // namespace hw::ui
