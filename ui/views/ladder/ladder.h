// The ladder: hosts as vertical lines, time running down, every segment an arrow with the slope of its real delay.
// The picture is laid out when the trace changes and drawn every frame for the playhead; a press on a segment
// selects it, and a card offers what can be done to it.
#pragma once

#include "ui/views/calls/call_card.h"
#include "ui/views/commands.h"
#include "ui/views/ladder/arrow_pose.h"
#include "ui/views/ladder/edit_draft.h"
#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/selection.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

// How the learner looks at the ladder; changed by commands only.
struct LadderSettings {
    // Multiplies the usual scale.
    double zoom = 1;
    // The content's y at the top of the view, when the ladder does not follow the playhead.
    float scroll = 0;
    bool follows_playhead = true;
};

// What one frame of one ladder is drawn from.
struct LadderScene {
    const RunModel& run;
    const Selection& selection;
    const LadderSettings& settings;
    Rect rect{};
    // "ladder", or "ladder.2" for the second run of a duel: the root of the semantic ids.
    std::string id = "ladder";
    bool is_compact = false;
    // Headings of the hosts; a phone shows them with their states.
    float heading_height = 40;
    // Written into the future: "not run yet: predict first". Empty: nothing.
    std::string notice{};
    std::string notice_detail{};
    // The segment that the lesson asks the learner to act on: a ring breathes around it.
    PacketId pointed{};
    // False where segments are only looked at.
    bool can_act = true;
    // If everything up to here fits into the view at a slightly smaller scale, that scale is taken; 0: the usual one.
    Instant fits_until{};
    // Hides the time axis' numbers (the second run of a duel shares the first one's).
    bool has_axis = true;
    // What may be asked of the hosts; none: their headings offer nothing.
    CallSet calls = CallSet::none();
};

// The layout and the labels of the last frame, kept while nothing changed; and where the view was scrolled to.
struct LadderMemory {
    struct Key {
        std::uint64_t version = ~std::uint64_t{0};
        Instant pending{};
        Rect rect{};
        double px_per_ms = 0;
        Language language{};
        float pixel_ratio = 0;
        friend bool operator==(const Key&, const Key&) = default;
    };
    Key key{};
    LadderLayout layout{};
    float shown_scroll = 0;
    float greatest_scroll = 0;
    PacketId hovered{};
    // The selection came by key: the card takes the keyboard focus.
    bool was_picked_by_key = false;
    // Of the selected segment, while its card shows the edit panel.
    EditDraft draft{};
    CallMemory calls{};
    // How many layouts were made: a test proves that playing does not lay out every frame.
    std::uint64_t layouts_made = 0;
};

void draw_ladder(Ui& ui, const LadderScene& scene, LadderMemory& memory, Commands& commands);

// CSS pixels per round trip at zoom 1 in a view of this height.
double usual_px_per_round_trip(float view_height, bool is_compact);

// What a screen reader says of a segment: "SYN, seq 1000, client to server, lost".
std::string describe_segment(const Ui& ui, const RunModel& run, const sim::PacketRecord& packet,
                             const ArrowPose& pose);

// A host's name in the language of the screen: "client", "客户端".
std::string host_name(const Ui& ui, const HostLine& host);

}  // namespace hw::ui
