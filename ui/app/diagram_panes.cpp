#include "ui/app/diagram_panes.h"

#include <string_view>
#include <variant>

namespace hw::ui {

namespace {

constexpr std::string_view progress_key = "states";

}  // namespace

DiagramModel collect_arrows(AppParts& parts, const RunModel& run) {
    const lesson::ArrowSet before = parse_arrows(parts.progress[progress_key]);
    DiagramModel model = diagram_model(run, before);
    const lesson::ArrowSet now = model.collected();
    if (now != before) parts.progress.set(progress_key, to_text(now));
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
