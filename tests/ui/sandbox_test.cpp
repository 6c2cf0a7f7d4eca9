#include "support/ui/app_harness.h"
#include "ui/app/rule_draft.h"
#include "ui/app/sandbox_setup.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>

// The sandbox: a world of one's own, what can be done to it, and its address.

namespace hw::ui {

using test::AppHarness;

namespace {

bool is_chosen(const AppHarness& harness, const char* id) {
    const SemanticNode* node = harness.find_id(id);
    return node != nullptr && node->state.is_checked;
}

}  // namespace

TEST_CASE("A setup is read back from its text, and nonsense is as usual", "[ui][sandbox]") {
    SandboxSetup setup;
    CHECK(to_text(setup).empty());
    setup = {.profile = SandboxProfile::FreeBsd,
             .delay_ms = 300,
             .loss_ppm = 50'000,
             .rate_kbps = 100,
             .application = 3,
             .listens = false,
             .has_mallory = true,
             .variant = tcp::RuleBookId::NoTimeWait,
             .sack = false,
             .timestamps = true};
    CHECK(parse_sandbox_setup(to_text(setup)) == setup);
    CHECK(to_text(setup).size() < 60);
    for (const char* nonsense : {"", "...", "p9", "d99999999999", "a77.v99", "x1.y2", "p.d.l", "d-5"})
        CHECK(parse_sandbox_setup(nonsense) == SandboxSetup{});
}

TEST_CASE("The world is what the setup says", "[ui][sandbox]") {
    const sim::World usual = world_of({});
    CHECK(usual.hosts.size() == 2);
    CHECK(usual.hosts[1].listeners.size() == 1);
    CHECK(usual.hosts[0].config.tcp.sack == tcp::Switch::Off);
    const sim::World other = world_of({.profile = SandboxProfile::Linux,
                                       .delay_ms = 30,
                                       .loss_ppm = 10'000,
                                       .rate_kbps = 1'000,
                                       .listens = false,
                                       .has_mallory = true,
                                       .variant = tcp::RuleBookId::AcceptAnyRst,
                                       .timestamps = false});
    CHECK(other.hosts.size() == 3);
    CHECK(other.hosts[1].listeners.empty());
    CHECK(other.hosts[0].config.tcp.sack == tcp::Switch::On);
    CHECK(other.hosts[0].config.tcp.timestamps == tcp::Switch::Off);
    CHECK(other.hosts[0].config.tcp.rules == tcp::RuleBookId::AcceptAnyRst);
    CHECK(other.links[0].config[1].delay == 30_ms);
    CHECK(other.links[0].config[0].rate_bps == 1'000'000);
    CHECK(world_of({.profile = SandboxProfile::FreeBsd}).hosts[0].config.tcp.rules ==
          tcp::RuleBookId::FreeBsd);
}

TEST_CASE("A rule is put together and said in both languages", "[ui][sandbox]") {
    const sim::World world = world_of({});
    const sim::Rule third = command_of({.action = 0, .kind = 0, .which = 2, .from = 1}, world).rule;
    CHECK(third.first == 3);
    CHECK(third.times == 1);
    CHECK(third.filter.from == HostId{0});
    CHECK(describe(Language::En, third, world) == "Drop the ACK no. 3 of client");
    CHECK(describe(Language::Zh, third, world).find("第 3 个 ACK") != std::string::npos);
    const sim::Rule every = command_of({.action = 2, .kind = 3, .which = 4, .from = 0}, world).rule;
    CHECK(every.times == 0);
    CHECK(every.by > Duration{});
    CHECK(describe(Language::En, every, world) == "Delay every DATA of anybody");
}

TEST_CASE("In the sandbox a host calls, a rule drops, and the ladder shows it", "[ui][sandbox][app]") {
    AppHarness harness({.location = "#/sandbox"});
    CHECK(harness.find_id("ladder.notice") != nullptr);
    harness.press("tab.network");
    // Drop the first SYN+ACK of the server.
    harness.press("network.rule.kind.2");
    harness.press("network.rule.from.2");
    harness.press("network.rule.add");
    CHECK(harness.find_id("network.rules.0") != nullptr);
    harness.press("calls.client.all");
    harness.press("calls.client.open");
    CHECK(harness.find(Role::Button, "SYN,ACK, seq 5000") != nullptr);
    CHECK(harness.find(Role::Button, "dropped") != nullptr);
    harness.press("network.rules.0.remove");
    CHECK(harness.find_id("network.rules.none") != nullptr);
    harness.press("network.delay.2");
    CHECK(is_chosen(harness, "network.delay.2"));
}

TEST_CASE("A sandbox begins anew with what was chosen, and its address says so", "[ui][sandbox][app]") {
    {
        AppHarness harness({.height = 1'400, .location = "#/sandbox"});
        CHECK(harness.app().location() == "#/sandbox");
        harness.press("sandbox.profile.1");
        harness.press("sandbox.mallory");
        harness.press("sandbox.rules.4");
        CHECK(harness.find_id("sandbox.breaks") != nullptr);
        harness.press("sandbox.begin");
        CHECK(harness.app().location() == "#/sandbox/p1.m1.v3");
    }
    AppHarness other({.height = 1'400, .location = "#/sandbox/p1.m1.v3"});
    CHECK(is_chosen(other, "sandbox.profile.1"));
    CHECK(is_chosen(other, "sandbox.mallory"));
    CHECK(is_chosen(other, "sandbox.rules.4"));
}

TEST_CASE("A link carries the whole run, and says if it ends otherwise", "[ui][sandbox][app]") {
    std::string link;
    std::size_t segments = 0;
    const auto count = [](const AppHarness& harness) {
        std::size_t found = 0;
        while (harness.find_id("ladder.packet." + std::to_string(found)) != nullptr) ++found;
        return found;
    };
    {
        AppHarness harness({.height = 1'400, .location = "#/sandbox/d30"});
        harness.press("calls.client.all");
        harness.press("calls.client.open");
        harness.press("calls.client.all");
        harness.press("calls.client.send");
        link = harness.app().location();
        segments = count(harness);
        REQUIRE(segments >= 4);
    }
    REQUIRE(link.find("run=") != std::string::npos);
    CHECK(link.size() < 300);
    {
        AppHarness again({.height = 1'400, .location = link});
        CHECK(count(again) == segments);
        CHECK(again.find_id("ladder.notice") == nullptr);
        CHECK(again.app().location() == link);
    }
    const auto notice_at = [](const std::string& location) {
        AppHarness harness({.height = 1'400, .location = location});
        const SemanticNode* notice = harness.find_id("ladder.notice");
        return notice == nullptr ? std::string() : notice->name;
    };
    // The same run in another world is another run.
    std::string elsewhere = link;
    elsewhere.replace(elsewhere.find("d30"), 3, "d40");
    CHECK(notice_at(elsewhere).find("another version") != std::string::npos);
    CHECK(notice_at("#/sandbox/d30?run=abcdef").find("cannot be read") != std::string::npos);
}

TEST_CASE("The sandbox shows all its panes at every width, in both languages", "[ui][sandbox][app]") {
    struct Size {
        float width, height;
        bool is_touch;
    };
    for (const Size size : {Size{1280, 800, false}, {900, 700, false}, {390, 844, true}}) {
        for (const char* language : {"en", "zh"}) {
            INFO(size.width << " " << language);
            AppHarness harness({.width = size.width,
                                .height = size.height,
                                .is_touch = size.is_touch,
                                .location = std::string("#/sandbox?lang=") + language});
            CHECK(harness.find_id("sandbox.begin") != nullptr);
            harness.press("tab.network");
            CHECK(harness.find_id("network.rule.add") != nullptr);
            harness.press(size.width < 1200 ? "tab.states" : "right.states");
            CHECK(harness.find_id("states.box.LISTEN") != nullptr);
            harness.press(size.width < 1200 ? "tab.think" : "right.think");
            CHECK(harness.find_id("think.title") != nullptr);
        }
    }
}

}  // namespace hw::ui
