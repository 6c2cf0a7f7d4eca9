#include "sim/routing.h"

#include "host/address.h"

namespace hw::sim {

namespace {

bool has(const World& world, HostId host, wire::Ipv4Address address) {
    return host::has_address(world.hosts[host.value].config, address);
}

Route search_route(const World& world, HostId from, wire::Ipv4Address destination) {
    for (std::uint32_t i = 0; i < world.links.size(); ++i) {
        const Link& link = world.links[i];
        if (link.a == from && has(world, link.b, destination))
            return {.to = link.b, .link = LinkId{i}, .direction = 0};
        if (link.b == from && has(world, link.a, destination))
            return {.to = link.a, .link = LinkId{i}, .direction = 1};
    }
    if (host::is_own_address(world.hosts[from.value].config, destination)) return {.to = from};
    return {};
}

// The direction of a link as one number, as world.buffers.routes holds it.
std::uint32_t way_of(const Route& route) { return route.link.value * 2 + route.direction; }

// Why it is looked at again: the buffers are no part of the world, which may have become another.
bool leads_there(const World& world, std::uint32_t way, HostId from, wire::Ipv4Address destination) {
    if (way / 2 >= world.links.size()) return false;
    const Link& link = world.links[way / 2];
    const HostId near = way % 2 == 0 ? link.a : link.b, far = way % 2 == 0 ? link.b : link.a;
    return near == from && has(world, far, destination);
}

}  // namespace

Route route_to(World& world, HostId from, wire::Ipv4Address destination) {
    const std::uint64_t key = std::uint64_t{from.value} << 32 | destination.raw;
    host::FlatIndex& routes = world.buffers.routes;
    if (const std::uint32_t way = routes.find(key); way != host::FlatIndex::absent) {
        if (leads_there(world, way, from, destination)) {
            const Link& link = world.links[way / 2];
            const auto direction = static_cast<std::uint8_t>(way % 2);
            return {.to = direction == 0 ? link.b : link.a, .link = LinkId{way / 2}, .direction = direction};
        }
        routes.erase(key);
    }
    const Route route = search_route(world, from, destination);
    if (route.link.exists()) routes.insert(key, way_of(route));
    return route;
}

}  // namespace hw::sim
