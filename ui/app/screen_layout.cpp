#include "ui/app/screen_layout.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr float bar_height = 48;
constexpr float lesson_width = 328;
constexpr float think_width = 312;
constexpr float medium_side_width = 300;
constexpr float side_tabs_height = 40;
constexpr float full_timeline = 104;
constexpr float medium_timeline = 64;

constexpr float phone_bar = 52;
constexpr float phone_timeline = 56;
constexpr float phone_tabs = 64;
constexpr float sheet_peek = 64;
constexpr float phone_ladder = 368;
constexpr float least_ladder = 200;
constexpr float least_sheet = 180;
constexpr float space_above_full_sheet = 8;

ScreenLayout phone(const ScreenRequest& request) {
    ScreenLayout s{.kind = ScreenKind::Phone};
    const float w = request.width;
    const float phone_top = request.has_top_bar ? phone_bar : 0;
    s.top = {0, 0, w, phone_top};
    s.bottom_tabs = {0, request.height - phone_tabs, w, phone_tabs};
    const float free = s.bottom_tabs.y - phone_top;  // for ladder, timeline and sheet
    float ladder = std::min(phone_ladder, free - phone_timeline - least_sheet);
    if (request.sheet == 0) ladder = free - phone_timeline - sheet_peek;
    ladder = std::max(ladder, std::min(least_ladder, free - phone_timeline));
    s.ladder = {0, phone_top, w, ladder};
    s.timeline = {0, s.ladder.bottom(), w, phone_timeline};
    const float sheet_top = request.sheet == 2 ? phone_top + space_above_full_sheet : s.timeline.bottom();
    s.sheet = {0, sheet_top, w, std::max(0.0f, s.bottom_tabs.y - sheet_top)};
    return s;
}

}  // namespace

ScreenLayout lay_out_screen(const ScreenRequest& request) {
    if (request.width < medium_from) return phone(request);
    const bool is_wide = request.width >= wide_from;
    const float top_height = request.has_top_bar ? bar_height : 0;
    ScreenLayout s{.kind = is_wide ? ScreenKind::Wide : ScreenKind::Medium};
    const float bottom = is_wide ? full_timeline : medium_timeline;
    s.top = {0, 0, request.width, top_height};
    s.timeline = {0, request.height - bottom, request.width, bottom};
    const float height = request.height - top_height - bottom;
    // Two ladders need the room of the right pane; its parts move behind tabs.
    s.has_side_tabs = !is_wide || request.has_two_runs;
    const float side_width = is_wide ? lesson_width : medium_side_width;
    const float tabs = s.has_side_tabs ? side_tabs_height : 0;
    s.side_tabs = {0, top_height, side_width, tabs};
    s.side = {0, top_height + tabs, side_width, height - tabs};
    const float right = s.has_side_tabs ? request.width : request.width - think_width;
    s.ladder = {side_width, top_height, right - side_width, height};
    if (!s.has_side_tabs) s.think = {right, top_height, think_width, height};
    return s;
}

}  // namespace hw::ui
