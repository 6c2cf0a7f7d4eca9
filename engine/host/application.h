#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/digest.h"
#include "base/time.h"

// What an application does with a socket, as data. It reacts to what TCP signals and to its own
// deadlines; it never looks inside the TCB.

namespace hw::host {

enum class ApplicationKind : std::uint8_t {
    Reader,   // reads everything, says nothing; closes `close_delay` after the peer's FIN if asked to
    Greeter,  // sends `text` as soon as it is accepted, then reads like Reader
    Echo,     // sends back what it reads
    Source,   // sends `total_bytes` of a known pattern as fast as the buffer takes them, then closes
    Silent,   // neither reads nor writes: the receive window fills up
    Calls,    // does nothing by itself: whoever makes system calls does
};

// NeverClose: the program forgets close(), even when the connection is over: its descriptor is lost.
enum class OnPeerClose : std::uint8_t { StayOpen, Close, NeverClose };

struct ApplicationSpec {
    ApplicationKind kind = ApplicationKind::Reader;
    std::string text{};
    std::uint64_t total_bytes = 0;
    OnPeerClose on_peer_close = OnPeerClose::StayOpen;
    Duration close_delay{};
    friend bool operator==(const ApplicationSpec&, const ApplicationSpec&) = default;
};

// Where an application stands with one connection.
struct ApplicationState {
    ApplicationSpec spec{};
    std::uint64_t bytes_written = 0;
    Instant close_at = Instant::never();  // its only deadline
    bool is_connected = false;            // connect() or accept() has returned
    bool has_closed = false;
    bool peer_has_closed = false;  // TCP has said so ("connection closing")
    friend bool operator==(const ApplicationState&, const ApplicationState&) = default;
};

// Whether it closes its socket when it learns that the connection is over.
constexpr bool lets_go_at_the_end(const ApplicationSpec& spec) {
    return spec.kind != ApplicationKind::Calls && spec.on_peer_close != OnPeerClose::NeverClose;
}

// What a Source sends from byte `offset` of its stream on, some thousand bytes of it: the printable
// characters from '!' to 'y', again and again. Static storage.
std::span<const std::uint8_t> pattern_from(std::uint64_t offset);

void digest(Digest& d, const ApplicationSpec& spec);
void digest(Digest& d, const ApplicationState& state);

}  // namespace hw::host
