#pragma once

#include <optional>

#include "host/host.h"

// Local ports that the host chooses for connect(), and TIME-WAITs of its own that give way.

namespace hw::host {

// A port of the host from which `tuple.remote` can be reached; tuple.local.port is not looked at. When a TIME-WAIT
// gave way for it, with which ISS the new connection must begin. `own`: the range that the socket asks for.
struct PickedPort {
    std::uint16_t port = 0;  // 0: none is left
    std::optional<SeqNum> iss{};
};
PickedPort pick_ephemeral_port(Host& host, const FourTuple& tuple, Instant now,
                               std::optional<PortRange> own = {});

// Whether nobody uses the four-tuple, or only a TIME-WAIT of ours that may be replaced: that is gone then. Who
// wants it: a search for a port (tcp_tw_reuse, and its delay), or a socket that has it from bind().
enum class Claimant : std::uint8_t { Search, BoundSocket };
struct Vacancy {
    bool is_vacant = false;
    std::optional<SeqNum> iss{};
};
Vacancy vacate(Host& host, const FourTuple& tuple, Instant now, Claimant claimant);

// bind() has given a port to a socket, or the socket is closed.
void note_bound(PortPicker& ports, std::uint16_t port);
void note_unbound(PortPicker& ports, std::uint16_t port);

}  // namespace hw::host
