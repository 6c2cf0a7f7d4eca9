#include "host/socket_descriptor.h"

#include "host/connection_table.h"
#include "host/ephemeral_ports.h"

namespace hw::host {

ProcessId create_process(Host& host, std::uint32_t descriptor_limit) {
    auto& processes = host.sockets.processes;
    if (processes.empty()) processes.push_back({.descriptor_limit = host.config.descriptor_limit});
    processes.push_back({.descriptor_limit = descriptor_limit});
    return ProcessId{static_cast<std::uint32_t>(processes.size()) - 1};
}

Process& process_of(Host& host, ProcessId id) {
    auto& processes = host.sockets.processes;
    if (processes.empty()) processes.push_back({.descriptor_limit = host.config.descriptor_limit});
    return processes[id.value];
}

bool has_free_descriptor(Host& host, ProcessId id) {
    const Process& process = process_of(host, id);
    return process.descriptors.open_count() < process.descriptor_limit;
}

OpenedSocket open_socket(Host& host, ProcessId id) {
    SocketLayer& layer = host.sockets;
    Process& process = process_of(host, id);
    const std::uint32_t slot = take_socket(layer);
    const std::int32_t descriptor = process.descriptors.open(slot, process.descriptor_limit);
    // Linux: __sys_socket() and accept4() look for a descriptor before alloc_file() counts a file.
    SocketError error = SocketError::None;
    if (descriptor < 0) {
        error = SocketError::MFile;
    } else if (host.config.file_max != 0 && layer.open_files >= host.config.file_max) {
        process.descriptors.close(descriptor);
        error = SocketError::NFile;
    }
    if (error != SocketError::None) {
        free_socket(layer, slot);
        layer.somebody_lacks_a_descriptor = true;
        return {.error = error};
    }
    ++layer.open_files;
    layer.sockets[slot].process = id;
    layer.sockets[slot].descriptor = descriptor;
    return {.socket = slot, .descriptor = descriptor};
}

void give_port(Host& host, std::uint32_t slot, wire::Endpoint local) {
    Socket& socket = host.sockets.sockets[slot];
    socket.local = local;
    socket.is_bound = local.port != 0;
    if (socket.is_bound) note_bound(host.ports, local.port);
}

void close_socket(Host& host, std::uint32_t slot) {
    SocketLayer& layer = host.sockets;
    const Socket& socket = layer.sockets[slot];
    layer.processes[socket.process.value].descriptors.close(socket.descriptor);
    --layer.open_files;
    if (layer.somebody_lacks_a_descriptor) layer.has_work = true;
    if (socket.is_bound) note_unbound(host.ports, socket.local.port);
    const std::uint32_t connection = slot_of(host, socket.connection);
    free_socket(layer, slot);
    if (connection != FlatIndex::absent) lose_socket(host, connection);
}

void attach(Host& host, std::uint32_t slot, std::uint32_t connection_slot) {
    Socket& socket = host.sockets.sockets[slot];
    Connection& connection = host.connections[connection_slot];
    connection.socket = slot;
    connection.reuse_address = socket.settings.reuse_address;
    socket.connection = connection.id;
    socket.local = connection.tuple.local;
}

void release(Host& host, std::uint32_t connection_slot) {
    const std::uint32_t socket = host.connections[connection_slot].socket;
    if (socket != no_socket) close_socket(host, socket);
}

}  // namespace hw::host
