#include "ui/app/diagram_panes.h"

#include <variant>

namespace hw::ui {

DiagramModel collect_arrows(AppParts& parts, const RunModel& run) {
    DiagramModel model = diagram_model(run, parts.collected_arrows);
    parts.collected_arrows |= model.collected();
    return model;
}

bool carry_out_question(AppParts& parts, const Command& command) {
    DiagramChoice& choice = parts.diagram_choice;
    const DiagramChoice before = choice;
    if (const auto* state = std::get_if<command::AskOfState>(&command))
        choice = {.state = state->state};
    else if (const auto* arrow = std::get_if<command::AskOfArrow>(&command))
        choice = {.state = {}, .arrow = arrow->arrow};
    else if (std::holds_alternative<command::AskOfNothing>(command))
        choice = {};
    else
        return false;
    // Asked again, it is answered.
    if (choice == before) choice = {};
    return true;
}

}  // namespace hw::ui
