#include "host/process.h"

#include <array>

namespace hw::host {

std::string_view name_of(SystemCall call) {
    constexpr std::array<std::string_view, 12> names{"socket",  "bind", "listen",     "accept",
                                                     "connect", "recv", "send",       "shutdown",
                                                     "close",   "poll", "getsockopt", "setsockopt"};
    return names[static_cast<std::size_t>(call)];
}

void tally(Process& process, SystemCall call, SocketError error, Instant now, wire::Endpoint remote) {
    if (error == SocketError::None) return;
    const LoggedError line{.at = now, .call = call, .error = error, .remote = remote};
    if (process.log.size() < most_log_lines)
        process.log.push_back(line);
    else
        process.log[static_cast<std::size_t>(process.logged % most_log_lines)] = line;
    ++process.logged;
    for (ErrorTally& known : process.errors) {
        if (known.call != call || known.error != error) continue;
        ++known.count;
        known.last_at = now;
        return;
    }
    process.errors.push_back({.call = call, .error = error, .count = 1, .first_at = now, .last_at = now});
}

std::string to_text(const LoggedError& line) {
    std::string text(name_of(line.call));
    text += "()";
    if (line.remote.port != 0)
        text += " to " + wire::to_text(line.remote.address) + ":" + std::to_string(line.remote.port);
    return text + " failed (" + std::to_string(errno_number(line.error)) + ": " +
           std::string(message_of(line.error)) + ")";
}

const ErrorTally* find_error(const Process& process, SystemCall call, SocketError error) {
    for (const ErrorTally& known : process.errors)
        if (known.call == call && known.error == error) return &known;
    return nullptr;
}

void digest(Digest& d, const Process& process) {
    digest_all(d, process.descriptor_limit, process.is_privileged, process.is_alive, process.descriptors);
    digest(d, process.errors.size());
    for (const ErrorTally& t : process.errors) digest_all(d, t.call, t.error, t.count, t.first_at, t.last_at);
    digest_all(d, process.logged, process.log.size());
    for (const LoggedError& line : process.log)
        digest_all(d, line.at, line.call, line.error, line.remote.address, line.remote.port);
}

}  // namespace hw::host
