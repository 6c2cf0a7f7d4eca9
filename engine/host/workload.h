#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/time.h"
#include "host/address_block.h"
#include "host/request_queue.h"
#include "wire/ipv4.h"

// A program that makes requests, one each `interval`, whatever became of those before: an open workload. With
// sim/measured_run.h it is how a world of 100,000 connections is made:
//
//   World world = make_world({});                             // gw and be: add_host() with linux_profile()
//   schedule(world, {}, Listen{be, 8080, {.kind = ApplicationKind::Service, .service = {.response_bytes = 400}}});
//   schedule(world, {}, SetWorkload{gw, {.interval = 1'600_us, .targets = {{be_address, 8080}}}});
//   MeasuredRun run(std::move(world), {.every = 1_s, .until = Instant{} + 180_s});
//   while (!run.advance(200'000)) {}                          // so many events at a time: a frame's budget
//   run.series().last_of(gw).tally.failed                     // or series().samples, one each second
//
// Both ends have set TCP_NODELAY. Requests, answers and what becomes of them are counted in Host::tally, calls that
// failed in Process::errors and ::log.

namespace hw::host {

struct Host;
struct Output;

// How requests come to connections.
enum class ConnectionUse : std::uint8_t {
    OnePerRequest,  // connect, ask, read the answer, close
    Pool,           // kept alive; one request at a time on each of `connections`
    Multiplexed,    // many at a time on each: HTTP/2
};
enum class ClosesFirst : std::uint8_t { Client, Server };
enum class ClosesBy : std::uint8_t {
    Fin,
    Reset
};  // Reset: SO_LINGER{1,0}, close() throws away what is unsent

inline constexpr std::uint32_t shortest_request = 16;  // bytes: its head says what it is and how long
inline constexpr std::uint32_t longest_request = 1'000'000;
inline constexpr std::uint32_t most_workloads = 8;  // of a host
inline constexpr std::uint32_t most_pool_connections = 256;
inline constexpr std::uint32_t most_targets = 64;
inline constexpr std::uint32_t most_waiting_requests = 100'000;  // for a connection of the pool; more fail
inline constexpr std::uint32_t most_on_one_connection = 1'000;   // requests without answer, Multiplexed

struct WorkloadSpec {
    std::uint32_t id = 0;       // a workload with the same id takes the other's place, the tally goes on
    Duration interval = 10_ms;  // from one request to the next, >= 1 µs; zero: it makes none any more
    std::uint32_t count = 0;    // requests to make, from now on; 0: no end
    std::vector<wire::Endpoint> targets{};  // each in turn
    AddressBlock sources{};  // bound in turn, without a port (IP_BIND_ADDRESS_NO_PORT); empty: not bound
    std::uint32_t request_bytes = 100;  // 0: nothing is asked; at least shortest_request otherwise
    std::uint32_t response_bytes = 0;  // of the answer, as the Service there has it; 0: nothing is waited for
    ConnectionUse use = ConnectionUse::OnePerRequest;
    std::uint32_t connections = 1;  // at most, of Pool and Multiplexed
    ClosesFirst closes_first =
        ClosesFirst::Client;             // of OnePerRequest; the Service's `closes_first` is its other half
    ClosesBy closes_by = ClosesBy::Fin;  // the client's close()
    std::uint32_t audit_every =
        0;  // every n-th request is an audit: `audit_bytes` written, closed, not waited
    std::uint32_t audit_bytes = 20'000;
    std::uint32_t retries = 0;  // at once, when connect() fails
    Duration timeout{};         // the answer is given up after that; zero: never
    friend bool operator==(const WorkloadSpec&, const WorkloadSpec&) = default;
};

// A request that has been wished for.
struct WantedRequest {
    Instant wanted_at{};
    bool is_audit = false;
    friend constexpr bool operator==(const WantedRequest&, const WantedRequest&) = default;
};
constexpr void digest(Digest& d, const WantedRequest& r) { digest_all(d, r.wanted_at, r.is_audit); }

struct Workload {
    WorkloadSpec spec{};
    Instant next_at = Instant::never();  // the next request
    std::uint32_t made = 0;              // requests since the spec was set
    std::uint32_t next_target = 0, next_source = 0;
    std::vector<ConnectionId> pool{};       // Pool, Multiplexed
    RequestQueue<WantedRequest> waiting{};  // for one of its connections
    friend bool operator==(const Workload&, const Workload&) = default;
};

void digest(Digest& d, const WorkloadSpec& spec);
void digest(Digest& d, const Workload& workload);

// Whether the numbers are within the bounds above, and there is a target.
bool is_valid(const WorkloadSpec& spec);

// Begins it, the first request now; or replaces the one with the same id. Connections of the old one are closed when
// they have their answers. False: one too many, or not valid.
bool set_workload(Host& host, const WorkloadSpec& spec, Instant now, Output& output);

// ---- inside the room
Instant next_request_at(const Host& host);                       // never(): none
void requests_are_due(Host& host, Instant now, Output& output);  // all up to `now`
void forget_workloads(Host& host);                               // the program was killed
Workload* find_workload(Host& host, std::uint32_t id);

}  // namespace hw::host
