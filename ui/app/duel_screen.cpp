// A misconception duel: the claim, whether one believes it, the runs side by side, what they say, the verdict.
#include <algorithm>

#include "tcp/rules.h"
#include "ui/app/app_parts.h"
#include "ui/app/game_session.h"
#include "ui/app/game_text.h"
#include "ui/app/shared_folds.h"
#include "ui/views/duel/duel.h"
#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/page/top_bar.h"
#include "ui/views/timeline/timeline_bar.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;
constexpr float timeline_height = 56;
constexpr float least_ladder = 240;

// The clause that a run's rules break, "" if none of its hosts' do.
std::string breach_of(const RunModel& run) {
    for (const host::Host& host : run.world->hosts) {
        const tcp::RuleBook& book = tcp::rule_book(host.config.tcp.rules);
        if (!book.breaks.empty()) return std::string(book.breaks);
    }
    return {};
}

GameSession::Plan plan_of(const lesson::Duel& duel) {
    GameSession::Plan plan{.ends_at = duel.plays_until};
    for (const lesson::RunSpec& run : duel.runs) plan.scenes.push_back(&duel.scenes[run.scene]);
    return plan;
}

struct Areas {
    Rect header{};
    Rect ladder{};
    Rect timeline{};
    Rect board{};
};

class DuelScreen : public Screen {
  public:
    explicit DuelScreen(const lesson::Duel& duel) { begin(duel); }

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override;
    void carry_out(AppParts& parts, const Command& command, std::size_t run) override;

    void advance(double elapsed_s, bool by_events) override {
        session_->advance(elapsed_s, by_events);
        note_end();
    }
    bool is_playing() const override { return session_->is_playing(); }
    std::string title(Language language) const override { return duel_->in(lesson_language(language)).title; }
    Location location() const override { return {.item = duel_->id}; }
    bool open(const Location& location) override {
        const lesson::Duel* wanted = find_duel(location.item);
        if (wanted == nullptr) return location.item.empty();
        if (wanted != duel_) begin(*wanted);
        return true;
    }

  private:
    void begin(const lesson::Duel& duel) {
        duel_ = &duel;
        session_.emplace(plan_of(duel));
        observation_ = lesson::observe(duel);
        believes_.reset();
        is_over_ = false;
        text_language_.reset();
    }
    void note_end() { is_over_ |= believes_.has_value() && session_->has_seen(duel_->plays_until); }

    const DuelText& text(const AppParts& parts) {
        if (text_language_ != parts.ui.language) text_ = duel_text(parts, *duel_, observation_);
        text_language_ = parts.ui.language;
        return text_;
    }
    std::vector<RunModel> run_models() const;
    Areas areas(AppParts& parts);
    void draw_ladders(AppParts& parts, std::vector<RunModel>& runs, const Rect& rect,
                      std::array<Commands, 2>& commands);

    const lesson::Duel* duel_ = nullptr;
    std::optional<GameSession> session_{};
    lesson::DuelObservation observation_{};
    std::optional<bool> believes_{};
    bool is_over_ = false;
    std::optional<Language> text_language_{};
    DuelText text_{};
};

std::vector<RunModel> DuelScreen::run_models() const {
    std::vector<RunModel> runs;
    for (std::size_t i = 0; i < session_->runs().size(); ++i)
        runs.push_back(session_->runs().model(i, session_->is_playing()));
    share_folds(runs);
    for (RunModel& run : runs) run.also_busy.push_back(duel_->plays_until);
    return runs;
}

Areas DuelScreen::areas(AppParts& parts) {
    const float width = parts.environment.width;
    const float bottom = parts.environment.height;
    const DuelText& words = text(parts);
    Areas a;
    a.header = {0, bar_height, width, duel_header_height(parts.ui, words, width)};
    const float free = bottom - a.header.bottom() - timeline_height;
    const float wanted = width < wide_board_from ? free * .45f : duel_board_height(parts.ui, words, width);
    const float board = std::clamp(wanted, std::min(140.0f, free / 2), std::max(140.0f, free - least_ladder));
    a.ladder = {0, a.header.bottom(), width, free - board};
    a.board = {0, a.ladder.bottom(), width, board};
    a.timeline = {0, a.board.bottom(), width, timeline_height};
    // On a phone the playhead stays near the ladder.
    if (width < wide_board_from) {
        a.timeline.y = a.ladder.bottom();
        a.board.y = a.timeline.bottom();
    }
    return a;
}

