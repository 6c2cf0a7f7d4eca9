#include "ui/widgets/pane_tabs.h"

#include <string>

#include "ui/widgets/pane.h"

namespace hw::ui {

std::optional<std::size_t> draw_pane_tabs(Ui& ui, const PaneTabsSpec& spec) {
    const Rect& r = spec.rect;
    const std::string id(spec.id);
    begin_pane(ui, {.id = id, .name = ui.tr(Msg::TabList), .rect = r});
    std::optional<std::size_t> pressed;
    {
        const SemanticScope list(
            ui.semantics,
            {.id = id + ".list", .role = Role::TabList, .name = ui.tr(Msg::TabList), .rect = r});
        const Palette& p = ui.palette();
        if (spec.is_bottom)
            ui.canvas().horizontal_hair(r.x, r.right(), r.y, p.line);
        else
            ui.canvas().horizontal_hair(r.x, r.right(), r.bottom() - 1, p.hair);
        const float width = r.w / static_cast<float>(spec.tabs.size());
        for (std::size_t i = 0; i < spec.tabs.size(); ++i) {
            place({r.x + width * static_cast<float>(i), r.y});
            const bool is_pressed = tab(ui, {.id = spec.tabs[i].id,
                                             .label = ui.tr(spec.tabs[i].label),
                                             .icon = spec.is_bottom ? spec.tabs[i].icon : Icon::None,
                                             .is_selected = i == spec.selected,
                                             .size = {width, r.h},
                                             .has_bar_on_top = spec.is_bottom});
            if (is_pressed) pressed = i;
        }
    }
    end_pane(ui);
    return pressed;
}

}  // namespace hw::ui
