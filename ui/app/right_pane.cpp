#include "ui/app/right_pane.h"

#include <algorithm>
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

void draw_host_tab(AppParts& parts, const RightPaneScene& scene, Colour ground, Commands& commands) {
    draw_host_pane(parts.ui,
                   {.run = scene.run,
                    .timeline = scene.timeline,
                    .rect = scene.rect,
                    .ground = ground,
                    .can_turn = scene.can_act,
                    .has_heading = false},
                   parts.host_pane, commands);
}

bool is_at_the_right(SidePane pane) {
    return pane == SidePane::Think || pane == SidePane::States || pane == SidePane::Host;
}

void draw_right_pane(AppParts& parts, const RightPaneScene& scene, Commands& commands) {
    constexpr std::array<PaneTab, 3> tabs{
        {{"right.think", Msg::TabThink}, {"right.states", Msg::StatesTitle}, {"right.host", Msg::HostTitle}}};
    constexpr std::array<SidePane, 3> panes{SidePane::Think, SidePane::States, SidePane::Host};
    const auto shown = std::find(panes.begin(), panes.end(), parts.right_pane);
    const std::size_t selected = shown == panes.end() ? 0 : static_cast<std::size_t>(shown - panes.begin());
    const Rect& r = scene.rect;
    const auto pressed = draw_pane_tabs(
        parts.ui,
        {.id = "right.tabs", .tabs = tabs, .selected = selected, .rect = {r.x, r.y, r.w, tabs_height}});
    if (pressed) commands.push_back(command::ShowPane{panes[*pressed]});
    RightPaneScene rest = scene;
    rest.rect = {r.x, r.y + tabs_height, r.w, r.h - tabs_height};
    const Colour ground = parts.ui.palette().pane;
    switch (panes[selected]) {
        case SidePane::States: draw_states_tab(parts, rest, ground, commands); break;
        case SidePane::Host: draw_host_tab(parts, rest, ground, commands); break;
        default:
            draw_think_pane(parts.ui, {.run = rest.run, .selection = rest.selection, .rect = rest.rect},
                            commands);
    }
}

}  // namespace hw::ui
