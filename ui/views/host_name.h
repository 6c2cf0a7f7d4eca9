// What the screen calls a host: the two that every lesson has by their parts, others by the name that the world gave
// them.
#pragma once

#include "ui/widgets/ui.h"

#include <string>
#include <string_view>

namespace hw::ui {

// `name` is the world's own, "client".
std::string shown_host_name(const Ui& ui, std::string_view name);

}  // namespace hw::ui
