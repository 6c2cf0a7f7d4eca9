// The pages of the gallery: every primitive of ui/ on two sheets, to look at while changing one.
#pragma once

#include "ui/widgets/ui.h"

namespace hw::gallery {

// Lanes, segments, icons, widgets in all their states, one beside the other.
void draw_parts_page(ui::Ui& ui);

// The same primitives put together as on the lesson's screen; its numbers are a drawing's.
void draw_lesson_page(ui::Ui& ui);

// The views of a host whose ports have run out, side by side, and one below the other at a phone's width.
void draw_host_page(ui::Ui& ui);
void draw_host_phone_page(ui::Ui& ui);

}  // namespace hw::gallery
