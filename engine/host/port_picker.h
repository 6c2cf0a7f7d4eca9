#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/prng.h"
#include "host/four_tuple.h"
#include "host/taken_ports.h"

namespace hw::host {

// Where the search for the next ephemeral port begins, and what earlier searches have shown.
struct PortPicker {
    std::uint16_t next_in_turn = 0;  // PortSelection::InTurn; 0: the first of the range

    // PortSelection::Linux. How far the search has been moved on for the remote sockets of each class; empty until
    // the first connect(). Linux: table_perturb[], which has 65,536. Ours: fewer, since a world is copied.
    std::vector<std::uint32_t> perturbation{};
    Prng prng{};
    // Ports that bind() has given, in order, one entry for each socket: connect() takes none of them.
    std::vector<std::uint16_t> bound{};
    // How many connections to each have ended, by the parity of their local port.
    std::array<std::uint32_t, 2> released{};
    // The last search that found no port of a parity, when no TIME-WAIT may give way: for which sockets, at which
    // count of `released`, and in which range (that one is left out of the digest). Until that changes there is none.
    struct Exhausted {
        FourTuple tuple{};  // the local port is 0
        std::uint32_t released = 0;
        std::uint16_t first_port = 0, last_port = 0;
        friend constexpr bool operator==(const Exhausted&, const Exhausted&) = default;
    };
    std::array<Exhausted, 2> exhausted{};
    // Of pairs of which a long search was made. Left out of the digest: it follows from the connections.
    std::vector<TakenPorts> taken{};

    void note_taken(const FourTuple& tuple) {
        for (TakenPorts& ports : taken)
            if (ports.is_of(tuple)) ports.set(tuple.local.port);
    }
    void note_free(const FourTuple& tuple) {
        ++released[tuple.local.port % 2];
        for (TakenPorts& ports : taken)
            if (ports.is_of(tuple)) ports.reset(tuple.local.port);
    }

    // The connection has entered TIME-WAIT, or leaves it.
    void note_time_wait(const FourTuple& tuple, bool may_yield) {
        for (TakenPorts& ports : taken)
            if (ports.is_of(tuple)) ports.set_may_yield(tuple.local.port, may_yield);
    }

    friend bool operator==(const PortPicker&, const PortPicker&) = default;
};

void digest(Digest& d, const PortPicker& picker);

}  // namespace hw::host
