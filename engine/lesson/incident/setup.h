#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "host/host.h"

// The incident: a gateway opens a connection to the backend for every request and closes it first. What of that a
// remedy can change, as data; the world is made from it (incident/trial.h).

namespace hw::lesson::incident {

// How much of the real thing there is: the gateway as it stands, or a twin with a twenty-eighth of its ports and of its
// requests, for phones and sanitizers. Both have the same minute of TIME-WAIT.
struct Size {
    std::string_view name{};
    host::PortRange ports{};              // ip_local_port_range
    host::PortRange wide_ports{};         // and widened as far as it goes
    std::array<Duration, 2> intervals{};  // between requests: every day, and in the surge
    std::uint32_t buckets = 0;            // tcp_max_tw_buckets as the guides have it
};
extern const Size full_size;  // 28,232 ports; 625 and 1,000 requests per second
extern const Size twin_size;  // 1,000 ports; 22 and 35.2 requests per second

// Every day's load, then the surge; each for so long.
inline constexpr std::uint32_t phase_count = 2;
inline constexpr Duration phase_length = 180_s;
// Requests in one hundred that are audits: written and closed without waiting for an answer.
inline constexpr std::uint32_t audit_every = 100;
inline constexpr std::uint32_t audit_bytes = 20'000;
inline constexpr std::uint32_t request_bytes = 200, response_bytes = 500;
inline constexpr Duration one_way = 1_ms, service_time = 5_ms;

inline constexpr wire::Ipv4Address gateway_address{0x0a00'000a};  // 10.0.0.10, and what follows
inline constexpr wire::Ipv4Address second_gateway_address{0x0a00'0032};
inline constexpr wire::Ipv4Address backend_address{0x0a00'0014};  // 10.0.0.20
inline constexpr std::uint16_t backend_port = 8'080;              // and what follows

enum class Closer : std::uint8_t { Gateway, Backend };

struct Setup {
    Size size{};
    host::HostConfig gateway{}, backend{};
    std::uint32_t gateways = 1;          // that share the load
    std::uint32_t source_addresses = 1;  // of each
    std::uint32_t backend_ports = 1;
    std::uint32_t pool = 0;  // connections that are kept; 0: one for each request
    bool shares_one_connection = false;
    Closer closes_first = Closer::Gateway;
    bool aborts = false;                       // SO_LINGER {1, 0} on the gateway's sockets
    std::uint32_t retries = 0;                 // of a request that failed, at once
    std::uint32_t forgets_close_every = 0;     // n-th connection of the backend; 0: none
    std::vector<std::string> unknown_knobs{};  // that a remedy turns, and Linux does not have
};

// The incident before anybody did anything.
Setup baseline(const Size& size);

}  // namespace hw::lesson::incident
