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
};

// Writes each of output.effects.segments as a packet into output.packets, and counts it.
void emit_segments(Host& host, Output& output, const Sender& sender);

}  // namespace hw::host
