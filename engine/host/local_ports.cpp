#include "host/local_ports.h"

#include <vector>

#include "host/time_wait.h"

namespace hw::host {

namespace {

// Somebody who uses a local port: a socket, or a connection that has none any more.
struct PortUser {
    wire::Endpoint local{};
    bool reuses_address = false;
    bool reuses_port = false;
    bool listens = false;
};

// Calls visit(PortUser) for everybody but `except`, until it returns false.
template <class Visit>
bool for_each_user(const Host& host, std::uint32_t except, Visit visit) {
    const auto& sockets = host.sockets.sockets;
    for (std::uint32_t slot = 0; slot < sockets.size(); ++slot) {
        const Socket& socket = sockets[slot];
        if (slot == except || socket.stage == SocketStage::Free || socket.local.port == 0) continue;
        if (!visit(PortUser{.local = socket.local,
                            .reuses_address = socket.settings.reuse_address,
                            .reuses_port = socket.settings.reuse_port,
                            .listens = socket.stage == SocketStage::Listening}))
            return false;
    }
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        const Connection& connection = host.connections[slot];
        const bool is_seen = connection.socket != no_socket || connection.tcb.state == tcp::State::TimeWait;
        if (is_seen) continue;  // above, or below
        if (!visit(PortUser{.local = connection.tuple.local, .reuses_address = connection.reuse_address}))
            return false;
    }
    bool goes_on = true;
    for_each_time_wait(host, [&](const TimeWaitView& old) {
        goes_on = goes_on && visit(PortUser{.local = old.tuple.local, .reuses_address = old.reuses_address});
    });
    return goes_on;
}

bool share_an_address(wire::Ipv4Address a, wire::Ipv4Address b) { return a.raw == 0 || b.raw == 0 || a == b; }

}  // namespace

// Linux: inet_bind_conflict().
bool may_bind(const Host& host, std::uint32_t slot, wire::Endpoint local) {
    const SocketSettings& own = host.sockets.sockets[slot].settings;
    return for_each_user(host, slot, [&](const PortUser& other) {
        if (other.local.port != local.port || !share_an_address(other.local.address, local.address))
            return true;
        if (own.reuse_port && other.reuses_port) return true;
        return own.reuse_address && other.reuses_address && !other.listens;
    });
}

bool may_listen(const Host& host, std::uint32_t slot) {
    const Socket& own = host.sockets.sockets[slot];
    return for_each_user(host, slot, [&](const PortUser& other) {
        if (!other.listens || other.local.port != own.local.port) return true;
        if (!share_an_address(other.local.address, own.local.address)) return true;
        return own.settings.reuse_port && other.reuses_port;
    });
}

std::uint16_t pick_port_to_bind(Host& host, std::uint32_t slot, wire::Ipv4Address address) {
    constexpr std::uint32_t word_count = 65'536 / 64;
    std::vector<std::uint64_t> taken(word_count);
    for_each_user(host, slot, [&](const PortUser& other) {
        if (share_an_address(other.local.address, address))
            taken[other.local.port / 64] |= std::uint64_t{1} << other.local.port % 64;
        return true;
    });
    const PortRange range = host.config.ephemeral_ports;
    // Linux: inet_csk_find_open_port(): the odd ports of the range first, since connect() begins with the others.
    for (const std::uint32_t parity : {1u, 0u})
        for (std::uint32_t port = range.first; port <= range.last; ++port) {
            const bool is_free = (taken[port / 64] >> port % 64 & 1) == 0;
            if ((port - range.first) % 2 == parity && is_free) return static_cast<std::uint16_t>(port);
        }
    return 0;
}

}  // namespace hw::host
