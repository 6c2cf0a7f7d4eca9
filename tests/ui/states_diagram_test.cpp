#include "lesson/diagram_ways.h"
#include "support/ui/app_harness.h"
#include "ui/app/peer_calls.h"
#include "ui/app/states_layout.h"
#include "ui/views/states/diagram_geometry.h"
#include "ui/views/states/diagram_model.h"
#include "ui/views/states/diagram_words.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cmath>
#include <string>
#include <vector>

// The state diagram: where its parts lie, what it says of a run, and the screen where all of it can be done.

namespace hw::ui {

using test::AppHarness;

namespace {

std::string arrow_id(std::uint32_t arrow) { return "states.arrow." + std::to_string(arrow + 1); }

bool is_in_view(const SemanticNode* node) { return node != nullptr && !node->rect.empty(); }

std::string count_of(const AppHarness& harness) { return harness.find_id("states.collection.count")->name; }

}  // namespace

TEST_CASE("Every arrow begins and ends at the edge of the boxes that it joins", "[ui][states]") {
    for (const Rect rect : {Rect{0, 48, 944, 688},
                            {0, 48, 864, 600},
                            {0, 0, 1'400, 900},
                            {0, 52, 390, 350},
                            {5, 5, 300, 320}}) {
        const DiagramGeometry g = lay_out_diagram(rect);
        INFO(rect.w << " x " << rect.h);
        for (std::uint32_t i = 0; i < lesson::arrow_count; ++i) {
            INFO("arrow " << i + 1);
            const Rect from = g.boxes[box_before(i)];
            const Rect to = g.boxes[box_after(i)];
            CHECK(from.grown(1.5f).contains(g.edges[i].curve[0]));
            CHECK_FALSE(from.grown(-1.5f).contains(g.edges[i].curve[0]));
            CHECK(to.grown(1.5f).contains(g.edges[i].curve[3]));
            CHECK_FALSE(to.grown(-1.5f).contains(g.edges[i].curve[3]));
        }
        for (std::size_t a = 0; a < diagram_box_count; ++a) {
            CHECK(rect.encloses(g.boxes[a]));
            for (std::size_t b = a + 1; b < diagram_box_count; ++b)
                CHECK_FALSE(g.boxes[a].intersects(g.boxes[b]));
        }
    }
}

TEST_CASE("Without labels no two arrows are pressed at one place", "[ui][states]") {
    for (const Rect rect : {Rect{0, 52, 390, 350}, {0, 0, 300, 310}}) {
        const DiagramGeometry g = lay_out_diagram(rect);
        REQUIRE_FALSE(g.has_labels);
        for (std::uint32_t a = 0; a < lesson::arrow_count; ++a)
            for (std::uint32_t b = a + 1; b < lesson::arrow_count; ++b) {
                INFO(rect.w << ": arrows " << a + 1 << " and " << b + 1);
                const Point one = point_on(g.edges[a], g.edges[a].grip);
                const Point other = point_on(g.edges[b], g.edges[b].grip);
                CHECK(distance(one, other) >= 9);
            }
    }
}

TEST_CASE("The labels of the arrows lie on no box, on no other label and within the sheet", "[ui][states]") {
    struct Size {
        float width, height;
    };
    for (const Size size : {Size{1280, 800}, {1280, 720}, {1440, 900}, {1920, 1080}, {1200, 740}}) {
        for (const char* language : {"zh", "en"}) {
            INFO(size.width << " x " << size.height << " " << language);
            AppHarness harness({.width = size.width,
                                .height = size.height,
                                .location = std::string("#/states?lang=") + language});
            // All that the two can do to an arrow's label: both have gone along it.
            harness.press("states.way.both-close");
            harness.press("timeline.play");
            std::vector<std::pair<std::string, Rect>> places;
            for (std::uint32_t i = 0; i < lesson::arrow_count; ++i)
                places.push_back({arrow_id(i), harness.find_id(arrow_id(i))->rect});
            for (std::uint32_t box = 0; box < tcp::state_count; ++box) {
                const std::string id =
                    "states.box." + std::string(tcp::name_of(static_cast<tcp::State>(box)));
                places.push_back({id, harness.find_id(id)->rect});
            }
            places.push_back({"states.box.CLOSED.end", harness.find_id("states.box.CLOSED.end")->rect});
            const Rect sheet = lay_out_states({.width = size.width, .height = size.height}).diagram;
            for (std::size_t a = 0; a < places.size(); ++a) {
                INFO(places[a].first);
                CHECK(sheet.encloses(places[a].second));
                for (std::size_t b = a + 1; b < places.size(); ++b) {
                    INFO(places[b].first);
                    // A hair's breadth of a plate's own padding is no overlap of words.
                    CHECK_FALSE(places[a].second.grown(-2).intersects(places[b].second.grown(-2)));
                }
            }
        }
    }
}

TEST_CASE("What the peers do moves their marks and collects arrows", "[ui][states][app]") {
    AppHarness harness({.location = "#/states"});
    CHECK(count_of(harness) == "0 of 21 collected");
    CHECK(harness.find_id("states.box.CLOSED")->value == "A B is here");
    harness.press("states.call.B.listen");
    CHECK(harness.find_id("states.box.LISTEN")->value == "B is here");
    harness.press("states.call.A.open");
    // Played to its end: open on both sides.
    CHECK(harness.find_id("states.box.ESTABLISHED")->value == "A B is here");
    CHECK(count_of(harness) == "5 of 21 collected");
    CHECK(harness.find_id(arrow_id(8))->value == "taken in this run by A");
    CHECK(harness.find_id(arrow_id(10))->value == "not taken yet");
    harness.press("states.call.A.close");
    CHECK(harness.find_id("states.box.FIN-WAIT-2")->value == "A is here");
    CHECK(harness.find_id("states.box.CLOSE-WAIT")->value == "B is here");
    // Back in time, what was seen is remembered.
    harness.press("timeline.back");
    harness.press("timeline.back");
    CHECK(count_of(harness) == "8 of 21 collected");
    CHECK(harness.find_id(arrow_id(13))->value == "taken before");
    // Nor is it forgotten when the two begin anew.
    harness.press("states.anew");
    CHECK(harness.find_id("states.box.CLOSED")->value == "A B is here");
    CHECK(count_of(harness) == "8 of 21 collected");
}

TEST_CASE("Pressing a state or an arrow tells what it is, with its clause", "[ui][states][app]") {
    for (const char* language : {"en", "zh"}) {
        AppHarness harness({.location = std::string("#/states?lang=") + language});
        harness.press("states.box.CLOSE-WAIT");
        CHECK(harness.find_id("states.asked.name")->name == "CLOSE-WAIT");
        CHECK(harness.find_id("states.asked.clause")->name.find("3.3.2") != std::string::npos);
        harness.press(arrow_id(20));
        CHECK(harness.find_id("states.asked.text")->name.find("FIN-WAIT-2") != std::string::npos);
        harness.press("states.asked.way");
        CHECK(harness.find_id(arrow_id(20))->value != harness.find_id(arrow_id(9))->value);
        CHECK(harness.find_id("states.asked.name") == nullptr);
        harness.press(arrow_id(9));
        harness.press("states.asked.close");
        CHECK(harness.find_id("states.asked.name") == nullptr);
    }
}

TEST_CASE("The ways on offer lead to all 21, and then say so", "[ui][states][app]") {
    AppHarness harness({.height = 1'400, .location = "#/states"});
    for (std::size_t i = 0; i < lesson::diagram_ways().size(); ++i) {
        const std::string id = "states.way." + std::string(lesson::diagram_ways()[i].id);
        INFO(id);
        if (harness.find_id(id) != nullptr) harness.press(id);
    }
    CHECK(count_of(harness) == "All 21 collected");
    // They stay, to be looked at again; a place left and found again has forgotten nothing.
    CHECK(harness.find_id("states.way.both-open") != nullptr);
    harness.app().navigate("#/");
    harness.frames(2);
    harness.app().navigate("#/states");
    harness.settle();
    CHECK(count_of(harness) == "All 21 collected");
}

TEST_CASE("A call that makes no sense cannot be pressed, and each arrow of a call has one", "[ui][states]") {
    sim::World world = lesson::world_of_equals();
    const HostId a{0};
    const HostId b{1};
    const auto call = [&world](HostId host, HostId peer, std::string_view id) {
        for (PeerCall& one : peer_calls(world, host, peer))
            if (one.id == id) return one.commands;
        return std::vector<sim::Command>{};
    };
    CHECK(call(a, b, "close").empty());
    CHECK(call(a, b, "send").empty());
    for (const sim::Command& command : call(a, b, "listen")) sim::apply(world, command, world.now);
    CHECK(call(a, b, "open").empty());
    CHECK(std::holds_alternative<sim::CloseListener>(call(a, b, "close").front()));
    CHECK(std::holds_alternative<sim::SendFromListener>(call(a, b, "send").front()));
    for (const sim::Command& command : call(b, a, "open")) sim::apply(world, command, world.now);
    sim::run(world, {.until = Instant{} + 1_s});
    CHECK(std::holds_alternative<sim::Send>(call(a, b, "send").front()));
    CHECK(std::holds_alternative<sim::Close>(call(a, b, "close").front()));
    CHECK(call(a, b, "listen").empty());
}

TEST_CASE("A segment between the peers can be dropped on the states screen", "[ui][states][app]") {
    AppHarness harness({.location = "#/states"});
    harness.press("states.call.A.open");
    harness.press("tab.ladder");
    const SemanticNode* syn = harness.find(Role::Button, "SYN, seq 1000");
    REQUIRE(syn != nullptr);
    harness.press(syn->id);
    CHECK(harness.find_id("card.drop") != nullptr);
}

TEST_CASE("Collected arrows are kept as a short text, and nonsense is none", "[ui][states]") {
    lesson::ArrowSet arrows;
    CHECK(parse_arrows(to_text(arrows)) == arrows);
    arrows.set(0).set(20).set(7);
    CHECK(to_text(arrows).size() <= 6);
    CHECK(parse_arrows(to_text(arrows)) == arrows);
    for (const char* nonsense : {"", "-1", "zz", "200000", "1 ", "ffffffffffffffffffff"})
        CHECK(parse_arrows(nonsense).none());
}

TEST_CASE("The panes of the states screen fill every window without overlap", "[ui][states]") {
    struct Size {
        float width, height;
    };
    for (const Size size : {Size{1280, 800}, {1920, 1080}, {1199, 800}, {900, 700}, {390, 844}, {360, 640}}) {
        INFO(size.width << " x " << size.height);
        const StatesLayout s = lay_out_states({.width = size.width, .height = size.height});
        const std::array panes = {s.top, s.diagram, s.ladder, s.side, s.tabs, s.timeline};
        float area = 0;
        for (std::size_t i = 0; i < panes.size(); ++i) {
            area += panes[i].w * panes[i].h;
            for (std::size_t k = i + 1; k < panes.size(); ++k)
                if (!panes[i].empty() && !panes[k].empty()) CHECK_FALSE(panes[i].intersects(panes[k]));
        }
        CHECK(std::abs(area - size.width * size.height) < 1);
    }
}

TEST_CASE("On a phone the diagram, the calls and the ladder are each a press away", "[ui][states][app]") {
    AppHarness harness({.width = 390, .height = 844, .is_touch = true, .location = "#/states?lang=zh"});
    CHECK(is_in_view(harness.find_id("states.box.SYN-RECEIVED")));
    CHECK(is_in_view(harness.find_id("states.call.A.open")));
    harness.press("states.call.A.open");
    harness.press("tab.ladder");
    CHECK(harness.find_id("ladder.packet.0") != nullptr);
    CHECK(harness.find_id("states.box.SYN-RECEIVED") == nullptr);
    harness.press("tab.states");
    CHECK(is_in_view(harness.find_id("states.box.SYN-RECEIVED")));
}

}  // namespace hw::ui
