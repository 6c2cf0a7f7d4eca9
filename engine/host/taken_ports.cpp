#include "host/taken_ports.h"

#include <bit>

namespace hw::host {

std::uint32_t TakenPorts::next(std::uint32_t from, std::uint32_t end, OldOnes old_ones) const {
    constexpr std::uint64_t even = 0x5555'5555'5555'5555u;
    const std::uint64_t parity = from % 2 == 0 ? even : even << 1;
    for (std::uint32_t at = from; at < end; at = (at / 64 + 1) * 64 + from % 2) {
        const std::uint64_t yielding = old_ones == OldOnes::LookAt ? yielding_[at / 64] : 0;
        const std::uint64_t wanted = (~taken_[at / 64] | yielding) & parity & ~std::uint64_t{0} << at % 64;
        if (wanted != 0) return at / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(wanted));
    }
    return end;
}

}  // namespace hw::host
