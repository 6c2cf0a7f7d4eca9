// Runs side by side have one axis of time: what is folded in one of them is folded in all.
#pragma once

#include "ui/views/run_model.h"

#include <vector>

namespace hw::ui {

// Each run gets to know when something happens in the others, and how far any of them has been seen. A row of like
// segments that all of them have is no happening: it is folded.
void share_folds(std::vector<RunModel>& runs);

}  // namespace hw::ui
