#include "sim/command.h"

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"
#include "support/sim/ladder.h"

using namespace hw;
using namespace hw::sim;
using hw::sim::test::ladder_of;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// W0 with the client connecting, and a trace from the beginning.
struct Run {
    World world = w0();
    Trace trace{};

    explicit Run(bool connects = true) {
        if (connects) schedule(world, Instant{}, w0_connect());
    }
    void until(std::int64_t ms) { run(world, {.until = at_ms(ms)}, &trace); }
    CommandError issue(std::int64_t ms, const Command& command) {
        until(ms);
        return apply(world, command, at_ms(ms), &trace);
    }
    std::string ladder() const { return ladder_of(trace); }
};

struct Refusal {
    Command command;
    CommandError error;
};

// Each command is issued at 0.15 s, when the SYN,ACK is on its way as packet 1.
void check_refusals(const std::vector<Refusal>& refusals) {
    Run run;
    run.until(150);
    for (const Refusal& c : refusals) {
        INFO(to_text(c.command));
        World expected = run.world;
        ++expected.event_count;
        expected.now = at_ms(150);
        REQUIRE(run.issue(150, c.command) == c.error);
        REQUIRE(run.world == expected);
        REQUIRE(digest_of(run.world) == digest_of(expected));
        REQUIRE(run.trace.events.back().error == c.error);
        REQUIRE(run.trace.events.back().command == c.command);
        REQUIRE(run.trace.events.back().kind == EventKind::CommandIssued);
    }
}

}  // namespace

