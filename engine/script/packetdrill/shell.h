#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "script/packetdrill/scene.h"

// The commands between back-ticks. No shell is run: the few programs that scripts call are recognised by their names,
// and what they would do to the machine is done to ours. What is not understood becomes a remark.

namespace hw::packetdrill {

// The words of each command, in order: lines, and what ";", "&&" and "|" stand between. Quotes are undone, comments
// and redirections left out, but that "echo 1 > FILE" keeps its file, as the last word behind a ">".
std::vector<std::vector<std::string>> split_commands(std::string_view text);

// Runs them. The time that `sleep` asks for is returned.
Duration run_commands(Scene& scene, const ShellCommand& command, Place place);

}  // namespace hw::packetdrill
