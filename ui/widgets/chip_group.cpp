#include "ui/widgets/chip_group.h"

#include <algorithm>

#include "ui/draw/icon.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float between = 5;
constexpr float padding = 10;
constexpr float name_height = 20;
constexpr float mark_width = 14;

float chip_height(const Ui& ui) { return std::max(28.0f, ui.target_height()); }

void draw_group_name(Ui& ui, std::string_view name) {
    const Point at = place();
    ui.canvas().text({at.x, at.y + 13}, name, {.colour = ui.palette().ink3, .size = type::caption});
    place({at.x, at.y + name_height});
}

struct Chip {
    SemanticNode node{};
    std::string_view label{};
    bool is_chosen = false;
    bool is_tab_stop = true;
    // A check before the label says so without colour.
    bool has_mark = false;
};

PressResult draw_chip(Ui& ui, Chip chip, const Rect& rect) {
    const bool is_disabled = chip.node.state.is_disabled;
    const PressResult press =
        press_area(ui, {.node = std::move(chip.node), .rect = rect, .is_tab_stop = chip.is_tab_stop});
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const bool is_lit = !is_disabled && (press.is_hovered || press.is_held);
    canvas.box(rect, {.fill = chip.is_chosen ? p.accent_soft : p.raised,
                      .border = chip.is_chosen || is_lit ? p.accent : p.line,
                      .border_width = chip.is_chosen ? 1.5f : 1.0f,
                      .radius = radius::button});
    const Colour ink = is_disabled ? p.ink3 : chip.is_chosen ? p.accent : p.ink1;
    float x = rect.x + padding;
    if (chip.has_mark) {
        const Rect mark{x - 2, rect.centre().y - 5.5f, 11, 11};
        if (chip.is_chosen)
            draw_icon(canvas, Icon::Check, mark.centre(), {.colour = ink, .width = 1.6f, .scale = .75f});
        else
            canvas.box(mark, {.border = is_disabled ? p.hair : p.ink4, .radius = radius::cell});
        x += mark_width;
    }
    canvas.text_on_middle({x, rect.centre().y}, chip.label, {.colour = ink, .size = type::row});
    return press;
}

// Rows of chips from left to right, as many in each as there is room for.
class Rows {
  public:
    explicit Rows(Ui& ui) : ui_(ui), at_(place()), next_(at_), right_(at_.x + available_width()) {}

    Rect room_for(std::string_view label, float extra) {
        const float width = ui_.canvas().text_width(label, type::row) + 2 * padding + extra;
        if (next_.x + width > right_ + 0.5f && next_.x > at_.x)
            next_ = {at_.x, next_.y + chip_height(ui_) + between};
        const Rect rect{next_.x, next_.y, width, chip_height(ui_)};
        next_.x += width + between;
        return rect;
    }
    void end() { place({at_.x, next_.y + chip_height(ui_) + space::m}); }

  private:
    Ui& ui_;
    Point at_;
    Point next_;
    float right_;
};

}  // namespace

std::optional<std::size_t> chip_group(Ui& ui, const ChipGroupSpec& spec) {
    draw_group_name(ui, spec.name);
    const std::string id(spec.id);
    const Point at = place();
    const SemanticScope group(ui.semantics, {.id = id,
                                             .role = Role::RadioGroup,
                                             .name = std::string(spec.name),
                                             .rect = {at.x, at.y, available_width(), chip_height(ui)}});
    Rows rows(ui);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < spec.labels.size(); ++i) {
        const bool is_chosen = i == spec.chosen;
        Chip chip{.label = spec.labels[i],
                  .is_chosen = is_chosen,
                  .is_tab_stop = is_chosen || (i == 0 && spec.chosen >= spec.labels.size())};
        chip.node = {.id = id + "." + std::to_string(i), .role = Role::Radio, .name = spec.labels[i]};
        chip.node.state.can_check = true;
        chip.node.state.is_checked = is_chosen;
        const Rect rect = rows.room_for(spec.labels[i], 0);
        const PressResult press = draw_chip(ui, std::move(chip), rect);
        if (press.is_pressed && !is_chosen) pressed = i;
    }
    rows.end();
    return pressed;
}

std::optional<std::size_t> chip_switches(Ui& ui, std::string_view name,
                                         std::span<const ChipSwitchSpec> switches) {
    draw_group_name(ui, name);
    Rows rows(ui);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < switches.size(); ++i) {
        const ChipSwitchSpec& one = switches[i];
        Chip chip{.label = one.label, .is_chosen = one.is_on, .has_mark = true};
        chip.node = {.id = std::string(one.id), .role = Role::Switch, .name = std::string(one.label)};
        chip.node.state.can_check = true;
        chip.node.state.is_checked = one.is_on;
        chip.node.state.is_disabled = one.is_disabled;
        if (draw_chip(ui, std::move(chip), rows.room_for(one.label, mark_width)).is_pressed) pressed = i;
    }
    rows.end();
    return pressed;
}

}  // namespace hw::ui
