// The calls of a host on the screen: a button that opens a card with all of them, each under the RFC's name with the
// socket call beside it, and a strip of those that make sense now where there is room for one.
#pragma once

#include "ui/views/calls/host_calls.h"
#include "ui/views/calls/inject_draft.h"
#include "ui/views/commands.h"
#include "ui/views/run_model.h"
#include "ui/widgets/ui.h"

#include <string>

namespace hw::ui {

struct CallScene {
    const RunModel& run;
    // Empty: nothing is offered.
    CallSet allowed = CallSet::all();
    // The root of the semantic ids: "calls.client.close".
    std::string_view id = "calls";
};

// Whose card is open; none: nobody's. Kept by the view from frame to frame.
struct CallMemory {
    HostId open{};
    // While its card puts a segment together.
    InjectDraft draft{};
    // Where the card was too tall, the sheet of a phone has been asked to make room for it.
    bool has_asked_for_room = false;
};

// Opens the card of `host`, or closes it. `label` may be empty: then it is a chevron alone. The size of the button is
// call_button_size(); a finger's target may be larger.
void draw_call_button(Ui& ui, const CallScene& scene, const HostLine& host, Point upper_left,
                      std::string_view label, CallMemory& memory);
Point call_button_size(const Ui& ui, std::string_view label);

// The open card, if one is, inside the pane that is open and within `view`, near its upper edge and on the side of the
// host's lane at `lane_x`. A press in it becomes command::IssueSim, once for each command that the call takes.
void draw_call_card(Ui& ui, const CallScene& scene, const Rect& view, float lane_x, CallMemory& memory,
                    Commands& commands);

// A row of the calls that make sense now, as many as fit into `rect`, and the button for all of them.
void draw_call_strip(Ui& ui, const CallScene& scene, const HostLine& host, const Rect& rect,
                     CallMemory& memory, Commands& commands);
float call_strip_height(const Ui& ui);

}  // namespace hw::ui
