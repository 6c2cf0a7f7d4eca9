// Beside the state diagram: what it is that was asked about, where everybody is now, what was just taken, and how far
// the collection of 21 has come, with ways to what is missing.
#pragma once

#include "ui/views/states/diagram.h"

#include <functional>

namespace hw::ui {

struct DiagramNotesScene {
    const DiagramModel& model;
    const DiagramChoice& choice;
    // The root of the semantic ids, as of the diagram.
    std::string id = "states";
    // Offers runs that lead to what is missing.
    bool has_ways = false;
    // Draws the calls of a host below its state, at the layout cursor and so wide; may be empty.
    std::function<void(HostId, float)> calls{};
};

// Each at the layout cursor of the pane that is open, as wide as is available, and leaves the cursor below.
// Nothing when nothing was asked about.
void draw_asked(Ui& ui, const DiagramNotesScene& scene, Commands& commands);
void draw_where_they_are(Ui& ui, const DiagramNotesScene& scene, Commands& commands);
void draw_just_taken(Ui& ui, const DiagramNotesScene& scene, Commands& commands);
void draw_collection(Ui& ui, const DiagramNotesScene& scene, Commands& commands);

// The whole as a pane of a narrow place: the diagram without labels, and below it the words.
struct StatesPaneScene {
    const DiagramModel& model;
    const DiagramChoice& choice;
    Rect rect{};
    Colour ground = 0;
    bool has_ways = false;
    bool has_diagram = true;
    std::function<void(HostId, float)> calls{};
};
void draw_states_pane(Ui& ui, const StatesPaneScene& scene, Commands& commands);

}  // namespace hw::ui