void DuelScreen::draw_ladders(AppParts& parts, std::vector<RunModel>& runs, const Rect& rect,
                              std::array<Commands, 2>& commands) {
    Ui& ui = parts.ui;
    const bool is_compact = rect.w < medium_from;
    if (runs.size() == 1) {
        draw_ladder(ui,
                    {.run = runs[0],
                     .selection = session_->selection(0),
                     .settings = parts.ladder,
                     .rect = rect,
                     .is_compact = is_compact,
                     .can_act = false,
                     .fits_until = duel_->plays_until},
                    parts.ladder_memories[0], commands[0]);
        return;
    }
    const auto side = [&](std::size_t run) {
        return DuelSide{.run = runs[run],
                        .selection = session_->selection(run),
                        .memory = parts.ladder_memories[run],
                        .number = run + 1,
                        .name = text_.run_names[run],
                        .breaks = breach_of(runs[run])};
    };
    const DuelScene scene{.sides = {side(0), side(1)},
                          .settings = parts.ladder,
                          .rect = rect,
                          .is_compact = is_compact,
                          .shown_run = parts.shown_run,
                          .can_act = false,
                          .fits_until = duel_->plays_until,
                          .shows_rules = !breach_of(runs[0]).empty() || !breach_of(runs[1]).empty()};
    draw_duel(ui, scene, commands);
}

void DuelScreen::draw(AppParts& parts, std::array<Commands, 2>& commands) {
    Ui& ui = parts.ui;
    const Areas a = areas(parts);
    const bool has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s;
    draw_top_bar(ui,
                 {.rect = {0, 0, parts.environment.width, bar_height},
                  .crumb = title(ui.language),
                  .is_compact = parts.environment.width < medium_from,
                  .has_just_copied = has_just_copied},
                 commands[0]);
    draw_duel_header(ui, {.text = text_, .rect = a.header, .has_just_copied = has_just_copied}, commands[0]);
    std::vector<RunModel> runs = run_models();
    draw_ladders(parts, runs, a.ladder, commands);
    draw_duel_board(ui,
                    {.text = text_,
                     .rect = a.board,
                     .believes = believes_,
                     .is_over = is_over_,
                     .outcome = outcome_of(*duel_, observation_),
                     .ends_at = duel_->plays_until},
                    commands[0]);
    const std::size_t shown =
        std::min<std::size_t>(static_cast<std::size_t>(parts.shown_run), runs.size() - 1);
    const std::vector<BranchLine> branches = branch_lines(session_->runs().timeline(shown), ui.language);
    draw_timeline_bar(ui,
                      {.run = runs[shown],
                       .selection = session_->selection(shown),
                       .branches = branches,
                       .rect = a.timeline,
                       .size = TimelineSize::Small,
                       .end = session_->end(),
                       .speed = session_->speed(),
                       .can_play = believes_.has_value()},
                      commands[shown]);
    if (is_over_ && parts.progress["duel/" + duel_->id].empty())
        parts.progress.set("duel/" + duel_->id, *believes_ ? "believed" : "doubted");
}

void DuelScreen::carry_out(AppParts& parts, const Command& command, std::size_t run) {
    if (const auto* choice = std::get_if<command::Choose>(&command)) {
        believes_ = choice->choice == 0;
        session_->play();
    } else if (std::holds_alternative<command::TryStepAgain>(command)) {
        begin(*duel_);
    } else if (believes_) {
        // The same commands for both: what would change one of them is not taken.
        const bool is_deed = std::holds_alternative<command::ActOnPacket>(command) ||
                             std::holds_alternative<command::EditPacket>(command) ||
                             std::holds_alternative<command::IssueSim>(command);
        if (!is_deed) session_->carry_out(command, run);
        note_end();
    }
    parts.ladder.follows_playhead = true;
}

}  // namespace

std::unique_ptr<Screen> make_duel_screen(AppParts&) {
    if (shipped_duels().empty()) return nullptr;
    return std::make_unique<DuelScreen>(shipped_duels().front());
}

}  // namespace hw::ui
