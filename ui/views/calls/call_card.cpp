#include "ui/views/calls/call_card.h"

#include <algorithm>
#include <string>
#include <vector>

#include "ui/views/calls/inject_panel.h"
#include "ui/views/elide.h"
#include "ui/views/ladder/ladder.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float greatest_card_width = 372;
constexpr float card_padding = 6;
constexpr float head_height = 24;
constexpr float between_tiles = 3;
constexpr float tile_height = 38;
constexpr float button_height = 26;
constexpr float chip_padding = 10;

float tile_height_of(const Ui& ui) { return std::max(tile_height, ui.target_height()); }

std::string id_of(const CallScene& scene, const HostLine& host, std::string_view what) {
    return std::string(scene.id) + "." + host.name + "." + std::string(what);
}

void issue(const CallOffer& offer, Commands& commands) {
    for (const sim::Command& command : offer.commands) commands.push_back(command::IssueSim{command});
}

// "CLOSE", and what stands below it: the socket call, or why it makes no sense now.
std::string detail_of(const Ui& ui, const CallOffer& offer) {
    return offer.refusal ? std::string(ui.tr(*offer.refusal)) : std::string(words_of(offer.call).socket_call);
}

bool draw_tile(Ui& ui, const CallScene& scene, const HostLine& host, const CallOffer& offer,
               const Rect& rect) {
    const CallWords& words = words_of(offer.call);
    const std::string detail = detail_of(ui, offer);
    SemanticNode node{.id = id_of(scene, host, words.id), .role = Role::Button, .name = ui.tr(words.name)};
    node.description = detail;
    node.state.is_disabled = offer.refusal.has_value();
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect});
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const bool is_lit = !offer.refusal && (press.is_hovered || press.is_held);
    canvas.box(rect, {.fill = is_lit ? p.accent_soft : p.pane,
                      .border = is_lit ? p.accent : p.hair,
                      .radius = radius::button});
    const float middle = rect.centre().y;
    const Colour ink = offer.refusal ? p.ink3 : is_lit ? p.accent : p.ink1;
    const float name_ends =
        canvas.text_on_middle({rect.x + 10, middle}, ui.tr(words.name), {.colour = ink, .size = type::row});
    if (!detail.empty()) {
        const Face face = offer.refusal ? Face::Sans : Face::Mono;
        const float room = rect.right() - 10 - (name_ends + 8);
        canvas.text_on_middle({rect.right() - 10, middle}, elided(canvas, detail, type::axis, room),
                              {.colour = p.ink3, .size = type::axis, .face = face, .align = Align::End});
    }
    return press.is_pressed;
}

float tiles_height(const Ui& ui, std::size_t count) {
    const auto rows = static_cast<float>((count + 1) / 2);
    return rows * (tile_height_of(ui) + between_tiles) - between_tiles;
}

// Two to a row. Returns true if one was pressed that is done with that.
bool draw_tiles(Ui& ui, const CallScene& scene, const HostLine& host, const Rect& area, CallMemory& memory,
                Commands& commands) {
    const std::vector<CallOffer> offers = calls_of(*scene.run.world, host.id, scene.allowed);
    const float width = (area.w - between_tiles) / 2;
    const float height = tile_height_of(ui);
    bool is_done = false;
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const bool fills_row = i % 2 == 0 && i + 1 == offers.size();
        const Rect tile{area.x + static_cast<float>(i % 2) * (width + between_tiles),
                        area.y + static_cast<float>(i / 2) * (height + between_tiles),
                        fills_row ? area.w : width, height};
        if (!draw_tile(ui, scene, host, offers[i], tile)) continue;
        if (offers[i].call == HostCall::Inject) {
            memory.draft = inject_draft(*scene.run.world, host.id).value_or(InjectDraft{});
            ui.frame_need.next_frame();
            continue;
        }
        issue(offers[i], commands);
        is_done = true;
    }
    return is_done;
}

// Returns true if it is done with.
bool draw_injection(Ui& ui, const CallScene& scene, const HostLine& host, const Rect& area,
                    CallMemory& memory, Commands& commands) {
    const InjectAnswer answer =
        draw_inject_panel(ui, id_of(scene, host, "inject"), {area.x, area.y}, area.w, memory.draft);
    if (answer == InjectAnswer::Send) commands.push_back(command::IssueSim{command_of(memory.draft)});
    return answer != InjectAnswer::None;
}

}  // namespace

Point call_button_size(const Ui& ui, std::string_view label) {
    if (label.empty()) return {button_height, button_height};
    return {text_width(ui.fonts, label, {.size = type::caption}) + 2 * chip_padding + 14, button_height};
}

