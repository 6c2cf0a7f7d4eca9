// What a view may ask for. Views read `const` data and emit these values; the app carries them out, so that a
// button, a key, a semantic action and the address bar all go the same way. What changes the world becomes a
// sim::Command on the timeline; the rest moves the playhead, the selection or the page.
#pragma once

#include "base/ids.h"
#include "base/time.h"
#include "sim/branch_id.h"
#include "sim/command.h"
#include "ui/text/messages.h"
#include "ui/theme/theme.h"
#include "wire/edit.h"

#include <cstdint>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace hw::ui {

// What a learner can do to one segment.
enum class PacketAction : std::uint8_t { Drop, Hold, Release, Delay, Duplicate };

// The panes that share one place when the window is narrow.
enum class SidePane : std::uint8_t { Lesson, Ladder, Think, States, World, Network, Host };

// One namespace for the wishes, whose names other enumerations use too.
namespace command {

// ---- looking
struct SelectPacket {
    PacketId packet{};
};
struct SelectEvent {
    std::uint32_t event = 0;
};
struct Deselect {};
// Scrolls the ladder by `pixels`, downwards when positive; 0 follows the playhead again.
struct ScrollLadder {
    float pixels = 0;
};
struct ZoomLadder {
    float factor = 1;
};
struct ShowPane {
    SidePane pane = SidePane::Lesson;
};
// How far the phone's bottom sheet is open: 0 peek, 1 half, 2 full.
struct SetSheet {
    int height = 1;
};
// Which run of a duel a narrow window shows.
struct ShowRun {
    int run = 0;
};

// ---- the playhead
struct SeekTo {
    Instant at{};
};
struct StepForward {};
struct StepBack {};
struct ToStart {};
struct ToEnd {};
struct TogglePlay {};
struct SetSpeed {
    int index = 0;
};
struct SwitchBranch {
    sim::BranchId branch = 0;
};
struct CompareBranch {
    sim::BranchId with = 0;
};
struct StopComparing {};

// ---- the world: rewinds to the segment's flight if need be, and does it there
struct ActOnPacket {
    PacketId packet{};
    PacketAction action = PacketAction::Drop;
};
struct EditPacket {
    PacketId packet{};
    wire::SegmentEdit edit{};
};
// Anything else that can be asked of a world, at the playhead: calls of applications, power, cables, sysctls, segments
// out of nowhere.
struct IssueSim {
    sim::Command command{};
};

// ---- the state diagram
// What does the state, the arrow mean?
struct AskOfState {
    tcp::State state{};
};
struct AskOfArrow {
    std::uint32_t arrow = 0;
};
struct AskOfNothing {};
// Runs one of lesson::diagram_ways() from its beginning.
struct TakeWay {
    std::uint32_t way = 0;
};

// ---- the lesson
struct Choose {
    int choice = 0;
};
struct ReportAnswer {
    int choice = 0;
};
struct PrimaryStep {};
struct BackStep {};
struct GoToStep {
    std::uint32_t step = 0;
};
struct TryStepAgain {};
// Does by itself what the lesson asks the learner to do by hand.
struct ShowMe {};
// Reveals the next hint of a puzzle.
struct TakeHint {};
// Goes to the moment that decided a choice, or a report.
struct ShowChoiceEvidence {
    int choice = 0;
};
struct ShowReportEvidence {
    int report = 0;
};

// ---- the page
struct GoTo {
    std::string location;
};
struct SetLanguage {
    Language language = Language::En;
};
struct SetTheme {
    ThemeMode theme = ThemeMode::Light;
};
struct CopyLink {};
struct OpenLink {
    std::string url;
};
struct ShowHelp {
    bool is_shown = true;
};
// What something from outside got wrong has been read.
struct CloseReport {};
// The places and switches that a narrow bar has no room for.
struct ShowMenu {
    bool is_shown = true;
};
// Unfolds an answer of the front page, or folds it again; no key: all of them.
struct RevealAnswer {
    std::string key{};
};

// One a line.
// clang-format off
using Any = std::variant<
    SelectPacket,
    SelectEvent,
    Deselect,
    ScrollLadder,
    ZoomLadder,
    ShowPane,
    SetSheet,
    ShowRun,
    SeekTo,
    StepForward,
    StepBack,
    ToStart,
    ToEnd,
    TogglePlay,
    SetSpeed,
    SwitchBranch,
    CompareBranch,
    StopComparing,
    ActOnPacket,
    EditPacket,
    IssueSim,
    AskOfState,
    AskOfArrow,
    AskOfNothing,
    TakeWay,
    Choose,
    ReportAnswer,
    PrimaryStep,
    BackStep,
    GoToStep,
    TryStepAgain,
    ShowMe,
    TakeHint,
    ShowChoiceEvidence,
    ShowReportEvidence,
    GoTo,
    SetLanguage,
    SetTheme,
    CopyLink,
    OpenLink,
    ShowHelp,
    ShowMenu,
    RevealAnswer,
    CloseReport>;
// clang-format on

template <class T, class Variant>
inline constexpr bool is_one_of = false;
template <class T, class... Ts>
inline constexpr bool is_one_of<T, std::variant<Ts...>> = (std::is_same_v<T, Ts> || ...);
template <class T>
concept Wish = is_one_of<T, Any>;

}  // namespace command

// One of the wishes; std::get_if and its like take it. Why not the variant itself: what copies and destroys one of so
// many alternatives would be compiled again in every view that asks for something. So it is in commands.cpp.
struct Command : command::Any {
    template <command::Wish T>
    Command(T wish);
    Command();
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
};
using Commands = std::vector<Command>;

}  // namespace hw::ui
