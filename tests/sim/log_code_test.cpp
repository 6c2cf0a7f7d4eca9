#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "sim/canned_worlds.h"
#include "sim/log_code.h"

// A session as text for an address, and back.

using namespace hw;
using namespace hw::sim;

namespace {

SharedRun everything() {
    const HostId a{0};
    const HostId b{1};
    const std::vector<Command> commands{
        Listen{b, 80, {.kind = host::ApplicationKind::Echo}, {{0x0a00'0001}, 40'000}},
        CloseListener{b, 80},
        SendFromListener{b, 80, "hello"},
        Connect{.host = a, .local_port = 40'000, .remote = {{0x0a00'0002}, 80}, .text = "BUY 1"},
        Send{a, ConnectionId{0}, std::string(300, 'x'), true},
        Close{a, ConnectionId{1}},
        Abort{a, ConnectionId{2}},
        Shutdown{a, ConnectionId{3}},
        Accept{b, 80},
        PowerOff{a},
        PowerOn{a},
        KillProgram{a},
        DropPacket{PacketId{3}},
        HoldPacket{PacketId{4}},
        ReleasePacket{PacketId{4}},
        DelayPacket{PacketId{5}, 100_ms},
        DuplicatePacket{PacketId{6}, 50_ms},
        EditPacket{PacketId{7},
                   {.fields = {{wire::HeaderField::Seq, wire::FieldEdit::How::Add, 0xffff'ffff}},
                    .text_offset = 2,
                    .text = "PAY",
                    .bytes = {{40, 7}},
                    .checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere}},
        AddRule{{.filter = {.from = a, .ctl_set = wire::ack, .ctl_clear = wire::syn},
                 .first = 3,
                 .times = 0,
                 .action = RuleAction::Delay,
                 .by = 1_s}},
        RemoveRule{RuleId{0}},
        Inject{
            .from = a,
            .to = b,
            .header = {.source_port = 40'000, .destination_port = 80, .seq = {0xffff'fff0}, .ctl = wire::rst},
            .text = "!"},
        SetLink{LinkId{0}, 1, {.delay = 30_ms, .rate_bps = 1'000'000, .loss_ppm = 10'000}},
        SetCable{LinkId{0}, false},
        SetSysctl{b, "tcp_syncookies", "1"},
        Status{a, ConnectionId{4}},
    };
    SharedRun run{.now = Instant{9'000'000}, .check = 0xdead'beef};
    std::uint32_t event = 0;
    for (const Command& command : commands) {
        run.log.push_back({.event_index = event * 3, .at = Instant{event * 1'001}, .command = command});
        ++event;
    }
    return run;
}

}  // namespace

TEST_CASE("A session is read back from its text as it was", "[sim][share]") {
    const SharedRun run = everything();
    const auto text = encode(run);
    REQUIRE(text);
    CHECK(text->size() < 1'200);
    CHECK(text->find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
          std::string::npos);
    const auto back = decode(*text);
    REQUIRE(back);
    CHECK(*back == run);
    CHECK(decode(*encode({}))->log.empty());
}

TEST_CASE("What does not belong into a link, or is too long for it, has no text", "[sim][share]") {
    SharedRun flood{.log = {{.command = SynFlood{.count = 9}}}};
    CHECK_FALSE(encode(flood));
    SharedRun long_run;
    long_run.log.assign(400, {.command = Send{HostId{0}, ConnectionId{0}, std::string(30, 'y')}});
    CHECK_FALSE(encode(long_run));
    SharedRun many;
    many.log.assign(most_shared_commands + 1, {.command = PowerOff{HostId{0}}});
    CHECK_FALSE(encode(many));
}

TEST_CASE("A text that is cut, changed or made up is refused or read, and nothing else", "[sim][share]") {
    const std::string text = *encode(everything());
    for (std::size_t length = 0; length < text.size(); ++length) CHECK_FALSE(decode(text.substr(0, length)));
    CHECK_FALSE(decode(text + "AAAA"));
    CHECK_FALSE(decode("%%%"));
    Prng prng{7};
    const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < 20'000; ++i) {
        std::string changed = text;
        const std::uint32_t changes = 1 + prng.below(4);
        for (std::uint32_t k = 0; k < changes; ++k)
            changed[prng.below(static_cast<std::uint32_t>(changed.size()))] = digits[prng.below(64)];
        // Whatever is read can be written again.
        if (const auto read = decode(changed)) CHECK(encode(*read));
    }
}
