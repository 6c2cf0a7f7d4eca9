// The card of one answer to a prediction: a radio before grading, a verdict after it. Which answer is right
// is decided by the engine; the card only shows it, by colour, by glyph and in words.
#pragma once

#include "ui/widgets/press.h"

namespace hw::ui {

enum class Verdict : std::uint8_t { Open, Right, Wrong };

struct ChoiceSpec {
    std::string_view id{};
    std::string_view title{};
    // What the run showed; one line or a few, wrapped. Empty before grading.
    std::string_view detail = {};
    Verdict verdict = Verdict::Open;
    // Chosen by the learner; after grading the card carries the badge "yours".
    bool is_chosen = false;
    bool is_disabled = false;
    // True for the radio that Tab reaches: the chosen one, or the first when none is.
    bool is_tab_stop = true;
    float width = 0;
};

// Draws the card at the layout cursor, inside a SemanticScope of Role::RadioGroup. True when it is chosen
// now, by pointer, Space or Enter, or by an arrow key from another card.
bool choice_card(Ui& ui, const ChoiceSpec& spec);
float choice_card_height(Ui& ui, const ChoiceSpec& spec);

}  // namespace hw::ui
