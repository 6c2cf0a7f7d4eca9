// The panes that share a place: side pane with tabs, a phone's sheet with its bottom tabs. Private to ui/app.
#pragma once

#include "ui/app/app_parts.h"
#include "ui/views/lesson/lesson_pane.h"
#include "ui/views/think/think_panel.h"

namespace hw::ui {

struct ThinkSource {
    const RunModel& run;
    const Selection& selection;
};

// What the lesson pane shows now.
LessonModel lesson_model(AppParts& parts);

void draw_side_pane(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think,
                    Commands& commands);
void draw_sheet(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think, Commands& commands);

}  // namespace hw::ui
