#include "ui/views/states/diagram_notes.h"

#include <algorithm>
#include <vector>

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/elide.h"
#include "ui/views/states/diagram_words.h"
#include "ui/views/think/clause.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr ParagraphStyle note_style{.size = type::flags, .line_height = 19};

void draw_clause(Ui& ui, const std::string& id, const char* clause, Commands& commands) {
    const std::string url = clause_url(clause);
    if (citation_chip(ui, {.id = id, .label = clause, .target = url}))
        commands.push_back(command::OpenLink{url});
}

void skip(float height) {
    const Point at = place();
    place({at.x, at.y + height});
}

// What an arrow is, in a sentence: "`FIN-WAIT-1` to `FIN-WAIT-2`: the FIN is acknowledged …".
std::string sentence_of(const Ui& ui, std::uint32_t arrow) {
    const lesson::Arrow& leads = lesson::figure_5()[arrow];
    return ui.tr(Msg::StatesFromToWords,
                 {tcp::name_of(leads.from), tcp::name_of(leads.to), ui.tr(words_of_arrow(arrow).text)});
}

std::string event_and_action(const Ui& ui, std::uint32_t arrow) {
    const ArrowWords& words = words_of_arrow(arrow);
    if (!words.has_action) return ui.tr(words.event);
    return ui.tr(Msg::StatesEventAction, {ui.tr(words.event), ui.tr(words.action)});
}

std::string count_text(const Ui& ui, std::size_t count) {
    return count == 1 ? std::string(ui.tr(Msg::StatesWayOne))
                      : ui.tr(Msg::StatesWayCount, {std::to_string(count)});
}

std::uint32_t index_of(const lesson::DiagramWay& way) {
    return static_cast<std::uint32_t>(&way - lesson::diagram_ways().data());
}

struct WayRow {
    const lesson::DiagramWay& way;
    std::string id;
    std::string value;
    // What of it is drawn; "" where nothing more fits beside the name.
    std::string shown;
};

constexpr float way_name_left = 12, way_value_right = 30;

bool fits(const Ui& ui, std::string_view name, std::string_view value) {
    const Canvas canvas = ui.canvas();
    return way_name_left + canvas.text_width(name, type::control) + space::s +
               canvas.text_width(value, type::row) + way_value_right <=
           available_width();
}

void draw_way(Ui& ui, const WayRow& row, Commands& commands) {
    const Point at = place();
    const Rect rect{at.x, at.y, available_width(), std::max(34.0f, ui.target_height())};
    const std::string name = ui.tr(name_of(row.way));
    const PressResult press = press_area(
        ui, {.node = {.id = row.id, .role = Role::Button, .name = name, .value = row.value}, .rect = rect});
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const bool is_lit = press.is_hovered || press.is_held;
    canvas.box(rect, {.fill = is_lit ? p.accent_soft : p.raised,
                      .border = is_lit ? p.accent : p.hair,
                      .radius = radius::choice});
    const float room = rect.w - way_name_left - way_value_right;
    canvas.text_on_middle({rect.x + way_name_left, rect.centre().y},
                          elided(canvas, name, type::control, room),
                          {.colour = is_lit ? p.accent : p.ink1, .size = type::control});
    canvas.text_on_middle({rect.right() - way_value_right, rect.centre().y}, row.shown,
                          {.colour = p.ink3, .size = type::row, .align = Align::End});
    draw_icon(canvas, Icon::Right, {rect.right() - 16, rect.centre().y},
              {.colour = is_lit ? p.accent : p.ink3});
    place({at.x, rect.bottom() + 5});
    if (press.is_pressed) commands.push_back(command::TakeWay{index_of(row.way)});
}

void draw_close(Ui& ui, const std::string& id, float right, float y, Commands& commands) {
    const float side = std::max(28.0f, ui.target_height());
    place({right - side, y - side / 2});
    const bool is_pressed = button(ui, {.id = id,
                                        .name = ui.tr(Msg::StatesCloseNote),
                                        .icon = Icon::Cross,
                                        .kind = ButtonKind::Quiet,
                                        .size = {side, side}});
    if (is_pressed) commands.push_back(command::AskOfNothing{});
}

