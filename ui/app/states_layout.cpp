#include "ui/app/states_layout.h"

namespace hw::ui {

namespace {

constexpr float top_height = 48;
constexpr float bar_height = 64;
constexpr float tabs_height = 40;
constexpr float wide_side = 336;
constexpr float medium_side = 300;
constexpr float ladder_width = 380;
// The labelled diagram and everything beside it.
constexpr float ladder_beside_from = 1'660;

}  // namespace

StatesLayout lay_out_states(const ScreenRequest& request) {
    StatesLayout s;
    if (request.width < medium_from) {
        const ScreenLayout phone = lay_out_screen(request);
        s.kind = ScreenKind::Phone;
        s.top = phone.top;
        s.diagram = phone.ladder;
        s.side = phone.sheet;
        s.tabs = phone.bottom_tabs;
        s.timeline = phone.timeline;
        return s;
    }
    const bool is_wide = request.width >= wide_from;
    s.kind = is_wide ? ScreenKind::Wide : ScreenKind::Medium;
    const float side = is_wide ? wide_side : medium_side;
    const float height = request.height - top_height - bar_height;
    const float right = request.width - side;
    s.top = {0, 0, request.width, top_height};
    s.timeline = {0, request.height - bar_height, request.width, bar_height};
    s.tabs = {right, top_height, side, tabs_height};
    s.side = {right, top_height + tabs_height, side, height - tabs_height};
    const float ladder = request.width >= ladder_beside_from ? ladder_width : 0;
    s.diagram = {0, top_height, right - ladder, height};
    if (ladder > 0) s.ladder = {right - ladder, top_height, ladder, height};
    return s;
}

}  // namespace hw::ui
