#include "tcp/state.h"

#include <array>

namespace hw::tcp {

std::string_view name_of(State state) {
    static constexpr std::array<std::string_view, state_count> names{
        "CLOSED",     "LISTEN",     "SYN-SENT", "SYN-RECEIVED", "ESTABLISHED", "FIN-WAIT-1",
        "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",  "LAST-ACK",     "TIME-WAIT"};
    return names[static_cast<std::uint32_t>(state)];
}

}  // namespace hw::tcp
