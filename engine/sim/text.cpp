#include "sim/text.h"

namespace hw::sim {

std::string seconds_of(Duration time) {
    const bool is_negative = time.us < 0;
    const auto raw_us = static_cast<std::uint64_t>(time.us);
    const std::uint64_t us = is_negative ? 0 - raw_us : raw_us;
    std::string fraction = std::to_string(us % 1'000'000);
    fraction.insert(0, 6 - fraction.size(), '0');
    return (is_negative ? "-" : "") + std::to_string(us / 1'000'000) + "." + fraction + " s";
}

std::string seconds_of(Instant time) { return time.is_never() ? "never" : seconds_of(time - Instant{}); }

}  // namespace hw::sim
