#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <map>

#include "lesson/library.h"
#include "lesson/still.h"
#include "lesson/still_svg.h"

using namespace hw;
using namespace hw::lesson;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
}

// Of a large world the picture shows the very first connections.
bool is_large(const Lesson& lesson) {
    return std::any_of(lesson.scenes.begin(), lesson.scenes.end(),
                       [](const Scene& scene) { return scene.measure_every != Duration{}; });
}

}  // namespace

TEST_CASE("Every lesson has a still picture of a real run, in both languages", "[lesson][still]") {
    for (const LessonText& text : embedded_lessons()) {
        INFO(text.folder);
        const Lesson lesson = *parse_lesson(text);
        const History run = still_run(lesson);
        CHECK(run.trace.packets.size() >= 3);
        for (const Language language : {Language::Zh, Language::En}) {
            const std::string svg = still_svg(lesson, language);
            CHECK(svg.starts_with("<svg id=\"dark\""));
            CHECK(svg.ends_with("</svg>\n"));
            CHECK(count(svg, "<line ") >= 3);
            CHECK(count(svg, is_large(lesson) ? "SYN" : "ESTABLISHED") >= 1);
            CHECK(svg.size() < 12'000);
        }
        CHECK(still_svg(lesson, Language::En) == still_svg(lesson, Language::En));
    }
}

TEST_CASE("A still picture gives no answer away: the learner's own deed is not in it", "[lesson][still]") {
    for (const LessonText& text : embedded_lessons()) {
        if (text.folder != "lessons/why-three-not-two") continue;
        for (const sim::PacketRecord& packet : still_run(*parse_lesson(text)).trace.packets)
            CHECK(packet.fate != sim::Fate::Dropped);
    }
}

TEST_CASE("A still picture has each state in its pattern, and a silence as a strip", "[lesson][still]") {
    CHECK(svg_lane(96, 60, 100, tcp::State::SynSent).find("url(#hatch)") != std::string::npos);
    CHECK(svg_lane(96, 60, 100, tcp::State::TimeWait).find("url(#rungs)") != std::string::npos);
    CHECK(svg_lane(96, 60, 100, tcp::State::LastAck).find("url(#dots)") != std::string::npos);
    CHECK(svg_lane(96, 60, 100, tcp::State::Closed).find("stroke-dasharray") != std::string::npos);
    CHECK(svg_gap(10, 50, 100).starts_with("<path class=\"gap\""));
    CHECK(svg_text({1, 2}, "<b>", "", SvgAlign::End).find("&lt;b&gt;") != std::string::npos);
}
