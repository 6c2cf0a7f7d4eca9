// The user calls of RFC 9293 §3.9.1 as the state diagram's two equal peers have them: one connection each, between
// the two usual sockets, so that every arrow of Figure 5 has its call. Pure: from a world to the commands of a call.
#pragma once

#include "sim/world.h"
#include "ui/text/messages.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace hw::ui {

struct PeerCall {
    // Part of the semantic id: "open".
    std::string_view id{};
    Msg name{};
    // What it is, for whoever asks.
    Msg description{};
    // To be issued one after the other; empty: the RFC would answer with an error.
    std::vector<sim::Command> commands{};
};

// In the RFC's order, the machine's reboot last.
std::vector<PeerCall> peer_calls(const sim::World& world, HostId host, HostId peer);

}  // namespace hw::ui