void draw_asked_state(Ui& ui, const DiagramNotesScene& scene, tcp::State state, Commands& commands) {
    const Point at = place();
    const std::string id = scene.id + ".asked";
    const float right = at.x + available_width();
    draw_swatch(ui.canvas(), {at.x, at.y + 12}, state, 10, 18);
    label(ui, {at.x + 18, at.y + 17},
          {.id = id + ".name",
           .text = tcp::name_of(state),
           .size = type::section_heading,
           .role = Role::Heading,
           .level = 2});
    draw_close(ui, id + ".close", right, at.y + 12, commands);
    place({at.x, at.y + 28});
    const StateWords& words = words_of(state);
    paragraph(ui, id + ".text", ui.tr(words.text), note_style);
    place({at.x, ui.last_rect().bottom() + 6});
    draw_clause(ui, id + ".clause", words.clause, commands);
    place({at.x, ui.last_rect().bottom() + space::m});
}

void draw_asked_arrow(Ui& ui, const DiagramNotesScene& scene, std::uint32_t arrow, Commands& commands) {
    const Point at = place();
    const std::string id = scene.id + ".asked";
    const float right = at.x + available_width();
    label(ui, {at.x, at.y + 17},
          {.id = id + ".name",
           .text = event_and_action(ui, arrow),
           .size = type::section_heading,
           .role = Role::Heading,
           .level = 2});
    draw_close(ui, id + ".close", right, at.y + 12, commands);
    place({at.x, at.y + 28});
    paragraph(ui, id + ".text", sentence_of(ui, arrow), note_style);
    place({at.x, ui.last_rect().bottom() + 6});
    draw_clause(ui, id + ".clause", words_of_arrow(arrow).clause, commands);
    place({at.x, ui.last_rect().bottom() + space::s});
    if (!scene.has_ways) return;
    const lesson::DiagramWay& way = lesson::way_to(arrow);
    const std::string value = ui.tr(Msg::StatesWayTo);
    const bool is_shown = fits(ui, ui.tr(name_of(way)), value);
    draw_way(ui, {way, id + ".way", value, is_shown ? value : std::string()}, commands);
    skip(space::xs);
}

void draw_legend(Ui& ui, const DiagramModel& model) {
    struct Line {
        ArrowUse use;
        Msg text;
    };
    constexpr Line lines[] = {{ArrowUse::ThisRun, Msg::StatesThisRun},
                              {ArrowUse::Before, Msg::StatesBefore},
                              {ArrowUse::Never, Msg::StatesNotYet}};
    const Palette& p = ui.palette();
    const Point at = place();
    float y = at.y + 9;
    for (const Line& line : lines) {
        const bool is_now = line.use == ArrowUse::ThisRun;
        const bool is_never = line.use == ArrowUse::Never;
        ui.canvas().line({at.x, y}, {at.x + 34, y},
                         {.colour = is_now     ? p.ink1
                                    : is_never ? p.ink4
                                               : p.ink3,
                          .width = is_now ? 2.4f : 1.4f,
                          .dash = is_never ? Dash{2, 5} : Dash{},
                          .cap = Cap::Round});
        ui.canvas().text_on_middle({at.x + 46, y}, ui.tr(line.text, {std::to_string(model.count(line.use))}),
                                   {.colour = p.ink2, .size = type::flags});
        y += 21;
    }
    place({at.x, y + 2});
}

