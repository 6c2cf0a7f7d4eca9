#include "support/host/linux_pair.h"

#include "host/time_wait.h"

namespace hw::test {

std::uint32_t LinuxPair::count(const host::Host& host, tcp::State state) {
    if (state == tcp::State::TimeWait) return time_wait_count(host);
    std::uint32_t count = 0;
    for (std::uint32_t slot = host.live.first; slot != host::no_link;
         slot = host.connections[slot].links.next)
        count += host.connections[slot].tcb.state == state ? 1 : 0;
    return count;
}

}  // namespace hw::test
