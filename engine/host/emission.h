#pragma once

#include "host/host.h"
#include "host/output.h"

namespace hw::host {

// Who sends a segment: between which sockets, and where its text lies (nowhere for the stateless resets
// of CLOSED and LISTEN).
struct Sender {
    FourTuple tuple{};
    ConnectionId connection{};
    const tcp::SendBuffer* buffer = nullptr;
    std::uint8_t time_to_live = 64;
    std::uint8_t type_of_service = 0;
};

// Writes each of output.effects.segments as a packet into output.packets, and counts it.
void emit_segments(Host& host, Output& output, const Sender& sender);

}  // namespace hw::host
