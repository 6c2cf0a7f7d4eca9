#include "ui/app/large_worlds.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/widgets/button.h"

namespace hw::ui {

namespace {

constexpr std::string_view prefixes[] = {"large", "large2"};
constexpr float side_by_side_from = 700;

// Where there is room for one of two: which.
float draw_run_tabs(Ui& ui, const Rect& rect, const std::vector<std::string>& names, std::size_t shown,
                    Commands& commands) {
    const float height = ui.target_height() + space::xs;
    const SemanticScope list(ui.semantics,
                             {.id = "large.runs", .role = Role::TabList, .name = ui.tr(Msg::LargeTitle)});
    const float width = rect.w / static_cast<float>(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string id = "large.run." + std::to_string(i);
        place({rect.x + static_cast<float>(i) * width, rect.y});
        if (tab(ui, {.id = id, .label = names[i], .is_selected = i == shown, .size = {width, height}}))
            commands.push_back(command::ShowRun{static_cast<int>(i)});
    }
    return height;
}

}  // namespace

void draw_large_worlds(AppParts& parts, const Rect& whole, std::array<Commands, 2>& commands) {
    LessonSession& session = *parts.session;
    const RunSet& runs = session.runs();
    const std::size_t count = std::min<std::size_t>(runs.size(), commands.size());
    static const std::vector<std::string> no_names;
    // The last page has one run, and no text of a step.
    const std::vector<std::string>& names = count > 1 ? session.text(parts.ui.language).run_names : no_names;
    const bool has_room = whole.w >= side_by_side_from;
    const std::size_t shown = std::min<std::size_t>(static_cast<std::size_t>(parts.shown_run), count - 1);
    Rect rect = whole;
    if (!has_room && count > 1 && names.size() == count) {
        const float tabs = draw_run_tabs(parts.ui, rect, names, shown, commands[0]);
        rect = {rect.x, rect.y + tabs, rect.w, rect.h - tabs};
    }
    const float width = has_room ? rect.w / static_cast<float>(count) : rect.w;
    for (std::size_t i = 0; i < count; ++i) {
        if (!has_room && i != shown) continue;
        const sim::MeasuredRun& run = runs.measured(i);
        const float x = has_room ? rect.x + static_cast<float>(i) * width : rect.x;
        // Rewound, branched or played on: each leaves other numbers.
        const std::uint64_t version =
            (runs.history_version() * 1'000'003 + run.world().event_count) * 1'000'003 +
            static_cast<std::uint64_t>(run.now().us);
        draw_large_world(
            parts.ui,
            {.world = run.world(),
             .series = run.series(),
             .now = runs.now(),
             .world_at = run.now(),
             .until = session.planned_end(),
             .version = version,
             .rect = {x, rect.y, width, rect.h},
             .prefix = prefixes[i],
             .notice = session.can_play() ? std::string_view{} : parts.ui.tr(Msg::NotRunYet),
             // Where the runs are behind tabs, these say which it is.
             .name = has_room && i < names.size() ? std::string_view{names[i]} : std::string_view{},
             .can_turn = session.can_play()},
            parts.large_worlds[i], commands[i]);
        if (has_room && i > 0)
            parts.ui.canvas().vertical_hair(x, rect.y, rect.bottom(), parts.ui.palette().line);
    }
}

}  // namespace hw::ui
