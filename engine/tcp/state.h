#pragma once

#include <cstdint>
#include <string_view>

namespace hw::tcp {

// RFC 9293 §3.3.2, in the order of its list. CLOSED is fictional: "it represents the state when
// there is no TCB".
enum class State : std::uint8_t {
    Closed,
    Listen,
    SynSent,
    SynReceived,
    Established,
    FinWait1,
    FinWait2,
    CloseWait,
    Closing,
    LastAck,
    TimeWait,
};
inline constexpr std::uint32_t state_count = 11;

// "SYN-SENT", as the RFC spells it.
std::string_view name_of(State state);

// §3.9.1 / §3.8: states in which the peer's SYN is known, so that segments carry a meaningful ACK.
constexpr bool is_synchronized(State s) { return s >= State::Established; }

}  // namespace hw::tcp
