// The state lanes beside the hosts' lifelines, the lifelines and the time axis's furniture: gap and playhead.
#pragma once

#include "ui/draw/canvas.h"

#include <string_view>

namespace hw::ui {

inline constexpr float lane_width = 10;
inline constexpr float lane_width_touch = 12;
// Arrows start and end this far from the centre of the host's lane.
inline constexpr float arrow_clearance = 6;

// Fills `rect` with the state's colour and its family's pattern.
void draw_lane(const Canvas& canvas, const Rect& rect, tcp::State state);

// A small sample of the lane, `middle` being the middle of its left edge; for legends and captions.
void draw_swatch(const Canvas& canvas, Point middle, tcp::State state, float width = 10, float height = 14);

// The dotted continuation of a lifeline into the future.
void draw_future_lifeline(const Canvas& canvas, float x, float y1, float y2);

// A silence folded away: a sunk band with zigzag edges. The caller writes the duration into it.
void draw_time_gap(const Canvas& canvas, const Rect& band);

// A zigzag in a horizontal timeline from `from_x` to `to_x`.
void draw_timeline_gap(const Canvas& canvas, float from_x, float to_x, float y);

// The playhead across the ladder: a line from `x1` to `x2` with a flag at its left end that holds the time.
void draw_playhead(const Canvas& canvas, float x1, float x2, float y, std::string_view time);

// The playhead of the timeline bar: a vertical line with a handle on top.
void draw_timeline_playhead(const Canvas& canvas, float x, float y1, float y2);

// Marks the event that is selected: a ring with a disc in it, on a lane.
void draw_event_ring(const Canvas& canvas, Point centre);

}  // namespace hw::ui
