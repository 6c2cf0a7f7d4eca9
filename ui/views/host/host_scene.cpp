#include "ui/views/host/host_scene.h"

namespace hw::ui {

void refresh(const HostScene& scene, HostMemory& memory) {
    // The panel may turn to another host.
    const std::uint64_t version = scene.version * 64 + scene.id.value;
    memory.sockets.refresh(scene.host, version);
    memory.sockets.arrange(memory.order, memory.filter);
    memory.counters.note(scene.host, scene.before, scene.now, version);
    if (memory.cells_version == version) return;
    memory.cells_version = version;
    colour_ports(memory.sockets.rows(), {scene.now, scene.host.config.tcp.msl * 2}, memory.cells);
}

}  // namespace hw::ui
