#include "ui/app/sheet.h"

#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr float sheet_radius = 16;
constexpr float handle_height = 20;

}  // namespace

Rect draw_sheet_ground(AppParts& parts, const Rect& r, Commands& commands) {
    Ui& ui = parts.ui;
    const Palette& p = ui.palette();
    // The sheet lies over the ladder, so its ground covers all of it; what it holds is a pane on that ground.
    begin_pane(ui, {.id = "sheet", .name = ui.tr(Msg::LessonPane), .rect = r, .ground = p.pane});
    const Canvas canvas = ui.canvas();
    canvas.box({r.x, r.y, r.w, r.h + sheet_radius},
               {.fill = p.raised, .border = p.line, .radius = sheet_radius});
    canvas.fill({r.centre().x - 20, r.y + 8, 40, 4}, p.line, 2);
    const int next = parts.sheet == 1 ? 2 : parts.sheet == 2 ? 0 : 1;
    SemanticNode handle{.id = "sheet.handle", .role = Role::Button, .name = ui.tr(Msg::SheetHandle)};
    handle.state.can_expand = true;
    handle.state.is_expanded = parts.sheet > 0;
    const Rect grip{r.centre().x - 60, r.y, 120, handle_height};
    if (press_area(ui, {.node = std::move(handle), .rect = grip}).is_pressed)
        commands.push_back(command::SetSheet{next});
    end_pane(ui);
    return {r.x, r.y + handle_height, r.w, r.h - handle_height};
}

}  // namespace hw::ui
