// What an App is made of; private to ui/app. One struct for the state, and the functions that draw a frame from it
// and carry out what the frame asked for.
#pragma once

#include "lesson/glossary.h"
#include "lesson/home_table.h"
#include "ui/app/app.h"
#include "ui/app/capture_session.h"
#include "ui/app/host_pane.h"
#include "ui/app/lesson_session.h"
#include "ui/app/location.h"
#include "ui/app/progress.h"
#include "ui/app/screen.h"
#include "ui/app/screen_layout.h"
#include "ui/views/host/large_world.h"
#include "ui/views/ladder/ladder.h"
#include "ui/views/states/diagram.h"
#include "ui/widgets/ui.h"

#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace hw::ui {

// A lesson that was read, or what was wrong with it.
struct LoadedLesson {
    std::string id{};
    std::optional<lesson::Lesson> lesson{};
    std::vector<std::string> errors{};
};

// The run on the card of the lesson to go on with, made anew when the lesson or its step changes.
struct HomeRun {
    std::string key{};
    std::unique_ptr<RunSet> runs{};
    RunModel model{};
};

// What something from outside got wrong: a card over everything else, until it is closed.
struct OutsideReport {
    std::string title{};
    std::vector<std::string> lines{};
};

struct AppParts {
    Ui ui{};
    // Why a deque: sessions and screens refer to its lessons while more arrive from outside.
    std::deque<LoadedLesson> lessons{};
    lesson::HomeTable home{};
    lesson::Glossary glossary{};
    // What is wrong with either: then the lessons stand without groups, and there are no terms.
    std::vector<std::string> table_errors{};
    std::string page_address{};
    // Kept from visit to visit; the platform stores it whenever its version changes. A screen keeps here what
    // its learner has achieved, under its own name: parts.progress.set("puzzle/assassin", "done").
    Progress progress{};
    // The progress that a link brought: somebody else's, until the learner goes on from there.
    std::string linked_progress{};
    bool is_embedded = false;
    // The place beside the lessons that is open; null in a lesson and on the home page.
    std::unique_ptr<Screen> screen{};
    std::string place{};
    // Places left for another, so that nothing is lost by looking there.
    std::map<std::string, std::unique_ptr<Screen>> kept_screens{};
    // The lesson that is open; null on the list of lessons.
    const LoadedLesson* open_lesson = nullptr;
    std::unique_ptr<LessonSession> session{};
    // Sessions left for the list of lessons, so that nothing is lost by looking there.
    std::map<std::string, std::unique_ptr<LessonSession>> kept_sessions{};
    // A capture that was opened lies over everything else.
    std::unique_ptr<CaptureSession> capture{};
    // What the address asked for and did not find, or what is wrong with a capture.
    std::string problem{};
    Msg problem_title = Msg::NotFoundTitle;
    std::optional<OutsideReport> report{};
    bool names_language = false;
    bool names_theme = false;

    // ---- the front page
    std::set<std::string> revealed_answers{};
    HomeRun home_picture{};

    // ---- how the learner looks at it
    LadderSettings ladder{};
    std::array<LadderMemory, 2> ladder_memories{};
    SidePane side_pane = SidePane::Lesson;
    // Think, States or Host, where they share the right pane.
    SidePane right_pane = SidePane::Think;
    HostPaneMemory host_pane{};
    std::array<LargeWorldMemory, 2> large_worlds{};
    int sheet = 1;
    // What the learner asks about the state diagram.
    DiagramChoice diagram_choice{};
    int shown_run = 0;
    bool is_help_shown = false;
    double copied_at_s = -100;

    // ---- time
    double last_frame_s = 0;
    bool was_moving = false;
    double now_s = 0;
    Environment environment{};

    const LoadedLesson* find_lesson(std::string_view id) const;
};

// How long "Link copied" stands.
inline constexpr double copied_shown_s = 1.6;

LoadedLesson load_lesson(const LessonFiles& files);
std::deque<LoadedLesson> load_lessons(const std::vector<LessonFiles>& files);
// The characters of a lesson that the fonts lack, each once, not too many of them.
std::string missing_glyphs(const AppParts& parts, const LessonFiles& files);
// See App::open_lesson.
void open_foreign_lesson(AppParts& parts, const LessonFiles& files, std::vector<std::string> remarks);
void load_tables(AppParts& parts, const LessonFiles& home, const LessonFiles& glossary);
Location location_of(const AppParts& parts);
// Notes in `parts.progress` where the learner is in the open lesson.
void note_progress(AppParts& parts);
// How a learner stands in a lesson: in the open or a left session, else as it was kept; nullopt: not begun.
std::optional<lesson::Player> player_in(const AppParts& parts, const LoadedLesson& loaded);
void navigate_to(AppParts& parts, const Location& location);
void open_capture(AppParts& parts, std::string name, std::span<const std::uint8_t> bytes);

// The places' makers, for the rows of places().
std::unique_ptr<Screen> make_glossary_screen(AppParts& parts);
std::unique_ptr<Screen> make_coverage_screen(AppParts& parts);
std::string glossary_note(const AppParts& parts);
std::string duels_note(const AppParts& parts);
std::string puzzles_note(const AppParts& parts);
std::string states_note(const AppParts& parts);
std::unique_ptr<Screen> make_sandbox_screen(AppParts& parts);
std::unique_ptr<Screen> make_states_screen(AppParts& parts);

std::unique_ptr<Screen> make_duels_screen(AppParts& parts);
std::unique_ptr<Screen> make_duel_screen(AppParts& parts);
std::unique_ptr<Screen> make_puzzles_screen(AppParts& parts);
std::unique_ptr<Screen> make_puzzle_screen(AppParts& parts);
void draw_home_screen(AppParts& parts, Commands& commands);
void carry_out_reveal(AppParts& parts, const std::string& key);
void draw_capture_screen(AppParts& parts, Commands& commands);
// Commands that concern a run go to that run's list.
void draw_lesson_screen(AppParts& parts, std::array<Commands, 2>& commands);
void draw_help(AppParts& parts, Commands& commands);
void draw_report(AppParts& parts, Commands& commands);

// The makers of the places beside the lessons, one for each row of places().
std::unique_ptr<Screen> make_incident_screen(AppParts& parts);

// Shortcuts, unless the focused thing wants the key itself.
void read_keys(AppParts& parts, std::array<Commands, 2>& commands);
void carry_out(AppParts& parts, const Command& command, std::size_t run);

}  // namespace hw::ui
