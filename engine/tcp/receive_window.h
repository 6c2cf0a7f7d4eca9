#pragma once

#include "tcp/rules.h"

// The receive window and its silly-window avoidance (RFC 9293 §3.8.6, §3.8.6.2.2): the right edge never moves left
// (SHLD-14) and moves right only by worthwhile steps (MUST-39). How wide it opens is a policy, one row of functions
// over state that is plain data: the RFC's, or Linux's.

namespace hw::tcp {

enum class TextPlace : std::uint8_t;

struct WindowRules {
    WindowPolicy id;
    // As much as may ever be advertised, bytes: what the offered shift has to cover (RFC 7323 §2.3).
    std::uint32_t (*largest)(const Tcb&, const Config&);
    // The window of our SYN or SYN,ACK, at most 65,535 bytes; `option_bytes` are in every segment of the peer.
    std::uint32_t (*first)(Tcb&, const Config&, std::uint32_t option_bytes);
    void (*peer_is_known)(Event&);  // the peer's SYN has come
    void (*start)(Event&);          // the handshake is complete
    // How wide the window should be now, bytes from RCV.NXT; the edge stays where it is if that is less.
    std::uint32_t (*select)(const Tcb&, const Config&);
    // Moves the right edge: a segment that shows it leaves.
    void (*update)(Tcb&, const Config&);
    void (*text_came)(Arrival&, TextPlace);
    void (*text_read)(Event&);
};

const WindowRules& window_rules(const Config& config);

// RCV.BUFF of the RFC's policy: all the room there is, bytes; at most what 16 bits and the shift can advertise.
std::uint32_t receive_buffer_size(const Tcb& tcb);
// As much text as may ever wait for the user, bytes.
std::uint32_t most_receive_bytes(const Config& config, const ConnectionOptions& options);

// The user has taken data: is the window now so much larger that the peer should hear of it at once?
bool window_update_is_due(const Tcb& tcb);

}  // namespace hw::tcp