// One cell for each arrow: where there is a finger, in three rows that it can hit.
void draw_strip(Ui& ui, const DiagramNotesScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const Point at = place();
    const std::size_t columns = ui.has_coarse_pointer() ? 7 : lesson::arrow_count;
    const float gap = 3;
    const float height = ui.has_coarse_pointer() ? 26.0f : 10.0f;
    const float step = available_width() / static_cast<float>(columns);
    const SemanticScope list(ui.semantics, {.id = scene.id + ".cells",
                                            .role = Role::List,
                                            .name = ui.tr(Msg::StatesTransitions),
                                            .rect = {at.x, at.y, available_width(), height}});
    float bottom = at.y;
    for (std::uint32_t i = 0; i < lesson::arrow_count; ++i) {
        const Rect cell{at.x + step * static_cast<float>(i % columns),
                        at.y + (height + gap) * static_cast<float>(i / columns), step - gap, height};
        const PressResult press = press_area(ui, {.node = {.id = scene.id + ".cell." + std::to_string(i + 1),
                                                           .role = Role::Button,
                                                           .name = arrow_name(ui, i)},
                                                  .rect = cell,
                                                  .hit_margin = ui.has_coarse_pointer() ? 1.0f : 0.0f,
                                                  .is_tab_stop = false,
                                                  .ring_radius = 2});
        if (press.is_pressed) commands.push_back(command::AskOfArrow{i});
        const ArrowUse use = scene.model.uses[i];
        const bool is_asked = scene.choice.arrow == i || press.is_hovered;
        canvas.box(cell, {.fill = use == ArrowUse::ThisRun  ? p.ink1
                                  : use == ArrowUse::Before ? p.ink3
                                                            : 0,
                          .border = is_asked                 ? p.accent
                                    : use == ArrowUse::Never ? p.ink4
                                                             : 0,
                          .border_width = is_asked ? 2.0f : 1.0f,
                          .radius = 2});
        bottom = cell.bottom();
    }
    place({at.x, bottom + space::m});
}

}  // namespace

void draw_asked(Ui& ui, const DiagramNotesScene& scene, Commands& commands) {
    if (scene.choice.state) draw_asked_state(ui, scene, *scene.choice.state, commands);
    if (scene.choice.arrow) draw_asked_arrow(ui, scene, *scene.choice.arrow, commands);
    if (!scene.choice.is_empty()) separator(ui, space::xs);
}

void draw_where_they_are(Ui& ui, const DiagramNotesScene& scene, Commands& commands) {
    const Point at = place();
    const std::string time = format_ms_with_unit(scene.model.now - Instant{});
    heading(ui, {.id = scene.id + ".now", .text = ui.tr(Msg::StatesNow, {time})});
    float y = ui.last_rect().bottom() + space::s;
    for (const DiagramMark& mark : scene.model.marks) {
        const std::string id = scene.id + ".now." + std::string(1, mark.letter);
        draw_host_sign(ui.canvas(), {at.x + 10, y + 12}, mark.letter, 10);
        draw_swatch(ui.canvas(), {at.x + 30, y + 12}, mark.state, 10, 18);
        const std::string name{tcp::name_of(mark.state)};
        place({at.x + 44, y});
        const PressResult press =
            press_area(ui, {.node = {.id = id,
                                     .role = Role::Button,
                                     .name = ui.tr(Msg::StatesHereNow, {std::string(1, mark.letter), name})},
                            .rect = {at.x + 44, y, ui.canvas().text_width(name, type::prompt) + 8, 24}});
        if (press.is_pressed) commands.push_back(command::AskOfState{mark.state});
        ui.canvas().text(
            {at.x + 48, y + 17}, name,
            {.colour = press.is_hovered ? ui.palette().accent : ui.palette().ink1, .size = type::prompt});
        place({at.x + 30, y + 26});
        paragraph(ui, id + ".text", ui.tr(words_of(mark.state).text), note_style);
        y = ui.last_rect().bottom() + 6;
        if (scene.calls) {
            place({at.x, y});
            scene.calls(mark.host, available_width());
            y = place().y;
        }
        y += 6;
    }
    place({at.x, y});
}

void draw_just_taken(Ui& ui, const DiagramNotesScene& scene, Commands& commands) {
    const Point at = place();
    const std::string id = scene.id + ".last";
    for (const DiagramMark& mark : scene.model.marks) {
        if (!mark.came_otherwise) continue;
        const std::string letter(1, mark.letter);
        paragraph(ui, id + ".otherwise." + letter,
                  ui.tr(Msg::StatesOtherwise, {letter, tcp::name_of(mark.state)}), note_style);
        place({at.x, ui.last_rect().bottom() + space::s});
    }
    if (!scene.model.last) {
        paragraph(ui, id, ui.tr(Msg::StatesNothingTaken), note_style, {.plain = ui.palette().ink3});
        place({at.x, ui.last_rect().bottom() + space::m});
        return;
    }
    const std::uint32_t arrow = scene.model.last->arrow;
    const std::string who(1, scene.model.last_letter);
    heading(
        ui,
        {.id = id + ".title", .text = ui.tr(Msg::StatesJustTaken, {who}), .level = 3, .size = type::control});
    place({at.x, ui.last_rect().bottom() + 3});
    paragraph(ui, id + ".text", sentence_of(ui, arrow), note_style);
    place({at.x, ui.last_rect().bottom() + 6});
    draw_clause(ui, id + ".clause", words_of_arrow(arrow).clause, commands);
    place({at.x, ui.last_rect().bottom() + space::m});
}

