#include "host/socket_options.h"

#include <array>

namespace hw::host {

namespace {

constexpr auto names = std::to_array<std::string_view>({
    "SO_REUSEADDR",
    "SO_REUSEPORT",
    "SO_LINGER",
    "SO_KEEPALIVE",
    "SO_RCVBUF",
    "SO_SNDBUF",
    "SO_RCVLOWAT",
    "SO_RCVTIMEO",
    "SO_SNDTIMEO",
    "SO_OOBINLINE",
    "SO_ERROR",
    "SO_TYPE",
    "SO_ACCEPTCONN",
    "TCP_NODELAY",
    "TCP_CORK",
    "TCP_MAXSEG",
    "TCP_KEEPIDLE",
    "TCP_KEEPINTVL",
    "TCP_KEEPCNT",
    "TCP_SYNCNT",
    "TCP_LINGER2",
    "TCP_DEFER_ACCEPT",
    "TCP_USER_TIMEOUT",
    "TCP_FASTOPEN",
    "TCP_FASTOPEN_NO_COOKIE",
    "TCP_FASTOPEN_KEY",
    "TCP_CONGESTION",
    "TCP_QUICKACK",
    "TCP_NOTSENT_LOWAT",
    "TCP_KEEPINIT",
    "TCP_NOOPT",
    "SO_ZEROCOPY",
    "SO_TIMESTAMPING",
    "IP_TTL",
    "IP_TOS",
    "SO_MAX_PACING_RATE",
    "IP_BIND_ADDRESS_NO_PORT",
    "IP_LOCAL_PORT_RANGE",
});

}  // namespace

std::string_view name_of(SocketOption option) { return names[static_cast<std::size_t>(option)]; }

std::optional<SocketOption> find_socket_option(std::string_view name) {
    // RFC 3493 §5.1, RFC 3542 §6.5: what IPv6 calls them.
    if (name == "IPV6_UNICAST_HOPS") return SocketOption::IpTtl;
    if (name == "IPV6_TCLASS") return SocketOption::IpTos;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<SocketOption>(i);
    return {};
}

}  // namespace hw::host
