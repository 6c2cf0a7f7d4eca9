#include "host/listener.h"

namespace hw::host {

void digest(Digest& d, const Listener& listener) {
    digest_all(d, listener.id, listener.socket, listener.port, listener.address, listener.remote,
               listener.is_used_up, listener.accepting);
    digest_all(d, listener.application, listener.backlog, listener.last_cookie_at, listener.half_open_count);
    digest(d, listener.accept_queue.size());
    for (const ConnectionId id : listener.accept_queue) digest(d, id);
}

}  // namespace hw::host
