#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "script/packetdrill/scene.h"

namespace hw::packetdrill {

// `sockstat -4 -P tcp -s [-p PORT] | grep NAME | grep -c STATE | grep COUNT` asks how many sockets are in a state, and
// fails if it is another number: answered from the host's own tables. What is wrong; nothing when the count is right,
// or the command asks something else.
std::optional<std::string> check_sockets(const Scene& scene, std::string_view command);

}  // namespace hw::packetdrill
