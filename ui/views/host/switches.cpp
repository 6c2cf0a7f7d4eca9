#include "ui/views/host/switches.h"

#include <algorithm>
#include <string>

#include "host/sysctl.h"
#include "imgui.h"
#include "ui/draw/plate.h"
#include "ui/views/host/host_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct Row {
    const SwitchSpec& spec;
    std::string value{};          // "32768 60999"
    std::string default_value{};  // likewise
    bool is_on_off = false;
    bool is_open = false;
    bool has_changed() const { return value != default_value; }
};

// The greatest number that a sysctl takes stands for none.
std::string shown(const Ui& ui, std::string text) {
    if (text == "4294967295") return ui.tr(Msg::SwitchNoLimit);
    std::replace(text.begin(), text.end(), '\t', ' ');
    return text;
}

Row row_of(const Ui& ui, const HostScene& scene, const SwitchSpec& spec, const HostMemory& memory) {
    const host::HostConfig& config = scene.host.config;
    return {.spec = spec,
            .value = shown(ui, host::get_sysctl(config, spec.name).value_or("")),
            .default_value = shown(ui, default_value(spec.name, config)),
            .is_on_off = spec.steps.size() == 2 && spec.steps[0][0] == 0 && spec.steps[1][0] == 1,
            .is_open = memory.opened_switch == spec.name};
}

void set(const HostScene& scene, const SwitchSpec& spec, std::string value, Commands& commands) {
    if (value.empty()) return;
    commands.push_back(command::IssueSim{sim::SetSysctl{scene.id, std::string(spec.name), std::move(value)}});
}

void draw_toggle(Ui& ui, const HostScene& scene, const Row& row, Point right_middle, Commands& commands) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const bool is_on = row.value != "0";
    constexpr float width = 38, height = 22;
    const Rect rect{right_middle.x - width, right_middle.y - height / 2, width, height};
    SemanticNode node{.id = scene.node_id("switch." + std::string(row.spec.name) + ".set"),
                      .role = Role::Switch,
                      .name = std::string(row.spec.name),
                      .value = row.value};
    node.state.can_check = true;
    node.state.is_checked = is_on;
    node.state.is_disabled = !scene.can_turn;
    const float margin = (ui.target_height() - height) / 2;
    const PressResult press = press_area(
        ui, {.node = std::move(node), .rect = rect, .hit_margin = margin, .ring_radius = height / 2});
    const Colour active = scene.can_turn ? p.accent : p.ink4;
    canvas.box(rect, {.fill = is_on ? active : 0,
                      .border = is_on ? active : p.ink3,
                      .border_width = 1.5f,
                      .radius = height / 2});
    const float x = is_on ? rect.right() - height / 2 : rect.x + height / 2;
    canvas.circle({x, rect.centre().y}, height / 2 - 4.5f, is_on ? p.on_accent : p.ink3);
    canvas.text_on_middle({rect.x - 10, rect.centre().y}, row.value,
                          {.colour = p.ink1, .size = type::row, .face = Face::Mono, .align = Align::End});
    if (press.is_pressed) set(scene, row.spec, is_on ? "0" : "1", commands);
}

void draw_stepper(Ui& ui, const HostScene& scene, const Row& row, Point right_middle, Commands& commands) {
    const Canvas canvas = ui.canvas();
    const float side = ui.has_coarse_pointer() ? space::touch_target : 28;
    const std::string id = "switch." + std::string(row.spec.name);
    const std::string less = stepped_value(row.spec, scene.host.config, -1);
    const std::string more = stepped_value(row.spec, scene.host.config, 1);
    const auto key = [&](float x, Icon icon, Msg name, std::string_view suffix, const std::string& value) {
        place({x, right_middle.y - side / 2});
        const bool is_pressed = button(ui, {.id = scene.node_id(id + std::string(suffix)),
                                            .name = ui.tr(name, {row.spec.name}),
                                            .icon = icon,
                                            .icon_scale = .8f,
                                            .kind = ButtonKind::Quiet,
                                            .size = {side, side},
                                            .is_disabled = !scene.can_turn || value.empty()});
        if (is_pressed) set(scene, row.spec, value, commands);
    };
    // One place for the numbers, so that the keys of all rows stand in one column.
    constexpr float number_room = 62;
    const float numbers = std::max(number_room, canvas.text_width(row.value, type::row, Face::Mono) + 8);
    key(right_middle.x - side, Icon::Right, Msg::SwitchMore, ".more", more);
    canvas.text_on_middle(
        {right_middle.x - side - numbers / 2, right_middle.y}, row.value,
        {.colour = ui.palette().ink1, .size = type::row, .face = Face::Mono, .align = Align::Middle});
    key(right_middle.x - 2 * side - numbers, Icon::Left, Msg::SwitchLess, ".less", less);
}

