#include "tcp/fast_open_cookie.h"

#include <array>

namespace hw::tcp {
namespace {

void put_address(std::span<std::uint8_t, 4> to, wire::Ipv4Address address) {
    for (std::uint32_t i = 0; i < 4; ++i) to[i] = static_cast<std::uint8_t>(address.raw >> (24 - 8 * i));
}

}  // namespace

FastOpenCookie fast_open_cookie(const SipKey& key, FastOpenPeers peers) {
    std::array<std::uint8_t, 8> addresses{};
    put_address(std::span(addresses).first<4>(), peers.client);
    put_address(std::span(addresses).last<4>(), peers.server);
    const std::uint64_t hash = sip_hash(key, addresses);
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
    const FastOpenCookie cookie = fast_open_cookie(keys.current, peers);
    // §4.1.2: "the best validation process is to simply regenerate a valid cookie and compare it against the
    // incoming cookie. In that case, if the incoming cookie fails the check, a valid cookie is readily
    // available to be sent to the client." An empty one asks for it.
    if (options.fast_open_cookie == cookie) return FastOpenGrant{.is_valid = true};
    const bool is_old = keys.previous && options.fast_open_cookie == fast_open_cookie(*keys.previous, peers);
    return FastOpenGrant{.is_valid = is_old, .cookie = cookie};
}

}  // namespace hw::tcp
