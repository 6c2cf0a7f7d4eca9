#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host/host.h"
#include "host/output.h"
#include "host/system_calls.h"

// One host with the linux profile, alone on the bench: a program makes system calls, packets arrive and leave as
// bytes. Its address is 192.168.0.1, its port 8080; the peer is 192.0.2.1:53124, unless a line says otherwise.

namespace hw::test {

inline constexpr wire::Endpoint bench_local{{0xc0a8'0001}, 8080};
inline constexpr wire::Endpoint bench_remote{{0xc000'0201}, 53'124};

// What the recorded kernel's sysctls were: "tcp_fin_timeout=2, tcp_rfc1337=1". Those that are not known: false.
bool apply_sysctls(host::HostConfig& config, std::string_view assignments);
host::HostConfig linux_bench_config();

// A packet that left, at its time.
struct Departure {
    Instant at{};
    std::vector<std::uint8_t> bytes{};
};

class SocketBench {
  public:
    explicit SocketBench(const host::HostConfig& config) : host{.config = config} {}

    host::Host host;
    Instant now{};
    std::vector<Departure> departed{};  // and not yet looked at

    void packet_arrives(std::span<const std::uint8_t> packet);
    // Serves the deadlines until `end`, or until a packet leaves.
    void wait_until(Instant end);

    // The outcome of a call that is written as in a transcript: "send(1000, MSG_MORE)" gives "1000" or "-1 EAGAIN".
    // `recorded` is what the kernel's gave: no more than that is offered to send(). "?": this bench cannot.
    std::string call(std::string_view text, std::string_view recorded);
    // "LISTEN(8080) TIME-WAIT(8080)", in the order of the names.
    std::string sockets() const;
    // Of the socket that the calls are about; nullptr: there is none.
    const host::Connection* connection();
    bool listens();  // that socket

  private:
    host::sys::Caller caller();
    void collect();
    std::string outcome(const host::CallResult& result);
    std::string open_call(std::string_view name, std::string_view text);
    std::string text_call(std::string_view name, std::string_view text, std::string_view recorded);
    std::string option_call(std::string_view name, std::string_view text);
    std::string poll_call();

    host::Output output_{};
    std::int32_t descriptor_ = -1;
    std::int32_t listener_ = -1;
};

}  // namespace hw::test
