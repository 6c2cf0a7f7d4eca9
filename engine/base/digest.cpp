#include "base/digest.h"

namespace hw {

void Digest::bytes(std::span<const std::uint8_t> data) {
    word(data.size());
    std::uint64_t pending = 0;
    std::uint32_t shift = 0;
    for (const std::uint8_t byte : data) {
        pending |= std::uint64_t{byte} << shift;
        shift += 8;
        if (shift == 64) {
            word(pending);
            pending = 0;
            shift = 0;
        }
    }
    if (shift != 0) word(pending);
}

}  // namespace hw
