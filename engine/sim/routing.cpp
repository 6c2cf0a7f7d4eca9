#include "sim/routing.h"

#include "host/address.h"

namespace hw::sim {

Route route_to(const World& world, HostId from, wire::Ipv4Address destination) {
    const auto has = [&](HostId host) {
        return host::has_address(world.hosts[host.value].config, destination);
    };
    for (std::uint32_t i = 0; i < world.links.size(); ++i) {
        const Link& link = world.links[i];
        if (link.a == from && has(link.b)) return {.to = link.b, .link = LinkId{i}, .direction = 0};
        if (link.b == from && has(link.a)) return {.to = link.a, .link = LinkId{i}, .direction = 1};
    }
    if (host::is_own_address(world.hosts[from.value].config, destination)) return {.to = from};
    return {};
}

}  // namespace hw::sim
