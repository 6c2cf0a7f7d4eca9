#include <algorithm>

#include "ui/app/app_parts.h"

namespace hw::ui {

namespace {

// A row of the top bar: the list, and the place of one item of it if that has a name of its own.
struct BarRow {
    std::string_view name;
    std::string_view item_name = {};
    Msg label{};
    bool is_aside = false;
};

constexpr std::array<BarRow, 7> bar_rows{
    {{.name = "sandbox", .label = Msg::NavSandbox},
     {.name = "duels", .item_name = "duel", .label = Msg::NavDuels},
     {.name = "puzzles", .item_name = "puzzle", .label = Msg::NavPuzzles},
     {.name = "states", .label = Msg::NavStates},
     {.name = "incident", .label = Msg::NavIncidents},
     {.name = "glossary", .label = Msg::NavGlossary, .is_aside = true},
     {.name = "coverage", .label = Msg::NavCoverage, .is_aside = true}}};

}  // namespace

std::span<const Place> places() {
    // Add a row for a screen; its maker is declared in ui/app/app_parts.h.
    static const std::array all{
        Place{.name = "sandbox", .make = make_sandbox_screen},
        Place{.name = "duels", .make = make_duels_screen, .note = duels_note},
        Place{.name = "duel", .make = make_duel_screen},
        Place{.name = "puzzles", .make = make_puzzles_screen, .note = puzzles_note},
        Place{.name = "puzzle", .make = make_puzzle_screen},
        Place{.name = "states", .make = make_states_screen, .note = states_note},
        Place{.name = "incident", .make = make_incident_screen, .lesson = "incident-console"},
        Place{.name = "glossary", .make = make_glossary_screen, .note = glossary_note},
        Place{.name = "coverage", .make = make_coverage_screen},
    };
    return all;
}

const Place* find_place(std::string_view name) {
    const std::span<const Place> all = places();
    const auto found =
        std::find_if(all.begin(), all.end(), [name](const Place& p) { return p.name == name; });
    return found == all.end() ? nullptr : &*found;
}

const Place* place_of_lesson(std::string_view lesson) {
    const std::span<const Place> all = places();
    const auto found = std::find_if(
        all.begin(), all.end(), [lesson](const Place& p) { return !lesson.empty() && p.lesson == lesson; });
    return found == all.end() ? nullptr : &*found;
}

std::vector<Destination> destinations(const AppParts& parts) {
    const bool is_on_front = !parts.screen && !parts.capture;
    std::vector<Destination> all{{.name = "questions",
                                  .target = "#/",
                                  .label = Msg::Questions,
                                  .is_present = is_on_front,
                                  .is_here = is_on_front && !parts.session}};
    for (const BarRow& row : bar_rows) {
        if (find_place(row.name) == nullptr) continue;
        const bool is_list = parts.screen && parts.place == row.name;
        const bool is_item = parts.screen && !row.item_name.empty() && parts.place == row.item_name;
        all.push_back({.name = std::string(row.name),
                       .target = "#/" + std::string(row.name),
                       .label = row.label,
                       .is_present = is_list || is_item,
                       .is_here = is_list && parts.screen->location().item.empty(),
                       .is_aside = row.is_aside});
    }
    return all;
}

}  // namespace hw::ui
