#include "ui/views/host/port_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/draw/lane.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/views/host/host_parts.h"
#include "ui/views/host/port_picture.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float axis_room = 44;     // for the port numbers on the left
constexpr float bracket_room = 14;  // for the bracket on the right
constexpr float plate_from = 400;   // a map this wide has room for a plate on top of it

struct Map {
    Rect rect{};
    float cell = 1;

    Rect cell_rect(std::uint16_t port) const {
        const CellPlace at = place_of_port(port);
        return {rect.x + static_cast<float>(at.column) * cell, rect.y + static_cast<float>(at.row) * cell,
                cell, cell};
    }
    std::uint16_t port_under(Point p) const {
        const auto index = [this](float offset) {
            return static_cast<std::uint32_t>(std::clamp(offset / cell, 0.0f, 255.0f));
        };
        return port_at({index(p.x - rect.x), index(p.y - rect.y)});
    }
    float y_of(std::uint32_t port) const { return rect.y + static_cast<float>(port) / ports_in_a_row * cell; }
};

void choose(HostMemory& memory, std::uint16_t port) {
    memory.port = port;
    if (memory.filter.local_port) memory.filter.local_port = port;
    const auto& rows = memory.sockets.rows();
    const tcp::State state = memory.cells[port].state;
    const auto shown = std::find_if(rows.begin(), rows.end(), [&](const SocketRow& row) {
        return row.local.port == port && row.state == state;
    });
    if (shown == rows.end()) {
        memory.selected.reset();
        return;
    }
    memory.selected = key_of(*shown);
    memory.scrolls_to_selected = true;
}

// ---- around the map

struct Edges {
    float top = 0;
    float bottom = 0;
};

// The border around the ephemeral ports.
Edges range_edges(const HostScene& scene, const Map& map) {
    const host::PortRange range = scene.host.config.ephemeral_ports;
    return {map.y_of(range.first / ports_in_a_row * ports_in_a_row),
            map.y_of((range.last / ports_in_a_row + 1) * ports_in_a_row)};
}

// A number on top of the map that the border would strike through stands below its line.
float clear_of_border(float top, const HostScene& scene, const Map& map) {
    const Edges edges = range_edges(scene, map);
    for (const float edge : {edges.top, edges.bottom})
        if (top < edge && edge < top + 16) return edge + 2;
    return top;
}

// Beside the map, or on top of it where that leaves room for larger cells.
void draw_axis(Ui& ui, const HostScene& scene, const Map& map, bool is_beside) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    for (const std::uint32_t port : {0u, 16'384u, 32'768u, 49'152u, 65'535u}) {
        const float y = map.y_of(port);
        if (!is_beside) {
            const std::string number = format_integer(port);
            const float width = canvas.text_width(number, type::axis) + 8;
            const float top =
                std::clamp(clear_of_border(y - 8, scene, map), map.rect.y, map.rect.bottom() - 16);
            canvas.fill({map.rect.x, top, width, 16}, with_opacity(p.sheet, .8f), radius::cell);
            canvas.text_on_middle({map.rect.x + 4, top + 8}, number, {.colour = p.ink2, .size = type::axis});
            continue;
        }
        canvas.line({map.rect.x - 5, y}, {map.rect.x, y}, {.colour = p.line});
        canvas.text_on_middle({map.rect.x - 8, std::clamp(y, map.rect.y + 5, map.rect.bottom() - 4)},
                              format_integer(port),
                              {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
}

void draw_range(Ui& ui, const HostScene& scene, const Map& map) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const host::PortRange range = scene.host.config.ephemeral_ports;
    const auto [top, bottom] = range_edges(scene, map);
    canvas.box({map.rect.x, top, map.rect.w, bottom - top}, {.border = p.ink3});
    const float x = map.rect.right() + 10;
    canvas.line({x - 5, top}, {x, top}, {.colour = p.ink2, .width = 1.5f});
    canvas.line({x, top}, {x, bottom}, {.colour = p.ink2, .width = 1.5f});
    canvas.line({x - 5, bottom}, {x, bottom}, {.colour = p.ink2, .width = 1.5f});
    const std::string name =
        "ip_local_port_range " + std::to_string(range.first) + " – " + std::to_string(range.last);
    const float width = canvas.text_width(name, type::axis) + 10;
    const Rect plate{map.rect.right() - width, std::max(map.rect.y, top - 18), width, 17};
    canvas.fill(plate, with_opacity(p.sheet, .8f), radius::cell);
    canvas.text_on_middle({plate.right() - 5, plate.centre().y}, name,
                          {.colour = p.ink2, .size = type::axis, .align = Align::End});
    ui.semantics.add({.id = scene.node_id("ports.range"),
                      .role = Role::Text,
                      .name = "ip_local_port_range",
                      .value = std::to_string(range.first) + ' ' + std::to_string(range.last),
                      .rect = plate});
}

void draw_listeners(Ui& ui, const HostScene& scene, const Map& map) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    constexpr std::size_t most_marked = 12;
    float last_label_bottom = -1;
    for (std::size_t i = 0; i < std::min(most_marked, scene.host.listeners.size()); ++i) {
        const std::uint16_t port = scene.host.listeners[i].port;
        const Point centre = map.cell_rect(port).centre();
        canvas.circle(centre, 5.5f, p.sheet, {.colour = p.ink1, .width = 1.5f});
        canvas.fill({centre.x - 2, centre.y - 2, 4, 4}, p.ink1);
        const std::string name = std::to_string(port) + "  LISTEN";
        const float width = canvas.text_width(name, type::axis) + 10;
        const bool goes_left = centre.x + 12 + width > map.rect.right();
        Rect plate{goes_left ? centre.x - 12 - width : centre.x + 10, centre.y - 8, width, 17};
        plate.y = std::clamp(plate.y, map.rect.y, map.rect.bottom() - plate.h);
        if (plate.y < last_label_bottom) continue;  // the mark is enough; pressing it tells the rest
        last_label_bottom = plate.bottom();
        canvas.fill(plate, with_opacity(p.raised, .9f), radius::cell);
        canvas.text_on_middle({plate.x + 5, plate.centre().y}, name, {.colour = p.ink1, .size = type::axis});
    }
}

