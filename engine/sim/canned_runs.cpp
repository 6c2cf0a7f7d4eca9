#include "sim/canned_runs.h"

#include <algorithm>

#include "sim/canned_worlds.h"
#include "tcp/profiles/linux.h"

namespace hw::sim {
namespace {

using host::ApplicationKind;
using host::OnPeerClose;
using tcp::Switch;

constexpr Instant at(Duration time) { return Instant{} + time; }
constexpr ConnectionId first_connection{0};

struct Stage {
    tcp::Config client = w0_host({}).tcp;
    tcp::Config server = w0_host({}).tcp;
    LinkConfig link{.delay = 20_ms};
    host::ApplicationSpec service{.on_peer_close = OnPeerClose::Close};  // on port 80
};

World make(const Stage& stage) {
    World world = make_world({.seed = 1});
    host::HostConfig client = w0_host({.name = "client", .address = w0_client_socket.address, .isn = 1'000});
    host::HostConfig server = w0_host({.name = "server", .address = w0_server_socket.address, .isn = 5'000});
    client.tcp = stage.client;
    server.tcp = stage.server;
    add_host(world, client);
    add_host(world, server);
    add_link(world, {.a = w0_client, .b = w0_server, .config = stage.link});
    schedule(world, {}, Listen{w0_server, w0_server_socket.port, stage.service});
    return world;
}

// The client sends so many bytes and closes; the server reads, and closes too.
void send_bulk(World& world, std::uint64_t bytes) {
    Connect connect = w0_connect();
    connect.application = {.kind = ApplicationKind::Source, .total_bytes = bytes};
    schedule(world, {}, connect);
}

// The client's n-th segments with text, dropped where they enter the link.
void drop_text(World& world, std::initializer_list<std::uint32_t> numbers) {
    for (const std::uint32_t number : numbers)
        schedule(
            world, {},
            AddRule{{.filter = {.from = w0_client, .text = SegmentFilter::Text::With}, .first = number}});
}

World handshake_and_close() {
    World world = w0();
    schedule(world, {}, w0_connect());
    schedule(world, at(1_s), Send{w0_client, first_connection, "hello"});
    schedule(world, at(2_s), Close{w0_client, first_connection});
    schedule(world, at(3_s), Close{w0_server, first_connection});
    return world;
}

World loss() {
    World world = make({});
    drop_text(world, {6, 30});
    send_bulk(world, 60'000);
    return world;
}

World random_loss() {
    World world = make({.link = {.delay = 20_ms, .loss_ppm = 50'000}});
    send_bulk(world, 100'000);
    return world;
}

World sack() {
    Stage stage;
    for (tcp::Config* config : {&stage.client, &stage.server}) {
        config->sack = Switch::On;
        config->dsack = Switch::On;
    }
    World world = make(stage);
    drop_text(world, {8, 10, 12});
    send_bulk(world, 60'000);
    return world;
}

World reordering() {
    World world = make({.link = {.delay = 20_ms, .reorder_ppm = 100'000, .reorder_delay = 5_ms}});
    send_bulk(world, 100'000);
    return world;
}

World duplication() {
    World world = make({.link = {.delay = 20_ms, .duplicate_ppm = 100'000}});
    send_bulk(world, 50'000);
    return world;
}

World corruption() {
    World world = make({.link = {.delay = 20_ms, .corrupt_ppm = 50'000}});
    send_bulk(world, 50'000);
    return world;
}

World congestion() {
    Stage stage{.link = {.delay = 20_ms, .rate_bps = 2'000'000, .queue_bytes = 12'000, .mark_ppm = 20'000}};
    stage.client.ecn = stage.server.ecn = tcp::Ecn::Request;
    World world = make(stage);
    send_bulk(world, 200'000);
    return world;
}

World zero_window() {
    Stage stage{.service = {.kind = ApplicationKind::Silent}};
    stage.server.receive_buffer_bytes = 4'000;
    World world = make(stage);
    send_bulk(world, 8'000);
    return world;
}

World zero_window_of_linux() {
    Stage stage{.client = tcp::linux_config(),
                .server = tcp::linux_config(),
                .service = {.kind = ApplicationKind::Silent}};
    stage.server.receive_buffer_bytes = 8'192;
    stage.server.receive_buffer_max_bytes = 8'192;
    World world = make(stage);
    send_bulk(world, 30'000);
    return world;
}

World keep_alive() {
    Stage stage;
    stage.client.keep_alive = Switch::On;
    stage.client.keep_alive_idle = 5_s;
    stage.client.keep_alive_interval = 1_s;
    stage.client.keep_alive_probes = 4;
    World world = make(stage);
    schedule(world, {}, w0_connect());
    schedule(world, at(1_s), Send{w0_client, first_connection, "are you there?"});
    schedule(world, at(14_s), SetCable{w0_link, false});
    return world;
}

// Why forged: an application of ours opens no connection fast by itself.
World fast_open() {
    Stage stage;
    stage.server.fast_open_server = Switch::On;
    World world = make(stage);
    Inject syn{.from = w0_client, .to = w0_server, .arrives_in = 20_ms, .kind = Inject::Kind::Forged};
    syn.header.source_port = w0_client_socket.port;
    syn.header.destination_port = w0_server_socket.port;
    syn.header.seq = {1'000};
    syn.header.ctl = wire::syn;
    syn.header.raw_window = 65'535;
    syn.header.options.mss = 1'460;
    syn.header.options.has_fast_open = true;
    schedule(world, at(1_s), syn);
    return world;
}

World reset() {
    World world = make({});
    Connect nobody = w0_connect();
    nobody.remote.port = 81;
    schedule(world, {}, nobody);
    Connect connect = w0_connect();
    ++connect.local_port;
    schedule(world, at(1_s), connect);
    schedule(world, at(2_s), Send{w0_client, ConnectionId{1}, "never mind"});
    schedule(world, at(3_s), Abort{w0_client, ConnectionId{1}});
    return world;
}

World path_mtu() {
    Stage stage{.link = {.delay = 20_ms, .mtu_bytes = 576}};
    stage.client.mtu = stage.server.mtu = 1'500;
    World world = make(stage);
    send_bulk(world, 20'000);
    return world;
}

World linux_pair() {
    World world = make({.client = tcp::linux_config(),
                        .server = tcp::linux_config(),
                        .link = {.delay = 20_ms, .rate_bps = 20'000'000, .loss_ppm = 10'000}});
    send_bulk(world, 300'000);
    return world;
}

// What a learner can ask of segments to come.
World by_hand() {
    World world = make({});
    const SegmentFilter text{.from = w0_client, .text = SegmentFilter::Text::With};
    schedule(world, {}, AddRule{{.filter = text, .first = 2, .action = RuleAction::Delay, .by = 15_ms}});
    schedule(world, {}, AddRule{{.filter = text, .first = 6, .action = RuleAction::Duplicate, .by = 5_ms}});
    schedule(world, {},
             AddRule{{.filter = text, .first = 9, .action = RuleAction::Edit, .edit = {.text = "edited"}}});
    schedule(world, {}, AddRule{{.filter = text, .first = 12}});
    send_bulk(world, 30'000);
    return world;
}

constexpr CannedRun runs[] = {
    {"w0", "a handshake, five bytes, both closes", handshake_and_close, at(100_s)},
    {"loss", "two segments lost, sent again by fast retransmit", loss, at(60_s)},
    {"random-loss", "one segment in twenty lost", random_loss, at(120_s)},
    {"sack", "three holes in a window, told by SACK", sack, at(60_s)},
    {"reordering", "one segment in ten overtaken by others", reordering, at(60_s)},
    {"duplication", "one segment in ten arrives twice", duplication, at(60_s)},
    {"corruption", "one segment in twenty with a bit flipped", corruption, at(60_s)},
    {"congestion", "a queue that is too short, and ECN", congestion, at(60_s)},
    {"zero-window", "a reader who does not read, and its window's probes", zero_window, at(120_s)},
    {"zero-window-linux", "the same, probed as Linux does", zero_window_of_linux, at(120_s)},
    {"keep-alive", "probes of an idle connection, and a cable pulled out", keep_alive, at(60_s)},
    {"fast-open", "a SYN asks for a cookie, and gets one", fast_open, at(60_s)},
    {"reset", "a closed port, and an abort", reset, at(60_s)},
    {"path-mtu", "ICMP says what fits", path_mtu, at(60_s)},
    {"linux", "two Linux hosts, a hundredth lost", linux_pair, at(60_s)},
    {"by-hand", "rules delay, copy, edit and drop", by_hand, at(60_s)},
};

}  // namespace

std::span<const CannedRun> canned_runs() { return runs; }

const CannedRun* find_canned_run(std::string_view name) {
    const auto found = std::find_if(std::begin(runs), std::end(runs),
                                    [&](const CannedRun& run) { return run.name == name; });
    return found == std::end(runs) ? nullptr : found;
}

}  // namespace hw::sim
