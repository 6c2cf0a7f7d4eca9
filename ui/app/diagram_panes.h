// The state diagram wherever the app shows it: what was collected so far is kept with the app, whichever screen it is.
#pragma once

#include "ui/app/app_parts.h"
#include "ui/views/states/diagram_notes.h"

namespace hw::ui {

// The diagram of a run at its playhead; what it has collected is kept in `parts.progress`.
DiagramModel collect_arrows(AppParts& parts, const RunModel& run);

// AskOfState, AskOfArrow, AskOfNothing. False: it is something else.
bool carry_out_question(AppParts& parts, const Command& command);

}  // namespace hw::ui
