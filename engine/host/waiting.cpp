#include "host/waiting.h"

namespace hw::host {

void digest(Digest& d, const PendingCall& call) {
    digest_all(d, call.call, call.process, call.thread, call.descriptor, call.socket, call.connection,
               call.flags);
    digest_all(d, call.wanted_bytes, call.done_bytes, call.data.size(), call.polled.size(),
               call.breaks.size(), call.deadline, call.has_waited);
    d.bytes(call.data);
    for (const std::uint32_t place : call.breaks) digest(d, place);
    for (const PollEntry& entry : call.polled) digest_all(d, entry.descriptor, entry.events, entry.revents);
}

}  // namespace hw::host
