#include "host/socket.h"

namespace hw::host {

std::uint32_t take_socket(SocketLayer& layer) {
    std::uint32_t slot = layer.first_free;
    if (slot == no_socket) {
        slot = static_cast<std::uint32_t>(layer.sockets.size());
        layer.sockets.emplace_back();
    } else {
        layer.first_free = layer.sockets[slot].next_free;
    }
    layer.sockets[slot] = Socket{.stage = SocketStage::Unconnected};
    return slot;
}

void free_socket(SocketLayer& layer, std::uint32_t slot) {
    layer.sockets[slot] = Socket{.next_free = layer.first_free};
    layer.first_free = slot;
}

namespace {

void digest(Digest& d, const SocketSettings& s) {
    digest_all(d, s.reuse_address, s.reuse_port, s.oob_inline, s.lingers, s.fast_open_without_cookie,
               s.fast_open_limit);
    digest_all(d, s.receive_low_water, s.linger, s.receive_timeout, s.send_timeout, s.defer_accept,
               s.acks_may_wait, s.zero_copy, s.timestamping);
    tcp::digest(d, s.fast_open_keys);
    digest_all(d, s.binds_address_alone, s.first_local_port, s.last_local_port);
}

}  // namespace

void digest(Digest& d, const Socket& socket) {
    digest_all(d, socket.stage, socket.process, socket.descriptor, socket.local, socket.connection);
    digest_all(d, socket.error, socket.is_nonblocking, socket.is_bound, socket.is_read_shut);
    digest_all(d, socket.is_write_shut, socket.has_taken_urgent, socket.urgent_taken, socket.options,
               socket.next_free);
    digest(d, socket.settings);
    digest(d, socket.error_queue);
}

void digest(Digest& d, const SocketLayer& layer) {
    digest(d, layer.processes.size());
    for (const Process& process : layer.processes) digest(d, process);
    digest(d, layer.sockets.size());
    for (const Socket& socket : layer.sockets) digest(d, socket);
    digest(d, layer.fast_open_memory.size());
    for (const FastOpenMemory& memory : layer.fast_open_memory) {
        digest_all(d, memory.server, memory.peer_mss, memory.is_experimental, memory.ignored,
                   memory.is_hopeless);
        for (const std::uint8_t byte : memory.cookie) digest(d, byte);
    }
    digest(d, layer.to_connect.size());
    for (const WantedConnection& wanted : layer.to_connect) {
        digest(d, wanted.remote);
        digest(d, wanted.application);
    }
    digest(d, layer.waiting.size());
    for (const PendingCall& call : layer.waiting) digest(d, call);
    digest_all(d, layer.first_free, layer.open_files, layer.somebody_lacks_a_descriptor, layer.has_work);
}

}  // namespace hw::host
