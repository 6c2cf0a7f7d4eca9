#include "ui/views/states/diagram.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/views/states/diagram_words.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr float action_below = 14;
constexpr float plate_padding = 4;
constexpr float tag_radius = 6.5f;
constexpr float tag_step = 17;
constexpr float box_radius = 8;

struct Look {
    const DiagramScene& scene;
    DiagramGeometry geometry;
    Colour ground = 0;
};

bool is_last(const DiagramModel& model, std::uint32_t arrow) {
    return model.last && model.last->arrow == arrow;
}

// ---- arrows -------------------------------------------------------------------------------------------

Colour stroke_colour(const Palette& p, const DiagramModel& model, std::uint32_t arrow) {
    if (is_last(model, arrow)) return p.accent;
    switch (model.uses[arrow]) {
        case ArrowUse::ThisRun: return p.ink1;
        case ArrowUse::Before: return p.ink3;
        case ArrowUse::Never: break;
    }
    return p.ink4;
}

void draw_head(const Canvas& canvas, const DiagramEdge& edge, Colour colour, float size) {
    const float angle = direction_at(edge, 1);
    const Point tip = edge.curve[3];
    const Point back{-std::cos(angle), -std::sin(angle)};
    const Point side{-back.y, back.x};
    const Point base = tip + back * size;
    const std::array<Point, 3> head{tip + back * -2, base + side * (size / 2), base + side * (-size / 2)};
    canvas.polygon(head, colour);
}

void draw_edge(const Canvas& canvas, const Look& look, std::uint32_t arrow) {
    const Palette& p = canvas.palette();
    const DiagramModel& model = look.scene.model;
    const DiagramEdge& edge = look.geometry.edges[arrow];
    const bool was_taken = model.uses[arrow] == ArrowUse::ThisRun;
    const Colour colour = stroke_colour(p, model, arrow);
    const auto& c = edge.curve;
    if (look.scene.choice.arrow == arrow)
        canvas.bezier(c[0], c[1], c[2], c[3], {.colour = p.accent_soft, .width = 14, .cap = Cap::Round});
    const bool is_never = model.uses[arrow] == ArrowUse::Never;
    canvas.bezier(c[0], c[1], c[2], c[3],
                  {.colour = colour,
                   .width = was_taken ? 2.4f : 1.4f,
                   .dash = is_never ? Dash{2, 5} : Dash{},
                   .cap = Cap::Round});
    draw_head(canvas, edge, colour, look.geometry.has_labels ? 10.0f : 8.0f);
}

// ---- labels -------------------------------------------------------------------------------------------

struct ArrowLabel {
    std::string event{};
    std::string action{};
    Face action_face = Face::Sans;
    float width = 0;
    Rect words{};
    // With the signs of those who took it.
    Rect plate{};
};

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

ArrowLabel label_of(const Ui& ui, const Canvas& canvas, const Look& look, std::uint32_t arrow) {
    const ArrowWords& words = words_of_arrow(arrow);
    const DiagramEdge& edge = look.geometry.edges[arrow];
    ArrowLabel label{.event = ui.tr(words.event)};
    if (words.has_action) label.action = ui.tr(words.action);
    // The monospaced face has no Chinese.
    label.action_face = is_ascii(label.action) ? Face::Mono : Face::Sans;
    label.width = std::max(canvas.text_width(label.event, type::caption),
                           canvas.text_width(label.action, type::axis, label.action_face));
    float x = edge.label.x;
    if (edge.align == Align::Middle) x -= label.width / 2;
    if (edge.align == Align::End) x -= label.width;
    label.words = {x - plate_padding, edge.label.y - 12, label.width + 2 * plate_padding,
                   label.action.empty() ? 16.0f : 30.0f};
    label.plate = label.words;
    const float tags = tag_step * static_cast<float>(look.scene.model.walkers[arrow].size());
    if (edge.align == Align::End) label.plate.x -= tags;
    label.plate.w += tags;
    return label;
}