void draw_details(Ui& ui, const HostScene& scene, const Row& row, float width) {
    const Point at = place();
    const std::string id = "switch." + std::string(row.spec.name);
    place({at.x + 10, at.y});
    paragraph(ui, scene.node_id(id + ".meaning"), ui.tr(row.spec.meaning), {.size = type::row}, {},
              width - 16);
    const std::string state =
        ui.tr(row.has_changed() ? Msg::SwitchChanged : Msg::SwitchDefault, {row.default_value});
    label(ui, {at.x + 10, ui.last_rect().bottom() + 14},
          {.id = scene.node_id(id + ".default"),
           .text = state,
           .size = type::caption,
           .colour = ui.palette().ink3});
    place({at.x, ui.last_rect().bottom() + 24});
}

void draw_row(Ui& ui, const HostScene& scene, const Row& row, float width, HostMemory& memory,
              Commands& commands) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    const Rect rect{at.x - 6, at.y, width + 12, ui.has_coarse_pointer() ? 48.0f : 34.0f};
    SemanticNode node{.id = scene.node_id("switch." + std::string(row.spec.name)),
                      .role = Role::Button,
                      .name = std::string(row.spec.name),
                      .value = row.value};
    node.state.can_expand = true;
    node.state.is_expanded = row.is_open;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect, .allows_overlap = true});
    if (press.is_pressed) memory.opened_switch = row.is_open ? std::string() : std::string(row.spec.name);
    if (row.has_changed())
        draw_changed_row(canvas, {rect.x - 2, rect.y + 1, rect.w + 4, rect.h - 2}, 0);
    else if (press.is_hovered)
        canvas.fill(rect, p.sunk, radius::cell);
    const bool is_wide_value = row.value.size() > 8;
    const float name_y = is_wide_value && width < 330 ? rect.y + 11 : rect.centre().y;
    const float value_y = is_wide_value && width < 330 ? rect.bottom() - 11 : rect.centre().y;
    canvas.text_on_middle({at.x, name_y}, row.spec.name,
                          {.colour = p.ink1, .size = type::row, .face = Face::Mono});
    const Point right{at.x + width, value_y};
    if (row.is_on_off)
        draw_toggle(ui, scene, row, right, commands);
    else
        draw_stepper(ui, scene, row, right, commands);
    place({at.x, rect.bottom()});
    if (row.is_open) draw_details(ui, scene, row, width);
}

}  // namespace

void draw_switches(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory,
                   Commands& commands) {
    begin_pane(ui, {.id = scene.node_id("switches"),
                    .name = ui.tr(Msg::SwitchPane),
                    .rect = pane.rect,
                    .ground = pane.ground,
                    .padding = pane.padding,
                    .scrolls = true});
    const Palette& p = ui.palette();
    const Point at = place();
    constexpr float scrollbar_room = 6;
    const float width = pane.rect.w - 2 * pane.padding.x - scrollbar_room;
    label(ui, {at.x, at.y + 15},
          {.id = scene.node_id("switches.title"),
           .text = "sysctl",
           .size = type::section_heading,
           .face = Face::Mono,
           .role = Role::Heading,
           .level = 2});
    place({at.x, at.y + 24});
    paragraph(ui, scene.node_id("switches.note"), ui.tr(scene.can_turn ? Msg::SwitchNote : Msg::SwitchNotNow),
              {.size = type::caption}, {.plain = p.ink3}, width);
    place({at.x, ui.last_rect().bottom() + space::s});
    for (const SwitchSpec& spec : switch_specs()) {
        if (host::find_sysctl(spec.name) == nullptr) continue;
        draw_row(ui, scene, row_of(ui, scene, spec, memory), width, memory, commands);
    }
    ImGui::Dummy({1, space::s});
    end_pane(ui);
}

}  // namespace hw::ui
