#include "support/wire/random_packet.h"

namespace hw::test {
namespace {

std::uint32_t word(Prng& prng) { return static_cast<std::uint32_t>(prng.next() >> 32); }
std::uint16_t half(Prng& prng) { return static_cast<std::uint16_t>(prng.below(0x10000)); }
bool coin(Prng& prng) { return prng.chance(500'000); }

// Options that Handwave does not know: an experiment, Multipath TCP, or a new kind.
void add_unknown_option(Prng& prng, wire::Options& options, std::uint32_t room) {
    if (room < 2) return;
    constexpr std::uint8_t kinds[] = {253, 30, 76};
    const std::uint32_t length = prng.between(2, room);
    options.unknown.push_back(kinds[prng.below(3)]);
    options.unknown.push_back(static_cast<std::uint8_t>(length));
    for (std::uint32_t i = 2; i < length; ++i)
        options.unknown.push_back(static_cast<std::uint8_t>(prng.below(256)));
}

// Asks for a cookie or has one of 4 to 16 bytes.
void add_fast_open(Prng& prng, wire::Options& options) {
    wire::Options with = options;
    with.has_fast_open = true;
    with.fast_open_is_experimental = coin(prng);
    const std::uint32_t pairs = coin(prng) ? 0 : prng.between(2, 8);
    for (std::uint32_t i = 0; i < 2 * pairs; ++i)
        with.fast_open_cookie.push_back(static_cast<std::uint8_t>(prng.below(256)));
    if (wire::options_length(with) <= wire::max_option_bytes) options = with;
}

// Counters modulo 2^24 in either order; what is left out is 0.
void add_accurate_ecn(Prng& prng, wire::Options& options) {
    wire::Options with = options;
    wire::AccurateEcn& ecn = with.accurate_ecn;
    with.has_accurate_ecn = true;
    ecn.is_order_1 = coin(prng);
    ecn.fields = static_cast<std::uint8_t>(prng.below(4));
    if (ecn.has_ee0b()) ecn.ee0b = prng.below(1u << 24);
    if (ecn.has_eceb()) ecn.eceb = prng.below(1u << 24);
    if (ecn.has_ee1b()) ecn.ee1b = prng.below(1u << 24);
    if (wire::options_length(with) <= wire::max_option_bytes) options = with;
}

wire::Options random_options(Prng& prng) {
    wire::Options options;
    if ((options.has_mss = coin(prng))) options.mss = half(prng);
    if ((options.has_window_scale = coin(prng)))
        options.window_scale = static_cast<std::uint8_t>(prng.below(256));
    if ((options.has_timestamps = coin(prng))) options.timestamps = {word(prng), word(prng)};
    options.sack_permitted = coin(prng);
    const std::uint32_t blocks = prng.below(5);
    for (std::uint32_t i = 0; i < blocks; ++i) {
        if (wire::options_length(options) + (i == 0 ? 12 : 8) > wire::max_option_bytes) break;
        options.sack.push_back({{word(prng)}, {word(prng)}});
    }
    if (coin(prng)) add_accurate_ecn(prng, options);
    if (coin(prng)) add_fast_open(prng, options);
    if (coin(prng) && wire::options_length(options) + 4 <= wire::max_option_bytes) {
        options.has_user_timeout = true;
        options.user_timeout = half(prng);
    }
    if (coin(prng)) add_unknown_option(prng, options, wire::max_option_bytes - wire::options_length(options));
    return options;
}

}  // namespace

RandomPacket random_packet(Prng& prng) {
    RandomPacket packet{
        .ip = {.source = {word(prng)},
               .destination = {word(prng)},
               .identification = half(prng),
               .ttl = static_cast<std::uint8_t>(prng.below(256)),
               .ecn = static_cast<std::uint8_t>(prng.below(4)),
               .dont_fragment = coin(prng)},
        .tcp = {.source_port = half(prng),
                .destination_port = half(prng),
                .seq = {word(prng)},
                .ack = {word(prng)},
                .ctl = {static_cast<std::uint16_t>(prng.below(512))},
                .reserved = static_cast<std::uint8_t>(prng.below(8)),
                .raw_window = half(prng),
                .urgent_pointer = half(prng),
                .options = random_options(prng)},
    };
    packet.text.resize(coin(prng) ? prng.below(40) : prng.below(1461));
    for (std::uint8_t& byte : packet.text) byte = static_cast<std::uint8_t>(prng.below(256));
    return packet;
}

std::vector<std::uint8_t> emitted(const RandomPacket& packet, Prng& prng) {
    const std::span<const std::uint8_t> text{packet.text};
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::uint32_t first = prng.below(size + 1), second = prng.below(size - first + 1);
    std::vector<std::uint8_t> bytes(wire::packet_length(packet.tcp, text.size()));
    const auto length = wire::emit_packet(
        packet.ip, packet.tcp, {text.first(first), text.subspan(first, second), text.subspan(first + second)},
        bytes);
    HW_CHECK(length.ok() && length.value() == bytes.size());
    return bytes;
}

}  // namespace hw::test