void draw_label(const Canvas& canvas, const Look& look, std::uint32_t arrow, const ArrowLabel& label,
                bool is_hovered) {
    const Palette& p = canvas.palette();
    const DiagramModel& model = look.scene.model;
    const DiagramEdge& edge = look.geometry.edges[arrow];
    const bool was_taken = model.uses[arrow] == ArrowUse::ThisRun;
    canvas.fill(label.words, with_opacity(look.ground, .94f), radius::tag);
    const bool is_lit = is_last(model, arrow) || is_hovered || look.scene.choice.arrow == arrow;
    const Colour ink = is_lit ? p.accent : was_taken ? p.ink1 : p.ink3;
    const Colour action_ink = is_lit ? p.accent : was_taken ? p.ink2 : p.ink3;
    canvas.text(edge.label, label.event, {.colour = ink, .size = type::caption, .align = edge.align});
    if (!label.action.empty())
        canvas.text(
            {edge.label.x, edge.label.y + action_below}, label.action,
            {.colour = action_ink, .size = type::axis, .face = label.action_face, .align = edge.align});
    const std::string& walkers = model.walkers[arrow];
    const bool is_left = edge.align == Align::End;
    for (std::size_t i = 0; i < walkers.size(); ++i) {
        const float along = tag_step * (static_cast<float>(i) + .5f);
        const float x = is_left ? label.words.x - tag_step * static_cast<float>(walkers.size()) + along
                                : label.words.right() + along;
        draw_host_sign(canvas, {x, label.words.centre().y}, walkers[i], tag_radius);
    }
}

std::string use_text(const Ui& ui, const DiagramModel& model, std::uint32_t arrow) {
    switch (model.uses[arrow]) {
        case ArrowUse::ThisRun: return ui.tr(Msg::StatesTakenBy, {letters_text(model.walkers[arrow])});
        case ArrowUse::Before: return ui.tr(Msg::StatesTakenBefore);
        case ArrowUse::Never: break;
    }
    return ui.tr(Msg::StatesNotTaken);
}

PressResult press_arrow(Ui& ui, const Look& look, std::uint32_t arrow, const Rect& rect) {
    const ArrowWords& words = words_of_arrow(arrow);
    std::string what = ui.tr(words.event);
    if (words.has_action) what = ui.tr(Msg::StatesEventAction, {what, ui.tr(words.action)});
    SemanticNode node{.id = look.scene.id + ".arrow." + std::to_string(arrow + 1),
                      .role = Role::Button,
                      .name = arrow_name(ui, arrow),
                      .value = use_text(ui, look.scene.model, arrow),
                      .description = what};
    node.state.can_press = true;
    node.state.is_pressed = look.scene.choice.arrow == arrow;
    return press_area(
        ui, {.node = std::move(node), .rect = rect, .ring_radius = radius::tag, .allows_overlap = true});
}

Rect grip_of(const Ui& ui, const Look& look, std::uint32_t arrow) {
    const DiagramEdge& edge = look.geometry.edges[arrow];
    const Point at = point_on(edge, edge.grip);
    const float side = ui.has_coarse_pointer() ? 26.0f : 18.0f;
    return {at.x - side / 2, at.y - side / 2, side, side};
}

// ---- states -------------------------------------------------------------------------------------------

// As the figure and ss abbreviate them where there is no room.
std::string_view short_name(tcp::State state) {
    switch (state) {
        case tcp::State::SynReceived: return "SYN-RCVD";
        case tcp::State::Established: return "ESTAB";
        default: return tcp::name_of(state);
    }
}

tcp::State state_of_box(std::size_t box) {
    return box == last_closed_box ? tcp::State::Closed : static_cast<tcp::State>(box);
}

std::string who_is_there(const DiagramModel& model, std::size_t box) {
    std::string letters;
    for (const DiagramMark& mark : model.marks)
        if (mark.box == box) letters += mark.letter;
    return letters;
}