TEST_CASE("A dropped SYN is sent again when the retransmission timer expires", "[sim][rfc6298][2.1]") {
    Run run;
    REQUIRE(run.issue(50, DropPacket{PacketId{0}}) == CommandError::None);
    run.until(1'500);
    REQUIRE(run.ladder() ==
            "0 0->1 <SEQ=1000><CTL=SYN> 100 dropped\n"
            "1000 0->1 <SEQ=1000><CTL=SYN> 1100 delivered, resends 0\n"
            "1100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 1200 delivered\n"
            "1200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 1300 delivered\n");
    REQUIRE(run.trace.packets[0].ended_at == at_ms(50));
    REQUIRE(run.trace.packets[0].ended_by_event == 1);
}

TEST_CASE("A held packet stops where it is; released, it flies on for the time that was left", "[sim]") {
    Run run;
    REQUIRE(run.issue(30, HoldPacket{PacketId{0}}) == CommandError::None);
    run.until(400);
    const Packet* held = find_packet(run.world, PacketId{0});
    REQUIRE(held != nullptr);
    REQUIRE(held->is_held);
    REQUIRE(held->arrives_at.is_never());
    REQUIRE(run.trace.packets[0].fate == Fate::Held);
    REQUIRE(run.issue(500, ReleasePacket{PacketId{0}}) == CommandError::None);
    run.until(600);
    REQUIRE(run.trace.packets[0].fate == Fate::Delivered);
    REQUIRE(run.trace.packets[0].ended_at == at_ms(570));
    REQUIRE(run.trace.packets[0].held_at == at_ms(30));
    REQUIRE(run.trace.packets[0].released_at == at_ms(500));
}

TEST_CASE("A packet that is held and released at one instant arrives once, at its old time", "[sim]") {
    Run run;
    REQUIRE(run.issue(30, HoldPacket{PacketId{0}}) == CommandError::None);
    REQUIRE(run.issue(30, ReleasePacket{PacketId{0}}) == CommandError::None);
    run.until(250);
    REQUIRE(run.trace.packets.size() == 3);
    REQUIRE(run.trace.packets[0].ended_at == at_ms(100));
}

TEST_CASE("A delayed packet arrives later, once", "[sim]") {
    Run run;
    REQUIRE(run.issue(50, DelayPacket{PacketId{0}, 200_ms}) == CommandError::None);
    run.until(999);
    REQUIRE(run.ladder() ==
            "0 0->1 <SEQ=1000><CTL=SYN> 300 delivered\n"
            "300 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 400 delivered\n"
            "400 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 500 delivered\n");
}

TEST_CASE("A duplicated SYN is answered twice at most, and the connection is made once", "[sim]") {
    Run run;
    REQUIRE(run.issue(50, DuplicatePacket{PacketId{0}, 10_ms}) == CommandError::None);
    REQUIRE(run.trace.packets[1].copy_of == PacketId{0});
    REQUIRE(run.trace.packets[1].arrives_at == at_ms(110));
    run.until(999);
    REQUIRE(run.trace.packets[1].fate == Fate::Delivered);
    REQUIRE_FALSE(run.trace.packets[1].resends.exists());
    REQUIRE(run.world.hosts[1].connections_made == 1);
    REQUIRE(host::state_of(run.world.hosts[1]) == tcp::State::Established);
}

TEST_CASE("A rule drops the third segment before it enters the link", "[sim]") {
    Run run;
    const Rule first_bare_ack{.filter = {.from = w0_client, .ctl_set = wire::ack, .ctl_clear = wire::syn},
                              .first = 1,
                              .times = 1,
                              .action = RuleAction::Drop};
    REQUIRE(run.issue(0, AddRule{first_bare_ack}) == CommandError::None);
    run.until(1'450);
    // The server asks again, and what the client answers gets through: the rule has had its turn.
    REQUIRE(run.ladder() ==
            "0 0->1 <SEQ=1000><CTL=SYN> 100 delivered\n"
            "100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 200 delivered\n"
            "200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 300 dropped\n"
            "1100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 1200 delivered, resends 1\n"
            "1200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 1300 delivered\n");
    REQUIRE(run.trace.packets[2].ended_at == at_ms(200));
    REQUIRE(run.world.rules[0].matches == 2);
}

TEST_CASE("Rules count every match from when they were added; the oldest whose turn it is decides", "[sim]") {
    Run run(false);
    REQUIRE(
        run.issue(0, AddRule{{.filter = {.ctl_set = wire::syn}, .first = 2, .action = RuleAction::Hold}}) ==
        CommandError::None);
    REQUIRE(run.issue(0, AddRule{{.filter = {.ctl_set = wire::syn},
                                  .times = 0,
                                  .action = RuleAction::Delay,
                                  .by = 5_ms}}) == CommandError::None);
    REQUIRE(run.issue(0, w0_connect()) == CommandError::None);
    run.until(120);
    REQUIRE(run.trace.packets[0].ended_at == at_ms(105));
    REQUIRE(run.trace.packets[1].fate == Fate::Held);
    REQUIRE(run.world.rules[0].matches == 2);
    REQUIRE(run.world.rules[1].matches == 2);
    REQUIRE(run.issue(130, RemoveRule{RuleId{1}}) == CommandError::None);
    REQUIRE(run.issue(130, RemoveRule{RuleId{1}}) == CommandError::NoSuchRule);
    REQUIRE(run.world.rules.size() == 1);
}

TEST_CASE("An injected old duplicate is real bytes: the server answers it like any SYN",
          "[sim][rfc9293][3.5]") {
    Run run(false);
    const Inject old_syn{.from = w0_client,
                         .to = w0_server,
                         .header = {.source_port = 40'000,
                                    .destination_port = 80,
                                    .seq = SeqNum{90},
                                    .ctl = wire::syn,
                                    .raw_window = 1'000},
                         .arrives_in = 40_ms};
    REQUIRE(run.issue(10, old_syn) == CommandError::None);
    run.until(200);
    REQUIRE(run.ladder() ==
            "10 0->1 <SEQ=90><CTL=SYN> 50 delivered, old duplicate\n"
            "50 1->0 <SEQ=5000><ACK=91><CTL=SYN,ACK> 150 delivered\n"
            "150 0->1 <SEQ=91><CTL=RST> 250 in flight\n");
    run.until(300);
    REQUIRE(host::state_of(run.world.hosts[1]) == tcp::State::Listen);
}

TEST_CASE("A machine that is off receives nothing and does nothing", "[sim]") {
    Run run;
    REQUIRE(run.issue(50, PowerOff{w0_server}) == CommandError::None);
    REQUIRE(run.issue(60, PowerOff{w0_server}) == CommandError::HostIsOff);
    run.until(150);
    REQUIRE(run.trace.packets[0].fate == Fate::HostOff);
    REQUIRE(run.trace.packets.size() == 1);
    REQUIRE(run.issue(500, PowerOn{w0_server}) == CommandError::None);
    run.until(1'250);
    // It has forgotten that it listened.
    REQUIRE(run.trace.packets[2].header.ctl.rst());
}

TEST_CASE("A changed link treats the packets that enter it from then on", "[sim]") {
    Run run;
    REQUIRE(run.issue(50, SetLink{w0_link, 1, {.delay = 30_ms}}) == CommandError::None);
    run.until(500);
    REQUIRE(run.trace.packets[0].ended_at == at_ms(100));
    REQUIRE(run.trace.packets[1].ended_at == at_ms(130));
    REQUIRE(run.trace.packets[2].ended_at == at_ms(230));
}

TEST_CASE("An impossible command is an event that says why and changes nothing else", "[sim]") {
    const wire::Endpoint nowhere{};
    check_refusals({
        {Listen{HostId{7}, 80, {}}, CommandError::NoSuchHost},
        {Listen{HostId{}, 80, {}}, CommandError::NoSuchHost},
        {Listen{w0_server, 80, {}}, CommandError::PortInUse},
        {Listen{w0_server, 0, {}}, CommandError::BadArgument},
        {Connect{w0_client, 0, nowhere, {}}, CommandError::BadArgument},
        {w0_connect(), CommandError::PortInUse},
        {Send{w0_client, ConnectionId{3}, "x"}, CommandError::NoSuchConnection},
        {Send{w0_client, ConnectionId{0}, ""}, CommandError::BadArgument},
        {Close{w0_client, ConnectionId{}}, CommandError::NoSuchConnection},
        {Abort{w0_server, ConnectionId{9}}, CommandError::NoSuchConnection},
        {PowerOn{w0_client}, CommandError::BadArgument},
        {PowerOff{HostId{2}}, CommandError::NoSuchHost},
        {KillProgram{HostId{2}}, CommandError::NoSuchHost},
        {JumpClock{HostId{2}, 1_s}, CommandError::NoSuchHost},
        {JumpClock{w0_client, Duration{}}, CommandError::BadArgument},
        {JumpClock{w0_client, Duration{} - longest_clock_jump - 1_us}, CommandError::BadArgument},
        {DropPacket{PacketId{99}}, CommandError::NoSuchPacket},
        {DropPacket{PacketId{}}, CommandError::NoSuchPacket},
        {DropPacket{PacketId{0}}, CommandError::PacketNotInFlight},
        {ReleasePacket{PacketId{1}}, CommandError::PacketNotHeld},
        {DelayPacket{PacketId{1}, Duration{}}, CommandError::BadArgument},
        {DelayPacket{PacketId{1}, longest_delay + 1_us}, CommandError::BadArgument},
        {DuplicatePacket{PacketId{1}, Duration{-1}}, CommandError::BadArgument},
        {AddRule{{.first = 0}}, CommandError::BadArgument},
        {AddRule{{.action = RuleAction::Delay}}, CommandError::BadArgument},
        {AddRule{{.filter = {.from = HostId{5}}}}, CommandError::NoSuchHost},
        {RemoveRule{RuleId{0}}, CommandError::NoSuchRule},
        {Inject{.from = w0_client, .to = HostId{4}}, CommandError::NoSuchHost},
        {Inject{.from = w0_client, .to = w0_client}, CommandError::NoSuchLink},
        {Inject{.from = w0_client, .to = w0_server, .text = std::string(70'000, 'x')},
         CommandError::BadArgument},
    });
}

TEST_CASE("An impossible change of a link, a packet or the rules is refused likewise", "[sim]") {
    check_refusals({
        {SetLink{LinkId{1}, 0, {}}, CommandError::NoSuchLink},
        {SetLink{w0_link, 2, {}}, CommandError::BadArgument},
        {SetLink{w0_link, 0, {.loss_ppm = 2'000'000}}, CommandError::BadArgument},
        {SetLink{w0_link, 0, {.mtu_bytes = 67}}, CommandError::BadArgument},
        {SetLink{w0_link, 0, {.mark_ppm = 2'000'000}}, CommandError::BadArgument},
        {SetRuleBook{w0_server, static_cast<tcp::RuleBookId>(99)}, CommandError::BadArgument},
        {SetCable{LinkId{1}, false}, CommandError::NoSuchLink},
        {Shutdown{w0_client, ConnectionId{9}}, CommandError::NoSuchConnection},
        {Status{w0_client, ConnectionId{9}}, CommandError::NoSuchConnection},
        {Accept{w0_server, 81}, CommandError::NotConnected},
        {SetSysctl{w0_server, "tcp_coffee", "1"}, CommandError::BadArgument},
        {SetSysctl{w0_server, "tcp_syncookies", "3"}, CommandError::BadArgument},
        {SetWorkload{HostId{7}, {}}, CommandError::NoSuchHost},
        {SetWorkload{w0_client, {}}, CommandError::BadArgument},
        {SetWorkload{w0_client, {.targets = {w0_server_socket}, .request_bytes = 15}},
         CommandError::BadArgument},
        {SetWorkload{w0_client, {.targets = {w0_server_socket}, .connections = 0}},
         CommandError::BadArgument},
        {SetApplication{w0_server, 81, {}}, CommandError::NotConnected},
        {SetDescriptorLimit{w0_server, 0}, CommandError::BadArgument},
        {AddRule{{.every = 0}}, CommandError::BadArgument},
        {EditPacket{PacketId{99}, {.text = "x"}}, CommandError::NoSuchPacket},
        {EditPacket{PacketId{0}, {.text = "x"}}, CommandError::PacketNotInFlight},
        {EditPacket{PacketId{1}, {}}, CommandError::BadArgument},
        {EditPacket{PacketId{1}, {.text = "x"}}, CommandError::BadArgument},
        {EditPacket{PacketId{1},
                    {.fields = {{wire::HeaderField::Window, wire::FieldEdit::How::Set, 65'536}}}},
         CommandError::BadArgument},
        {EditPacket{PacketId{1}, {.bytes = {{44, 0}}}}, CommandError::BadArgument},
        {InjectIcmp{.from = w0_server, .to = HostId{4}}, CommandError::NoSuchHost},
        {InjectIcmp{.from = w0_server, .to = w0_client, .error = {.type = 8}}, CommandError::BadArgument},
        {InjectIcmp{.from = w0_server, .to = w0_client, .about = PacketId{99}, .error = {.type = 3}},
         CommandError::NoSuchPacket},
        {InjectIcmp{.from = w0_server, .to = w0_client, .about = PacketId{1}, .error = {.type = 3}},
         CommandError::PacketNotInFlight},
        {SynFlood{.from = w0_client, .to = w0_server, .port = 80}, CommandError::BadArgument},
        {SynFlood{.from = w0_client, .to = w0_server, .port = 80, .count = 10'001},
         CommandError::BadArgument},
        {SynFlood{.from = w0_client, .to = w0_client, .port = 80, .count = 1}, CommandError::NoSuchLink},
    });
}

TEST_CASE("Scheduled commands come first at their instant, in the order they were scheduled", "[sim]") {
    World world = w0();
    schedule(world, at_ms(100), Close{w0_client, ConnectionId{0}});
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(100), Close{w0_client, ConnectionId{0}});
    Trace trace;
    run(world, {.until = at_ms(100)}, &trace);
    REQUIRE(trace.events.size() >= 4);
    REQUIRE(trace.events[0].kind == EventKind::CommandScheduled);
    REQUIRE(trace.events[1].kind == EventKind::CommandScheduled);
    REQUIRE(trace.events[1].at == at_ms(100));
    REQUIRE(trace.events[2].kind == EventKind::CommandScheduled);
    REQUIRE(trace.events[3].kind == EventKind::Arrival);
}

TEST_CASE("Every command has one line of words and a digest of its own", "[sim]") {
    const std::vector<Command> commands = {
        Listen{w0_server, 80, {}},
        w0_connect(),
        Send{w0_client, ConnectionId{0}, "hello"},
        Close{w0_client, ConnectionId{0}},
        Abort{w0_client, ConnectionId{0}},
        PowerOff{w0_server},
        PowerOn{w0_server},
        DropPacket{PacketId{3}},
        HoldPacket{PacketId{3}},
        ReleasePacket{PacketId{3}},
        DelayPacket{PacketId{3}, 5_ms},
        DuplicatePacket{PacketId{3}, 5_ms},
        AddRule{},
        RemoveRule{RuleId{0}},
        Inject{.from = w0_client, .to = w0_server},
        SetLink{w0_link, 0, {}},
        SetRuleBook{w0_server, tcp::RuleBookId::TwoStepHandshake},
        EditPacket{PacketId{3},
                   {.fields = {{wire::HeaderField::Seq, wire::FieldEdit::How::Add, 0xffff'ffff},
                               {wire::HeaderField::Ctl, wire::FieldEdit::How::SetBits, 4}},
                    .text_offset = 2,
                    .text = "PAY",
                    .bytes = {{0, 0x65}}}},
        InjectIcmp{.from = w0_server, .to = w0_client, .about = PacketId{3}, .error = {.type = 3}},
        SynFlood{.from = w0_client, .to = w0_server, .port = 80, .count = 9},
        SetCable{w0_link, false},
        JumpClock{w0_client, Duration{-5'000}},
        KillProgram{w0_server},
        Shutdown{w0_client, ConnectionId{0}},
        Status{w0_client, ConnectionId{0}},
        Accept{w0_server, 80},
        SetSysctl{w0_server, "tcp_syncookies", "1"},
        SetWorkload{w0_client, {.targets = {w0_server_socket}}},
        SetApplication{w0_server, 80, {.kind = host::ApplicationKind::Service}},
        SetDescriptorLimit{w0_server, 64},
        CloseListener{w0_server, 80},
        SendFromListener{w0_server, 80, "hello"},
    };
    REQUIRE(commands.size() == std::variant_size_v<Command>);
    REQUIRE(to_text(commands[7]) == "drop packet 3");
    REQUIRE(to_text(commands[2]) == "host 0: send on connection 0 5 bytes \"hello\"");
    REQUIRE(to_text(commands[17]) ==
            "edit packet 3: seq - 1, ctl |= 4, text from byte 2 on 3 bytes \"PAY\", byte 0 = 101; checksums "
            "repaired");
    REQUIRE(to_text(commands[20]) == "link 0: pull the cable out");
    std::vector<std::uint64_t> digests;
    for (const Command& command : commands) {
        const std::string text = to_text(command);
        INFO(text);
        REQUIRE_FALSE(text.empty());
        REQUIRE(text.find('\n') == std::string::npos);
        Digest d;
        digest(d, command);
        for (const std::uint64_t other : digests) REQUIRE(other != d.value());
        digests.push_back(d.value());
    }
}
