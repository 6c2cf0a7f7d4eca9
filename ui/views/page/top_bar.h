// The bar on top of every screen: the mark, where one is, the places one can go to, language, theme, and a link to
// this very place. Where there is no room for the places, a menu offers them.
#pragma once

#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

#include <string>

namespace hw::ui {

struct TopBarScene {
    Rect rect{};
    // The title of what is open within the present place: a lesson, a duel; empty in a list.
    std::string crumb{};
    // A narrow page.
    bool is_compact = false;
    // "Link copied", for a moment after it was.
    bool has_just_copied = false;
};
void draw_top_bar(Ui& ui, const TopBarScene& scene, Commands& commands);

// A phone's: back, the question, the step with its dots, language and the menu.
struct PhoneBarScene {
    Rect rect{};
    std::string title{};
    std::string step{};
    std::size_t step_count = 0;
    std::size_t current = 0;
};
void draw_phone_bar(Ui& ui, const PhoneBarScene& scene, Commands& commands);

// The menu, over everything else at the upper right of a window of this width.
void draw_menu(Ui& ui, float window_width, Commands& commands);

}  // namespace hw::ui