PressResult press_box(Ui& ui, const Look& look, std::size_t box) {
    const tcp::State state = state_of_box(box);
    const std::string letters = who_is_there(look.scene.model, box);
    const std::string suffix = box == last_closed_box ? ".end" : "";
    SemanticNode node{.id = look.scene.id + ".box." + std::string(tcp::name_of(state)) + suffix,
                      .role = Role::Button,
                      .name = std::string(tcp::name_of(state))};
    if (!letters.empty()) node.value = ui.tr(Msg::StatesHere, {letters_text(letters)});
    node.state.can_press = true;
    node.state.is_pressed = look.scene.choice.state == state;
    return press_area(ui,
                      {.node = std::move(node), .rect = look.geometry.boxes[box], .ring_radius = box_radius});
}

void draw_name(const Canvas& canvas, const Look& look, std::size_t box, Colour ink) {
    const Rect& r = look.geometry.boxes[box];
    const tcp::State state = state_of_box(box);
    if (look.geometry.has_labels) {
        draw_swatch(canvas, {r.x + 10, r.centre().y}, state, 9, std::min(22.0f, r.h - 12));
        canvas.text_on_middle({r.x + 27, r.centre().y}, tcp::name_of(state),
                              {.colour = ink, .size = type::control});
        return;
    }
    constexpr float swatch_room = 16;
    constexpr float padding = 4;
    const auto fits = [&](std::string_view name, float left) {
        return canvas.text_width(name, type::axis) <= r.w - left - padding;
    };
    std::string_view name = tcp::name_of(state);
    if (!fits(name, swatch_room)) name = short_name(state);
    const bool has_swatch = fits(name, swatch_room);
    if (has_swatch) draw_swatch(canvas, {r.x + 6, r.centre().y}, state, 6, r.h - 12);
    const Ink look_of_name{
        .colour = ink, .size = type::axis, .align = has_swatch ? Align::Start : Align::Middle};
    canvas.text_on_middle({has_swatch ? r.x + swatch_room : r.centre().x, r.centre().y}, name, look_of_name);
}

void draw_box(const Canvas& canvas, const Look& look, std::size_t box, const PressResult& press) {
    const Palette& p = canvas.palette();
    const DiagramModel& model = look.scene.model;
    const Rect& r = look.geometry.boxes[box];
    const bool is_live = !who_is_there(model, box).empty();
    const bool was_seen = is_live || model.visits[box] == ArrowUse::ThisRun;
    const bool is_chosen = look.scene.choice.state == state_of_box(box);
    const float around = look.geometry.has_labels ? 5.0f : 3.0f;
    if (is_live)
        canvas.box(r.grown(around),
                   {.border = p.accent, .border_width = 2, .radius = box_radius + around - 1});
    const bool is_lit = is_live || is_chosen || press.is_hovered;
    Box look_of_box{.fill = is_lit     ? p.accent_soft
                            : was_seen ? p.raised
                                       : look.ground,
                    .border = was_seen ? p.ink2 : p.line,
                    .border_width = was_seen ? 1.5f : 1.2f,
                    .radius = box_radius};
    if (is_chosen) look_of_box.border = p.accent;
    if (!was_seen && model.visits[box] == ArrowUse::Never) look_of_box.dash = {3, 3};
    canvas.box(r, look_of_box);
    draw_name(canvas, look, box, was_seen || is_chosen ? p.ink1 : p.ink3);
}

// ---- who is where -------------------------------------------------------------------------------------

Point corner_of(const Look& look, std::size_t box, std::size_t place) {
    const Rect& r = look.geometry.boxes[box];
    const float step = look.geometry.has_labels ? 25.0f : 18.0f;
    return {r.right() - 4 - step * static_cast<float>(place), r.y - 2};
}

