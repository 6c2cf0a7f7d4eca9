#include "ui/app/right_pane.h"

#include <array>

#include "ui/app/diagram_panes.h"
#include "ui/views/think/think_panel.h"
#include "ui/widgets/pane_tabs.h"

namespace hw::ui {

namespace {

constexpr float tabs_height = 40;

}  // namespace

void draw_states_tab(AppParts& parts, const RightPaneScene& scene, Colour ground, Commands& commands) {
    const DiagramModel model = collect_arrows(parts, scene.run);
    draw_states_pane(parts.ui,
                     {.model = model, .choice = parts.diagram_choice, .rect = scene.rect, .ground = ground},
                     commands);
}

void draw_right_pane(AppParts& parts, const RightPaneScene& scene, Commands& commands) {
    constexpr std::array<PaneTab, 2> tabs{
        {{"right.think", Msg::TabThink}, {"right.states", Msg::StatesTitle}}};
    constexpr std::array<SidePane, 2> panes{SidePane::Think, SidePane::States};
    const bool shows_states = parts.right_pane == SidePane::States;
    const Rect& r = scene.rect;
    const auto pressed = draw_pane_tabs(parts.ui, {.id = "right.tabs",
                                                   .tabs = tabs,
                                                   .selected = shows_states ? 1u : 0u,
                                                   .rect = {r.x, r.y, r.w, tabs_height}});
    if (pressed) commands.push_back(command::ShowPane{panes[*pressed]});
    const Rect rest{r.x, r.y + tabs_height, r.w, r.h - tabs_height};
    if (shows_states)
        draw_states_tab(parts, {.run = scene.run, .selection = scene.selection, .rect = rest},
                        parts.ui.palette().pane, commands);
    else
        draw_think_pane(parts.ui, {.run = scene.run, .selection = scene.selection, .rect = rest}, commands);
}

}  // namespace hw::ui
