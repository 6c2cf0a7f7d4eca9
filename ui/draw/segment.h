// One segment as an arrow with the slope of its real delay. Each kind has its own line, head and tail, so
// that it is told apart without colour; what happened to it (lost, in flight, held, an old duplicate)
// changes the line.
#pragma once

#include "ui/draw/canvas.h"
#include "ui/draw/label_placement.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace hw::ui {

enum class SegmentFate : std::uint8_t { Arrived, Lost, InFlight, Held };

struct SegmentArrow {
    SegmentKind kind = SegmentKind::Ack;
    SegmentFate fate = SegmentFate::Arrived;
    // Where it left the sender and where it arrives, or would have arrived.
    Point from{};
    Point to{};
    // The part of the way that lies behind it, 0 to 1: where it was lost, where it is now, where it is held.
    float progress = 1;
    // The part of the way at which it becomes visible; more than 0 for one sent before this view began.
    float first_visible = 0;
    // Sent before this view began: dashed, from a clock ring.
    bool is_old_duplicate = false;
    // Nobody's TCP sent it: dashed, and from a warning sign unless it comes from a lane.
    bool is_forged = false;
    bool is_selected = false;
    bool is_hovered = false;
    // Drawn weakly, as on the branch that is not shown.
    bool is_faded = false;
};

// The underlay of a selected arrow; draw it before all arrows.
void draw_segment_underlay(const Canvas& canvas, const SegmentArrow& arrow);

// The arrow without its label.
void draw_segment(const Canvas& canvas, const SegmentArrow& arrow);

struct SegmentLabel {
    SegmentKind kind = SegmentKind::Ack;
    std::string_view flags{};
    // Monospaced; may be empty.
    std::string_view fields{};
    bool is_selected = false;
    // The colour behind the plate, usually the sheet; 0 takes the sheet.
    Colour background = 0;
};

// The size of the label's plate.
Point measure_segment_label(const Canvas& canvas, const SegmentLabel& label);

// The label, level on its arrow, in a plate that interrupts the line.
void draw_segment_label(const Canvas& canvas, const Rect& plate, const SegmentLabel& label);

struct RetransmissionLink {
    // The cross at which the first sending was lost.
    Point lost_at{};
    // The second sending's start.
    Point sent_again_at{};
    // The x along which the link runs down: the inside of the sender's lane.
    float spine_x = 0;
    // The timer's name and value, "RTO 1,000 ms"; empty draws no pill.
    std::string_view pill{};
    // Where the pill's middle lies, between the two ends; nullopt takes the middle.
    std::optional<float> pill_y{};
};

// The dashed link from a loss to the second sending. Returns the pill's rectangle (empty without one).
Rect draw_retransmission_link(const Canvas& canvas, const RetransmissionLink& link);

}  // namespace hw::ui
