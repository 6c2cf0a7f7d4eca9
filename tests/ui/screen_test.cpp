#include "ui/app/location.h"
#include "ui/app/screen_layout.h"
#include "ui/views/duel/differences.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>

namespace hw::ui {

TEST_CASE("an address is read and written back as it was", "[ui][app]") {
    const std::string text = "#/lesson/why-three-not-two?step=s3&p=2r.Ba.c-&t=1051&lang=zh&theme=dark";
    const Location location = parse_location(text);
    CHECK(location.lesson == "why-three-not-two");
    CHECK(location.step == "s3");
    CHECK(location.progress == "2r.Ba.c-");
    CHECK(location.at == Instant{1'051'000});
    CHECK(location.language == Language::Zh);
    CHECK(location.theme == ThemeMode::Dark);
    CHECK(to_text(location) == text);
}

TEST_CASE("an address names a place beside the lessons, and what is shown there", "[ui][app]") {
    const Location location = parse_location("#/puzzle/assassin?lang=zh");
    CHECK(location.lesson.empty());
    CHECK(location.place == "puzzle");
    CHECK(location.item == "assassin");
    CHECK(to_text(location) == "#/puzzle/assassin?lang=zh");
    CHECK(parse_location("#/sandbox").place == "sandbox");
    CHECK(parse_location("xlesson/y") == Location{});
    CHECK(parse_location("#/sandbox").item.empty());
    CHECK(parse_location("#/" + std::string(9'000, 'a')).place.size() <= 100);
}

TEST_CASE("what an address does not say, or says wrongly, is left open", "[ui][app]") {
    CHECK(parse_location("") == Location{});
    CHECK(parse_location("#/") == Location{});
    const Location location = parse_location("#/lesson/x?lang=fr&theme=&t=-5&step=<b>&&=&t=1e9&other=1");
    CHECK(location.lesson == "x");
    CHECK_FALSE(location.language);
    CHECK_FALSE(location.theme);
    CHECK_FALSE(location.at);
    CHECK(location.step.empty());
    CHECK(parse_location("#/lesson/" + std::string(100'000, 'a')).lesson.size() <= 100);
}

TEST_CASE("the panes fill every window without overlap", "[ui][app]") {
    struct Size {
        float width, height;
    };
    for (const Size size : {Size{1280, 800},
                            {1280, 720},
                            {1200, 700},
                            {1920, 1080},
                            {1199, 800},
                            {900, 700},
                            {700, 600},
                            {699, 900},
                            {390, 844},
                            {360, 640}}) {
        for (const bool has_two_runs : {false, true}) {
            INFO(size.width << " x " << size.height << (has_two_runs ? ", two runs" : ""));
            const ScreenLayout s = lay_out_screen(
                {.width = size.width, .height = size.height, .has_two_runs = has_two_runs, .sheet = 1});
            const Rect window{0, 0, size.width, size.height};
            const std::array panes = {s.top,   s.side,     s.side_tabs, s.ladder,
                                      s.think, s.timeline, s.sheet,     s.bottom_tabs};
            float area = 0;
            for (std::size_t i = 0; i < panes.size(); ++i) {
                if (panes[i].empty()) continue;
                CHECK(window.encloses(panes[i]));
                area += panes[i].w * panes[i].h;
                for (std::size_t k = i + 1; k < panes.size(); ++k) {
                    if (!panes[k].empty()) CHECK_FALSE(panes[i].intersects(panes[k]));
                }
            }
            CHECK(area == size.width * size.height);
            CHECK(s.ladder.h >= 190);
        }
    }
}

TEST_CASE("a phone's sheet opens over the ladder and closes to a strip", "[ui][app]") {
    const ScreenLayout peek = lay_out_screen({.width = 390, .height = 844, .sheet = 0});
    const ScreenLayout half = lay_out_screen({.width = 390, .height = 844, .sheet = 1});
    const ScreenLayout full = lay_out_screen({.width = 390, .height = 844, .sheet = 2});
    CHECK(peek.sheet.h == 64);
    CHECK(peek.ladder.h > half.ladder.h);
    CHECK(full.sheet.h > half.sheet.h);
}

TEST_CASE("two runs differ at the moments at which one does what the other does not", "[ui][duel]") {
    const auto event_at = [](std::int64_t ms, tcp::State after) {
        sim::EventRecord event;
        event.at = Instant{ms * 1'000};
        event.host = HostId{1};
        event.state_before = tcp::State::Listen;
        event.state_after = after;
        return event;
    };
    sim::Trace three;
    three.events = {event_at(100, tcp::State::SynReceived), event_at(300, tcp::State::Established)};
    sim::Trace two;
    two.events = {event_at(100, tcp::State::Established), event_at(300, tcp::State::Established)};
    CHECK(differences(three, three, Instant{1'000'000}).empty());
    const auto found = differences(three, two, Instant{1'000'000});
    REQUIRE(found.size() == 1);
    CHECK(found[0] == Instant{100'000});
    CHECK(differences(three, two, Instant{50'000}).empty());
}

}  // namespace hw::ui
