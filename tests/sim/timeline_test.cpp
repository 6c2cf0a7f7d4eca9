#include "sim/timeline.h"

#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "sim/canned_worlds.h"
#include "support/sim/ladder.h"

using namespace hw;
using namespace hw::sim;
using hw::sim::test::ladder_of;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// W0 connecting, with enough traffic for a few hundred events: an echo, and losses.
World busy_world() {
    World world = w0();
    world.links[0].config[0].loss_ppm = 100'000;
    world.links[0].config[1].duplicate_ppm = 100'000;
    schedule(world, Instant{}, Listen{w0_server, 7, {.kind = host::ApplicationKind::Echo}});
    Connect connect = w0_connect();
    connect.remote.port = 7;
    connect.application = {.kind = host::ApplicationKind::Source, .total_bytes = 40'000};
    schedule(world, Instant{}, connect);
    return world;
}

// The world after `count` events of a branch, played from the very beginning; and its trace.
World played_world(const Timeline& timeline, const CommandLog& log, std::uint32_t count,
                   Trace* trace = nullptr) {
    World world = timeline.initial();
    CommandLog past;
    for (const LoggedCommand& entry : log)
        if (entry.event_index < count) past.push_back(entry);
    REQUIRE(replay(world, past, count, trace));
    return world;
}

void require_consistent(const Timeline& timeline) {
    const Branch& branch = timeline.branches()[timeline.branch()];
    const World expected = played_world(timeline, branch.log, timeline.event_index());
    REQUIRE(timeline.world() == expected);
    REQUIRE(digest_of(timeline.world()) == digest_of(expected));
    REQUIRE(timeline.world().now <= timeline.now());
    REQUIRE(timeline.now() <= branch.known_until);
}

}  // namespace

