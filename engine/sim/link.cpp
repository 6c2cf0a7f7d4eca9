#include "sim/link.h"

#include <limits>

#include "base/check.h"

namespace hw::sim {
namespace {

constexpr std::uint64_t us_per_second = 1'000'000;
constexpr std::uint32_t certain_ppm = 1'000'000;

bool is_short(Duration time) { return Duration{} <= time && time <= max_link_delay; }

// Bytes that a transmitter still has to put on the wire when it is busy for `left`; saturates.
std::uint64_t bytes_waiting(Duration left, std::uint64_t rate_bps) {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const auto us = static_cast<std::uint64_t>(left.us);
    if (us > most / rate_bps) return most;
    return us * rate_bps / (8 * us_per_second);
}

}  // namespace

bool is_valid(const LinkConfig& config) {
    return is_short(config.delay) && is_short(config.reorder_delay) && is_short(config.jitter) &&
           config.rate_bps <= max_rate_bps && config.loss_ppm <= certain_ppm &&
           config.duplicate_ppm <= certain_ppm && config.corrupt_ppm <= certain_ppm &&
           config.reorder_ppm <= certain_ppm && config.mark_ppm <= certain_ppm &&
           (config.mtu_bytes == 0 || (min_mtu_bytes <= config.mtu_bytes && config.mtu_bytes <= 65'535));
}

Duration transmission_time(std::uint32_t bytes, std::uint64_t rate_bps) {
    HW_CHECK(rate_bps > 0);
    const std::uint64_t bit_us = std::uint64_t{bytes} * 8 * us_per_second;  // < 2^32 * 2^23
    return Duration{static_cast<std::int64_t>((bit_us + rate_bps - 1) / rate_bps)};
}

std::uint64_t waiting_bytes(const Link& link, std::uint8_t direction, Instant now) {
    const Instant free_at = link.free_at[direction];
    const std::uint64_t rate_bps = link.config[direction].rate_bps;
    return rate_bps == 0 || free_at <= now ? 0 : bytes_waiting(free_at - now, rate_bps);
}

bool enter_link(Link& link, std::uint8_t direction, std::uint32_t bytes, Instant now, Instant& arrives_at) {
    const LinkConfig& config = link.config[direction];
    if (config.rate_bps == 0) {
        arrives_at = now + config.delay;
        return true;
    }
    Instant& free_at = link.free_at[direction];
    if (config.queue_bytes > 0 && now < free_at) {
        const std::uint64_t waiting = waiting_bytes(link, direction, now);
        if (waiting >= config.queue_bytes || config.queue_bytes - waiting < bytes) return false;
    }
    free_at = later_of(now, free_at) + transmission_time(bytes, config.rate_bps);
    arrives_at = free_at + config.delay;
    return true;
}

void digest(Digest& d, const LinkConfig& config) {
    digest_all(d, config.delay, config.rate_bps, config.queue_bytes, config.loss_ppm, config.duplicate_ppm,
               config.corrupt_ppm, config.reorder_ppm, config.reorder_delay, config.jitter);
    digest_all(d, config.mtu_bytes, config.mtu_is_secret, config.mark_ppm, config.mark_above_bytes);
}

void digest(Digest& d, const Link& link) {
    digest_all(d, link.a, link.b, link.router, link.is_unplugged);
    for (const LinkConfig& config : link.config) digest(d, config);
    for (const Instant free_at : link.free_at) digest(d, free_at);
}

}  // namespace hw::sim
