// What a learner may ask of a host: the RFC's user calls under their names (RFC 9293 §3.9.1), the program's end, the
// machine's power, and its cable. Pure: from a world to what makes sense now, why the rest does not, and the commands
// that do it.
#pragma once

#include "base/ids.h"
#include "sim/command.h"
#include "sim/world.h"
#include "ui/text/messages.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace hw::ui {

enum class HostCall : std::uint8_t {
    Open,    // active OPEN
    Listen,  // passive OPEN
    // One that names its peer, which sockets do not have: it can SEND, and is over with its connection (§3.9.1.1).
    ListenForPeer,
    Accept,
    Send,      // a few bytes
    SendMany,  // several segments of them
    Shutdown,
    Close,
    Abort,
    Status,
    Kill,
    Reboot,
    PowerOff,
    PowerOn,
    Unplug,
    Plug,
    Inject,  // a segment out of nowhere, put together on the card
};
inline constexpr std::size_t host_call_count = 17;

// Which of them a screen offers.
class CallSet {
  public:
    static constexpr CallSet none() { return CallSet(0); }
    static constexpr CallSet all() { return CallSet((1u << host_call_count) - 1); }

    constexpr bool has(HostCall call) const { return (bits_ >> static_cast<unsigned>(call) & 1u) != 0; }
    constexpr CallSet with(HostCall call) const { return CallSet(bits_ | 1u << static_cast<unsigned>(call)); }
    constexpr CallSet without(HostCall call) const {
        return CallSet(bits_ & ~(1u << static_cast<unsigned>(call)));
    }
    constexpr bool is_empty() const { return bits_ == 0; }
    friend constexpr bool operator==(CallSet, CallSet) = default;

  private:
    explicit constexpr CallSet(std::uint32_t bits) : bits_(bits) {}
    std::uint32_t bits_ = 0;
};

struct CallWords {
    // "CLOSE", "power off".
    Msg name{};
    // The socket call beside it, "close()"; empty where there is none.
    std::string_view socket_call{};
    // Part of the semantic id.
    std::string_view id{};
};
const CallWords& words_of(HostCall call);

struct CallOffer {
    HostCall call{};
    // Why it makes no sense now; none: it does.
    std::optional<Msg> refusal{};
    // To be issued one after the other at the playhead; empty if refused, and of Inject.
    std::vector<sim::Command> commands{};
};

// In the order of HostCall. Of two that exclude each other (power off and on, unplug and plug) only one is there.
std::vector<CallOffer> calls_of(const sim::World& world, HostId host, CallSet allowed = CallSet::all());

// The connection that SEND and CLOSE mean: the newest that lives; none if none does.
ConnectionId connection_at_hand(const sim::World& world, HostId host);

}  // namespace hw::ui
