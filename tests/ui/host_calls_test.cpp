#include "ui/views/calls/host_calls.h"
#include "ui/views/ladder/lane_story.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "lesson/scene.h"
#include "sim/timeline.h"
#include "support/ui/app_harness.h"

namespace hw::ui {

namespace {

constexpr HostId client{0};
constexpr HostId server{1};

const CallOffer* find(const std::vector<CallOffer>& offers, HostCall call) {
    const auto found = std::find_if(offers.begin(), offers.end(),
                                    [call](const CallOffer& offer) { return offer.call == call; });
    return found == offers.end() ? nullptr : &*found;
}

std::optional<Msg> refusal(const sim::World& world, HostId host, HostCall call) {
    const auto offers = calls_of(world, host);
    const CallOffer* offer = find(offers, call);
    REQUIRE(offer != nullptr);
    return offer->refusal;
}

// Issues what the call takes, and expects the world to carry it out.
void make(sim::Timeline& timeline, HostId host, HostCall call) {
    const auto offers = calls_of(timeline.world(), host);
    const CallOffer* offer = find(offers, call);
    REQUIRE(offer != nullptr);
    REQUIRE_FALSE(offer->commands.empty());
    for (const sim::Command& command : offer->commands)
        CHECK(timeline.issue(command) == sim::CommandError::None);
}

Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

}  // namespace

TEST_CASE("a host that has no connection may open one, and is told why it cannot send", "[ui][calls]") {
    const sim::World world = lesson::make_stage({});
    CHECK_FALSE(refusal(world, client, HostCall::Open));
    CHECK(refusal(world, client, HostCall::Send) == Msg::CallNoConnection);
    CHECK(refusal(world, client, HostCall::Abort) == Msg::CallNoConnection);
    CHECK(refusal(world, client, HostCall::Status) == Msg::CallNoConnection);
    CHECK(refusal(world, client, HostCall::Kill) == Msg::CallNoProgram);
    CHECK(refusal(world, server, HostCall::Listen) == Msg::CallListensAlready);
    CHECK_FALSE(refusal(world, client, HostCall::Listen));
    CHECK(refusal(world, server, HostCall::Accept) == Msg::CallAcceptsByItself);
}

TEST_CASE(
    "what the application is told stands beside its lane: STATUS's answer, and that something is urgent",
    "[ui][calls][ladder]") {
    sim::Timeline timeline(lesson::make_stage({}));
    make(timeline, client, HostCall::Open);
    timeline.seek(at_ms(500));
    make(timeline, client, HostCall::Status);
    CHECK(lane_notes(timeline.trace(), client).back().text == "STATUS = ESTAB");
    const sim::Send urgent{.host = client,
                           .connection = connection_at_hand(timeline.world(), client),
                           .text = "!",
                           .is_urgent = true};
    REQUIRE(timeline.issue(urgent) == sim::CommandError::None);
    timeline.seek(at_ms(700));
    const auto told = lane_notes(timeline.trace(), server);
    CHECK(std::any_of(told.begin(), told.end(), [](const LaneNote& note) { return note.text == "SIGURG"; }));
}

TEST_CASE("a connection is opened, spoken on and closed with calls alone", "[ui][calls]") {
    sim::Timeline timeline(lesson::make_stage({}));
    make(timeline, client, HostCall::Open);
    timeline.seek(at_ms(500));
    CHECK(host::state_of(timeline.world().hosts[0]) == tcp::State::Established);
    make(timeline, client, HostCall::Send);
    timeline.seek(at_ms(1'000));
    make(timeline, client, HostCall::Close);
    CHECK(refusal(timeline.world(), client, HostCall::Send) == Msg::CallClosing);
    CHECK(refusal(timeline.world(), client, HostCall::Close) == Msg::CallClosing);
    timeline.seek(at_ms(1'500));
    make(timeline, server, HostCall::Close);
    timeline.seek(at_ms(2'000));
    CHECK(host::state_of(timeline.world().hosts[0]) == tcp::State::TimeWait);
    // In TIME-WAIT the port is taken: the next OPEN is from another one.
    make(timeline, client, HostCall::Open);
    timeline.seek(at_ms(2'500));
    CHECK(host::state_of(timeline.world().hosts[0]) == tcp::State::Established);
}

TEST_CASE("power and cable offer what changes something, and a host without power does nothing",
          "[ui][calls]") {
    sim::Timeline timeline(lesson::make_stage({}));
    CHECK(find(calls_of(timeline.world(), client), HostCall::PowerOn) == nullptr);
    CHECK(find(calls_of(timeline.world(), client), HostCall::Plug) == nullptr);
    make(timeline, client, HostCall::Unplug);
    make(timeline, client, HostCall::PowerOff);
    CHECK(find(calls_of(timeline.world(), client), HostCall::PowerOff) == nullptr);
    CHECK(find(calls_of(timeline.world(), server), HostCall::Unplug) == nullptr);
    CHECK(refusal(timeline.world(), client, HostCall::Open) == Msg::CallNoPower);
    CHECK(refusal(timeline.world(), client, HostCall::Reboot) == Msg::CallNoPower);
    make(timeline, client, HostCall::PowerOn);
    make(timeline, client, HostCall::Plug);
    make(timeline, client, HostCall::Open);
    timeline.seek(at_ms(500));
    CHECK(host::state_of(timeline.world().hosts[0]) == tcp::State::Established);
    make(timeline, client, HostCall::Reboot);
    CHECK(host::state_of(timeline.world().hosts[0]) == tcp::State::Closed);
}

TEST_CASE("a screen offers only the calls it allows", "[ui][calls]") {
    const sim::World world = lesson::make_stage({});
    const CallSet two = CallSet::none().with(HostCall::Open).with(HostCall::Reboot);
    CHECK(calls_of(world, client, two).size() == 2);
    CHECK(calls_of(world, client, two.without(HostCall::Open)).size() == 1);
    CHECK(calls_of(world, client, CallSet::none()).empty());
}

TEST_CASE("in a lesson the hosts can be called once something was predicted", "[ui][app][calls]") {
    test::AppHarness harness({.location = "#/lesson/what-is-agreed?step=which-number"});
    CHECK(harness.find_id("calls.client.all") == nullptr);
    harness.press("lesson.choices.1");
    harness.press("lesson.next");
    harness.press("calls.client.all");
    REQUIRE(harness.find_id("calls.client.send") != nullptr);
    CHECK(harness.find_id("calls.client.send")->state.is_disabled);
    CHECK(harness.find_id("calls.client.send")->description == "no connection");
    CHECK(harness.find_id("calls.client.open")->description == "connect()");
    // The lesson asks for a connection; OPEN is what it asks for.
    harness.press("calls.client.open");
    CHECK(harness.find_id("calls.client.open") == nullptr);
    CHECK(harness.find(Role::Button, "SYN, seq 1000, client to server") != nullptr);
    CHECK(harness.find_id("lesson.reports") != nullptr);
    CHECK(harness.app().semantics().duplicate_count() == 0);
}

}  // namespace hw::ui
