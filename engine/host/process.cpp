#include "host/process.h"

#include <array>

namespace hw::host {

std::string_view name_of(SystemCall call) {
    constexpr std::array<std::string_view, 12> names{"socket",  "bind", "listen",     "accept",
                                                     "connect", "recv", "send",       "shutdown",
                                                     "close",   "poll", "getsockopt", "setsockopt"};
    return names[static_cast<std::size_t>(call)];
}

void tally(Process& process, SystemCall call, SocketError error, Instant now) {
    if (error == SocketError::None) return;
    for (ErrorTally& known : process.errors) {
        if (known.call != call || known.error != error) continue;
        ++known.count;
        return;
    }
    process.errors.push_back({.call = call, .error = error, .count = 1, .first_at = now});
}

const ErrorTally* find_error(const Process& process, SystemCall call, SocketError error) {
    for (const ErrorTally& known : process.errors)
        if (known.call == call && known.error == error) return &known;
    return nullptr;
}

void digest(Digest& d, const Process& process) {
    digest_all(d, process.descriptor_limit, process.is_privileged, process.is_alive, process.descriptors);
    digest(d, process.errors.size());
    for (const ErrorTally& t : process.errors) digest_all(d, t.call, t.error, t.count, t.first_at);
}

}  // namespace hw::host
