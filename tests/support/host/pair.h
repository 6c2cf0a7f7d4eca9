#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/packet_bytes.h"
#include "host/host.h"
#include "host/output.h"
#include "wire/parse.h"

// Two hosts and a wire of 100 ms between them, for tests of the host room: the client at 10.0.0.1, the server
// at 10.0.0.2, with the ISNs that every lesson pins (1000 and 5000). The sim is the room for anything
// more; this one only carries packets.

namespace hw::test {

inline constexpr wire::Ipv4Address client_address{0x0a00'0001}, server_address{0x0a00'0002};
inline constexpr wire::Endpoint server_port_80{server_address, 80};

host::HostConfig client_config();
host::HostConfig server_config();

// A packet that was on the wire, decoded.
struct Seen {
    Instant sent_at{};
    bool is_from_client = false;
    bool was_dropped = false;
    wire::TcpHeader header{};
    std::string text{};
};

class Pair {
  public:
    explicit Pair(const host::HostConfig& client_options = client_config(),
                  const host::HostConfig& server_options = server_config());

    host::Host client;
    host::Host server;
    Instant now{};
    Duration delay = 100'000_us;
    std::vector<Seen> seen{};
    // Asked for every packet that sets off; true: it is lost.
    std::function<bool(const Seen&)> loses{};
    // Of the latest event.
    host::Output output{};

    // ---- calls, at `now`; what the host sends sets off at once
    ConnectionId connect(std::uint16_t local_port = 40'000, const host::ApplicationSpec& application = {});
    host::SocketError send(host::Host& host, ConnectionId id, std::string_view text);
    host::SocketError close(host::Host& host, ConnectionId id);
    host::SocketError abort(host::Host& host, ConnectionId id);
    // A packet from nowhere arrives.
    void deliver(host::Host& to, std::span<const std::uint8_t> packet);

    // A call that somebody else makes, between these two; then what the host sends sets off.
    host::Output& begin_call() { return begin(); }
    void end_call(const host::Host& host) { post(host); }
    // Blocked calls that have returned and that nobody has asked for yet.
    std::vector<host::Completion> completions{};
    bool keeps_story = true;  // false: `seen` stays empty, for thousands of connections

    // The next arrival or deadline, if it comes by `until`. False: there is none, and `now` is `until`.
    bool step(Instant until);
    // Every arrival and deadline up to and including `until`; `now` is `until` afterwards.
    void run_until(Instant until);

    const host::Connection& at_client(std::uint32_t id = 0) const { return record(client, id); }
    const host::Connection& at_server(std::uint32_t id = 0) const { return record(server, id); }
    // Segments as the RFC's figures write them, one a line, with ">" for those of the client, "<" for the
    // server's and "x" in front of lost ones: "> <SEQ=1000><CTL=SYN>".
    std::string story() const;

  private:
    struct InFlight {
        Instant arrives_at{};
        bool is_to_server = false;
        PacketBytes bytes{};
    };
    static const host::Connection& record(const host::Host& host, std::uint32_t id);
    host::Output& begin();
    void post(const host::Host& from);

    std::vector<InFlight> wire_{};  // in order of arrival: all take the same time
};

// A segment as a packet with right checksums.
struct Forged {
    wire::Endpoint from{};
    wire::Endpoint to{};
    wire::TcpHeader header{};  // ports are taken from the endpoints
    std::string text{};
};
PacketBytes packet_of(const Forged& forged);

}  // namespace hw::test
