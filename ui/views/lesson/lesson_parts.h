// The parts of the lesson pane; private to ui/views/lesson. Each draws at the layout cursor and leaves it below.
#pragma once

#include "ui/views/lesson/lesson_pane.h"

#include <string_view>

namespace hw::ui {

struct LessonDrawing {
    Ui& ui;
    const LessonModel& model;
    Commands& commands;
    float left = 0;
    float width = 0;
};

void draw_question(const LessonDrawing& d);
void draw_cover(const LessonDrawing& d);
void draw_phases(const LessonDrawing& d);
void draw_predict(const LessonDrawing& d);
void draw_observe(const LessonDrawing& d);
void draw_report(const LessonDrawing& d);
void draw_explain(const LessonDrawing& d);
void draw_last_page(const LessonDrawing& d);

void draw_blocks(const LessonDrawing& d, std::string_view id, const TextBlocks& blocks);
// A prompt: 14 px, first ink.
void draw_prompt(const LessonDrawing& d, std::string_view id, const Spans& spans);
void draw_caption(const LessonDrawing& d, std::string_view id, std::string_view text);
// Goes on `gap` below the last widget.
void skip(const LessonDrawing& d, float gap);
// What is to be done by hand, ticked off as it is done.
void draw_hand(const LessonDrawing& d);

}  // namespace hw::ui
