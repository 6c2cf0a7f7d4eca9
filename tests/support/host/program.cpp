#include "support/host/program.h"

namespace hw::test {

using host::CallResult;
using host::SocketError;
using host::sys::Caller;

namespace {

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

std::int32_t Program::socket(std::uint32_t flags) {
    const CallResult made = call([&](Caller c) { return host::sys::socket(c, flags); });
    error_ = made.error;
    return made.error == SocketError::None ? static_cast<std::int32_t>(made.value) : -1;
}

std::int32_t Program::listen(std::uint16_t port, std::int32_t backlog) {
    const std::int32_t descriptor = socket();
    error_ =
        call([&](Caller c) { return host::sys::bind(c, descriptor, {.address = {}, .port = port}); }).error;
    if (error_ != SocketError::None) return -1;
    error_ = call([&](Caller c) { return host::sys::listen(c, descriptor, backlog); }).error;
    return error_ == SocketError::None ? descriptor : -1;
}

CallResult Program::connect(std::int32_t descriptor, wire::Endpoint remote) {
    return call([&](Caller c) { return host::sys::connect(c, descriptor, remote); });
}

std::int32_t Program::connected(wire::Endpoint remote) {
    const std::int32_t descriptor = socket();
    if (descriptor < 0) return -1;
    CallResult result = connect(descriptor, remote);
    if (result.is_blocked) result = wait();
    error_ = result.error;
    if (error_ != SocketError::None || result.is_blocked) return -1;
    return descriptor;
}

CallResult Program::accept(std::int32_t descriptor, std::uint32_t flags) {
    return call([&](Caller c) { return host::sys::accept(c, descriptor, flags); });
}

CallResult Program::send(std::int32_t descriptor, std::string_view text, std::uint32_t flags) {
    return call([&](Caller c) { return host::sys::send(c, descriptor, bytes_of(text), flags); });
}

CallResult Program::send_fast(std::int32_t descriptor, std::string_view text) {
    return call([&](Caller c) {
        return host::sys::sendto(c, descriptor, bytes_of(text), host::sys::msg_fastopen, server_port_80);
    });
}

CallResult Program::recv(std::int32_t descriptor, std::uint32_t most, std::uint32_t flags) {
    const CallResult result = call([&](Caller c) { return host::sys::recv(c, descriptor, most, flags); });
    received_.assign(pair_.output.received.begin(), pair_.output.received.end());
    return result;
}

CallResult Program::close(std::int32_t descriptor) {
    return call([&](Caller c) { return host::sys::close(c, descriptor); });
}

CallResult Program::shutdown(std::int32_t descriptor, host::sys::Shut how) {
    return call([&](Caller c) { return host::sys::shutdown(c, descriptor, how); });
}

SocketError Program::set(std::int32_t descriptor, host::SocketOption option, std::int64_t number,
                         std::int64_t second) {
    return call([&](Caller c) {
               return host::sys::setsockopt(c, descriptor, option, {.number = number, .second = second});
           })
        .error;
}

host::OptionValue Program::get(std::int32_t descriptor, host::SocketOption option) {
    return call([&](Caller c) { return host::sys::getsockopt(c, descriptor, option); }).value;
}

host::TcpInfo Program::info(std::int32_t descriptor) {
    return call([&](Caller c) { return host::sys::getsockopt_info(c, descriptor); }).info;
}

CallResult Program::wait(Duration limit) {
    const Instant until = pair_.now + limit;
    for (;;) {
        auto& done = pair_.completions;
        for (auto one = done.begin(); one != done.end(); ++one) {
            if (one->process != process_ || one->thread != thread_) continue;
            const CallResult result = one->result;
            received_.assign(one->data.begin(), one->data.end());
            done.erase(one);
            return result;
        }
        if (!pair_.step(until)) return {.is_blocked = true};
    }
}

std::uint32_t Program::open_descriptors() const {
    return host_.sockets.processes[process_.value].descriptors.open_count();
}

}  // namespace hw::test
