#pragma once

#include "script/packetdrill/python.h"
#include "script/packetdrill/scene.h"

// TCP_INFO (tcp(7), struct tcp_info of linux/tcp.h) of the conversation at hand, under the names that scripts use.

namespace hw::packetdrill {

// The fields, and the constants that they are compared with. Fields that the engine has no notion of are missing.
PythonNames tcp_info(Scene& scene);

// Notes what a connection's TCP_INFO will still have to say when the connection is over; after everything that happens.
void remember_info(Scene& scene);

}  // namespace hw::packetdrill
