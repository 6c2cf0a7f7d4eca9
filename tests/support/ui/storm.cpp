#include "support/ui/storm.h"

#include "host/profile.h"

namespace hw::ui::test {

sim::World storm_world(std::int64_t seconds) {
    sim::World world = sim::make_world({.seed = 1});
    host::HostConfig client{.name = "proxy", .address = {0x0a00'0005}};
    host::linux_profile(client);
    host::HostConfig server{.name = "backend", .address = {0x0a00'0009}};
    host::linux_profile(server);
    const HostId a = sim::add_host(world, client), b = sim::add_host(world, server);
    sim::add_link(world, {.a = a, .b = b, .config = {.delay = 300_us}});
    const host::ApplicationSpec echo{.kind = host::ApplicationKind::Echo,
                                     .on_peer_close = host::OnPeerClose::Close};
    sim::schedule(world, {}, sim::Listen{b, 8080, echo});
    sim::schedule(world, {}, sim::Listen{a, 80, {}});
    const host::ApplicationSpec request{
        .kind = host::ApplicationKind::Requester, .text = "GET /", .more_connections = 100'000};
    for (int i = 0; i < 4; ++i)
        sim::schedule(world, Instant{500 * i},
                      sim::Connect{.host = a, .remote = {{0x0a00'0009}, 8080}, .application = request});
    sim::run(world, {.until = Instant{} + 1_s * seconds, .most_events = 20'000'000});
    return world;
}

}  // namespace hw::ui::test
