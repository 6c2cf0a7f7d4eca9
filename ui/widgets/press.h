// The one place where a rectangle becomes something that can be pressed: by pointer, by key, or through its
// semantic node. Every widget is built on it, and so is whatever a view draws by itself (a segment on the
// ladder, a mark on the timeline).
#pragma once

#include "ui/widgets/ui.h"

namespace hw::ui {

struct PressSpec {
    // Role, id, name, state … of the node; its rectangle is filled in.
    SemanticNode node{};
    Rect rect{};
    // Grows the area that the pointer hits, for things drawn small; the semantic rectangle grows with it.
    float hit_margin = 0;
    // False takes it out of the Tab order, as the unchosen radios of a group are.
    bool is_tab_stop = true;
    // Radius of the focus ring.
    float ring_radius = radius::button;
    // False if the caller draws the focus itself.
    bool draws_focus_ring = true;
    // Later widgets may lie on top of this one and take the pointer there (segments under a card).
    bool allows_overlap = false;
};

struct PressResult {
    // Pressed in this frame, by whatever means. Never true when disabled.
    bool is_pressed = false;
    bool is_hovered = false;
    bool is_held = false;
    // Has the keyboard focus, and the focus is to be shown.
    bool is_focused = false;
    // The focus came in this frame by an arrow key; a radio group selects then.
    bool was_reached_by_arrow = false;
};

// Submits the area, records the node, draws the focus ring on top. `last_rect` becomes the rectangle. The
// layout cursor moves below the rectangle, as after any ImGui item.
PressResult press_area(Ui& ui, PressSpec spec);

// The ring that shows the keyboard focus: accent, 2 px, just outside.
void draw_focus_ring(const Canvas& canvas, const Rect& rect, float radius);

}  // namespace hw::ui
