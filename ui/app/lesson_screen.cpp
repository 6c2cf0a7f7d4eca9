// The lesson screen: which views are drawn where, from what the session knows.
#include <algorithm>
#include <array>
#include <string>

#include "imgui.h"
#include "tcp/rules.h"
#include "ui/app/app_parts.h"
#include "ui/app/large_worlds.h"
#include "ui/app/lesson_panes.h"
#include "ui/app/right_pane.h"
#include "ui/app/shared_folds.h"
#include "ui/views/duel/duel.h"
#include "ui/views/page/top_bar.h"
#include "ui/views/timeline/timeline_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"

namespace hw::ui {

namespace {

struct Frame {
    AppParts& parts;
    LessonSession& session;
    ScreenLayout layout;
    std::vector<RunModel> runs{};
    std::array<Commands, 2>& commands;

    Ui& ui() const { return parts.ui; }
    bool is_phone() const { return layout.kind == ScreenKind::Phone; }
    // Of more than two runs the shown one's go to the first list.
    Commands& commands_of(std::size_t run) const { return commands[runs.size() > 2 ? 0 : run]; }
    bool compares() const { return session.runs().size() == 1 && session.compared_branch().has_value(); }
};

std::vector<RunModel> run_models(const LessonSession& session) {
    std::vector<RunModel> runs;
    for (std::size_t i = 0; i < session.runs().size(); ++i) {
        runs.push_back(session.runs().model(i, session.is_playing()));
    }
    if (runs.size() == 1 && session.compared_branch()) {
        runs.push_back(session.runs().model_of_branch(0, *session.compared_branch()));
    }
    share_folds(runs);
    // The wait for the end of the step is a silence like any other.
    for (RunModel& run : runs) run.also_busy.push_back(session.planned_end());
    return runs;
}

// The clause that a run's rules break, "" if none of its hosts' do.
std::string breach_of(const RunModel& run) {
    for (const host::Host& host : run.world->hosts) {
        const tcp::RuleBook& book = tcp::rule_book(host.config.tcp.rules);
        if (!book.breaks.empty()) return std::string(book.breaks);
    }
    return {};
}

bool is_linux(const RunModel& run) {
    const auto& hosts = run.world->hosts;
    return std::any_of(hosts.begin(), hosts.end(), [](const host::Host& host) {
        return host.config.tcp.rules == tcp::RuleBookId::Linux;
    });
}

// What the ladder says below the playhead: what went wrong, or why nothing runs yet.
std::string notice_of(const Frame& f) {
    if (!f.parts.problem.empty()) return f.parts.problem;
    if (f.session.last_error() != sim::CommandError::None) return f.ui().tr(Msg::CannotDo);
    return f.session.can_play() || !f.session.has_begun() ? std::string() : f.ui().tr(Msg::NotRunYet);
}

std::string detail_of(const Frame& f) {
    return f.session.can_play() || !f.session.has_begun() || f.session.observation().hand_is_done.empty()
               ? std::string()
               : f.ui().tr(Msg::NotRunYetDetail);
}

PacketId pointed(const Frame& f, std::size_t run) {
    const bool is_time = f.session.can_play() && !f.session.is_playing() && !f.session.is_on_last_page();
    return is_time && run < f.session.runs().size() ? f.session.pointed_packet(run) : PacketId{};
}

// Before the prediction there is nothing to be asked of the hosts; two branches are only looked at.
CallSet calls_in(const Frame& f) {
    return f.session.can_play() && !f.compares() ? CallSet::all() : CallSet::none();
}

void draw_one_ladder(Frame& f) {
    draw_ladder(f.ui(),
                {.run = f.runs[0],
                 .selection = f.session.selection(0),
                 .settings = f.parts.ladder,
                 .rect = f.layout.ladder,
                 .is_compact = f.is_phone(),
                 .heading_height = f.is_phone() ? 46.0f : 40.0f,
                 .notice = notice_of(f),
                 .notice_detail = detail_of(f),
                 .pointed = pointed(f, 0),
                 .fits_until = f.session.planned_end(),
                 .calls = calls_in(f)},
                f.parts.ladder_memories[0], f.commands[0]);
}

std::size_t side_number(const Frame& f, std::size_t run) {
    if (!f.compares()) return run + 1;
    return (run == 0 ? f.session.runs().timeline(0).branch() : *f.session.compared_branch()) + 1;
}

std::string side_name(const Frame& f, std::size_t run) {
    if (f.compares()) {
        const auto lines = branch_lines(f.session.runs().timeline(0), f.ui().language);
        const sim::BranchId wanted =
            run == 0 ? f.session.runs().timeline(0).branch() : *f.session.compared_branch();
        for (const BranchLine& line : lines) {
            if (line.id == wanted) return line.name;
        }
        return {};
    }
    const auto& names = f.session.text(f.ui().language).run_names;
    return run < names.size() ? names[run] : std::string();
}

void draw_two_ladders(Frame& f) {
    static const Selection nothing{};
    const auto side = [&f](std::size_t run) {
        const bool is_own_run = run < f.session.runs().size();
        return DuelSide{.run = f.runs[run],
                        .selection = is_own_run ? f.session.selection(run) : nothing,
                        .memory = f.parts.ladder_memories[f.runs.size() > 2 ? 0 : run],
                        .number = side_number(f, run),
                        .name = side_name(f, run),
                        .breaks = breach_of(f.runs[run]),
                        .is_linux = is_linux(f.runs[run]),
                        .pointed = pointed(f, run)};
    };
    std::vector<DuelSide> sides;
    for (std::size_t run = 0; run < f.runs.size(); ++run) sides.push_back(side(run));
    const DuelScene scene{.sides = std::move(sides),
                          .settings = f.parts.ladder,
                          .rect = f.layout.ladder,
                          .is_compact = f.is_phone(),
                          .shown_run = f.parts.shown_run,
                          .notice = notice_of(f),
                          .notice_detail = detail_of(f),
                          .can_act = !f.compares(),
                          .fits_until = f.session.planned_end(),
                          .shows_rules = !f.compares(),
                          .calls = calls_in(f)};
    draw_duel(f.ui(), scene, f.commands);
}

void draw_timeline(Frame& f) {
    std::vector<BranchLine> branches;
    const std::size_t run =
        std::min<std::size_t>(static_cast<std::size_t>(f.parts.shown_run), f.runs.size() - 1);
    const std::size_t told = f.compares() ? 0 : run;
    branches = branch_lines(f.session.runs().timeline(told), f.ui().language);
    const TimelineSize size = f.is_phone()                          ? TimelineSize::Small
                              : f.layout.kind == ScreenKind::Medium ? TimelineSize::Medium
                                                                    : TimelineSize::Full;
    const bool is_measured = f.session.runs().is_measured();
    // No list of branches: the line goes on to the edge.
    const float list_left = is_measured              ? f.layout.timeline.right()
                            : f.layout.has_side_tabs ? f.layout.timeline.right() - 294
                                                     : f.layout.think.x + 18;
    draw_timeline_bar(f.ui(),
                      {.run = f.runs[told],
                       .selection = f.session.selection(told),
                       .branches = branches,
                       .rect = f.layout.timeline,
                       .size = size,
                       .end = f.session.end(),
                       .speed = f.session.speed(),
                       .can_play = f.session.can_play(),
                       .can_compare = f.session.runs().size() == 1,
                       .is_comparing = f.compares(),
                       .list_left = list_left,
                       .is_measured = is_measured,
                       .speed_name = f.session.speed_name()},
                      f.commands_of(told));
}

void draw_bars(Frame& f) {
    const lesson::Words& words = f.session.lesson().in(lesson_language(f.ui().language));
    if (!f.is_phone()) {
        const bool has_just_copied = f.parts.now_s - f.parts.copied_at_s < copied_shown_s;
        draw_top_bar(f.ui(), {.rect = f.layout.top, .crumb = words.title, .has_just_copied = has_just_copied},
                     f.commands[0]);
        return;
    }
    const std::size_t count = f.session.lesson().steps.size();
    const std::string step =
        f.session.is_on_last_page()
            ? f.ui().tr(Msg::ChallengeTitle)
            : f.ui().tr(Msg::StepShort, {std::to_string(f.session.player().step + 1), std::to_string(count)});
    draw_phone_bar(f.ui(),
                   {.rect = f.layout.top,
                    .title = words.title,
                    .step = step,
                    .step_count = count,
                    .current = f.session.player().step},
                   f.commands[0]);
}

// The run that the think panel follows: the one with a selection, else the shown one.
std::size_t thinking_run(const Frame& f) {
    for (std::size_t run = 0; run < f.session.runs().size(); ++run) {
        if (!f.session.selection(run).is_empty()) return run;
    }
    return f.compares()
               ? 0
               : std::min<std::size_t>(static_cast<std::size_t>(f.parts.shown_run), f.runs.size() - 1);
}

// A large world has no single thoughts to look into; it takes that pane's place too.
Rect large_rect(const Frame& f) {
    Rect rect = f.layout.ladder;
    if (!f.layout.think.empty()) rect.w = f.layout.think.right() - rect.x;
    return rect;
}

}  // namespace

void draw_lesson_screen(AppParts& parts, std::array<Commands, 2>& commands) {
    LessonSession& session = *parts.session;
    Frame f{
        .parts = parts, .session = session, .layout = {}, .runs = run_models(session), .commands = commands};
    f.layout = lay_out_screen({.width = parts.environment.width,
                               .height = parts.environment.height,
                               // Two large worlds stand beside each other without tabs for anything else.
                               .has_two_runs = f.runs.size() > 1 && !session.runs().is_measured(),
                               .sheet = parts.sheet,
                               .has_top_bar = !parts.is_embedded});
    if (!parts.is_embedded) draw_bars(f);
    const std::size_t thinking = thinking_run(f);
    const ThinkSource think{.run = f.runs[thinking],
                            .selection = session.selection(f.compares() ? 0 : thinking),
                            .timeline = session.runs().timeline(f.compares() ? 0 : thinking),
                            .can_act = session.can_play()};
    Commands& wishes = commands[std::min<std::size_t>(thinking, commands.size() - 1)];
    const OwnPane own = lesson_pane(parts, commands[0]);
    if (!f.is_phone()) draw_side_pane(parts, f.layout, think, own, wishes);
    if (session.runs().is_measured()) {
        draw_large_worlds(parts, large_rect(f), commands);
    } else if (f.runs.size() > 1) {
        draw_two_ladders(f);
    } else {
        draw_one_ladder(f);
    }
    if (!f.layout.think.empty() && !session.runs().is_measured()) {
        draw_right_pane(parts,
                        {.run = think.run,
                         .selection = think.selection,
                         .timeline = think.timeline,
                         .rect = f.layout.think,
                         .can_act = think.can_act},
                        wishes);
    }
    draw_timeline(f);
    if (f.is_phone()) draw_sheet(parts, f.layout, think, own, wishes);
    const Canvas canvas = parts.ui.canvas();
    const Palette& p = parts.ui.palette();
    if (f.is_phone()) return;
    canvas.vertical_hair(f.layout.ladder.x, f.layout.ladder.y, f.layout.ladder.bottom(), p.hair);
    if (!f.layout.think.empty() && !session.runs().is_measured()) {
        canvas.vertical_hair(f.layout.think.x, f.layout.think.y, f.layout.think.bottom(), p.hair);
    }
}

}  // namespace hw::ui
