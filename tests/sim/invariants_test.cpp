#include "sim/invariants.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "sim/canned_worlds.h"
#include "sim/state_diagram.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// W0 in the middle of a conversation, watched by the invariants from its beginning.
struct Watched {
    World world = w0();
    Trace trace{};
    Invariants invariants{};

    Watched() {
        for (host::Host& host : world.hosts) {
            host.config.kept_content_bytes = 1u << 20;
            host.config.tcp.congestion = tcp::CongestionId::None;  // some packets on the way, some slots free
        }
        Connect connect = w0_connect();
        connect.application = {.kind = host::ApplicationKind::Source, .total_bytes = 100'000};
        schedule(world, Instant{}, connect);
        while (next_event_at(world) <= at_ms(450)) REQUIRE_FALSE(next().has_value());
    }
    Broken next() {
        REQUIRE(step(world, &trace));
        return invariants.check(world, trace);
    }
    tcp::Tcb& client() { return world.hosts[0].connections[0].tcb; }
    tcp::Tcb& server() { return world.hosts[1].connections[0].tcb; }
};

}  // namespace

TEST_CASE("The invariants notice a TCB that was tampered with", "[sim]") {
    struct Case {
        const char* expected;
        std::function<void(Watched&)> tamper;
    };
    const Case cases[] = {
        {"SND.UNA is after SND.NXT", [](Watched& w) { w.client().snd.una = w.client().snd.nxt + 1; }},
        {"beyond all that the user has sent",
         [](Watched& w) { w.server().snd.nxt = w.server().snd.nxt + 1; }},
        {"larger than the buffer", [](Watched& w) { w.server().rcv.wnd = 70'000; }},
        {"no timer runs", [](Watched& w) { w.client().deadlines = {}; }},
        {"a deadline lies in the past", [](Watched& w) { w.client().deadlines.user = at_ms(1); }},
        {"if and only if the state is TIME-WAIT",
         [](Watched& w) { w.client().deadlines.time_wait = w.world.now + 1_s; }},
        {"RCV.NXT is not beyond", [](Watched& w) { w.server().rcv.nxt = w.server().rcv.irs; }},
        {"state and received FIN disagree", [](Watched& w) { w.server().state = tcp::State::CloseWait; }},
        {"the user did not", [](Watched& w) { w.server().state = tcp::State::FinWait1; }},
    };
    for (const Case& c : cases) {
        INFO(c.expected);
        Watched watched;
        for (const host::Host& host : watched.world.hosts) {
            for (const host::Connection& connection : host.connections) {
                const TcbContext context{host.config.tcp, connection.tcb, watched.world.now};
                REQUIRE_FALSE(check_tcb(context).has_value());
            }
        }
        c.tamper(watched);
        Broken broken;
        for (const host::Host& host : watched.world.hosts)
            for (const host::Connection& connection : host.connections)
                if (!broken) broken = check_tcb({host.config.tcp, connection.tcb, watched.world.now});
        REQUIRE(broken.has_value());
        INFO(*broken);
        REQUIRE(broken->find(c.expected) != std::string::npos);
    }
}

TEST_CASE("The invariants notice a world that was tampered with", "[sim]") {
    struct Case {
        const char* expected;
        std::function<void(Watched&)> tamper;
    };
    const Case cases[] = {
        {"leaked", [](Watched& w) { w.world.free_packet_slots.pop_back(); }},
        {"free twice",
         [](Watched& w) { w.world.free_packet_slots.push_back(w.world.free_packet_slots.back()); }},
        {"will never arrive", [](Watched& w) { w.world.queue = {}; }},
        {"the alarm of host 0 is not", [](Watched& w) { w.world.alarms[0].at = Instant::never(); }},
        {"time ran backwards", [](Watched& w) { w.world.now = Instant{}; }},
        {"an event was not checked", [](Watched& w) { ++w.world.event_count; }},
        {"the trace has missed a packet", [](Watched& w) { w.trace.packets.pop_back(); }},
    };
    for (const Case& c : cases) {
        INFO(c.expected);
        Watched watched;
        REQUIRE(step(watched.world, &watched.trace));
        c.tamper(watched);
        const Broken broken = watched.invariants.check(watched.world, watched.trace);
        REQUIRE(broken.has_value());
        INFO(*broken);
        REQUIRE(broken->find(c.expected) != std::string::npos);
    }
}

TEST_CASE("The invariants notice what goes wrong between two ends", "[sim]") {
    SECTION("a connection that changes between its events") {
        Watched watched;
        ++watched.server().duplicate_acks;  // not in the summary: nothing to see
        watched.server().snd.wnd = 17;
        Broken broken;
        for (int i = 0; i < 20 && !broken; ++i) broken = watched.next();
        REQUIRE(broken.has_value());
    }
    SECTION("a stream that is not what was sent") {
        Watched watched;
        std::string& sent = watched.world.hosts[0].connections[0].sent_content;
        const auto delivered = watched.world.hosts[1].connections[0].delivered_content.size();
        REQUIRE(delivered < sent.size());
        sent[delivered] = '?';
        Broken broken;
        for (int i = 0; i < 20 && !broken; ++i) broken = watched.next();
        REQUIRE(broken.has_value());
        REQUIRE(broken->find("not a prefix") != std::string::npos);
    }
}

TEST_CASE("A SYN cookie that comes back after an ABORT may open the connection once more",
          "[sim][rfc4987][3.6]") {
    World world = w0();
    world.hosts[w0_server.value].config.syn_cookies = host::SynCookies::Always;
    const Rule no_resets{.filter = {.from = w0_server, .ctl_set = wire::rst}, .times = 0};
    schedule(world, Instant{}, AddRule{no_resets});
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(250), DuplicatePacket{PacketId{2}, 400_ms});  // the ACK that brings the cookie back
    schedule(world, at_ms(310), Send{w0_server, ConnectionId{0}, "first"});
    schedule(world, at_ms(500), Abort{w0_server, ConnectionId{0}});
    schedule(world, at_ms(800), Send{w0_server, ConnectionId{1}, "and more"});
    Trace trace;
    Invariants invariants;
    while (next_event_at(world) <= at_ms(1'200)) {
        REQUIRE(step(world, &trace));
        const Broken broken = invariants.check(world, trace);
        INFO((broken ? *broken : ""));
        REQUIRE_FALSE(broken.has_value());
    }
    // The client cannot tell either: both have one ISS, and it was given five bytes of one and three of the other.
    REQUIRE(world.hosts[w0_server.value].connections_made == 2);
    CHECK(world.hosts[w0_client.value].connections[0].delivered_content == "firstore");
}

TEST_CASE("Figure 5 has these ways and no others", "[sim][rfc9293][3.3.2]") {
    using tcp::State;
    using Cause = host::Note::Cause;
    REQUIRE(may_follow(State::SynSent, State::Established, Cause::SegmentArrives));
    REQUIRE(may_follow(State::SynSent, State::CloseWait, Cause::SegmentArrives));
    REQUIRE(may_follow(State::SynReceived, State::Listen, Cause::SegmentArrives));
    REQUIRE(may_follow(State::FinWait1, State::TimeWait, Cause::SegmentArrives));
    REQUIRE(may_follow(State::Established, State::LastAck, Cause::SegmentArrives));
    REQUIRE(may_follow(State::Closed, State::SynSent, Cause::Call));
    REQUIRE(may_follow(State::Established, State::FinWait1, Cause::Call));
    REQUIRE(may_follow(State::TimeWait, State::Closed, Cause::Deadline));
    REQUIRE_FALSE(may_follow(State::Closed, State::SynSent, Cause::SegmentArrives));
    REQUIRE_FALSE(may_follow(State::CloseWait, State::Established, Cause::SegmentArrives));
    REQUIRE_FALSE(may_follow(State::CloseWait, State::FinWait1, Cause::Call));
    REQUIRE_FALSE(may_follow(State::FinWait2, State::Closing, Cause::SegmentArrives));
    REQUIRE_FALSE(may_follow(State::TimeWait, State::Established, Cause::SegmentArrives));
    REQUIRE_FALSE(may_follow(State::Established, State::TimeWait, Cause::SegmentArrives));
    REQUIRE_FALSE(may_follow(State::Established, State::CloseWait, Cause::Deadline));
}
