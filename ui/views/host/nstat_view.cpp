#include "ui/views/host/nstat_view.h"

#include <algorithm>
#include <string>

#include "imgui.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float change_room = 64;

float row_height(const Ui& ui) { return ui.has_coarse_pointer() ? space::touch_target : 21; }

std::string signed_text(std::int64_t change) {
    return change > 0 ? '+' + format_integer(change) : change == 0 ? "0" : format_integer(change);
}

std::string change_heading(const Ui& ui, Duration span) {
    if (span == Duration{}) return ui.tr(Msg::NstatSinceEvent);
    if (span == Duration::never()) return ui.tr(Msg::NstatInOneSecond, {"1"});
    const std::int64_t tenths = std::max<std::int64_t>(1, (span.us + 50'000) / 100'000);
    std::string seconds = std::to_string(tenths / 10);
    if (tenths % 10 != 0) seconds += '.' + std::to_string(tenths % 10);
    return ui.tr(Msg::NstatInOneSecond, {seconds});
}

void draw_meaning(Ui& ui, const HostScene& scene, std::string_view name, float width) {
    const std::string_view meaning = counter_meaning(ui.language, name);
    const Point at = place();
    place({at.x + 12, at.y + 1});
    paragraph(ui, scene.node_id("nstat.meaning"), meaning.empty() ? ui.tr(Msg::NstatNoMeaning) : meaning,
              {.size = type::row}, {}, width - 20);
    place({at.x, ui.last_rect().bottom() + 6});
}

void draw_line(Ui& ui, const HostScene& scene, const CounterLine& line, float width, HostMemory& memory) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    const Rect rect{at.x - 6, at.y, width + 12, row_height(ui)};
    const bool is_open = memory.explained == line.name;
    const bool knows_change = memory.counters.span() != Duration::never();
    const bool has_changed = knows_change && line.change != 0;
    SemanticNode node{.id = scene.node_id("nstat." + std::string(line.name)),
                      .role = Role::Button,
                      .name = std::string(line.name),
                      .value = format_integer(static_cast<std::int64_t>(line.value))};
    if (has_changed) node.value += " (" + signed_text(line.change) + ')';
    node.state.can_expand = true;
    node.state.is_expanded = is_open;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect});
    if (press.is_pressed) memory.explained = is_open ? std::string() : std::string(line.name);
    if (has_changed)
        draw_changed_row(canvas, {rect.x - 2, rect.y + .5f, rect.w + 4, rect.h - 1}, 0);
    else if (press.is_hovered)
        canvas.fill(rect, p.sunk, radius::cell);
    const float middle = rect.centre().y;
    const auto mono = [&](float x, const std::string& text, Colour colour, Align align) {
        canvas.text_on_middle({x, middle}, text,
                              {.colour = colour, .size = type::row, .face = Face::Mono, .align = align});
    };
    mono(at.x, std::string(line.name), line.value != 0 ? p.ink1 : p.ink3, Align::Start);
    mono(at.x + width - change_room, format_integer(static_cast<std::int64_t>(line.value)),
         line.value != 0 ? p.ink1 : p.ink3, Align::End);
    mono(at.x + width, knows_change ? signed_text(line.change) : "–", has_changed ? p.ink1 : p.ink3,
         Align::End);
    place({at.x, rect.bottom()});
    if (is_open) draw_meaning(ui, scene, line.name, width);
}

}  // namespace

void draw_nstat(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory) {
    refresh(scene, memory);
    begin_pane(ui, {.id = scene.node_id("nstat"),
                    .name = "nstat",
                    .rect = pane.rect,
                    .ground = pane.ground,
                    .padding = pane.padding,
                    .scrolls = true});
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Point at = place();
    constexpr float scrollbar_room = 6;
    const float width = pane.rect.w - 2 * pane.padding.x - scrollbar_room;
    label(ui, {at.x, at.y + 15},
          {.id = scene.node_id("nstat.title"),
           .text = "nstat",
           .size = type::section_heading,
           .face = Face::Mono,
           .role = Role::Heading,
           .level = 2});
    const auto& lines = memory.counters.lines();
    const auto zeros = std::count_if(lines.begin(), lines.end(), [](const CounterLine& line) {
        return line.value == 0 && line.change == 0;
    });
    const float head = at.y + 34;
    const auto title = [&](float x, std::string_view text, Align align) {
        canvas.text_on_middle({x, head}, text, {.colour = p.ink3, .size = type::axis, .align = align});
    };
    title(at.x, ui.tr(Msg::NstatCounter), Align::Start);
    title(at.x + width, change_heading(ui, memory.counters.span()), Align::End);
    canvas.horizontal_hair(at.x, at.x + width, head + 11, p.hair);
    place({at.x, head + 13});
    {
        const SemanticScope table(ui.semantics,
                                  {.id = scene.node_id("nstat.lines"), .role = Role::Group, .name = "nstat"});
        for (const CounterLine& line : lines) {
            if (!memory.shows_zero_counters && line.value == 0 && line.change == 0) continue;
            draw_line(ui, scene, line, width, memory);
        }
    }
    const Point below = place();
    if (static_cast<std::size_t>(zeros) == lines.size() && !memory.shows_zero_counters) {
        paragraph(ui, scene.node_id("nstat.none"), ui.tr(Msg::NstatNothing), {.size = type::row},
                  {.plain = p.ink3}, width);
        place({below.x, ui.last_rect().bottom() + space::s});
    } else {
        place({below.x, below.y + space::s});
    }
    if (zeros > 0) {
        const std::string text = memory.shows_zero_counters
                                     ? ui.tr(Msg::NstatHideZero)
                                     : ui.tr(Msg::NstatShowZero, {std::to_string(zeros)});
        if (button(ui, {.id = scene.node_id("nstat.zero"),
                        .label = text,
                        .kind = ButtonKind::Tile,
                        .text_size = type::caption,
                        .is_toggle = true,
                        .is_on = memory.shows_zero_counters}))
            memory.shows_zero_counters = !memory.shows_zero_counters;
    }
    ImGui::Dummy({1, space::s});
    end_pane(ui);
}

}  // namespace hw::ui