void draw_call_button(Ui& ui, const CallScene& scene, const HostLine& host, Point upper_left,
                      std::string_view label, CallMemory& memory) {
    const Point size = call_button_size(ui, label);
    const Rect rect{upper_left.x, upper_left.y, size.x, size.y};
    SemanticNode node{.id = id_of(scene, host, "all"),
                      .role = Role::Button,
                      .name = ui.tr(Msg::CallsMore, {host_name(ui, host)})};
    const bool is_open = memory.open == host.id;
    node.state.can_expand = true;
    node.state.is_expanded = is_open;
    const float margin = ui.has_coarse_pointer() ? (space::touch_target - size.y) / 2 : 0;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect, .hit_margin = margin});
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const bool is_lit = is_open || press.is_hovered || press.is_held;
    canvas.box(rect, {.fill = is_lit ? p.accent_soft : p.pane,
                      .border = is_lit ? p.accent : p.line,
                      .radius = radius::button});
    const Colour ink = is_lit ? p.accent : p.ink2;
    if (!label.empty())
        canvas.text_on_middle({rect.x + chip_padding, rect.centre().y}, label,
                              {.colour = ink, .size = type::caption});
    const float chevron = label.empty() ? rect.centre().x : rect.right() - 12;
    draw_icon(canvas, is_open ? Icon::Up : Icon::Down, {chevron, rect.centre().y},
              {.colour = ink, .scale = .75f});
    if (!press.is_pressed) return;
    memory = {.open = is_open ? HostId{} : host.id};
    ui.frame_need.next_frame();
}

void draw_call_card(Ui& ui, const CallScene& scene, const Rect& view, float lane_x, CallMemory& memory,
                    Commands& commands) {
    const HostLine* host = memory.open.exists() ? scene.run.find_host(memory.open) : nullptr;
    if (host == nullptr || scene.allowed.is_empty() || host->id.value >= scene.run.world->hosts.size()) {
        memory = {};
        return;
    }
    const bool injects = memory.draft.to == host->id;
    const std::size_t count = calls_of(*scene.run.world, host->id, scene.allowed).size();
    const float inside = injects ? inject_panel_height(ui) : tiles_height(ui, count);
    const float width = std::min(greatest_card_width, view.w - 2 * space::s);
    const float wanted_x = lane_x < view.centre().x ? lane_x - 24 : lane_x + 24 - width;
    const float x = std::clamp(wanted_x, view.x + space::s, view.right() - space::s - width);
    const Rect rect{x, view.y + 6, width, head_height + inside + card_padding};
    if (rect.bottom() > view.bottom() && !memory.has_asked_for_room) {
        memory.has_asked_for_room = true;
        commands.push_back(command::SetSheet{0});
    }
    const std::string host_is = host_name(ui, *host);
    const std::string name = injects ? ui.tr(Msg::InjectTitle, {host_is}) : ui.tr(Msg::CallsOf, {host_is});
    const std::string id = id_of(scene, *host, "card");
    const bool stays = begin_card(ui, {.id = id, .name = name, .rect = rect, .padding = {0, 0}});
    label(ui, {rect.x + 12, rect.y + 16.5f},
          {.id = id + ".title", .text = name, .size = type::caption, .colour = ui.palette().ink3});
    const Rect area{rect.x + card_padding, rect.y + head_height, rect.w - 2 * card_padding, inside};
    const bool is_done = injects ? draw_injection(ui, scene, *host, area, memory, commands)
                                 : draw_tiles(ui, scene, *host, area, memory, commands);
    end_card(ui);
    if (stays && !is_done) return;
    memory = {};
    ui.frame_need.next_frame();
}

float call_strip_height(const Ui& ui) { return std::max(34.0f, ui.target_height() + 4); }

void draw_call_strip(Ui& ui, const CallScene& scene, const HostLine& host, const Rect& rect,
                     CallMemory& memory, Commands& commands) {
    const float height = std::max(button_height, ui.has_coarse_pointer() ? space::touch_target : 0.0f);
    const float y = rect.y + (rect.h - height) / 2;
    const std::string all = ui.tr(Msg::CallsShort);
    const float all_width = call_button_size(ui, all).x;
    float x = rect.x;
    for (const CallOffer& offer : calls_of(*scene.run.world, host.id, scene.allowed)) {
        if (offer.refusal || offer.commands.empty()) continue;
        const CallWords& words = words_of(offer.call);
        const std::string id = id_of(scene, host, "strip") + "." + std::string(words.id);
        const float width =
            text_width(ui.fonts, ui.tr(words.name), {.size = type::caption}) + 2 * chip_padding;
        if (x + width + between_tiles + all_width > rect.right()) break;
        place({x, y});
        const bool is_pressed = button(ui, {.id = id,
                                            .label = ui.tr(words.name),
                                            .description = words.socket_call,
                                            .kind = ButtonKind::Tile,
                                            .size = {width, height},
                                            .text_size = type::caption});
        if (is_pressed) issue(offer, commands);
        x += width + between_tiles;
    }
    draw_call_button(ui, scene, host, {x, rect.y + (rect.h - button_height) / 2}, all, memory);
}

}  // namespace hw::ui
