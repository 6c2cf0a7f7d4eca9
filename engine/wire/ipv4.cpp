#include "wire/ipv4.h"

namespace hw::wire {

std::string to_text(Ipv4Address address) {
    std::string text;
    for (int shift = 24; shift >= 0; shift -= 8) {
        if (!text.empty()) text += '.';
        text += std::to_string(address.raw >> shift & 0xffu);
    }
    return text;
}

}  // namespace hw::wire
