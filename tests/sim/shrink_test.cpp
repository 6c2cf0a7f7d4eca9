#include "sim/shrink.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

using namespace hw;
using namespace hw::sim;

namespace {

// One command of every kind that a random world may hold, the later ones included.
CommandLog every_kind() {
    const Command commands[] = {
        Listen{HostId{0}, 80, {}},
        Connect{HostId{1}, 0, {}, {}},
        Send{HostId{1}, ConnectionId{0}, "a"},
        DropPacket{PacketId{3}},
        EditPacket{PacketId{4}, {.fields = {{wire::HeaderField::Seq, wire::FieldEdit::How::Add, 1}}}},
        SetCable{LinkId{0}, false},
        InjectIcmp{HostId{0}, HostId{1}, PacketId{5}},
        SynFlood{HostId{0}, HostId{1}, 80, {0x0b00'0001}, 4, 4, 1_ms},
        SetLink{LinkId{0}, 1, {.mtu_bytes = 576}},
        SetCable{LinkId{0}, true},
        PowerOff{HostId{1}},
        Close{HostId{1}, ConnectionId{0}},
    };
    CommandLog log;
    for (const Command& command : commands) {
        const auto place = static_cast<std::uint32_t>(log.size());
        log.push_back({place, Instant{place * 1'000}, command});
    }
    return log;
}

template <class Kind>
bool has(const CommandLog& log) {
    return std::any_of(log.begin(), log.end(), [](const LoggedCommand& logged) {
        return std::holds_alternative<Kind>(logged.command);
    });
}

}  // namespace

TEST_CASE("A failure shrinks to the commands that it takes, whatever they are", "[sim][shrink]") {
    const CommandLog log = shortest(every_kind(), [](const CommandLog& tried) {
        return has<EditPacket>(tried) && has<InjectIcmp>(tried) && has<SynFlood>(tried) &&
               has<SetCable>(tried);
    });
    REQUIRE(log.size() == 4);
    CHECK(std::is_sorted(log.begin(), log.end(),
                         [](const LoggedCommand& a, const LoggedCommand& b) { return a.at < b.at; }));
}

TEST_CASE("A failure that needs no command shrinks to none", "[sim][shrink]") {
    CHECK(shortest(every_kind(), [](const CommandLog&) { return true; }).empty());
    CHECK(shortest({}, [](const CommandLog&) { return true; }).empty());
}

TEST_CASE("A failure that needs every command keeps them all", "[sim][shrink]") {
    const CommandLog whole = every_kind();
    CHECK(shortest(whole, [&](const CommandLog& tried) { return tried == whole; }) == whole);
}
