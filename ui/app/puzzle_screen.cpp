// A puzzle: a world to do with as one likes, and the engine's word on how far one is.
#include <algorithm>

#include "ui/app/app_parts.h"
#include "ui/app/game_session.h"
#include "ui/app/game_text.h"
#include "ui/app/lesson_panes.h"
#include "ui/views/page/top_bar.h"
#include "ui/views/timeline/timeline_bar.h"
#include "ui/widgets/pane.h"

namespace hw::ui {

namespace {

GameSession::Plan plan_of(const lesson::Puzzle& puzzle) {
    return {.scenes = {&puzzle.scene}, .opens_at = puzzle.opens_at, .ends_at = puzzle.judged_until};
}

lesson::Tool tool_of(PacketAction action) {
    switch (action) {
        case PacketAction::Drop: return lesson::Tool::Drop;
        case PacketAction::Hold:
        case PacketAction::Release: return lesson::Tool::Hold;
        case PacketAction::Delay: return lesson::Tool::Delay;
        case PacketAction::Duplicate: return lesson::Tool::Duplicate;
    }
    return lesson::Tool::Drop;
}

// What a command would do to the world with; none: nothing.
std::optional<lesson::Tool> tool_of(const Command& command) {
    if (const auto* wish = std::get_if<command::ActOnPacket>(&command)) return tool_of(wish->action);
    if (std::holds_alternative<command::EditPacket>(command)) return lesson::Tool::Edit;
    if (const auto* issued = std::get_if<command::IssueSim>(&command))
        return lesson::tool_of(issued->command);
    return std::nullopt;
}

// What the hosts' cards offer with these tools.
CallSet calls_of(const lesson::ToolSet& tools) {
    struct Pair {
        HostCall call;
        lesson::Tool tool;
    };
    constexpr Pair pairs[] = {
        {HostCall::Open, lesson::Tool::Connect},   {HostCall::Listen, lesson::Tool::Listen},
        {HostCall::Accept, lesson::Tool::Accept},  {HostCall::Send, lesson::Tool::Send},
        {HostCall::SendMany, lesson::Tool::Send},  {HostCall::Shutdown, lesson::Tool::Shutdown},
        {HostCall::Close, lesson::Tool::Close},    {HostCall::Abort, lesson::Tool::Abort},
        {HostCall::Kill, lesson::Tool::Kill},      {HostCall::Reboot, lesson::Tool::Power},
        {HostCall::PowerOff, lesson::Tool::Power}, {HostCall::PowerOn, lesson::Tool::Power},
        {HostCall::Inject, lesson::Tool::Inject},  {HostCall::Unplug, lesson::Tool::Cable},
        {HostCall::Plug, lesson::Tool::Cable},
    };
    CallSet set = CallSet::none();
    for (const Pair& pair : pairs)
        if (tools.has(pair.tool)) set = set.with(pair.call);
    return set;
}

class PuzzleScreen : public Screen {
  public:
    explicit PuzzleScreen(const lesson::Puzzle& puzzle) { begin(puzzle); }

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override;
    void carry_out(AppParts& parts, const Command& command, std::size_t run) override;

    void advance(double elapsed_s, bool by_events) override { session_->advance(elapsed_s, by_events); }
    bool is_playing() const override { return session_->is_playing(); }
    std::string title(Language language) const override {
        return puzzle_->in(lesson_language(language)).title;
    }
    Location location() const override { return {.item = puzzle_->id}; }
    bool open(const Location& location) override {
        const lesson::Puzzle* wanted = find_puzzle(location.item);
        if (wanted == nullptr) return location.item.empty();
        if (wanted != puzzle_) begin(*wanted);
        return true;
    }

  private:
    void begin(const lesson::Puzzle& puzzle) {
        puzzle_ = &puzzle;
        session_.emplace(plan_of(puzzle));
        met_.assign(puzzle.goals.size(), false);
        commands_of_goal_.assign(puzzle.goals.size(), 0);
        hints_ = 0;
        was_shown_ = false;
        refused_.reset();
        text_language_.reset();
        judge();
    }
    void start_over() {
        session_->restart();
        was_shown_ = false;
        refused_.reset();
        judge();
    }

