// The panes that share a place: side pane with tabs, a phone's sheet with its bottom tabs. Private to ui/app.
#pragma once

#include "ui/app/app_parts.h"
#include "ui/views/lesson/lesson_pane.h"
#include "ui/views/think/think_panel.h"

#include <functional>

namespace hw::ui {

struct ThinkSource {
    const RunModel& run;
    const Selection& selection;
    // Of the run.
    const sim::Timeline& timeline;
    // The moment takes commands.
    bool can_act = false;
};

// What the lesson pane shows now.
LessonModel lesson_model(AppParts& parts);

// What a screen has to say beside its ladder: the lesson's words, a puzzle's.
struct OwnPane {
    // Draws it into `rect` on `ground`; without a heading, which a phone has in its top bar.
    std::function<void(const Rect& rect, bool has_heading, Colour ground)> draw{};
    Msg tab = Msg::TabLesson;
};

void draw_side_pane(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think, const OwnPane& own,
                    Commands& commands);
void draw_sheet(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think, const OwnPane& own,
                Commands& commands);
// The lesson's.
OwnPane lesson_pane(AppParts& parts, Commands& commands);

}  // namespace hw::ui
