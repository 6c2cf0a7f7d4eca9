// The bar on top of every screen: the mark, where one is, language, theme, and a link to this very place.
#pragma once

#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

#include <string>

namespace hw::ui {

struct TopBarScene {
    Rect rect{};
    // The present lesson's title; empty on the list of lessons.
    std::string crumb{};
    // A narrow page.
    bool is_compact = false;
    // "Link copied", for a moment after it was.
    bool has_just_copied = false;
};
void draw_top_bar(Ui& ui, const TopBarScene& scene, Commands& commands);

// A phone's: back, the question, the step with its dots, language and theme.
struct PhoneBarScene {
    Rect rect{};
    std::string title{};
    std::string step{};
    std::size_t step_count = 0;
    std::size_t current = 0;
};
void draw_phone_bar(Ui& ui, const PhoneBarScene& scene, Commands& commands);

}  // namespace hw::ui