TEST_CASE("Seeking from either side gives the same world", "[sim][timeline]") {
    Timeline timeline(busy_world(), {.events_between_keyframes = 8});
    timeline.seek(at_ms(6'000));
    REQUIRE(timeline.event_index() > 100);
    const World late = timeline.world();
    for (const std::int64_t ms : {0, 150, 1'234, 2'000, 3'777, 5'999}) {
        timeline.seek(at_ms(0));
        timeline.seek(at_ms(ms));
        const World from_the_left = timeline.world();
        timeline.seek(at_ms(6'000));
        timeline.seek(at_ms(ms));
        REQUIRE(timeline.world() == from_the_left);
        REQUIRE(digest_of(timeline.world()) == digest_of(from_the_left));
        REQUIRE(timeline.now() == at_ms(ms));
        require_consistent(timeline);
    }
    timeline.seek(at_ms(6'000));
    REQUIRE(timeline.world() == late);
    REQUIRE(timeline.branches().size() == 1);
}

TEST_CASE("Events can be stepped over one by one in both directions", "[sim][timeline]") {
    Timeline timeline(busy_world(), {.events_between_keyframes = 4});
    std::vector<std::uint64_t> digests = {digest_of(timeline.world())};
    while (timeline.event_index() < 60) {
        REQUIRE(timeline.step_forward());
        digests.push_back(digest_of(timeline.world()));
        REQUIRE(timeline.now() == timeline.world().now);
    }
    while (timeline.event_index() > 0) {
        REQUIRE(digests[timeline.event_index()] == digest_of(timeline.world()));
        REQUIRE(timeline.step_back());
    }
    REQUIRE(digests[0] == digest_of(timeline.world()));
    REQUIRE_FALSE(timeline.step_back());
    timeline.seek_event(33);
    REQUIRE(digests[33] == digest_of(timeline.world()));
    timeline.seek_event(1'000'000);
    REQUIRE(timeline.event_index() == 60);
}

TEST_CASE("A timeline ends where nothing is pending", "[sim][timeline]") {
    Timeline timeline(w0());
    REQUIRE_FALSE(timeline.step_forward());
    REQUIRE(timeline.is_at_known_end());
    timeline.seek(at_ms(500));
    REQUIRE(timeline.now() == at_ms(500));
    REQUIRE(timeline.world().event_count == 0);
    REQUIRE(timeline.issue(w0_connect()) == CommandError::None);
    timeline.seek(Instant::never());
    REQUIRE(timeline.now() == at_ms(800));
    REQUIRE_FALSE(timeline.step_forward());
}

TEST_CASE("A command issued in the past starts a branch; the old future stays", "[sim][timeline]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Timeline timeline(world);
    timeline.seek(at_ms(1'000));
    const std::string old_future = ladder_of(timeline.trace());
    REQUIRE(timeline.event_index() == 4);

    timeline.seek(at_ms(250));
    REQUIRE(timeline.issue(DropPacket{PacketId{2}}) == CommandError::None);
    REQUIRE(timeline.branch() == 1);
    REQUIRE(timeline.branches()[1].parent == 0);
    REQUIRE(timeline.branches()[1].forks_at == at_ms(250));
    REQUIRE(timeline.branches()[1].forks_at_event == 3);
    REQUIRE(timeline.is_at_known_end());
    timeline.seek(at_ms(1'300));
    REQUIRE(ladder_of(timeline.trace()) ==
            "0 0->1 <SEQ=1000><CTL=SYN> 100 delivered\n"
            "100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 200 delivered\n"
            "200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 300 dropped\n"
            "1100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 1200 delivered, resends 1\n"
            "1200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 1300 delivered\n");

    timeline.switch_to(0);
    REQUIRE(timeline.now() == at_ms(1'300));
    REQUIRE(ladder_of(timeline.trace()) == old_future);
    REQUIRE(timeline.event_index() == 4);
    timeline.switch_to(1);
    REQUIRE(timeline.event_index() == 7);
    require_consistent(timeline);
}

TEST_CASE("What was only looked ahead is no history: a command goes on in the same branch",
          "[sim][timeline]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Timeline timeline(world);
    timeline.seek(at_ms(250));
    timeline.look_ahead(at_ms(5'000));
    REQUIRE(timeline.now() == at_ms(250));
    REQUIRE(timeline.event_index() == 3);
    REQUIRE(timeline.trace().events.size() == 4);
    REQUIRE_FALSE(timeline.is_at_known_end());
    REQUIRE(timeline.issue(DropPacket{PacketId{2}}) == CommandError::None);
    REQUIRE(timeline.branches().size() == 1);
    REQUIRE(timeline.trace().events.size() == 4);
    REQUIRE(timeline.trace().packets[2].fate == Fate::Dropped);
    timeline.look_ahead(at_ms(5'000));
    timeline.seek(at_ms(5'000));
    require_consistent(timeline);
}

TEST_CASE("An impossible command in the past starts no branch", "[sim][timeline]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Timeline timeline(world);
    timeline.seek(at_ms(1'000));
    timeline.seek(at_ms(150));
    REQUIRE(timeline.issue(DropPacket{PacketId{0}}) == CommandError::PacketNotInFlight);
    REQUIRE(timeline.branches().size() == 1);
    REQUIRE(timeline.branches()[0].known_events == 4);
    require_consistent(timeline);
}

TEST_CASE("The branch that was not looked at for longest makes room for a new one", "[sim][timeline]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Timeline timeline(world, {.most_branches = 3});
    const auto drop_first_again = [&] {
        timeline.switch_to(0);
        timeline.seek(at_ms(1'000));
        timeline.seek(at_ms(50));
        REQUIRE(timeline.issue(DropPacket{PacketId{0}}) == CommandError::None);
        timeline.seek(at_ms(1'500));
        return timeline.branch();
    };
    REQUIRE(drop_first_again() == 1);
    REQUIRE(drop_first_again() == 2);
    REQUIRE(drop_first_again() == 1);  // its id is used again
    timeline.seek(at_ms(1'150));
    REQUIRE(timeline.issue(DropPacket{PacketId{2}}) == CommandError::None);  // a branch of branch 1
    REQUIRE(timeline.branch() == 2);
    REQUIRE(timeline.branches()[2].parent == 1);
    REQUIRE(timeline.branches().size() == 3);
    // Branch 1 goes: what its child shared with it before the fork is still shared with branch 0.
    timeline.seek(at_ms(2'500));
    REQUIRE(timeline.trace().packets.size() > 3);
    timeline.seek(at_ms(20));
    REQUIRE(timeline.issue(DelayPacket{PacketId{0}, 5_ms}) == CommandError::None);
    REQUIRE(timeline.branch() == 1);
    timeline.seek(at_ms(700));
    timeline.switch_to(2);
    REQUIRE(timeline.branches()[2].parent == 0);
    REQUIRE(timeline.branches()[2].forks_at == at_ms(50));
    for (const std::int64_t ms : {30, 60, 1'160, 2'400}) {
        timeline.seek(at_ms(ms));
        require_consistent(timeline);
    }
}

TEST_CASE("Keyframes stay within their budget and seeking stays right", "[sim][timeline]") {
    const std::uint64_t one_world = memory_of(busy_world());
    for (const std::uint64_t budget : {std::uint64_t{0}, one_world, 8 * one_world, 40 * one_world}) {
        Timeline timeline(busy_world(), {.keyframe_budget_bytes = budget, .events_between_keyframes = 2});
        timeline.seek(at_ms(4'000));
        REQUIRE(timeline.keyframe_bytes() <= budget);
        timeline.seek(at_ms(1'500));
        require_consistent(timeline);
    }
}

TEST_CASE("Random walks over a timeline meet only worlds that its log explains", "[sim][timeline]") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        INFO("walk " << seed);
        Prng prng{seed};
        Timeline timeline(busy_world(), {.keyframe_budget_bytes = prng.below(4) << 17,
                                         .events_between_keyframes = prng.between(1, 20),
                                         .most_branches = prng.between(2, 6)});
        for (int i = 0; i < 60; ++i) {
            switch (prng.below(8)) {
                case 0: timeline.seek(Instant{prng.below(4'000'000)}); break;
                case 1: timeline.seek_event(prng.below(150)); break;
                case 2: timeline.step_forward(); break;
                case 3: timeline.step_back(); break;
                case 4: timeline.switch_to(prng.below(6)); break;
                case 5: timeline.look_ahead(Instant{prng.below(5'000'000)}, prng.below(100)); break;
                case 6:
                    timeline.issue(DropPacket{PacketId{prng.below(timeline.world().packets_made + 1)}});
                    break;
                case 7:
                    timeline.issue(HoldPacket{PacketId{prng.below(timeline.world().packets_made + 1)}});
                    break;
            }
            require_consistent(timeline);
        }
        // Every branch's trace is what a run of its log from the beginning records.
        for (const Branch& branch : timeline.branches()) {
            if (branch.is_forgotten) continue;
            Trace expected;
            played_world(timeline, branch.log, branch.known_events, &expected);
            REQUIRE(branch.trace == expected);
        }
    }
}
