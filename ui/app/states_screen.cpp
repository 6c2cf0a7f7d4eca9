// "#/states": RFC 9293's Figure 5 as a place of its own. Two equal peers, their user calls as buttons, the segments
// between them, and the 21 arrows to be collected.
#include <algorithm>
#include <array>
#include <string>

#include "lesson/diagram_ways.h"
#include "ui/app/app_parts.h"
#include "ui/app/diagram_panes.h"
#include "ui/app/free_session.h"
#include "ui/app/peer_calls.h"
#include "ui/app/sheet.h"
#include "ui/app/states_layout.h"
#include "ui/text/format.h"
#include "ui/views/page/top_bar.h"
#include "ui/views/think/think_panel.h"
#include "ui/views/timeline/timeline_bar.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/pane_tabs.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

// A connection takes a third of a second to open; at this speed the eye can follow it.
constexpr int states_speed = 1;

class StatesScreen final : public Screen {
  public:
    StatesScreen() : session_(lesson::world_of_equals()) {
        session_.carry_out(command::SetSpeed{states_speed});
    }

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override;
    void carry_out(AppParts& parts, const Command& command, std::size_t run) override;
    void advance(double elapsed_s, bool by_events) override { session_.advance(elapsed_s, by_events); }
    bool is_playing() const override { return session_.is_playing(); }
    std::string title(Language language) const override { return message(language, Msg::StatesFigure); }
    Location location() const override { return {}; }
    bool open(const Location& location) override;

  private:
    struct Frame {
        AppParts& parts;
        StatesLayout layout;
        RunModel run;
        DiagramModel model;
        Commands& commands;
    };
    void draw_bars(const Frame& f);
    void draw_figure(const Frame& f);
    void draw_segments(const Frame& f, const Rect& rect);
    void draw_side(const Frame& f);
    void draw_notes(const Frame& f, const Rect& rect, bool has_diagram, Colour ground);
    void draw_thoughts(const Frame& f, const Rect& rect, Colour ground);
    void draw_timeline(const Frame& f);
    void draw_calls(const Frame& f, HostId host, float width);
    void take_way(const lesson::DiagramWay& way);

    FreeSession session_;
};

bool StatesScreen::open(const Location& location) {
    if (location.at) session_.seek(*location.at);
    return location.item.empty();
}

void StatesScreen::take_way(const lesson::DiagramWay& way) {
    session_.restart(lesson::world_of(way));
    session_.play_until(way.plays_until);
}

void StatesScreen::carry_out(AppParts& parts, const Command& command, std::size_t) {
    const Instant before = session_.runs().now();
    if (const auto* way = std::get_if<command::TakeWay>(&command)) {
        if (way->way < lesson::diagram_ways().size()) take_way(lesson::diagram_ways()[way->way]);
        parts.diagram_choice = {};
    } else if (const auto* issued = std::get_if<command::IssueSim>(&command)) {
        session_.issue(issued->command);
    } else if (std::holds_alternative<command::TryStepAgain>(command)) {
        session_.restart(lesson::world_of_equals());
    } else {
        session_.carry_out(command);
    }
    if (session_.runs().now() != before || session_.is_playing()) parts.ladder.follows_playhead = true;
}

// ---- the calls ----------------------------------------------------------------------------------------

void StatesScreen::draw_calls(const Frame& f, HostId host, float width) {
    Ui& ui = f.parts.ui;
    const HostId peer{host.value == 0 ? 1u : 0u};
    const std::string letter(1, static_cast<char>('A' + host.value));
    const Point at = place();
    const float height = std::max(28.0f, ui.target_height());
    constexpr float gap = 3;
    Point next = at;
    for (const PeerCall& call : peer_calls(*f.run.world, host, peer)) {
        const std::string id = "states.call." + letter + "." + std::string(call.id);
        const std::string name = ui.tr(Msg::PeerCallOf, {ui.tr(call.name), letter});
        const float wanted = ui.canvas().text_width(ui.tr(call.name), type::caption) + 10;
        if (next.x + wanted > at.x + width + 0.5f && next.x > at.x) next = {at.x, next.y + height + gap};
        place(next);
        const bool is_pressed = button(ui, {.id = id,
                                            .label = ui.tr(call.name),
                                            .name = name,
                                            .description = ui.tr(call.description),
                                            .kind = ButtonKind::Tile,
                                            .size = {wanted, height},
                                            .text_size = type::caption,
                                            .is_disabled = call.commands.empty()});
        if (is_pressed)
            for (const sim::Command& command : call.commands)
                f.commands.push_back(command::IssueSim{command});
        next.x += wanted + gap;
    }
    place({at.x, next.y + height + 4});
}

// ---- drawing ------------------------------------------------------------------------------------------

void StatesScreen::draw_bars(const Frame& f) {
    const bool has_just_copied = f.parts.now_s - f.parts.copied_at_s < copied_shown_s;
    draw_top_bar(f.parts.ui,
                 {.rect = f.layout.top,
                  .is_compact = f.layout.kind == ScreenKind::Phone,
                  .has_just_copied = has_just_copied},
                 f.commands);
}

