#include "support/ui/ui_harness.h"
#include "ui/app/run_set.h"
#include "ui/app/shipped_lessons.h"
#include "ui/views/ladder/ladder.h"

#include <catch2/catch_test_macros.hpp>

#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

namespace {

using test::UiHarness;

std::vector<lesson::Lesson> all_lessons() {
    std::vector<lesson::Lesson> lessons;
    for (const LessonFiles& files : shipped_lessons()) {
        auto read = lesson::parse_lesson(
            {.folder = "lessons/" + files.id, .toml = files.toml, .zh = files.zh, .en = files.en});
        REQUIRE(read.ok());
        lessons.push_back(std::move(*read));
    }
    return lessons;
}

lesson::Lesson why_three() {
    for (lesson::Lesson& lesson : all_lessons())
        if (lesson.id == "why-three-not-two") return std::move(lesson);
    FAIL("why-three-not-two is not shipped");
    return {};
}

// A ladder over the runs of one scene of a lesson, drawn into memory.
struct LadderPage {
    lesson::Lesson lesson;
    RunSet runs;
    Selection selection{};
    LadderSettings settings{};
    LadderMemory memory{};
    bool is_playing = false;
    UiHarness harness{};

    explicit LadderPage(std::size_t scene, lesson::Lesson of = why_three())
        : lesson(std::move(of)), runs({&lesson.scenes[scene]}, Instant{}) {
        harness.page = [this](Ui& ui) {
            Commands commands;
            RunModel model = runs.model(0, is_playing);
            // As in a lesson: the wait for the end of the step is folded, too.
            model.also_busy = {Instant{1'500'000}};
            draw_ladder(
                ui, {.run = model, .selection = selection, .settings = settings, .rect = {0, 0, 800, 600}},
                memory, commands);
        };
    }

    std::vector<SemanticNode> segments() const {
        std::vector<SemanticNode> found;
        for (const SemanticNode& node : harness.ui.semantics.nodes()) {
            if (node.id.starts_with("ladder.packet.")) found.push_back(node);
        }
        return found;
    }
};

}  // namespace

TEST_CASE("playing lays the ladder out when something happens, not in every frame", "[ui][ladder]") {
    LadderPage page(0);
    page.is_playing = true;
    for (std::int64_t ms = 0; ms <= 400; ++ms) {
        page.runs.seek(Instant{ms * 1'000});
        page.harness.frames();
    }
    const std::size_t events = page.runs.timeline(0).trace().events.size();
    CHECK(events >= 4);
    CHECK(page.memory.layouts_made <= events + 2);
}

TEST_CASE("no two labels of a run overlap, in any scene of any lesson", "[ui][ladder]") {
    for (const lesson::Lesson& lesson : all_lessons()) {
        for (std::size_t scene = 0; scene < lesson.scenes.size(); ++scene) {
            INFO(lesson.id << ", scene " << lesson.scenes[scene].id);
            LadderPage page(scene, lesson);
            page.runs.seek(Instant{1'500'000});
            page.harness.settle();
            const auto segments = page.segments();
            // Elsewhere the last of them may have scrolled out of sight by then.
            if (lesson.id == "why-three-not-two") CHECK_FALSE(segments.empty());
            for (std::size_t i = 0; i < segments.size(); ++i) {
                for (std::size_t k = i + 1; k < segments.size(); ++k) {
                    INFO(segments[i].name << " / " << segments[k].name);
                    CHECK_FALSE(segments[i].rect.intersects(segments[k].rect));
                }
            }
        }
    }
}

TEST_CASE("every segment is a button that says its flags, its numbers, its way and its fate",
          "[ui][ladder]") {
    LadderPage page(0);
    page.runs.seek(Instant{250'000});
    page.harness.settle();
    const auto segments = page.segments();
    REQUIRE(segments.size() == 3);
    CHECK(segments[0].name == "SYN, seq 1000, client to server, arrived");
    CHECK(segments[1].name == "SYN,ACK, seq 5000, ack 1001, server to client, arrived");
    CHECK(segments[2].name == "ACK, seq 1001, ack 5001, client to server, in flight");
    for (const SemanticNode& node : segments) CHECK(node.role == Role::Button);
}

TEST_CASE("a segment that is gone can be acted on: its flight is played again on a new branch", "[ui][app]") {
    LadderPage page(0);
    page.runs.seek(Instant{500'000});
    REQUIRE(page.runs.timeline(0).branches().size() == 1);
    CHECK(page.runs.act(0, PacketId{0}, PacketAction::Drop) == sim::CommandError::None);
    CHECK(page.runs.timeline(0).branches().size() == 2);
    CHECK(page.runs.now() < Instant{100'000});
    CHECK(page.runs.timeline(0).trace().packets[0].fate == sim::Fate::Dropped);
    // The old future stays.
    CHECK(page.runs.timeline(0).branches()[0].trace.packets[0].fate == sim::Fate::Delivered);
}

}  // namespace hw::ui
