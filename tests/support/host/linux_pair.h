#pragma once

#include "host/profile.h"
#include "support/host/program.h"

namespace hw::test {

// A Pair of Linux hosts on a fast wire, as two machines on one table: 50 µs each way.
inline host::HostConfig linux_host(const host::HostConfig& plain) {
    host::HostConfig config = plain;
    config.isn.pinned.clear();
    config.isn.kind = host::IsnKind::Rfc6528;
    config.isn.secret = {plain.address.raw, 7};
    host::linux_profile(config);
    return config;
}

class LinuxPair : public Pair {
  public:
    LinuxPair(const host::HostConfig& client_options = linux_host(client_config()),
              const host::HostConfig& server_options = linux_host(server_config()))
        : Pair(client_options, server_options) {
        delay = 50_us;
        output.wants_notes = false;
    }
    void run_for(Duration time) { run_until(now + time); }
    // How many connections of `host` are in that state, TIME-WAIT's packed ones included.
    static std::uint32_t count(const host::Host& host, tcp::State state);
};

// A program on each side, and one connection between them that the server has accepted.
struct LinuxSession {
    LinuxPair pair{};
    Program server{pair, pair.server}, client{pair, pair.client};
    std::int32_t listener = server.listen(80);
    std::int32_t at_client = client.connected();
    std::int32_t at_server = -1;

    LinuxSession() {
        pair.run_for(1_ms);
        at_server = static_cast<std::int32_t>(server.accept(listener).value);
    }
};

}  // namespace hw::test
