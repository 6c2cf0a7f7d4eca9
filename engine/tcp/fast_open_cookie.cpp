#include "tcp/fast_open_cookie.h"

#include <array>

namespace hw::tcp {
namespace {

void put_address(std::span<std::uint8_t, 4> to, wire::Ipv4Address address) {
    for (std::uint32_t i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(address.raw >> (24 - 8 * i));
}

SipKey key_of(std::string_view bytes) {
    const auto half = [bytes](std::size_t begin) {
        std::uint64_t word = 0;
        for (std::size_t i = 8; i > 0; --i)
            word = word << 8u | static_cast<std::uint8_t>(bytes[begin + i - 1]);
        return word;
    };
    return {half(0), half(8)};
}

}  // namespace

void digest(Digest& d, const std::optional<FastOpenKeys>& keys) {
    const FastOpenKeys all = keys.value_or(FastOpenKeys{});
    const SipKey previous = all.previous.value_or(SipKey{});
    digest_all(d, keys.has_value(), all.current.k0, all.current.k1, all.previous.has_value(), previous.k0,
               previous.k1);
}

std::optional<FastOpenKeys> fast_open_keys(std::string_view bytes) {
    constexpr std::size_t length = 16;  // TCP_FASTOPEN_KEY_LENGTH
    if (bytes.size() != length && bytes.size() != 2 * length) return std::nullopt;
    FastOpenKeys keys{.current = key_of(bytes.substr(0, length))};
    if (bytes.size() > length) keys.previous = key_of(bytes.substr(length));
    return keys;
}

FastOpenCookie fast_open_cookie(const SipKey& key, FastOpenPeers peers, FastOpenCookieOf of) {
    std::array<std::uint8_t, 8> addresses{};
    put_address(std::span(addresses).first<4>(), peers.client);
    put_address(std::span(addresses).last<4>(), peers.server);
    const std::size_t taken = of == FastOpenCookieOf::Client ? 4 : 8;
    const std::uint64_t hash = sip_hash(key, std::span(addresses).first(taken));
    FastOpenCookie cookie;
    for (std::uint32_t i = 0; i < 8; ++i) cookie.push_back(static_cast<std::uint8_t>(hash >> (8 * i)));
    return cookie;
}

std::optional<FastOpenGrant> judge_fast_open(const Config& config, const FastOpenKeys& keys,
                                             FastOpenPeers peers, const wire::Segment& syn) {
    const wire::Options& options = syn.options;
    const bool has_text = !syn.text.empty();
    if (config.fast_open_server == Switch::Off || (!has_text && !options.has_fast_open)) return std::nullopt;
    // §7.3: "cookie-less Fast Open". Linux: TFO_SERVER_COOKIE_NOT_REQD.
    if (config.fast_open_without_cookie == Switch::On) return FastOpenGrant{.is_valid = true};
    if (!options.has_fast_open) return std::nullopt;
    const FastOpenCookie cookie = fast_open_cookie(keys.current, peers, config.fast_open_cookie_of);
    // §4.1.2: "the best validation process is to simply regenerate a valid cookie and compare it against the
    // incoming cookie. In that case, if the incoming cookie fails the check, a valid cookie is readily
    // available to be sent to the client." An empty one asks for it.
    const bool repeats = config.fast_open_repeats_cookie == Switch::On;
    if (options.fast_open_cookie == cookie)
        return FastOpenGrant{.is_valid = true, .cookie = repeats ? cookie : FastOpenCookie{}};
    const bool is_old =
        keys.previous &&
        options.fast_open_cookie == fast_open_cookie(*keys.previous, peers, config.fast_open_cookie_of);
    return FastOpenGrant{.is_valid = is_old, .cookie = cookie};
}

}  // namespace hw::tcp
