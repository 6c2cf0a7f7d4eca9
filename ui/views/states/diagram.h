// RFC 9293's Figure 5, live: both endpoints marked, what was gone along drawn thick, what never was dotted, the last
// move in the accent. Pressing a state or an arrow asks what it means.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/states/diagram_model.h"
#include "ui/widgets/ui.h"

#include <optional>
#include <string>

namespace hw::ui {

// What the learner asks about.
struct DiagramChoice {
    std::optional<tcp::State> state{};
    std::optional<std::uint32_t> arrow{};

    bool is_empty() const { return !state && !arrow; }
    friend bool operator==(const DiagramChoice&, const DiagramChoice&) = default;
};

struct DiagramScene {
    const DiagramModel& model;
    const DiagramChoice& choice;
    Rect rect{};
    // The root of the semantic ids: "states.arrow.3", "states.box.FIN-WAIT-1".
    std::string id = "states";
    // What it lies on; 0 takes the sheet.
    Colour ground = 0;
};

// Inside the pane that is open.
void draw_diagram(Ui& ui, const DiagramScene& scene, Commands& commands);

// "FIN-WAIT-1 to FIN-WAIT-2".
std::string arrow_name(const Ui& ui, std::uint32_t arrow);
// "A and B", of letters.
std::string letters_text(const std::string& letters);

}  // namespace hw::ui
