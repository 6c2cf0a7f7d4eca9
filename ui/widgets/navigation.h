// Where one can go from anywhere: the rows of the top bar and of the menu that stands for it where the page is
// narrow. The app says them once a frame; the bars draw them.
#pragma once

#include "ui/text/messages.h"

#include <string>
#include <vector>

namespace hw::ui {

struct Destination {
    // The end of its semantic id, "page.nav.<name>".
    std::string name{};
    // Its address: "#/duels".
    std::string target{};
    Msg label{};
    // One is there, or in one of its items.
    bool is_present = false;
    // One is at the very address, in no item.
    bool is_here = false;
    // Only the menu offers it.
    bool is_aside = false;
};

struct Navigation {
    std::vector<Destination> destinations{};
    bool is_menu_shown = false;

    // Where a crumb's first part and "back" lead: out of an item to its list, out of a list to the front page.
    const Destination& parent() const;
    // nullptr: in none of them.
    const Destination* present() const;
};

}  // namespace hw::ui
