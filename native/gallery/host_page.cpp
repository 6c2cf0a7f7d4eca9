// The host panel with a host whose ports to one destination have run out.
#include "native/gallery/pages.h"

#include "host/profile.h"
#include "host/time_wait.h"
#include "sim/canned_worlds.h"
#include "ui/views/host/nstat_view.h"
#include "ui/views/host/port_map.h"
#include "ui/views/host/ss_view.h"
#include "ui/views/plot/plot.h"
#include "ui/widgets/pane.h"

#include <vector>

namespace hw::gallery {

namespace {

using namespace hw::ui;

struct Storm {
    sim::World world{};
    std::vector<PlotPoint> time_waits{};
};

// One client that opens and closes as fast as it can, a millisecond away from its server.
Storm make_storm() {
    sim::World w = sim::make_world({.seed = 1});
    host::HostConfig client{.name = "proxy", .address = {0x0a00'0005}};
    host::linux_profile(client);
    client.tcp.msl = 30_s;
    host::HostConfig server{.name = "backend", .address = {0x0a00'0009}};
    host::linux_profile(server);
    const HostId a = sim::add_host(w, client), b = sim::add_host(w, server);
    sim::add_link(w, {.a = a, .b = b, .config = {.delay = 300_us}});
    sim::schedule(
        w, {},
        sim::Listen{
            b, 8080, {.kind = host::ApplicationKind::Echo, .on_peer_close = host::OnPeerClose::Close}});
    sim::schedule(w, {}, sim::Listen{a, 80, {}});
    sim::schedule(w, {}, sim::Listen{a, 57400, {}});
    const host::ApplicationSpec request{
        .kind = host::ApplicationKind::Requester, .text = "GET /", .more_connections = 40'000};
    for (int i = 0; i < 2; ++i)
        sim::schedule(w, Instant{1'000 * i},
                      sim::Connect{.host = a, .remote = {{0x0a00'0009}, 8080}, .application = request});
    Storm storm;
    for (int second = 0; second <= 30; ++second) {
        sim::run(w, {.until = Instant{} + 1_s * second, .most_events = 10'000'000});
        storm.time_waits.push_back(
            {static_cast<double>(second), static_cast<double>(host::time_wait_count(w.hosts[a.value]))});
    }
    storm.world = std::move(w);
    return storm;
}

const Storm& storm() {
    static const Storm made = make_storm();
    return made;
}

HostScene scene_of(std::string_view prefix) {
    const sim::World& w = storm().world;
    return {.host = w.hosts[0], .id = HostId{0}, .now = w.now, .version = w.event_count, .prefix = prefix};
}

}  // namespace

void draw_host_page(Ui& ui) {
    static HostMemory memory;
    if (!memory.port) memory.port = std::uint16_t{40'523};
    begin_root(ui);
    draw_port_map(ui, scene_of("host"), {.rect = {0, 0, 620, 800}}, memory);
    draw_ss(ui, scene_of("host"), {.rect = {620, 0, 420, 380}}, memory);
    draw_nstat(ui, scene_of("host"), {.rect = {1040, 0, 240, 380}}, memory);
    begin_pane(ui, {.id = "plots", .name = "plots", .rect = {620, 380, 660, 420}});
    const PlotSeries series[] = {{.id = "tw", .name = "TIME-WAIT", .points = storm().time_waits}};
    draw_plot(ui, {.id = "plot",
                   .title = "TIME-WAIT",
                   .rect = {640, 400, 300, 260},
                   .series = series,
                   .ceiling = PlotCeiling{28'232, "28,232"},
                   .x_maximum = 60,
                   .now = 30});
    end_pane(ui);
    end_root(ui);
}

void draw_host_phone_page(Ui& ui) {
    static HostMemory memory;
    if (!memory.port) memory.port = std::uint16_t{40'523};
    begin_root(ui);
    draw_port_map(ui, scene_of("a"), {.rect = {0, 0, 390, 800}}, memory);
    draw_ss(ui, scene_of("b"), {.rect = {400, 0, 390, 800}}, memory);
    draw_nstat(ui, scene_of("c"), {.rect = {800, 0, 312, 800}}, memory);
    end_root(ui);
}

}  // namespace hw::gallery
