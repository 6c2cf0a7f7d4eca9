// The front page: the questions in their groups, each with its answer in one sentence (folded away until it is wanted)
// and its lessons; beside them the lesson to go on with, and the places without a lesson. A lesson that cannot be read
// is a row that says why.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/run_model.h"
#include "ui/widgets/ui.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hw::ui {

// Where the page says how a lesson is written; beside the page itself.
inline constexpr const char* author_guide = "site:lessons/README.md";
inline constexpr const char* course_guide = "site:README.md#in-a-course-site";
inline constexpr const char* command_guide = "site:README.md#for-engineers";

struct LessonRow {
    std::string id{};
    std::string question{};
    std::string answer{};
    std::string about{};  // "5 steps, about 10 minutes"
    // Steps explained so far, of all.
    std::size_t steps_done = 0;
    std::size_t steps = 0;
    // Where and what, one line each; empty for a sound lesson.
    std::vector<std::string> errors{};
};

struct HomeGroup {
    std::uint32_t number = 0;  // 0 has no sign
    std::string question{};
    std::string answer{};  // may be empty
    std::vector<LessonRow> lessons{};
};

// The lesson that the learner left last, or the first one.
struct ContinueCard {
    std::string target{};
    std::string question{};
    std::string step{};
    float done = 0;  // 0 to 1
    bool is_begun = false;
    // What is on its ladder at this moment; nullptr: no picture.
    const RunModel* run = nullptr;
};

enum class HomePicture : std::uint8_t { Sandbox, Duels, Puzzles, States, Incidents, Glossary, Coverage };

struct PlaceCard {
    std::string name{};
    std::string target{};
    Msg title{};
    Msg detail{};
    std::string count{};  // "12", "3 of 12"; may be empty
    HomePicture picture{};
};

struct HomeScene {
    Rect rect{};
    std::vector<HomeGroup> groups{};
    std::vector<LessonRow> broken{};
    std::optional<ContinueCard> go_on{};
    std::vector<PlaceCard> places{};
    // Keys of the answers that have been unfolded: a lesson's id, or "group-2".
    const std::set<std::string>* revealed = nullptr;
    // The guide for authors is where the page is; on the desktop there is no such address.
    bool has_guide = false;
    // What the address asked for and did not find; empty if nothing.
    std::string problem{};
    Msg problem_title = Msg::NotFoundTitle;
};

void draw_home(Ui& ui, const HomeScene& scene, Commands& commands);

}  // namespace hw::ui
