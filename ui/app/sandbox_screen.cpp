// "#/sandbox": the lesson screen without a lesson. A world of the learner's own making, with everything that can be done
// to it: calls, segments, rules, the wire.
#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "ui/app/app_parts.h"
#include "ui/app/free_session.h"
#include "ui/app/right_pane.h"
#include "ui/app/sandbox_panes.h"
#include "ui/app/sheet.h"
#include "ui/text/format.h"
#include "ui/views/duel/duel.h"
#include "ui/views/page/top_bar.h"
#include "ui/views/think/think_panel.h"
#include "ui/views/timeline/timeline_bar.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/pane_tabs.h"

namespace hw::ui {

namespace {

constexpr float side_tabs_height = 40;

// What the place at the left, or a phone's sheet, can show.
struct SideTab {
    SidePane pane{};
    PaneTab tab{};
};
constexpr std::array<SideTab, 6> side_tabs{{
    {SidePane::World, {"tab.world", Msg::SandboxWorld, Icon::Gear}},
    {SidePane::Network, {"tab.network", Msg::SandboxNetwork, Icon::Link}},
    {SidePane::Ladder, {"tab.ladder", Msg::TabLadder, Icon::Ladder}},
    {SidePane::Think, {"tab.think", Msg::TabThink, Icon::Steps}},
    {SidePane::States, {"tab.states", Msg::StatesTitle, Icon::States}},
    {SidePane::Host, {"tab.host", Msg::HostTitle, Icon::Host}},
}};

class SandboxScreen final : public Screen {
  public:
    SandboxScreen() : session_(world_of(SandboxSetup{})) {}

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override;
    void carry_out(AppParts& parts, const Command& command, std::size_t run) override;
    void advance(double elapsed_s, bool by_events) override { session_.advance(elapsed_s, by_events); }
    bool is_playing() const override { return session_.is_playing(); }
    std::string title(Language language) const override { return message(language, Msg::SandboxTitle); }
    Location location() const override;
    bool open(const Location& location) override;

  private:
    struct Frame {
        AppParts& parts;
        ScreenLayout layout;
        Rect tabs{};
        RunModel run;
        Commands& commands;
        bool is_phone() const { return layout.kind == ScreenKind::Phone; }
        bool is_wide() const { return layout.kind == ScreenKind::Wide; }
    };
    void begin_anew(const SandboxSetup& setup);
    const std::string& run_text() const;
    RightPaneScene right_scene(const Frame& f, const Rect& rect) const {
        return {.run = f.run,
                .selection = session_.selection(),
                .timeline = session_.timeline(),
                .rect = rect,
                .can_act = true};
    }
    SidePane shown_pane(const Frame& f) const;
    void draw_one_ladder(const Frame& f);
    void draw_side(const Frame& f);
    void draw_side_tabs(const Frame& f);
    void draw_timeline(const Frame& f);

