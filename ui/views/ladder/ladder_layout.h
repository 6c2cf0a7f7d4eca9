// Where everything of a run lies on the ladder, in content coordinates: x in CSS pixels of the canvas, y downwards
// from the top of the scrolled content. Pure over the trace, the axis and a measuring function; it changes when
// the trace does, not from frame to frame. What is visible at the playhead is decided later, in arrow_pose.h.
#pragma once

#include "ui/draw/label_placement.h"
#include "ui/draw/segment.h"
#include "ui/text/messages.h"
#include "ui/views/ladder/packet_path.h"
#include "ui/views/ladder/segment_words.h"
#include "ui/views/run_model.h"
#include "ui/views/time/time_axis.h"

#include <array>
#include <functional>
#include <string>
#include <vector>

namespace hw::ui {

// The frame into which the ladder is laid.
struct LadderFrame {
    // The part of the pane below the host headings, where the content scrolls.
    Rect view{};
    // The centres of the first and the last host's lanes.
    float first_lane = 0;
    float last_lane = 0;
    float lane_width = 10;
    // Narrow: state names stand in the headings, not beside the lanes.
    bool is_compact = false;
};

// Lanes, margins and axis for a pane that is `width` wide.
LadderFrame ladder_frame(const Rect& view, bool is_compact, float lane_width);

// One stretch of a host's lane.
struct LaneSpan {
    tcp::State state{};
    Instant from{};
    Instant to = Instant::never();
};

// What the application learnt, beside the lane: "accept()", "read 10 B", "ECONNRESET".
struct LaneNote {
    Instant at{};
    std::string text{};
    bool is_bad = false;
};

struct Lane {
    HostId host{};
    float x = 0;
    // State names stand on the outside: left of the first lane, right of the others.
    bool names_on_left = false;
    std::vector<LaneSpan> spans{};
    std::vector<LaneNote> notes{};
};

struct LadderArrow {
    PacketId id{};
    SegmentKind kind = SegmentKind::Ack;
    HostId from{};
    HostId to{};
    float x_from = 0;
    float x_to = 0;
    // Segments that leave together lie this much lower than the first of them, so that each can be seen.
    float nudge = 0;
    Instant sent_at{};
    PacketPath path{};
    bool is_old_duplicate = false;
    // Nobody's TCP sent it: from the liar's lane, if there is one, else out of nowhere.
    bool is_forged = false;
    // One of many alike, for which a band stands.
    bool is_folded = false;
    std::string flags{};
    // By LabelDetail: everything, without the acknowledgment, nothing.
    std::array<std::string, label_detail_count> fields{};
    std::array<float, label_detail_count> widths{};
};

// A retransmission and what it repeats.
struct Repetition {
    std::size_t first = 0;  // indexes into arrows
    std::size_t again = 0;
    // The timer that expired; 0 when it was no timer.
    Duration rto{};
};

struct LadderLayout {
    LadderFrame frame{};
    TimeAxis axis{};
    std::vector<Lane> lanes{};
    std::vector<LadderArrow> arrows{};
    std::vector<Repetition> repetitions{};
    // Content height up to the end of what is known.
    float height = 0;

    float y(Instant t) const { return static_cast<float>(axis.at(t)) + top_margin; }
    Instant when(float content_y) const { return axis.when(static_cast<double>(content_y - top_margin)); }
    Point at(const LadderArrow& arrow, const Waypoint& point) const {
        return {arrow.x_from + (arrow.x_to - arrow.x_from) * point.way, y(point.at) + arrow.nudge};
    }
    const LadderArrow* find(PacketId id) const;
    const Lane* find_lane(HostId id) const;

    // From the content's upper edge to time 0: the lanes show what was before.
    static constexpr float top_margin = 28;
};

struct LadderOptions {
    double px_per_ms = 0.54;
    Language language = Language::En;
};

// The width in CSS pixels of a label's plate.
using MeasureLabel = std::function<float(SegmentKind, std::string_view flags, std::string_view fields)>;

LadderLayout lay_out_ladder(const RunModel& run, const LadderFrame& frame, const LadderOptions& options,
                            const MeasureLabel& measure);

// The look of a segment follows its rarest bit.
SegmentKind kind_of(const wire::TcpHeader& header, std::uint32_t text_length);
// Silences longer than this are folded.
Duration longest_shown_silence(Duration round_trip);

}  // namespace hw::ui
