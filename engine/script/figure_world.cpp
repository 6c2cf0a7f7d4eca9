#include "script/figure_world.h"

#include "base/check.h"

namespace hw::script {
namespace {

// Short, so that the time a figure takes never wakes a timer.
constexpr Duration flight_time = 1_ms;

constexpr wire::Ipv4Address addresses[] = {{0x0a000001}, {0x0a000002}};
constexpr std::uint16_t ports[] = {40'000, 80};

constexpr const char* names[] = {"A", "B"};

sim::World empty_world(const Figure& figure, const FigureOptions& options) {
    sim::World world = sim::make_world({});
    for (std::size_t peer = 0; peer < 2; ++peer) {
        host::HostConfig config{.name = names[peer], .address = addresses[peer], .tcp = options.tcp};
        config.tcp.rules = options.rules[peer];
        config.isn = {.kind = host::IsnKind::Pinned, .pinned = figure.start[peer].isns};
        sim::add_host(world, config);
    }
    sim::add_link(world, {.a = HostId{0}, .b = HostId{1}, .config = {.delay = flight_time}});
    return world;
}

}  // namespace

FigureWorld::FigureWorld(const Figure& figure, const FigureOptions& options, sim::Trace* trace)
    : world_(empty_world(figure, options)), trace_(trace), msl_(options.tcp.msl) {
    if (figure.begins_established) establish_connection();
    for (const Peer peer : {Peer::A, Peer::B}) {
        const tcp::State state = figure.start[static_cast<std::size_t>(peer)].state;
        if (state == tcp::State::Listen) command(sim::Listen{host_of(peer), endpoint(peer).port, {}});
        if (state == tcp::State::Closed && figure.begins_established)
            act(peer, {.kind = Action::Kind::Reboot});
    }
    command(sim::AddRule{{.filter = {}, .first = 1, .times = 0, .action = sim::RuleAction::Hold, .by = {}}});
    noticed_ = world_.packets_made;
}

// A handshake before the figure begins.
void FigureWorld::establish_connection() {
    command(sim::Listen{host_of(Peer::B), endpoint(Peer::B).port, {}});
    open(Peer::A);
    pass_time(flight_time * 4);
}

wire::Endpoint FigureWorld::endpoint(Peer peer) const {
    return {addresses[static_cast<std::size_t>(peer)], ports[static_cast<std::size_t>(peer)]};
}

ConnectionId FigureWorld::newest_connection(Peer peer) const {
    const std::uint32_t made = world_.hosts[host_of(peer).value].connections_made;
    return made == 0 ? ConnectionId::none() : ConnectionId{made - 1};
}

tcp::State FigureWorld::state_of(Peer peer) const {
    const host::Host& host = world_.hosts[host_of(peer).value];
    const host::Connection* connection = host::find(host, newest_connection(peer));
    if (connection == nullptr) return host::state_of(host);
    if (connection->closed_by == host::ClosedBy::StillOpen) return connection->tcb.state;
    // A passive OPEN that came to nothing is a listener again; a listener that once had a connection is, to
    // the figure, that connection, which is CLOSED.
    return connection->closed_by == host::ClosedBy::ReturnedToListen ? tcp::State::Listen
                                                                     : tcp::State::Closed;
}

// ---- time and commands -----------------------------------------------------------------------------

sim::CommandError FigureWorld::command(const sim::Command& command) {
    const sim::CommandError error = sim::apply(world_, command, now_, trace_);
    notice_new_segments();
    return error;
}

std::string FigureWorld::try_command(Peer peer, const char* what, const sim::Command& command) {
    const sim::CommandError error = this->command(command);
    if (error == sim::CommandError::None) return "";
    return std::string(names[static_cast<std::size_t>(peer)]) + " cannot " + what + ": " +
           std::string(sim::to_text(error));
}

void FigureWorld::pass_time(Duration time) {
    now_ = now_ + time;
    sim::run(world_, {.until = now_}, trace_);
    notice_new_segments();
}

void FigureWorld::notice_new_segments() {
    for (; noticed_ < world_.packets_made; ++noticed_) {
        const sim::Packet* packet = sim::find_packet(world_, PacketId{noticed_});
        if (packet == nullptr || !packet->is_held) continue;  // of the beginning, or an old duplicate
        unmentioned_[packet->from.value].push_back(packet->id);
        has_sent_[packet->from.value] = true;
    }
}

void FigureWorld::wait_for_segment(Duration limit) {
    const Instant end = now_ + limit;
    while (unmentioned_[0].empty() && unmentioned_[1].empty()) {
        const Instant next = sim::next_event_at(world_);
        if (next > end) return;
        pass_time(next - now_);
    }
}

std::string FigureWorld::act(Peer peer, const Action& action) {
    switch (action.kind) {
        case Action::Kind::Open: return open(peer);
        case Action::Kind::Send: return send(peer, action.bytes);
        case Action::Kind::Close:
            return try_command(peer, "close", sim::Close{host_of(peer), newest_connection(peer)});
        case Action::Kind::Abort:
            return try_command(peer, "abort", sim::Abort{host_of(peer), newest_connection(peer)});
        case Action::Kind::Reboot:
            command(sim::PowerOff{host_of(peer)});
            return try_command(peer, "reboot", sim::PowerOn{host_of(peer)});
        case Action::Kind::Wait: pass_time(action.time + msl_ * action.msls); return "";
    }
    return "";
}

std::string FigureWorld::open(Peer peer) {
    return try_command(peer, "open",
                       sim::Connect{host_of(peer), endpoint(peer).port, endpoint(other(peer)), {}});
}

std::string FigureWorld::send(Peer peer, std::uint32_t bytes) {
    return try_command(peer, "send",
                       sim::Send{host_of(peer), newest_connection(peer), std::string(bytes, 'x')});
}

// ---- segments in the network -------------------------------------------------------------------------

wire::Packet FigureWorld::look_at(PacketId id) const {
    const sim::Packet* packet = sim::find_packet(world_, id);
    HW_CHECK(packet != nullptr);  // it is held: nobody else can have taken it away
    wire::Packet decoded;
    HW_CHECK(wire::parse_packet(packet->bytes.span(), decoded).ok());
    return decoded;
}

void FigureWorld::let_arrive(PacketId packet) {
    HW_CHECK(command(sim::ReleasePacket{packet}) == sim::CommandError::None);
    pass_time(flight_time);
}

void FigureWorld::lose(PacketId packet) {
    HW_CHECK(command(sim::DropPacket{packet}) == sim::CommandError::None);
}

void FigureWorld::let_old_duplicate_arrive(Peer from, const SegmentPattern& pattern) {
    sim::Inject old{.from = host_of(from), .to = host_of(other(from)), .arrives_in = flight_time};
    old.header.source_port = endpoint(from).port;
    old.header.destination_port = endpoint(other(from)).port;
    old.header.seq = pattern.seq.value_or(SeqNum{});
    old.header.ack = pattern.ack.value_or(SeqNum{});
    old.header.ctl = *pattern.ctl;
    old.header.raw_window = pattern.raw_window.value_or(0xffff);
    old.text.assign(pattern.text == SegmentPattern::Text::Some ? 1 : pattern.text_length, 'x');
    HW_CHECK(command(old) == sim::CommandError::None);
    pass_time(flight_time);
}

}  // namespace hw::script