// ---- the cursor

void claim_keys(const std::string& id) {
    const ImGuiID owner = ImHashStr(id.c_str(), id.size());
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow,
                               ImGuiKey_Home, ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown})
        ImGui::SetKeyOwner(key, owner);
}

std::optional<std::uint16_t> port_from_keys(const HostMemory& memory, std::uint16_t port) {
    struct KeyStep {
        ImGuiKey key;
        int by;
    };
    constexpr std::array steps = {KeyStep{ImGuiKey_LeftArrow, -1}, KeyStep{ImGuiKey_RightArrow, 1},
                                  KeyStep{ImGuiKey_UpArrow, -256}, KeyStep{ImGuiKey_DownArrow, 256}};
    for (const KeyStep& step : steps) {
        if (ImGui::IsKeyPressed(step.key))
            return static_cast<std::uint16_t>(std::clamp(int{port} + step.by, 0, 65'535));
    }
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) return used_port_before(memory.cells, port);
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) return used_port_after(memory.cells, port);
    if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) return std::uint16_t{0};
    if (ImGui::IsKeyPressed(ImGuiKey_End, false)) return std::uint16_t{65'535};
    return {};
}

std::string spoken(const PortReading& reading) {
    std::string text = reading.title;
    for (const std::string& line : reading.lines) text += ". " + line;
    return text;
}

