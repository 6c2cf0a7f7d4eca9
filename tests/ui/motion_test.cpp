#include "ui/motion/motion.h"
#include "ui/draw/dash.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <array>

namespace hw::ui {

using Catch::Matchers::WithinAbs;

TEST_CASE("A value is at its target at first sight, and then follows it in 160 ms", "[ui][motion]") {
    Motion motion;
    motion.begin_frame(0.016, false);
    CHECK(motion.follow("x", 10, Tempo::Seek) == 10);
    CHECK_FALSE(motion.is_animating());

    motion.begin_frame(0.016, false);
    CHECK(motion.follow("x", 20, Tempo::Seek) == 10);
    CHECK(motion.is_animating());
    motion.begin_frame(0.08, false);
    // Half the time of an ease-out cubic is seven eighths of the way.
    CHECK_THAT(motion.follow("x", 20, Tempo::Seek), WithinAbs(18.75, 1e-9));
    motion.begin_frame(0.081, false);
    CHECK(motion.follow("x", 20, Tempo::Seek) == 20);
    CHECK_FALSE(motion.is_animating());
}

TEST_CASE("A target that changes on the way is followed from where the value is", "[ui][motion]") {
    Motion motion;
    motion.begin_frame(0, false);
    motion.follow("x", 0, Tempo::Seek);
    motion.begin_frame(0, false);
    motion.follow("x", 8, Tempo::Seek);
    motion.begin_frame(0.08, false);
    CHECK_THAT(motion.follow("x", -8, Tempo::Seek), WithinAbs(7, 1e-9));
}

TEST_CASE("With reduced motion everything arrives at once and asks for no frame", "[ui][motion]") {
    Motion motion;
    motion.begin_frame(0.016, true);
    motion.follow("x", 0, Tempo::Fork);
    motion.begin_frame(0.016, true);
    CHECK(motion.follow("x", 5, Tempo::Fork) == 5);
    CHECK(motion.since_appearance("verdict", 1, Tempo::VerdictGlyph) == 1);
    CHECK_FALSE(motion.is_animating());
}

TEST_CASE("A change runs once, not at first sight; an appearance runs at first sight too", "[ui][motion]") {
    Motion motion;
    motion.begin_frame(0.016, false);
    CHECK(motion.since_change("row", 7, Tempo::ChangedField) == 1);
    CHECK(motion.since_appearance("sign", 7, Tempo::VerdictGlyph) == 0);
    motion.begin_frame(0.45, false);
    CHECK(motion.since_change("row", 8, Tempo::ChangedField) == 0);
    CHECK(motion.since_appearance("sign", 7, Tempo::VerdictGlyph) == 1);
    motion.begin_frame(0.45, false);
    CHECK_THAT(motion.since_change("row", 8, Tempo::ChangedField), WithinAbs(0.5, 1e-9));
    motion.begin_frame(0.5, false);
    CHECK(motion.since_change("row", 8, Tempo::ChangedField) == 1);
    CHECK_FALSE(motion.is_animating());
}

TEST_CASE("Every tempo starts at 0, ends at 1 and never runs backwards", "[ui][motion]") {
    for (const Tempo tempo : {Tempo::Seek, Tempo::Pane, Tempo::Fork, Tempo::ChangedField, Tempo::StateMarker,
                              Tempo::VerdictGlyph}) {
        CHECK(tempo_ease(tempo, 0) == 0);
        CHECK(tempo_ease(tempo, 1) == 1);
        double before = 0;
        for (int i = 1; i <= 100; ++i) {
            const double here = tempo_ease(tempo, i / 100.0);
            CHECK(here >= before);
            before = here;
        }
    }
}

TEST_CASE("After an input a few frames are drawn, then none", "[ui][motion]") {
    FrameNeed need;
    for (int i = 0; i < FrameNeed::frames_after_input; ++i) {
        CHECK(need.wants_frame());
        need.begin_frame();
    }
    CHECK_FALSE(need.wants_frame());
    CHECK(need.wake_after_s() < 0);

    need.next_frame();
    CHECK(need.wants_frame());
    need.begin_frame();
    CHECK_FALSE(need.wants_frame());

    need.after(2);
    need.after(0.5);
    CHECK(need.wake_after_s() == 0.5);
    CHECK_FALSE(need.wants_frame());
}

TEST_CASE("A path is cut into dashes along its length, around corners too", "[ui][draw]") {
    const std::array path = {Point{0, 0}, Point{10, 0}, Point{10, 10}};
    const auto dashes = cut_into_dashes(path, {.on = 4, .off = 4});
    REQUIRE(dashes.size() == 3);
    CHECK(dashes[0].front() == Point{0, 0});
    CHECK(dashes[0].back() == Point{4, 0});
    CHECK(dashes[1] == std::vector<Point>{{8, 0}, {10, 0}, {10, 2}});
    CHECK(dashes[2] == std::vector<Point>{{10, 6}, {10, 10}});
}

}  // namespace hw::ui