    void judge() {
        verdict_ = lesson::judge(*puzzle_, session_->runs().sources().front());
        judged_version_ = session_->runs().history_version();
    }
    // Judged is the whole history, but a goal counts when the learner has seen it reached.
    bool is_reached(std::uint32_t goal) const {
        return verdict_.reaches(goal) && session_->has_seen(verdict_.goals[goal].evidence.at);
    }
    void note_goals(AppParts& parts);
    bool is_solved() const {
        for (std::size_t i = 0; i < met_.size(); ++i)
            if (!puzzle_->goals[i].is_extra && !met_[i]) return false;
        return true;
    }
    std::uint32_t commands_needed() const {
        std::uint32_t sum = 0;
        for (std::size_t i = 0; i < met_.size(); ++i)
            sum += puzzle_->goals[i].is_extra ? 0 : commands_of_goal_[i];
        return sum;
    }
    void show_a_way();

    const PuzzleText& text(const AppParts& parts) {
        if (text_language_ != parts.ui.language) text_ = puzzle_text(parts, *puzzle_);
        text_language_ = parts.ui.language;
        return text_;
    }
    PuzzleModel model(const AppParts& parts);
    void draw_bar(AppParts& parts, const ScreenLayout& layout, Commands& commands);

    const lesson::Puzzle* puzzle_ = nullptr;
    std::optional<GameSession> session_{};
    lesson::PuzzleVerdict verdict_{};
    std::uint64_t judged_version_ = 0;
    // Goals reached so far, in this run or an earlier one, and with how many commands.
    std::vector<bool> met_{};
    std::vector<std::uint32_t> commands_of_goal_{};
    std::size_t hints_ = 0;
    bool was_shown_ = false;
    std::optional<lesson::Tool> refused_{};
    std::optional<Language> text_language_{};
    PuzzleText text_{};
};

void PuzzleScreen::note_goals(AppParts& parts) {
    if (judged_version_ != session_->runs().history_version()) judge();
    if (was_shown_) return;
    const bool was_solved = is_solved();
    for (std::uint32_t g = 0; g < met_.size(); ++g) {
        if (met_[g] || !is_reached(g)) continue;
        met_[g] = true;
        commands_of_goal_[g] = verdict_.command_count;
    }
    if (was_solved || !is_solved()) return;
    const std::string key = "puzzle/" + puzzle_->id;
    const std::string kept{parts.progress[key]};
    const std::string now = std::to_string(commands_needed());
    const bool is_better = kept.empty() || kept == "shown" || now.size() < kept.size() ||
                           (now.size() == kept.size() && now < kept);
    if (is_better) parts.progress.set(key, now);
}

// The first way to the first goal that is still open, from the beginning.
void PuzzleScreen::show_a_way() {
    std::size_t goal = 0;
    while (goal + 1 < met_.size() && met_[goal]) ++goal;
    session_->restart();
    was_shown_ = true;
    refused_.reset();
    session_->perform(puzzle_->goals[goal].solutions.front());
}

PuzzleModel PuzzleScreen::model(const AppParts& parts) {
    PuzzleModel model{.text = text(parts),
                      .hints_taken = hints_,
                      .commands = verdict_.command_count,
                      .par = puzzle_->par(),
                      .was_shown = was_shown_,
                      .is_playing = session_->is_playing()};
    for (std::uint32_t g = 0; g < met_.size(); ++g)
        model.goals.push_back({met_[g] || is_reached(g), puzzle_->goals[g].is_extra});
    if (is_solved()) model.solved_in = commands_needed();
    if (refused_) model.refused = tool_name(parts.ui, *refused_);
    return model;
}

void PuzzleScreen::draw_bar(AppParts& parts, const ScreenLayout& layout, Commands& commands) {
    draw_top_bar(parts.ui,
                 {.rect = layout.top,
                  .crumb = title(parts.ui.language),
                  .is_compact = layout.kind == ScreenKind::Phone,
                  .has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s},
                 commands);
}

void PuzzleScreen::draw(AppParts& parts, std::array<Commands, 2>& commands) {
    Ui& ui = parts.ui;
    note_goals(parts);
    const ScreenLayout layout = lay_out_screen(
        {.width = parts.environment.width, .height = parts.environment.height, .sheet = parts.sheet});
    const bool is_phone = layout.kind == ScreenKind::Phone;
    draw_bar(parts, layout, commands[0]);
    RunModel run = session_->runs().model(0, session_->is_playing());
    // The host is there to be looked at; what may be turned, the puzzle's tools say.
    const ThinkSource think{
        .run = run, .selection = session_->selection(0), .timeline = session_->runs().timeline(0)};
    const PuzzleModel words = model(parts);
    const OwnPane own{.draw =
                          [&](const Rect& rect, bool, Colour ground) {
                              draw_puzzle_pane(ui, {.model = words, .rect = rect, .ground = ground},
                                               commands[0]);
                          },
                      .tab = Msg::PuzzlePane};
    if (!is_phone) draw_side_pane(parts, layout, think, own, commands[0]);
    const bool has_failed = session_->last_error() != sim::CommandError::None;
    draw_ladder(ui,
                {.run = run,
                 .selection = session_->selection(0),
                 .settings = parts.ladder,
                 .rect = layout.ladder,
                 .is_compact = is_phone,
                 .heading_height = is_phone ? 46.0f : 40.0f,
                 .notice = has_failed ? ui.tr(Msg::CannotDo) : std::string(),
                 .calls = calls_of(puzzle_->tools)},
                parts.ladder_memories[0], commands[0]);
    if (!layout.think.empty())
        draw_think_pane(ui, {.run = run, .selection = think.selection, .rect = layout.think}, commands[0]);
    const std::vector<BranchLine> branches = branch_lines(session_->runs().timeline(0), ui.language);
    const TimelineSize size = is_phone                            ? TimelineSize::Small
                              : layout.kind == ScreenKind::Medium ? TimelineSize::Medium
                                                                  : TimelineSize::Full;
    draw_timeline_bar(
        ui,
        {.run = run,
         .selection = think.selection,
         .branches = branches,
         .rect = layout.timeline,
         .size = size,
         .end = later_of(session_->runs().seen_until() + 1_s, puzzle_->opens_at + 1_s),
         .speed = session_->speed(),
         .list_left = layout.has_side_tabs ? layout.timeline.right() - 294 : layout.think.x + 18},
        commands[0]);
    if (is_phone) return draw_sheet(parts, layout, think, own, commands[0]);
    const Canvas canvas = ui.canvas();
    canvas.vertical_hair(layout.ladder.x, layout.ladder.y, layout.ladder.bottom(), ui.palette().hair);
    if (!layout.think.empty())
        canvas.vertical_hair(layout.think.x, layout.think.y, layout.think.bottom(), ui.palette().hair);
}

void PuzzleScreen::carry_out(AppParts& parts, const Command& command, std::size_t run) {
    const Instant before = session_->runs().now();
    if (std::holds_alternative<command::TakeHint>(command)) {
        hints_ = std::min(hints_ + 1, text(parts).hints.size());
    } else if (std::holds_alternative<command::ShowMe>(command)) {
        show_a_way();
        if (parts.progress["puzzle/" + puzzle_->id].empty())
            parts.progress.set("puzzle/" + puzzle_->id, "shown");
    } else if (std::holds_alternative<command::TryStepAgain>(command)) {
        start_over();
    } else if (const auto* goal = std::get_if<command::ShowChoiceEvidence>(&command)) {
        const auto g = static_cast<std::uint32_t>(goal->choice);
        if (g < verdict_.goals.size() && is_reached(g)) session_->show(verdict_.goals[g].evidence);
    } else if (const auto tool = tool_of(command); tool && !puzzle_->tools.has(*tool)) {
        refused_ = tool;
    } else {
        refused_.reset();
        session_->carry_out(command, run);
    }
    if (session_->runs().now() != before || session_->is_playing()) parts.ladder.follows_playhead = true;
}

}  // namespace

std::unique_ptr<Screen> make_puzzle_screen(AppParts&) {
    if (shipped_puzzles().empty()) return nullptr;
    return std::make_unique<PuzzleScreen>(shipped_puzzles().front());
}

}  // namespace hw::ui
