// The parts of the front page; private to ui/views/page. Each takes where it begins and returns the y below it.
#pragma once

#include "ui/views/page/home.h"

#include <string_view>

namespace hw::ui {

struct HomeSpan {
    float left = 0;
    float right = 0;
    float width() const { return right - left; }
};

float draw_questions(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y, Commands& commands);

float draw_continue(Ui& ui, const ContinueCard& card, const HomeSpan& span, float y, Commands& commands);
// In `columns` columns side by side.
float draw_places_list(Ui& ui, const HomeScene& scene, const HomeSpan& span, std::size_t columns, float y,
                       Commands& commands);
float draw_home_foot(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y, Commands& commands);
void draw_home_picture(const Canvas& canvas, HomePicture picture, Point centre);

// The ladder up to now, without words, as large as the rectangle.
void draw_mini_ladder(Ui& ui, const RunModel& run, const Rect& rect);

// Plain words wrapped to `width`; an empty id records no node.
float home_text_height(Ui& ui, std::string_view text, const ParagraphStyle& style, float width);
void draw_home_text(Ui& ui, Point at, std::string_view id, std::string_view text, const ParagraphStyle& style,
                    float width, Colour ink);

}  // namespace hw::ui
