#include "host/taken_ports.h"

#include <bit>

namespace hw::host {

std::uint32_t TakenPorts::next_free(std::uint32_t from, std::uint32_t end) const {
    constexpr std::uint64_t even = 0x5555'5555'5555'5555u;
    const std::uint64_t parity = from % 2 == 0 ? even : even << 1;
    for (std::uint32_t at = from; at < end; at = (at / 64 + 1) * 64 + from % 2) {
        const std::uint64_t free = ~words[at / 64] & parity & ~std::uint64_t{0} << at % 64;
        if (free != 0) return at / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(free));
    }
    return end;
}

}  // namespace hw::host
