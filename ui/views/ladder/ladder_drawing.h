// The parts in which the ladder is drawn, from the back to the front; private to ui/views/ladder.
#pragma once

#include "ui/views/ladder/ladder.h"

#include <vector>

namespace hw::ui {

// Everything that the parts share during one frame.
struct LadderDrawing {
    Ui& ui;
    const Canvas canvas;
    const LadderScene& scene;
    const LadderLayout& layout;
    LadderMemory& memory;
    Rect view{};
    // Add to a content y to get the screen's.
    float shift = 0;
    // Parallel to layout.arrows, in screen coordinates.
    std::vector<ArrowPose> poses{};
    // Rectangles that no label may cover: notes, pills, crosses' words.
    std::vector<Rect> obstacles{};
    // Parallel to poses; shown or not.
    std::vector<LabelPlace> labels{};

    float y(Instant t) const { return layout.y(t) + shift; }
    float playhead_y() const { return y(scene.run.now); }
    bool is_in_view(float top, float bottom) const { return bottom >= view.y && top <= view.bottom(); }
    bool is_wanted(PacketId id) const {
        return id.exists() && (id == scene.selection.packet || id == memory.hovered);
    }
};

void draw_ladder_headings(Ui& ui, const LadderScene& scene, LadderMemory& memory);
void draw_ladder_ground(LadderDrawing& d);
void draw_ladder_lanes(LadderDrawing& d);
void draw_ladder_state_names(LadderDrawing& d);
// Names beside a lane that has another one behind it stand where segments pass: no label may cover them.
void keep_state_names_free(LadderDrawing& d);
void draw_repetitions(LadderDrawing& d);
// How long each folded silence is, beside whatever stands in it.
void draw_silence_words(LadderDrawing& d);
void draw_ladder_arrows(LadderDrawing& d);
void draw_arrow_notes(LadderDrawing& d);
void place_arrow_labels(LadderDrawing& d);
void draw_arrow_labels(LadderDrawing& d);
// Rings around the segment that the lesson asks the learner to act on.
void draw_pointed_segment(LadderDrawing& d);
void draw_selected_event(LadderDrawing& d);
// Semantic buttons over the segments, pointer picking, wheel and drag.
void handle_ladder_input(LadderDrawing& d, Commands& commands);

}  // namespace hw::ui
