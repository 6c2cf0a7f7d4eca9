#pragma once

#include "native/cli/command.h"

// One file a command: each defines its entry of the table.

namespace hw::cli {

extern const Command bench_command;
extern const Command digest_command;
extern const Command figure_command;
extern const Command lesson_check_command;
extern const Command lesson_new_command;
extern const Command lesson_preview_command;
extern const Command packetdrill_command;
extern const Command run_command;
extern const Command sim_command;
extern const Command site_command;
extern const Command ward_command;

}  // namespace hw::cli
