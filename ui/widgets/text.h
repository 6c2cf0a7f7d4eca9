// Words on the screen. Each draws and records itself, so that what is read aloud is what is drawn.
#pragma once

#include "ui/draw/paragraph.h"
#include "ui/widgets/ui.h"

#include <span>

namespace hw::ui {

struct LabelSpec {
    // Empty records nothing: for words that another node already says.
    std::string_view id{};
    std::string_view text{};
    float size = type::control;
    Face face = Face::Sans;
    // 0 takes ink1.
    Colour colour = 0;
    Align align = Align::Start;
    Role role = Role::Text;
    int level = 0;
};

// One line with its baseline at `baseline`; does not move the layout cursor. Returns the x after it.
float label(Ui& ui, Point baseline, const LabelSpec& spec);

struct HeadingSpec {
    std::string_view id{};
    std::string_view text{};
    int level = 2;
    float size = type::pane_heading;
    // 0 takes what is available.
    float width = 0;
};
// A heading at the layout cursor, wrapped.
void heading(Ui& ui, const HeadingSpec& spec);

struct ParagraphSpec {
    std::string_view id{};
    std::span<const TextSpan> spans{};
    ParagraphStyle style = {};
    ParagraphInk ink = {};
    // 0 takes what is available.
    float width = 0;
    Role role = Role::Text;
    int level = 0;
};
// A paragraph at the layout cursor. Returns the index of the span (a link or citation) pressed now, or -1.
int paragraph(Ui& ui, const ParagraphSpec& spec);
float paragraph_height(Ui& ui, const ParagraphSpec& spec);

// The same for a message in the small markup of parse_spans.
int paragraph(Ui& ui, std::string_view id, std::string_view markup, const ParagraphStyle& style = {},
              const ParagraphInk& ink = {}, float width = 0);

// Says something politely to a screen reader without drawing it: what has just happened.
void announce(Ui& ui, std::string_view id, std::string_view text);

// A hairline across the available width, with space above and below.
void separator(Ui& ui, float space_around = space::s);

}  // namespace hw::ui