    SandboxSetup setup_{};
    SandboxSetup draft_{};
    RuleDraft rule_{};
    // Asked for in the last frame: views draw what there is to its end.
    bool begins_anew_ = false;
    // What was wrong with the address that led here.
    std::optional<Msg> link_trouble_{};
    FreeSession session_;
    // The run as its address says it, made anew when it has changed.
    struct RunKey {
        std::uint64_t version = 0;
        Instant now{};
        friend bool operator==(const RunKey&, const RunKey&) = default;
    };
    mutable RunKey run_key_{};
    mutable std::string run_text_{};
};

void SandboxScreen::begin_anew(const SandboxSetup& setup) {
    setup_ = draft_ = setup;
    session_.restart(world_of(setup));
}

Location SandboxScreen::location() const {
    Location location;
    location.item = to_text(setup_);
    location.run = run_text();
    return location;
}

// While time passes by itself the address stays as it is; a deed is in it at once.
const std::string& SandboxScreen::run_text() const {
    const RunKey key{session_.version(), session_.is_playing() ? run_key_.now : session_.runs().now()};
    if (key == run_key_) return run_text_;
    run_key_ = key;
    const sim::SharedRun run = session_.shared();
    run_text_ = run.log.empty() ? std::string() : sim::encode(run).value_or(std::string());
    return run_text_;
}

// The address of the sandbox as it is changes nothing.
bool SandboxScreen::open(const Location& location) {
    if (location.item.empty() && location.run.empty()) return true;
    const SandboxSetup wanted = parse_sandbox_setup(location.item);
    if (wanted == setup_ && location.run == this->location().run) return true;
    begin_anew(wanted);
    link_trouble_.reset();
    if (!location.run.empty()) {
        const auto run = sim::decode(location.run);
        if (!run)
            link_trouble_ = Msg::SandboxLinkBroken;
        else if (!session_.restore(world_of(wanted), *run))
            link_trouble_ = Msg::SandboxLinkDiffers;
    } else if (location.at) {
        session_.seek(*location.at);
    }
    return true;
}

void SandboxScreen::carry_out(AppParts& parts, const Command& command, std::size_t) {
    const Instant before = session_.runs().now();
    link_trouble_.reset();
    if (const auto* issued = std::get_if<command::IssueSim>(&command))
        session_.issue(issued->command);
    else
        session_.carry_out(command);
    if (session_.runs().now() != before || session_.is_playing()) parts.ladder.follows_playhead = true;
}

SidePane SandboxScreen::shown_pane(const Frame& f) const {
    const SidePane wanted = f.parts.side_pane;
    if (wanted == SidePane::Network || (is_at_the_right(wanted) && !f.is_wide())) return wanted;
    return SidePane::World;
}

// ---- drawing ------------------------------------------------------------------------------------------

void SandboxScreen::draw_one_ladder(const Frame& f) {
    Ui& ui = f.parts.ui;
    std::string notice = f.parts.problem;
    if (session_.last_error() != sim::CommandError::None)
        notice = ui.tr(Msg::SandboxRefused, {sim::to_text(session_.last_error())});
    else if (link_trouble_)
        notice = ui.tr(*link_trouble_);
    else if (notice.empty() && f.run.trace->events.empty())
        notice = ui.tr(Msg::SandboxNotice);
    draw_ladder(ui,
                {.run = f.run,
                 .selection = session_.selection(),
                 .settings = f.parts.ladder,
                 .rect = f.layout.ladder,
                 .is_compact = f.is_phone(),
                 .heading_height = f.is_phone() ? 46.0f : 40.0f,
                 .notice = notice,
                 .calls = CallSet::all()},
                f.parts.ladder_memories[0], f.commands);
}

void SandboxScreen::draw_side(const Frame& f) {
    Ui& ui = f.parts.ui;
    const Palette& p = ui.palette();
    const Colour ground = f.is_phone() ? p.raised : p.pane;
    const Rect rect = f.is_phone() ? draw_sheet_ground(f.parts, f.layout.sheet, f.commands) : f.layout.side;
    switch (shown_pane(f)) {
        case SidePane::Network:
            draw_network_pane(ui, {.run = f.run, .rect = rect, .ground = ground}, rule_, f.commands);
            break;
        case SidePane::Think:
            draw_think_pane(ui,
                            {.run = f.run,
                             .selection = session_.selection(),
                             .rect = rect,
                             .padding = space::pane_padding,
                             .ground = ground},
                            f.commands);
            break;
        case SidePane::States: draw_states_tab(f.parts, right_scene(f, rect), ground, f.commands); break;
        case SidePane::Host: draw_host_tab(f.parts, right_scene(f, rect), ground, f.commands); break;
        default:
            if (draw_setup_pane(ui, {.present = setup_, .rect = rect, .ground = ground}, draft_))
                begins_anew_ = true;
    }
}

void SandboxScreen::draw_side_tabs(const Frame& f) {
    std::vector<PaneTab> tabs;
    std::vector<SidePane> panes;
    std::size_t selected = 0;
    const bool shows_ladder = f.is_phone() && f.parts.side_pane == SidePane::Ladder;
    const SidePane shown = shows_ladder ? SidePane::Ladder : shown_pane(f);
    for (const SideTab& side : side_tabs) {
        const bool is_elsewhere = side.pane == SidePane::Ladder ? !f.is_phone()
                                  : is_at_the_right(side.pane)  ? f.is_wide()
                                                                : false;
        if (is_elsewhere) continue;
        if (side.pane == shown) selected = tabs.size();
        tabs.push_back(side.tab);
        panes.push_back(side.pane);
    }
    const auto pressed = draw_pane_tabs(
        f.parts.ui, {.tabs = tabs, .selected = selected, .rect = f.tabs, .is_bottom = f.is_phone()});
    if (pressed) f.commands.push_back(command::ShowPane{panes[*pressed]});
}

void SandboxScreen::draw_timeline(const Frame& f) {
    const std::vector<BranchLine> branches = branch_lines(session_.timeline(), f.parts.ui.language);
    const TimelineSize size = f.is_phone()  ? TimelineSize::Small
                              : f.is_wide() ? TimelineSize::Full
                                            : TimelineSize::Medium;
    draw_timeline_bar(f.parts.ui,
                      {.run = f.run,
                       .selection = session_.selection(),
                       .branches = branches,
                       .rect = f.layout.timeline,
                       .size = size,
                       .end = session_.end(),
                       .speed = session_.speed(),
                       .list_left = f.is_wide() ? f.layout.think.x + 18 : f.layout.timeline.right() - 294},
                      f.commands);
}

void SandboxScreen::draw(AppParts& parts, std::array<Commands, 2>& commands) {
    if (begins_anew_) begin_anew(draft_);
    begins_anew_ = false;
    Frame f{.parts = parts,
            .layout = lay_out_screen(
                {.width = parts.environment.width, .height = parts.environment.height, .sheet = parts.sheet}),
            .run = session_.runs().model(0, session_.is_playing()),
            .commands = commands[0]};
    f.tabs = f.is_phone() ? f.layout.bottom_tabs : f.layout.side_tabs;
    if (f.is_wide()) {
        f.tabs = {f.layout.side.x, f.layout.side.y, f.layout.side.w, side_tabs_height};
        f.layout.side.y += side_tabs_height;
        f.layout.side.h -= side_tabs_height;
    }
    const bool has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s;
    draw_top_bar(parts.ui,
                 {.rect = f.layout.top, .is_compact = f.is_phone(), .has_just_copied = has_just_copied},
                 f.commands);
    if (!f.is_phone()) {
        draw_side_tabs(f);
        draw_side(f);
    }
    draw_one_ladder(f);
    if (f.is_wide()) draw_right_pane(parts, right_scene(f, f.layout.think), f.commands);
    draw_timeline(f);
    if (f.is_phone()) {
        draw_side(f);
        draw_side_tabs(f);
        return;
    }
    const Palette& p = parts.ui.palette();
    parts.ui.canvas().vertical_hair(f.layout.ladder.x, f.layout.ladder.y, f.layout.ladder.bottom(), p.hair);
    if (f.is_wide())
        parts.ui.canvas().vertical_hair(f.layout.think.x, f.layout.think.y, f.layout.think.bottom(), p.hair);
}

}  // namespace

std::unique_ptr<Screen> make_sandbox_screen(AppParts&) { return std::make_unique<SandboxScreen>(); }

}  // namespace hw::ui
