// Something from outside could not be understood: what was expected, and where, with a button to copy it.
#pragma once

#include "ui/widgets/ui.h"

#include <span>
#include <string>

namespace hw::ui {

struct ProblemCard {
    std::string id{};
    std::string title{};
    std::span<const std::string> lines{};
    Point at{};
    float width = 0;
};

// Returns the y below the card.
float draw_problem_card(Ui& ui, const ProblemCard& card);
float problem_card_height(Ui& ui, const ProblemCard& card);

}  // namespace hw::ui
