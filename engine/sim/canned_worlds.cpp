#include "sim/canned_worlds.h"

#include "base/check.h"

namespace hw::sim {

host::HostConfig w0_host(const W0Host& host) {
    host::HostConfig config;
    config.name = host.name;
    config.address = host.address;
    config.isn.kind = host::IsnKind::Pinned;
    config.isn.pinned = {host.isn};
    config.tcp.mss = 1460;
    config.tcp.receive_buffer_bytes = 65'535;
    config.tcp.msl = 30_s;
    config.tcp.delayed_ack = tcp::Switch::Off;
    config.tcp.user_timeout = Duration::never();
    return config;
}

World w0() {
    World world = make_world({.seed = 1});
    const HostId client =
        add_host(world, w0_host({.name = "client", .address = w0_client_socket.address, .isn = 1000}));
    const HostId server =
        add_host(world, w0_host({.name = "server", .address = w0_server_socket.address, .isn = 5000}));
    const LinkId link = add_link(world, {.a = client, .b = server, .config = {.delay = 100_ms}});
    HW_CHECK(client == w0_client && server == w0_server && link == w0_link);
    // Before time begins: that the server listens is no event of the lesson.
    const host::SocketError error = host::listen(world.hosts[server.value], w0_server_socket.port, {});
    HW_CHECK(error == host::SocketError::None);
    return world;
}

Connect w0_connect() {
    return {.host = w0_client, .local_port = w0_client_socket.port, .remote = w0_server_socket};
}

}  // namespace hw::sim