void StatesScreen::draw_figure(const Frame& f) {
    Ui& ui = f.parts.ui;
    begin_pane(ui, {.id = "states.sheet",
                    .name = ui.tr(Msg::StatesFigure),
                    .rect = f.layout.diagram,
                    .ground = ui.palette().sheet});
    draw_diagram(ui, {.model = f.model, .choice = f.parts.diagram_choice, .rect = f.layout.diagram},
                 f.commands);
    end_pane(ui);
}

void StatesScreen::draw_segments(const Frame& f, const Rect& rect) {
    Ui& ui = f.parts.ui;
    std::string notice = f.parts.problem;
    if (session_.last_error() != sim::CommandError::None)
        notice = ui.tr(Msg::StatesRefused, {sim::to_text(session_.last_error())});
    else if (notice.empty() && f.run.trace->events.empty())
        notice = ui.tr(Msg::StatesNoNotice);
    draw_ladder(ui,
                {.run = f.run,
                 .selection = session_.selection(),
                 .settings = f.parts.ladder,
                 .rect = rect,
                 .is_compact = true,
                 .heading_height = 46,
                 .notice = notice},
                f.parts.ladder_memories[0], f.commands);
}

void StatesScreen::draw_notes(const Frame& f, const Rect& rect, bool has_diagram, Colour ground) {
    draw_states_pane(f.parts.ui,
                     {.model = f.model,
                      .choice = f.parts.diagram_choice,
                      .rect = rect,
                      .ground = ground,
                      .has_ways = true,
                      .has_diagram = has_diagram,
                      .calls = [this, &f](HostId host, float width) { draw_calls(f, host, width); }},
                     f.commands);
}

void StatesScreen::draw_thoughts(const Frame& f, const Rect& rect, Colour ground) {
    draw_think_pane(f.parts.ui,
                    {.run = f.run,
                     .selection = session_.selection(),
                     .rect = rect,
                     .padding = space::l,
                     .ground = ground},
                    f.commands);
}

void StatesScreen::draw_side(const Frame& f) {
    Ui& ui = f.parts.ui;
    const bool is_phone = f.layout.kind == ScreenKind::Phone;
    constexpr std::array<PaneTab, 3> tabs{{{"tab.states", Msg::StatesPaneNow, Icon::States},
                                           {"tab.ladder", Msg::TabLadder, Icon::Ladder},
                                           {"tab.think", Msg::TabThink, Icon::Steps}}};
    constexpr std::array<SidePane, 3> panes{SidePane::States, SidePane::Ladder, SidePane::Think};
    const auto chosen = std::find(panes.begin(), panes.end(), f.parts.side_pane);
    const std::size_t selected = chosen == panes.end() ? 0 : static_cast<std::size_t>(chosen - panes.begin());
    const Palette& p = ui.palette();
    const Rect side = is_phone ? draw_sheet_ground(f.parts, f.layout.side, f.commands) : f.layout.side;
    if (panes[selected] == SidePane::Think)
        draw_thoughts(f, side, is_phone ? p.raised : p.pane);
    else if (panes[selected] == SidePane::Ladder && !is_phone)
        draw_segments(f, side);
    else
        draw_notes(f, side, false, is_phone ? p.raised : p.pane);
    const auto pressed = draw_pane_tabs(
        ui, {.tabs = tabs, .selected = selected, .rect = f.layout.tabs, .is_bottom = is_phone});
    if (pressed) f.commands.push_back(command::ShowPane{panes[*pressed]});
    if (!is_phone) ui.canvas().vertical_hair(side.x, f.layout.tabs.y, side.bottom(), p.hair);
}

void StatesScreen::draw_timeline(const Frame& f) {
    const std::vector<BranchLine> branches = branch_lines(session_.timeline(), f.parts.ui.language);
    const bool is_phone = f.layout.kind == ScreenKind::Phone;
    draw_timeline_bar(f.parts.ui,
                      {.run = f.run,
                       .selection = session_.selection(),
                       .branches = branches,
                       .rect = f.layout.timeline,
                       .size = is_phone ? TimelineSize::Small : TimelineSize::Medium,
                       .end = session_.end(),
                       .speed = session_.speed()},
                      f.commands);
}

void StatesScreen::draw(AppParts& parts, std::array<Commands, 2>& commands) {
    RunModel run = session_.runs().model(0, session_.is_playing());
    DiagramModel model = collect_arrows(parts, run);
    const Frame f{
        .parts = parts,
        .layout = lay_out_states(
            {.width = parts.environment.width, .height = parts.environment.height, .sheet = parts.sheet}),
        .run = std::move(run),
        .model = std::move(model),
        .commands = commands[0]};
    draw_bars(f);
    const bool has_ladder_above = f.layout.kind == ScreenKind::Phone && parts.side_pane == SidePane::Ladder;
    if (has_ladder_above)
        draw_segments(f, f.layout.diagram);
    else
        draw_figure(f);
    if (!f.layout.ladder.empty()) draw_segments(f, f.layout.ladder);
    draw_timeline(f);
    draw_side(f);
}

}  // namespace

std::unique_ptr<Screen> make_states_screen(AppParts&) { return std::make_unique<StatesScreen>(); }

}  // namespace hw::ui
