#include "native/cli/commands.h"

namespace hw::cli {

std::span<const Command> commands() {
    static const Command table[] = {lesson_check_command, lesson_new_command,  lesson_preview_command,
                                    figure_command,       packetdrill_command, run_command,
                                    sim_command,          digest_command,      bench_command,
                                    site_command,         ward_command};
    return table;
}

}  // namespace hw::cli