void draw_mark(Ui& ui, const Look& look, std::size_t index) {
    const DiagramMark& mark = look.scene.model.marks[index];
    std::size_t place = 0;
    for (std::size_t i = index + 1; i < look.scene.model.marks.size(); ++i)
        if (look.scene.model.marks[i].box == mark.box) ++place;
    Point at = corner_of(look, mark.box, place);
    // It slides along the arrow that brought it; back in time it is simply where it was.
    const std::string id = look.scene.id + ".mark." + std::string(1, mark.letter);
    const double moved = ui.motion.follow(id, mark.moves, Tempo::StateMarker);
    const double left = static_cast<double>(mark.moves) - moved;
    if (mark.came_along && left > 0) {
        const float t = static_cast<float>(std::clamp(1 - left, 0.0, 1.0));
        const DiagramEdge& edge = look.geometry.edges[*mark.came_along];
        const Point from = corner_of(look, box_before(*mark.came_along), place) - point_on(edge, 0);
        const Point to = at - point_on(edge, 1);
        at = point_on(edge, t) + from * (1 - t) + to * t;
    }
    draw_host_sign(ui.canvas(), at, mark.letter, look.geometry.has_labels ? 11.0f : 8.0f);
}

void draw_bands(Ui& ui, const DiagramGeometry& g) {
    constexpr std::array<Msg, 4> names{Msg::StatesBandIdle, Msg::StatesBandOpening, Msg::StatesBandOpen,
                                       Msg::StatesBandClosing};
    const Canvas canvas = ui.canvas();
    const Palette& p = canvas.palette();
    for (std::size_t i = 0; i < names.size(); ++i) {
        const DiagramBand& band = g.bands[i];
        canvas.line({g.band_x, band.top}, {g.band_x, band.bottom},
                    {.colour = p.line, .width = 2, .cap = Cap::Round});
        canvas.text({g.band_x + 8, band.top + 10}, ui.tr(names[i]), {.colour = p.ink3, .size = type::axis});
    }
}

}  // namespace

std::string arrow_name(const Ui& ui, std::uint32_t arrow) {
    const lesson::Arrow& leads = lesson::figure_5()[arrow];
    return ui.tr(Msg::StatesFromTo, {tcp::name_of(leads.from), tcp::name_of(leads.to)});
}

std::string letters_text(const std::string& letters) {
    std::string text;
    for (const char letter : letters) text += (text.empty() ? "" : " ") + std::string(1, letter);
    return text;
}

void draw_diagram(Ui& ui, const DiagramScene& scene, Commands& commands) {
    const SemanticScope group(ui.semantics, {.id = scene.id + ".diagram",
                                             .role = Role::Group,
                                             .name = ui.tr(Msg::StatesDiagram),
                                             .rect = scene.rect});
    const Look look{.scene = scene,
                    .geometry = lay_out_diagram(scene.rect),
                    .ground = scene.ground != 0 ? scene.ground : ui.palette().sheet};
    const Canvas canvas = ui.canvas();
    const bool has_labels = look.geometry.has_labels;
    if (has_labels) draw_bands(ui, look.geometry);
    for (std::uint32_t i = 0; i < lesson::arrow_count; ++i)
        if (!is_last(scene.model, i)) draw_edge(canvas, look, i);
    if (scene.model.last) draw_edge(canvas, look, scene.model.last->arrow);

    for (std::size_t box = 0; box < diagram_box_count; ++box) {
        const PressResult press = press_box(ui, look, box);
        if (press.is_pressed) commands.push_back(command::AskOfState{state_of_box(box)});
        draw_box(canvas, look, box, press);
    }
    for (std::uint32_t i = 0; i < lesson::arrow_count; ++i) {
        const ArrowLabel label = has_labels ? label_of(ui, canvas, look, i) : ArrowLabel{};
        const PressResult press = press_arrow(ui, look, i, has_labels ? label.plate : grip_of(ui, look, i));
        if (press.is_pressed) commands.push_back(command::AskOfArrow{i});
        if (has_labels) draw_label(canvas, look, i, label, press.is_hovered);
    }
    for (std::size_t i = scene.model.marks.size(); i > 0; --i) draw_mark(ui, look, i - 1);
}

}  // namespace hw::ui