// The port under the pointer, which the plate previews; the chosen one stays chosen.
std::optional<std::uint16_t> draw_cursor(Ui& ui, const HostScene& scene, const Map& map, HostMemory& memory) {
    const std::string id = scene.node_id("ports.map");
    const std::uint16_t port = memory.port.value_or(0);
    SemanticNode node{.id = id,
                      .role = Role::Slider,
                      .name = ui.tr(Msg::PortMapTitle),
                      .value = memory.port ? spoken(read_port(ui, scene, memory, port)) : std::string(),
                      .description = ui.tr(Msg::PortMapKeys),
                      .range = {.minimum = 0, .maximum = 65'535, .now = static_cast<double>(port)}};
    const PressResult press =
        press_area(ui, {.node = std::move(node), .rect = map.rect, .ring_radius = 0, .allows_overlap = true});
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    std::optional<std::uint16_t> hovered;
    if (press.is_hovered && !ui.has_coarse_pointer()) hovered = map.port_under({mouse.x, mouse.y});
    if (press.is_held && ImGui::IsMouseDown(ImGuiMouseButton_Left))
        choose(memory, map.port_under({mouse.x, mouse.y}));
    if (const auto value = ui.semantics.take_value(id))
        choose(memory, static_cast<std::uint16_t>(std::clamp(std::lround(*value), 0L, 65'535L)));
    if (press.is_focused) {
        claim_keys(id);
        if (const auto wanted = port_from_keys(memory, port)) choose(memory, *wanted);
    }
    return hovered;
}

void draw_mark(Ui& ui, const Map& map, std::uint16_t port, Colour colour) {
    const Point centre = map.cell_rect(port).centre();
    ui.canvas().circle(centre, 7, 0, {.colour = ui.palette().sheet, .width = 4});
    ui.canvas().circle(centre, 7, 0, {.colour = colour, .width = 2});
}

// ---- what it says

float reading_width(const Canvas& canvas, const PortReading& reading) {
    float width = canvas.text_width(reading.title, type::control) + 18;
    for (const std::string& line : reading.lines) width = std::max(width, canvas.text_width(line, type::row));
    return width;
}

void draw_reading(Ui& ui, const PortReading& reading, Point at) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    float x = at.x;
    if (reading.state) {
        draw_swatch(canvas, {x, at.y + 9}, *reading.state, 9, 14);
        x += 16;
    }
    canvas.text_on_middle({x, at.y + 9}, reading.title, {.colour = p.ink1, .size = type::control});
    float y = at.y + 28;
    for (const std::string& line : reading.lines) {
        canvas.text_on_middle({at.x, y}, line, {.colour = p.ink2, .size = type::row});
        y += 18;
    }
}

void draw_plate(Ui& ui, const Map& map, std::uint16_t port, const PortReading& reading) {
    const Canvas canvas = ui.canvas();
    constexpr float padding = 10;
    const float width = reading_width(canvas, reading) + 2 * padding;
    const float height = 22 + 18 * static_cast<float>(reading.lines.size()) + 2 * padding - 6;
    const Point cell = map.cell_rect(port).centre();
    Rect plate{cell.x + 14, cell.y + 12, width, height};
    if (plate.right() > map.rect.right() - 4) plate.x = cell.x - 14 - width;
    if (plate.bottom() > map.rect.bottom() - 4) plate.y = cell.y - 12 - height;
    plate.x = std::clamp(plate.x, map.rect.x + 4, std::max(map.rect.x + 4, map.rect.right() - width - 4));
    plate.y = std::clamp(plate.y, map.rect.y + 4, std::max(map.rect.y + 4, map.rect.bottom() - height - 4));
    draw_elevation(canvas, plate, radius::card);
    draw_reading(ui, reading, {plate.x + padding, plate.y + padding - 2});
}

// ---- below the map

void draw_legend(Ui& ui, const HostScene& scene, const HostMemory& memory, Point at, float right) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    float x = at.x;
    const auto wrap = [&](float width) {
        if (x + width <= right || x == at.x) return;
        x = at.x;
        at.y += 18;
    };
    const SemanticScope group(
        ui.semantics,
        {.id = scene.node_id("ports.legend"), .role = Role::List, .name = ui.tr(Msg::PortLegend)});
    const auto item = [&](const std::string& name, tcp::State state) {
        ui.semantics.add({.id = scene.node_id("ports.legend." + std::string(tcp::name_of(state))),
                          .role = Role::ListItem,
                          .name = name,
                          .rect = {x, at.y - 8, 10, 16}});
    };
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        const auto state = static_cast<tcp::State>(i);
        const std::uint32_t count = memory.sockets.count(state);
        if (count == 0) continue;
        const std::string name = std::string(tcp::name_of(state)) + ' ' + format_integer(count);
        const bool fades = state == tcp::State::TimeWait;
        const float sample = fades ? 56.0f : 10.0f;
        const std::string whole = fades ? format_duration(scene.host.config.tcp.msl * 2) : std::string();
        const float ends = fades ? canvas.text_width(whole, type::axis) + 16 : 0;
        const float width = canvas.text_width(name, type::axis) + sample + 6 + ends;
        wrap(width);
        item(name, state);
        if (fades) {
            for (std::uint8_t shade = 0; shade < time_wait_shades; ++shade)
                canvas.fill({x + 14 * static_cast<float>(shade), at.y - 6, 14, 12},
                            port_colour(p, {true, state, shade}, true));
            canvas.text_on_middle({x + sample + 5, at.y}, whole + " → 0",
                                  {.colour = p.ink3, .size = type::axis});
            canvas.text_on_middle({x + sample + ends + 16, at.y}, name,
                                  {.colour = p.ink2, .size = type::axis});
            x += width + 28;
            continue;
        }
        draw_swatch(canvas, {x, at.y}, state, 9, 13);
        canvas.text_on_middle({x + 15, at.y}, name, {.colour = p.ink2, .size = type::axis});
        x += width + 16;
    }
    place({at.x, at.y + 14});
}

void draw_steppers(Ui& ui, const HostScene& scene, HostMemory& memory, float right) {
    const Point at = place();
    const std::uint16_t port = memory.port.value_or(65'535);
    const float size = ui.target_height();
    place({right - 2 * size - 6, at.y});
    if (button(ui, {.id = scene.node_id("ports.before"),
                    .name = ui.tr(Msg::PortBefore),
                    .icon = Icon::Left,
                    .size = {size, size}}))
        choose(memory, used_port_before(memory.cells, port));
    place({right - size, at.y});
    if (button(ui, {.id = scene.node_id("ports.after"),
                    .name = ui.tr(Msg::PortAfter),
                    .icon = Icon::Right,
                    .size = {size, size}}))
        choose(memory, used_port_after(memory.cells, port));
    place(at);
}

}  // namespace

void draw_port_map(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory) {
    refresh(scene, memory);
    begin_pane(ui, {.id = scene.node_id("ports"),
                    .name = ui.tr(Msg::PortMapTitle),
                    .rect = pane.rect,
                    .ground = pane.ground,
                    .padding = pane.padding,
                    .scrolls = true});
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    const float right = pane.rect.right() - pane.padding.x;
    label(ui, {at.x, at.y + 15},
          {.id = scene.node_id("ports.title"),
           .text = ui.tr(Msg::PortMapTitle),
           .size = type::section_heading,
           .role = Role::Heading,
           .level = 2});
    const std::string caption = ui.tr(Msg::PortMapCaption, {wire::to_text(scene.host.config.address)});
    place({at.x, at.y + 22});
    paragraph(ui, scene.node_id("ports.caption"), caption, {.size = type::caption}, {.plain = p.ink3},
              right - at.x);

    // As large as it fits, with what stands below it.
    constexpr float room_below = 116;
    const float top = ui.last_rect().bottom() + space::s;
    const float widest = right - at.x - bracket_room;
    const float highest = std::max(200.0f, pane.rect.bottom() - top - room_below);
    const int pixels = port_cell_pixels(std::min(widest, highest), canvas.pixel_ratio);
    const bool is_beside =
        port_cell_pixels(std::min(widest - axis_room, highest), canvas.pixel_ratio) == pixels;
    const float left = at.x + (is_beside ? axis_room : 0);
    const float cell = static_cast<float>(pixels) / canvas.pixel_ratio;
    const float side = cell * ports_in_a_row;
    const Map map{.rect = {canvas.snapped(left), canvas.snapped(top), side, side}, .cell = cell};
    canvas.image(map.rect, paint_port_map(ui, scene, memory, pixels));
    draw_axis(ui, scene, map, is_beside);
    draw_range(ui, scene, map);
    const auto hovered = draw_cursor(ui, scene, map, memory);
    draw_listeners(ui, scene, map);
    if (memory.port) draw_mark(ui, map, *memory.port, p.accent);
    if (hovered && hovered != memory.port) draw_mark(ui, map, *hovered, p.ink2);
    const std::optional<std::uint16_t> told = hovered ? hovered : memory.port;
    if (told && side >= plate_from) draw_plate(ui, map, *told, read_port(ui, scene, memory, *told));

    draw_legend(ui, scene, memory, {map.rect.x, map.rect.bottom() + 16}, right);
    draw_steppers(ui, scene, memory, map.rect.right());
    Point below = place();
    // Beside the steps there is room for words only under a wide map.
    if (side < plate_from) below.y += ui.target_height() + space::xs;
    const bool has_plate = told && side >= plate_from;
    if (memory.port && !has_plate) {
        draw_reading(ui, read_port(ui, scene, memory, *memory.port), {map.rect.x, below.y});
    } else if (!memory.port) {
        canvas.text_on_middle({map.rect.x, below.y + 12}, ui.tr(Msg::PortMapHint),
                              {.colour = p.ink3, .size = type::row});
    }
    place({at.x, below.y + 84});
    ImGui::Dummy({1, 1});
    end_pane(ui);
}

}  // namespace hw::ui
