// The views of one host: rows, cells and counters as plain values, then on the screen.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include "host/profile.h"
#include "host/ss.h"
#include "host/sysctl.h"
#include "host/time_wait.h"
#include "sim/canned_worlds.h"
#include "support/ui/storm.h"
#include "support/ui/ui_harness.h"
#include "ui/views/host/host_panel.h"
#include "ui/views/host/nstat_view.h"
#include "ui/views/host/port_map.h"
#include "ui/views/host/port_picture.h"
#include "ui/views/host/program_view.h"
#include "ui/views/host/ss_view.h"
#include "ui/views/host/switches.h"

namespace hw::ui {

namespace {

using test::storm_client;
using test::UiHarness;

const sim::World& storm() {
    static const sim::World world = test::storm_world(20);
    return world;
}

HostScene scene_of(const sim::World& world, HostId id, std::uint64_t version = 1) {
    return {.host = world.hosts[id.value], .id = id, .now = world.now, .version = version};
}

std::vector<std::uint32_t> values_in(SocketTable& table, std::uint32_t first, std::uint32_t count) {
    table.look_at(first, count);
    std::vector<std::uint32_t> ports;
    for (std::uint32_t i = first; i < std::min(first + count, table.size()); ++i)
        ports.push_back(table.at(i).local.port);
    return ports;
}

sim::World connected_w0() {
    sim::World world = sim::w0();
    sim::schedule(world, {}, sim::w0_connect());
    sim::run(world, {.until = Instant{350'000}});
    return world;
}

std::size_t rows_on_screen(const Ui& ui) {
    const auto& nodes = ui.semantics.nodes();
    return static_cast<std::size_t>(std::count_if(nodes.begin(), nodes.end(), [](const SemanticNode& node) {
        return node.id.rfind("host.ss.row.", 0) == 0;
    }));
}

}  // namespace

TEST_CASE("the rows are those that ss prints, in its order", "[ui][host]") {
    std::vector<SocketRow> rows;
    const host::Host& host = storm().hosts[storm_client.value];
    list_sockets(host, rows);
    const std::vector<host::SsRow> printed = host::ss(host);
    REQUIRE(rows.size() == printed.size());
    REQUIRE(rows.size() > 20'000);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        REQUIRE(rows[i].state == printed[i].state);
        REQUIRE(rows[i].local == printed[i].local);
        REQUIRE(rows[i].recv_q == printed[i].recv_q);
        REQUIRE(rows[i].send_q == printed[i].send_q);
    }
}

TEST_CASE("what is looked at stands as if all rows had been sorted", "[ui][host]") {
    SocketTable table;
    table.refresh(storm().hosts[storm_client.value], 1);
    std::vector<std::uint32_t> ports;
    for (const SocketRow& row : table.rows()) ports.push_back(row.local.port);
    std::sort(ports.begin(), ports.end());
    table.arrange({.column = SocketColumn::Local}, {.state = tcp::State::TimeWait});
    // 0.0.0.0:80 listens and does not pass.
    ports.erase(std::find(ports.begin(), ports.end(), 80u));
    const std::uint32_t live = static_cast<std::uint32_t>(table.rows().size()) - 1 - table.size();
    REQUIRE(table.size() == table.count(tcp::State::TimeWait));
    for (const std::uint32_t first : {0u, 9'000u, 300u, table.size() - 20}) {
        INFO(first);
        const auto seen = values_in(table, first, 40);
        CHECK(std::is_sorted(seen.begin(), seen.end()));
        // Connections that are not in TIME-WAIT may stand anywhere among the sorted ports.
        REQUIRE_FALSE(seen.empty());
        CHECK(seen.front() >= ports[first]);
        CHECK(seen.front() <= ports[first + live]);
    }
    table.arrange({.column = SocketColumn::Timer, .is_descending = true}, {});
    table.look_at(0, table.size());
    for (std::uint32_t i = 1; i < table.size(); ++i)
        REQUIRE(table.at(i - 1).timer_at >= table.at(i).timer_at);
}

TEST_CASE("a row is found where it stands, whatever the order", "[ui][host]") {
    SocketTable table;
    table.refresh(storm().hosts[storm_client.value], 1);
    const SocketRow wanted = table.rows()[12'345];
    for (const SocketOrder order :
         {SocketOrder{}, SocketOrder{SocketColumn::Local, true}, SocketOrder{SocketColumn::State, false}}) {
        table.arrange(order, {});
        table.look_at(5, 30);
        const auto place = table.place_of(key_of(wanted));
        REQUIRE(place);
        table.look_at(*place, 1);
        CHECK(key_of(table.at(*place)) == key_of(wanted));
    }
    table.arrange({}, {.local_port = wanted.local.port});
    CHECK(table.size() >= 1);
    table.arrange({}, {.state = tcp::State::Listen});
    CHECK(table.size() == 1);
    CHECK_FALSE(table.place_of(key_of(wanted)));
}

TEST_CASE("timers read as ss -o prints them", "[ui][host]") {
    const Instant now{5'000'000};
    SocketRow row{.timer_at = now + 59'940_ms, .timer = SocketTimer::TimeWait};
    CHECK(timer_text(row, now) == "timewait 59.9s");
    row = {.timer_at = now + 7'200_s, .timer = SocketTimer::KeepAlive};
    CHECK(timer_text(row, now) == "keepalive 120min");
    CHECK(timer_text({}, now).empty());
    const sim::World world = connected_w0();
    std::vector<SocketRow> rows;
    list_sockets(world.hosts[1], rows);
    REQUIRE(rows.size() == 2);
    CHECK(endpoint_text(rows[0].local) == "0.0.0.0:80");
    CHECK(endpoint_text(rows[0].peer) == "0.0.0.0:*");
    CHECK(rows[1].descriptor >= 3);
}

TEST_CASE("every port has its cell, and each cell its port", "[ui][host]") {
    for (std::uint32_t port = 0; port < port_count; ++port)
        REQUIRE(port_at(place_of_port(static_cast<std::uint16_t>(port))) == port);
    CHECK(place_of_port(40'523).row == 158);
    CHECK(place_of_port(40'523).column == 75);
}

TEST_CASE("a cell tells the state of its port and how much of TIME-WAIT is left", "[ui][host]") {
    const host::Host& host = storm().hosts[storm_client.value];
    std::vector<SocketRow> rows;
    list_sockets(host, rows);
    std::vector<PortCell> cells;
    colour_ports(rows, {storm().now, host.config.tcp.msl * 2}, cells);
    CHECK(cells[80] == PortCell{true, tcp::State::Listen, 0});
    CHECK_FALSE(cells[81].is_used);
    std::size_t used = 0;
    for (const PortCell& cell : cells) used += cell.is_used ? 1 : 0;
    CHECK(used == rows.size());  // one destination: each port once
    for (const SocketRow& row : rows) {
        if (row.state != tcp::State::TimeWait) continue;
        const std::int64_t gone = 60'000'000 - (row.timer_at - storm().now).us;
        REQUIRE(cells[row.local.port].shade == gone / 15'000'000);
    }
    // Of several sockets on a port the listener counts, then what is furthest from its end.
    const wire::Endpoint http{{1}, 80};
    const std::vector<SocketRow> three = {
        {.local = http, .peer = {{2}, 1}, .timer_at = Instant{1}, .state = tcp::State::TimeWait},
        {.local = http, .peer = {{2}, 2}, .state = tcp::State::Established},
        {.local = http, .peer = {{2}, 3}, .state = tcp::State::LastAck}};
    colour_ports(three, {Instant{}, 60_s}, cells);
    CHECK(cells[80].state == tcp::State::Established);
    CHECK(used_port_after(cells, 81) == 80);
    CHECK(used_port_before(cells, 81) == 80);
    CHECK(used_port_after(cells, 80) == 80);
}

TEST_CASE("states of ports are told apart on the map in both themes", "[ui][host]") {
    for (const Palette* palette : {&light_palette, &dark_palette}) {
        std::vector<Colour> looks{port_colour(*palette, {}, true)};
        for (std::uint32_t state = 1; state < tcp::state_count; ++state)
            looks.push_back(port_colour(*palette, {true, static_cast<tcp::State>(state), 0}, true));
        for (std::uint8_t shade = 1; shade < time_wait_shades; ++shade)
            looks.push_back(port_colour(*palette, {true, tcp::State::TimeWait, shade}, true));
        std::sort(looks.begin(), looks.end());
        CHECK(std::adjacent_find(looks.begin(), looks.end()) == looks.end());
    }
}

TEST_CASE("counters tell what the last event changed, or the last second", "[ui][host]") {
    sim::World world = sim::w0();
    sim::schedule(world, {}, sim::w0_connect());
    sim::run(world, {.until = Instant{150'000}});
    const sim::World before = world;
    sim::step(world);
    CounterHistory history;
    history.note(world.hosts[0], &before.hosts[0], world.now, 1);
    const auto line = [&](std::string_view name) {
        const auto& lines = history.lines();
        return *std::find_if(lines.begin(), lines.end(),
                             [&](const CounterLine& l) { return l.name == name; });
    };
    CHECK(line("TcpInSegs").value == 1);
    CHECK(line("TcpInSegs").change == 1);
    CHECK(line("TcpActiveOpens").value == 1);
    CHECK(line("TcpActiveOpens").change == 0);

    CounterHistory watched;
    sim::World run = test::storm_world(0);
    const auto watch = [&](std::int64_t ms) {
        sim::run(run, {.until = Instant{ms * 1'000}});
        watched.note(run.hosts[0], nullptr, Instant{ms * 1'000}, static_cast<std::uint64_t>(ms) + 1);
    };
    watch(0);
    CHECK(watched.span() == Duration::never());
    for (std::int64_t ms = 100; ms <= 1'500; ms += 100) watch(ms);
    CHECK(watched.span() == 1_s);
    sim::World second_ago = test::storm_world(0);
    sim::run(second_ago, {.until = Instant{500'000}});
    CHECK(watched.lines()[4].name == "TcpActiveOpens");
    CHECK(watched.lines()[4].change ==
          static_cast<std::int64_t>(run.hosts[0].counters.tcp_active_opens -
                                    second_ago.hosts[0].counters.tcp_active_opens));
    // Rewound: nothing is known of before.
    watched.note(second_ago.hosts[0], nullptr, Instant{10'000}, 9'999);
    CHECK(watched.lines()[4].change == 0);
}

TEST_CASE("each counter that a lesson may name exists and is explained in both languages", "[ui][host]") {
    std::size_t explained = 0;
    for (const host::NamedCount& count : host::nstat(host::Host{})) {
        const bool has_words = !counter_meaning(Language::En, count.name).empty();
        CHECK(has_words == !counter_meaning(Language::Zh, count.name).empty());
        explained += has_words ? 1 : 0;
    }
    CHECK(explained >= 30);
}

TEST_CASE("of twenty thousand sockets only those on the screen are drawn", "[ui][host]") {
    UiHarness harness;
    HostMemory memory;
    harness.page = [&](Ui& ui) {
        draw_ss(ui, scene_of(storm(), storm_client), {.rect = {0, 0, 420, 500}}, memory);
    };
    harness.settle();
    CHECK(memory.sockets.size() > 20'000);
    CHECK(rows_on_screen(harness.ui) > 8);
    CHECK(rows_on_screen(harness.ui) < 40);
    CHECK(harness.ui.semantics.duplicate_count() == 0);
    // Chips filter, columns sort, and the focus finds the row that was chosen elsewhere.
    harness.ui.semantics.post({.id = "host.ss.state.LISTEN", .kind = ActionKind::Activate});
    harness.frames(2);
    CHECK(rows_on_screen(harness.ui) == 1);
    harness.ui.semantics.post({.id = "host.ss.state.LISTEN", .kind = ActionKind::Activate});
    harness.ui.semantics.post({.id = "host.ss.sort.Local", .kind = ActionKind::Activate});
    harness.frames(2);
    CHECK(memory.order == SocketOrder{SocketColumn::Local, false});
    memory.selected = key_of(memory.sockets.rows()[15'000]);
    memory.scrolls_to_selected = true;
    harness.frames(3);
    const auto& nodes = harness.ui.semantics.nodes();
    CHECK(std::any_of(nodes.begin(), nodes.end(), [](const SemanticNode& node) {
        return node.id.rfind("host.ss.row.", 0) == 0 && node.state.is_checked;
    }));
}

TEST_CASE("the map is moved over by keys, by steps and by value, and the table follows", "[ui][host]") {
    UiHarness harness;
    HostMemory memory;
    harness.page = [&](Ui& ui) {
        draw_port_map(ui, scene_of(storm(), storm_client), {.rect = {0, 0, 600, 600}}, memory);
    };
    harness.settle();
    harness.ui.semantics.post({.id = "host.ports.map", .kind = ActionKind::SetValue, .value = 80});
    harness.frames(2);
    CHECK(memory.port == 80);
    REQUIRE(memory.selected);
    CHECK(memory.selected->local.port == 80);
    const SemanticNode* map = harness.ui.semantics.find("host.ports.map");
    REQUIRE(map != nullptr);
    CHECK(map->value.find("LISTEN") != std::string::npos);
    harness.ui.semantics.post({.id = "host.ports.map", .kind = ActionKind::Focus});
    harness.frames(3);
    harness.press_key(ImGuiKey_DownArrow);
    CHECK(memory.port == 80 + 256);
    harness.press_key(ImGuiKey_RightArrow);
    CHECK(memory.port == 80 + 256 + 1);
    harness.ui.semantics.post({.id = "host.ports.after", .kind = ActionKind::Activate});
    harness.frames(2);
    CHECK(*memory.port >= 32'768);
    map = harness.ui.semantics.find("host.ports.map");
    CHECK(map->value.find("TIME-WAIT") != std::string::npos);
    CHECK(map->value.find("no process, no fd, 1 timer") != std::string::npos);
    harness.click({map->rect.x + map->rect.w / 2, map->rect.y + .4f});
    CHECK(memory.port == 128);
}

TEST_CASE("only rows of the map that have changed are painted again", "[ui][host]") {
    UiHarness harness;
    HostMemory memory;
    const sim::World world = connected_w0();
    std::uint64_t version = 1;
    Duration later{};
    harness.page = [&](Ui& ui) {
        HostScene scene = scene_of(world, sim::w0_client, version);
        scene.now = world.now + later;
        draw_port_map(ui, scene, {.rect = {0, 0, 600, 600}}, memory);
    };
    harness.settle();
    const std::vector<Colour> painted = memory.painted;
    REQUIRE(painted.size() == port_count);
    CHECK(std::count(painted.begin(), painted.end(), harness.ui.palette().state(tcp::State::Established)) ==
          1);
    ++version;
    later = 1_s;
    harness.frames();
    CHECK(memory.painted == painted);
}

TEST_CASE("a switch is stepped through the values that the host takes", "[ui][host]") {
    host::HostConfig config;
    host::linux_profile(config);
    for (const SwitchSpec& spec : switch_specs()) {
        INFO(spec.name);
        REQUIRE(host::find_sysctl(spec.name) != nullptr);
        for (const int by : {-1, 1}) {
            host::HostConfig turned = config;
            int steps = 0;
            for (std::string value = stepped_value(spec, turned, by); !value.empty();
                 value = stepped_value(spec, turned, by)) {
                REQUIRE(host::set_sysctl(turned, spec.name, value) == host::SocketError::None);
                REQUIRE(++steps < 20);
            }
        }
        CHECK_FALSE(default_value(spec.name, config).empty());
    }
}

TEST_CASE("turning a switch is a command to the host, when there is one to be given", "[ui][host]") {
    UiHarness harness;
    HostMemory memory;
    memory.tab = HostTab::Switches;
    Commands commands;
    bool can_turn = true;
    harness.page = [&](Ui& ui) {
        HostScene scene = scene_of(storm(), storm_client);
        scene.can_turn = can_turn;
        draw_host_panel(ui, scene, {.pane = {.rect = {0, 0, 330, 600}}}, memory, commands);
    };
    harness.settle();
    harness.ui.semantics.post({.id = "host.switch.tcp_rfc1337.set", .kind = ActionKind::Activate});
    harness.ui.semantics.post({.id = "host.switch.tcp_tw_reuse.less", .kind = ActionKind::Activate});
    harness.frames();
    REQUIRE(commands.size() == 2);
    const auto* issued = std::get_if<command::IssueSim>(&commands[0]);
    REQUIRE(issued != nullptr);
    CHECK(sim::Command{sim::SetSysctl{storm_client, "tcp_tw_reuse", "1"}} == issued->command);
    commands.clear();
    can_turn = false;
    harness.ui.semantics.post({.id = "host.switch.tcp_rfc1337.set", .kind = ActionKind::Activate});
    harness.frames();
    CHECK(commands.empty());
}

TEST_CASE("limits and failed calls are told as the program meets them", "[ui][host]") {
    UiHarness harness;
    sim::World world = storm();
    host::Host& host = world.hosts[storm_client.value];
    host::Process& process = host.sockets.processes.at(0);
    // Its ports have run out long ago; this is another failure.
    process.log.clear();
    process.logged = 0;
    for (int i = 0; i < 3; ++i)
        host::tally(process, host::SystemCall::Connect, host::SocketError::AddrNotAvail,
                    Instant{47'690'000 + i}, {{0x0a00'0009}, 8080});
    const std::vector<LogLine> lines = log_lines(host, 10);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].times == 3);
    CHECK(lines[0].text == "connect() to 10.0.0.9:8080 failed (99: Cannot assign requested address)");
    const auto limits = limit_lines(harness.ui, host);
    CHECK(limits.front().taken == process.descriptors.open_count());
    CHECK(limits.front().limit == 1'024);
    CHECK(limits.back().taken == host::time_wait_count(host));
    harness.page = [&](Ui& ui) {
        draw_program(ui, scene_of(world, storm_client), {.rect = {0, 0, 330, 500}});
    };
    harness.settle();
    CHECK(harness.ui.semantics.find("host.limit.fds") != nullptr);
    CHECK(harness.ui.semantics.find("host.log.line.0") != nullptr);
}

}  // namespace hw::ui
