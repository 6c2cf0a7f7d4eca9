#pragma once

#include <string>
#include <string_view>

#include "host/system_calls.h"
#include "support/host/pair.h"

namespace hw::test {

// A program on one host of a Pair, with a thread that may block: its system calls, each followed by the departure of
// what it makes the host send. Descriptors are what they are for every program: small numbers.
class Program {
  public:
    Program(Pair& pair, host::Host& host, host::ProcessId process = host::first_process,
            std::uint32_t thread = 0)
        : pair_(pair), host_(host), process_(process), thread_(thread) {}

    template <class Call>
    auto call(Call&& make) {
        auto result = make(host::sys::Caller{.host = host_,
                                             .output = pair_.begin_call(),
                                             .now = pair_.now,
                                             .process = process_,
                                             .thread = thread_});
        pair_.end_call(host_);
        return result;
    }

    // ---- the calls that every test makes; a descriptor, or -1
    std::int32_t socket(std::uint32_t flags = 0);
    // Listens on every address at `port`.
    std::int32_t listen(std::uint16_t port, std::int32_t backlog = 128);
    host::CallResult connect(std::int32_t descriptor, wire::Endpoint remote = server_port_80);
    // Connects and waits for it; -1 when that failed: see error().
    std::int32_t connected(wire::Endpoint remote = server_port_80);
    host::CallResult accept(std::int32_t descriptor, std::uint32_t flags = 0);
    host::CallResult send(std::int32_t descriptor, std::string_view text, std::uint32_t flags = 0);
    // sendto(MSG_FASTOPEN) to the server.
    host::CallResult send_fast(std::int32_t descriptor, std::string_view text);
    host::CallResult recv(std::int32_t descriptor, std::uint32_t most = 4'096, std::uint32_t flags = 0);
    std::string text() const { return received_; }  // what the last recv() gave
    host::CallResult close(std::int32_t descriptor);
    host::CallResult shutdown(std::int32_t descriptor, host::sys::Shut how);
    host::SocketError set(std::int32_t descriptor, host::SocketOption option, std::int64_t number = 1,
                          std::int64_t second = 0);
    host::OptionValue get(std::int32_t descriptor, host::SocketOption option);
    host::TcpInfo info(std::int32_t descriptor);
    // Waits for the blocked call of this thread, at most for `limit`; its result is still blocked if that passed.
    host::CallResult wait(Duration limit = 200_s);

    host::SocketError error() const { return error_; }
    std::uint32_t open_descriptors() const;

  private:
    Pair& pair_;
    host::Host& host_;
    host::ProcessId process_;
    std::uint32_t thread_;
    std::string received_{};
    host::SocketError error_{};
};

}  // namespace hw::test
