#include "ui/semantics/semantic_node.h"

namespace hw::ui {

const char* role_name(Role role) {
    switch (role) {
        case Role::Region: return "region";
        case Role::Group: return "group";
        case Role::RadioGroup: return "radiogroup";
        case Role::TabList: return "tablist";
        case Role::List: return "list";
        case Role::Table: return "table";
        case Role::Row: return "row";
        case Role::Menu: return "menu";
        case Role::Dialog: return "dialog";
        case Role::Button: return "button";
        case Role::Radio: return "radio";
        case Role::Tab: return "tab";
        case Role::Switch: return "switch";
        case Role::Slider: return "slider";
        case Role::Link: return "link";
        case Role::MenuItem: return "menuitem";
        case Role::Heading: return "heading";
        case Role::Text: return "text";
        case Role::ListItem: return "listitem";
        case Role::Cell: return "cell";
        case Role::Image: return "img";
        case Role::Status: return "status";
    }
    return "text";
}

bool is_container(Role role) { return role <= Role::Dialog; }

bool is_interactive(Role role) { return role >= Role::Button && role <= Role::MenuItem; }

}  // namespace hw::ui
