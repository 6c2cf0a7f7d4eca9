#include "ui/app/host_pane.h"

#include <algorithm>
#include <string>
#include <vector>

#include "sim/story.h"
#include "ui/views/host_name.h"

namespace hw::ui {

namespace {

// The world is small enough to be played again up to its last event but one.
constexpr std::uint32_t most_replayed = 4'000;

// Everything that the panel shows hangs on the history and on the moment.
std::uint64_t version_of(const HostPaneScene& scene) {
    std::uint64_t version = scene.run.version;
    for (const std::uint64_t part :
         {std::uint64_t{scene.timeline.branch()}, std::uint64_t{scene.timeline.event_index()},
          static_cast<std::uint64_t>(scene.run.now.us)})
        version = version * 0x9e37'79b9'7f4a'7c15u + part + 1;
    return version;
}

void look_back(const HostPaneScene& scene, std::uint64_t version, HostPaneMemory& memory) {
    const std::uint64_t wanted = version + memory.shown_host;
    if (memory.before_version == wanted) return;
    memory.before_version = wanted;
    memory.before.reset();
    const std::uint32_t events = scene.timeline.event_index();
    if (events == 0 || events > most_replayed) return;
    sim::World world = scene.timeline.initial();
    const sim::CommandLog& log = scene.timeline.branches()[scene.timeline.branch()].log;
    // The log may go on beyond the playhead.
    sim::CommandLog past;
    std::copy_if(log.begin(), log.end(), std::back_inserter(past),
                 [events](const sim::LoggedCommand& command) { return command.event_index + 1 < events; });
    if (sim::replay(world, past, events - 1)) memory.before = std::move(world.hosts[memory.shown_host]);
}

}  // namespace

void draw_host_pane(Ui& ui, const HostPaneScene& scene, HostPaneMemory& memory, Commands& commands) {
    const sim::World& world = *scene.run.world;
    if (world.hosts.empty()) return;
    memory.shown_host = std::min(memory.shown_host, world.hosts.size() - 1);
    const std::uint64_t version = version_of(scene);
    look_back(scene, version, memory);
    std::vector<std::string> names;
    for (const HostLine& line : scene.run.hosts)
        names.push_back(line.name == std::string(1, line.letter)
                            ? line.name
                            : std::string(1, line.letter) + "  " + shown_host_name(ui, line.name));
    const HostScene host{.host = world.hosts[memory.shown_host],
                         .id = HostId{static_cast<std::uint32_t>(memory.shown_host)},
                         .now = scene.run.now,
                         .version = version,
                         .before = memory.before ? &*memory.before : nullptr,
                         .can_turn = scene.can_turn};
    const HostPanel panel{.pane = {.rect = scene.rect, .ground = scene.ground},
                          .hosts = names,
                          .shown_host = memory.shown_host,
                          .has_heading = scene.has_heading};
    if (const auto chosen = draw_host_panel(ui, host, panel, memory.panel, commands)) {
        memory.shown_host = *chosen;
        memory.panel.selected.reset();
        memory.panel.port.reset();
        memory.panel.filter = {};
        ui.frame_need.next_frame();
    }
}

}  // namespace hw::ui
