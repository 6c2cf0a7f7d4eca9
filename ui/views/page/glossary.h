// The glossary as a page: every term with its sentences, the clause that defines it, and the lessons that use it; an
// index beside it where there is room.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

struct TermLink {
    std::string target{};
    std::string title{};
};

struct TermRow {
    std::string id{};
    std::string name{};
    TextBlocks text{};
    std::string clause{};
    std::vector<TermLink> lessons{};
};

struct GlossaryScene {
    Rect rect{};
    const std::vector<TermRow>& terms;
    // The term that the address names; "" none.
    std::string selected{};
    // Brings it into view, once.
    bool scrolls_to_selected = false;
    // What is wrong with the glossary, or with the address; empty: nothing.
    std::vector<std::string> errors{};
    Msg errors_title = Msg::GlossaryBroken;
};

void draw_glossary(Ui& ui, const GlossaryScene& scene, Commands& commands);

}  // namespace hw::ui
