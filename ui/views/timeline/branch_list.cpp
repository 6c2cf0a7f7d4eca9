// The names of the branches beside their lines: press one to see it, or compare two.
#include <algorithm>
#include <string>

#include "ui/views/elide.h"
#include "ui/views/timeline/timeline_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr std::size_t most_names = 4;

void branch_name(Ui& ui, const BranchLine& branch, const Rect& row, std::string_view number,
                 Commands& commands) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const PressResult press =
        press_area(ui, {.node = {.id = "timeline.branch." + std::to_string(branch.id),
                                 .role = Role::Button,
                                 .name = ui.tr(Msg::BranchName, {number, branch.name}),
                                 .state = {.can_press = true, .is_pressed = branch.is_shown}},
                        .rect = row.grown(-1)});
    if (press.is_hovered) canvas.fill(row.grown(-1), p.accent_soft, radius::button);
    const float middle = row.centre().y;
    const Point sign{row.x + 10, middle};
    if (branch.id == branch.parent)
        canvas.circle(sign, 5, p.ink2);
    else
        canvas.fill({sign.x - 5, sign.y - 5, 10, 10}, p.segment(SegmentKind::Fin), 2);
    float right = row.right() - 6;
    const std::string full = std::string(number) + "  " + branch.name;
    const float shown_width = canvas.text_width(ui.tr(Msg::BranchShown), type::caption) + 8;
    const bool has_room = row.x + 23 + canvas.text_width(full, type::flags) + shown_width <= right;
    if (branch.is_shown && has_room) {
        canvas.text_on_middle({right, middle}, ui.tr(Msg::BranchShown),
                              {.colour = p.accent, .size = type::caption, .align = Align::End});
        right -= shown_width;
    }
    const float text_x = row.x + 23;
    const std::string text = elided(canvas, full, type::flags, right - text_x);
    canvas.text_on_middle({text_x, middle}, text,
                          {.colour = branch.is_shown ? p.ink1 : p.ink2, .size = type::flags});
    if (press.is_pressed && !branch.is_shown) commands.push_back(command::SwitchBranch{branch.id});
}

// The branch that "Compare" puts beside the shown one: the newest other.
const BranchLine* other_branch(const TimelineScene& scene) {
    for (std::size_t i = scene.branches.size(); i > 0; --i) {
        if (!scene.branches[i - 1].is_shown) return &scene.branches[i - 1];
    }
    return nullptr;
}

}  // namespace

void draw_branch_list(Ui& ui, const TimelineScene& scene, const Rect& rect, Commands& commands) {
    const SemanticScope group(
        ui.semantics,
        {.id = "timeline.branches", .role = Role::Group, .name = ui.tr(Msg::BranchList), .rect = rect});
    const BranchLine* other = scene.can_compare ? other_branch(scene) : nullptr;
    const std::size_t count = std::min(scene.branches.size(), most_names);
    const float spacing = count < 2 ? 40.0f : std::min(40.0f, 60.0f / static_cast<float>(count - 1));
    const float height = std::min(32.0f, spacing);
    const std::size_t skipped = scene.branches.size() - count;
    for (std::size_t row = 0; row < count; ++row) {
        const BranchLine& branch = scene.branches[row == 0 ? 0 : row + skipped];
        const float y = rect.y + 34 + spacing * static_cast<float>(row);
        const bool shares_row = other != nullptr && row + 1 == count;
        const float width = rect.w + 10 - (shares_row ? 96.0f : 0.0f);
        branch_name(ui, branch, {rect.x - 5, y - height / 2, width, height}, std::to_string(branch.id + 1),
                    commands);
    }
    if (other == nullptr) return;
    const ButtonSpec spec{.id = "timeline.compare",
                          .label = ui.tr(Msg::Compare),
                          .name = ui.tr(scene.is_comparing ? Msg::CompareClose : Msg::Compare),
                          .icon = Icon::Fork,
                          .size = {90, 30},
                          .text_size = type::row,
                          .is_toggle = true,
                          .is_on = scene.is_comparing};
    place({rect.right() - 90, rect.y + 34 + spacing * static_cast<float>(count - 1) - 15});
    if (!button(ui, spec)) return;
    if (scene.is_comparing)
        commands.push_back(command::StopComparing{});
    else
        commands.push_back(command::CompareBranch{other->id});
}

void draw_branch_button(Ui& ui, const TimelineScene& scene, const Rect& rect, Commands& commands) {
    for (std::size_t i = 0; i < scene.branches.size(); ++i) {
        if (!scene.branches[i].is_shown) continue;
        const std::string number = std::to_string(scene.branches[i].id + 1);
        const std::string text =
            elided(ui.canvas(), number + "  " + scene.branches[i].name, type::row, rect.w - 44);
        const BranchLine& next = scene.branches[(i + 1) % scene.branches.size()];
        place(rect.upper_left());
        const bool is_pressed = button(ui, {.id = "timeline.branch.next",
                                            .label = text,
                                            .name = ui.tr(Msg::BranchName, {number, scene.branches[i].name}),
                                            .icon = Icon::Fork,
                                            .size = {rect.w, rect.h},
                                            .text_size = type::row});
        if (is_pressed) commands.push_back(command::SwitchBranch{next.id});
    }
}

}  // namespace hw::ui