void draw_collection(Ui& ui, const DiagramNotesScene& scene, Commands& commands) {
    const Point at = place();
    const std::string id = scene.id + ".collection";
    const std::uint32_t missing = scene.model.count(ArrowUse::Never);
    const std::string all = std::to_string(lesson::arrow_count);
    heading(ui, {.id = id, .text = ui.tr(Msg::StatesTransitions)});
    const float after_heading = ui.last_rect().bottom();
    const std::string collected =
        missing == 0 ? ui.tr(Msg::StatesAllCollected, {all})
                     : ui.tr(Msg::StatesCollected, {std::to_string(lesson::arrow_count - missing), all});
    label(ui, {at.x + available_width(), at.y + 17},
          {.id = id + ".count",
           .text = collected,
           .size = type::flags,
           .colour = missing == 0 ? ui.palette().good : ui.palette().ink2,
           .align = Align::End,
           .role = Role::Status});
    place({at.x, after_heading + 6});
    draw_strip(ui, scene, commands);
    draw_legend(ui, scene.model);
    if (!scene.has_ways) return;
    skip(space::s);
    heading(ui, {.id = id + ".ways",
                 .text = missing == 0 ? std::string(ui.tr(Msg::StatesWaysAll))
                                      : ui.tr(Msg::StatesWays, {std::to_string(missing)}),
                 .level = 3,
                 .size = type::control});
    place({at.x, ui.last_rect().bottom() + 6});
    const lesson::ArrowSet collected_so_far = scene.model.collected();
    std::vector<WayRow> rows;
    bool has_room = true;
    for (const lesson::DiagramWay& way : lesson::diagram_ways()) {
        const std::size_t fresh = (way.arrows & ~collected_so_far).count();
        if (fresh == 0 && missing > 0) continue;
        const std::size_t count = missing > 0 ? fresh : way.arrows.count();
        const std::string value = count_text(ui, count);
        has_room &= fits(ui, ui.tr(name_of(way)), value);
        rows.push_back({way, scene.id + ".way." + std::string(way.id), value, std::to_string(count)});
    }
    // All of them in words, or all as numbers.
    for (WayRow& row : rows) {
        if (has_room) row.shown = row.value;
        draw_way(ui, row, commands);
    }
    skip(space::xs);
    if (button(ui, {.id = scene.id + ".anew",
                    .label = ui.tr(Msg::StatesAnew),
                    .size = {available_width(), std::max(34.0f, ui.target_height())}}))
        commands.push_back(command::TryStepAgain{});
    skip(space::s);
}

void draw_states_pane(Ui& ui, const StatesPaneScene& scene, Commands& commands) {
    begin_pane(ui, {.id = "states",
                    .name = ui.tr(Msg::StatesDiagram),
                    .rect = scene.rect,
                    .ground = scene.ground,
                    .padding = {space::l, 0},
                    .scrolls = true});
    const DiagramNotesScene notes{
        .model = scene.model, .choice = scene.choice, .has_ways = scene.has_ways, .calls = scene.calls};
    const Point at = place();
    if (scene.has_diagram) {
        // Beside the scrollbar, if there is one.
        constexpr float out = space::l - space::xs;
        const Rect place_of_it{at.x - out, at.y, available_width() + 2 * out,
                               compact_diagram_height(scene.rect.w)};
        draw_diagram(ui,
                     {.model = scene.model,
                      .choice = scene.choice,
                      .rect = place_of_it,
                      .ground = scene.ground != 0 ? scene.ground : ui.palette().pane},
                     commands);
        place({at.x, place_of_it.bottom() + space::xs});
    } else {
        place({at.x, at.y + space::m});
    }
    draw_asked(ui, notes, commands);
    draw_where_they_are(ui, notes, commands);
    separator(ui, space::xs);
    draw_just_taken(ui, notes, commands);
    separator(ui, space::xs);
    draw_collection(ui, notes, commands);
    end_pane(ui);
}

}  // namespace hw::ui
