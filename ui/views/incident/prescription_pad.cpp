#include "ui/views/incident/prescription_pad.h"

#include <algorithm>
#include <array>

#include "imgui.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float padding = 14;
constexpr float chip_height = 24;
constexpr float heading_height = 40;
constexpr ParagraphStyle ruling_style{.size = type::row, .line_height = 17};

struct PadDrawing {
    Ui& ui;
    const PadScene& scene;
    Wishes& wishes;
};

float chip_line_height(const Ui& ui) { return std::max(chip_height, ui.target_height() - 8) + 6; }

// Where each item's chip lies, from the upper left corner of the first; the last entry is where a next one would.
std::vector<Rect> chip_places(Ui& ui, const PadModel& model, float width) {
    std::vector<Rect> places;
    Point pen{};
    const Canvas canvas = ui.canvas();
    for (const std::uint32_t item : model.items) {
        const float w = std::min(width, canvas.text_width(model.names[item], type::row) + 34);
        if (pen.x > 0 && pen.x + w > width) pen = {0, pen.y + chip_line_height(ui)};
        places.push_back({pen.x, pen.y, w, chip_line_height(ui) - 6});
        pen.x += w + 6;
    }
    return places;
}

std::vector<std::string> ruling_lines(const Ui& ui, const PadModel& model) {
    if (!model.ruling) return {};
    if (model.ruling->is_accepted) {
        const bool is_a = model.ruling->grade == incident::Grade::A;
        return {ui.tr(is_a ? Msg::IncidentAcceptedA : Msg::IncidentAcceptedB)};
    }
    std::vector<std::string> lines;
    for (const incident::Complaint& complaint : model.ruling->complaints)
        lines.push_back(complaint_text(ui, model, complaint));
    return lines;
}

float line_height(Ui& ui, const std::string& line, float width) {
    const std::array spans{TextSpan{SpanKind::Plain, line}};
    return paragraph_height(ui, {.spans = spans, .style = ruling_style, .width = width}) + 4;
}

void draw_chips(const PadDrawing& d, Point at, const std::vector<Rect>& places) {
    const Canvas canvas = d.ui.canvas();
    const Palette& p = d.ui.palette();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const std::uint32_t item = d.scene.model.items[i];
        const std::string& name = d.scene.model.names[item];
        const Rect rect{at.x + places[i].x, at.y + places[i].y, places[i].w, places[i].h};
        canvas.box(rect, {.fill = p.accent_soft, .border = p.accent, .radius = radius::tag});
        canvas.text_on_middle({rect.x + 9, rect.centre().y}, name, {.colour = p.ink1, .size = type::row});
        draw_icon(canvas, Icon::Cross, {rect.right() - 13, rect.centre().y},
                  {.colour = p.ink2, .scale = .8f});
        SemanticNode node{.id = "incident.pad." + std::string(incident::remedies()[item].id),
                          .role = Role::Button,
                          .name = d.ui.tr(Msg::IncidentPadTake, {name})};
        if (press_area(d.ui, {.node = std::move(node), .rect = rect}).is_pressed)
            d.wishes.push_back(wish::Prescribe{item, false});
    }
}

// Returns the y below.
float draw_ruling(const PadDrawing& d, Point at, float width) {
    const PadModel& model = d.scene.model;
    const Palette& p = d.ui.palette();
    const bool is_accepted = model.ruling->is_accepted;
    const std::vector<std::string> lines = ruling_lines(d.ui, model);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string id = "incident.ruling." + std::to_string(i);
        const float height = line_height(d.ui, lines[i], width - 22);
        draw_icon(d.ui.canvas(), is_accepted ? Icon::Check : Icon::Cross, {at.x + 7, at.y + 9},
                  {.colour = is_accepted ? p.good : p.bad, .width = 1.9f});
        const bool leads_somewhere = !is_accepted && !model.ruling->complaints[i].at.is_never();
        const SpanKind kind = leads_somewhere ? SpanKind::Link : SpanKind::Plain;
        const std::array spans{TextSpan{kind, lines[i]}};
        place({at.x + 22, at.y});
        const int pressed = paragraph(d.ui, {.id = id,
                                             .spans = spans,
                                             .style = ruling_style,
                                             .ink = {.plain = is_accepted ? p.good : p.ink1},
                                             .width = width - 22});
        if (pressed >= 0) d.wishes.push_back(wish::GoToMoment{model.ruling->complaints[i].at});
        at.y += height;
    }
    return at.y;
}

}  // namespace

std::string complaint_text(const Ui& ui, const PadModel& model, const incident::Complaint& c) {
    const std::string name = c.remedy < model.names.size() ? model.names[c.remedy] : std::string();
    const auto numbers = [&](Msg message) {
        const Duration interval = model.size->intervals[c.phase];
        const std::int64_t tenths = (10'000'000 + interval.us / 2) / interval.us;
        const std::string rate =
            format_integer(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
        return ui.tr(message,
                     {format_integer(static_cast<std::int64_t>(c.number)), rate,
                      ui.tr(Msg::SecondsValue, {std::to_string((c.at - Instant{}).us / 1'000'000)})});
    };
    switch (c.objection) {
        case incident::Objection::Empty: return ui.tr(Msg::ObjectionEmpty);
        case incident::Objection::UnknownKnob: return ui.tr(Msg::ObjectionUnknown, {name});
        case incident::Objection::Failures: return numbers(Msg::ObjectionFailures);
        case incident::Objection::Resets: return numbers(Msg::ObjectionResets);
        case incident::Objection::LostBytes: return numbers(Msg::ObjectionLost);
        case incident::Objection::DestroyedTimeWaits: return numbers(Msg::ObjectionDestroyed);
        case incident::Objection::Superstition: return ui.tr(Msg::ObjectionSuperstition, {name});
    }
    return {};
}

float prescription_pad_height(Ui& ui, const PadModel& model, float width) {
    const float inner = width - 2 * padding;
    float height = std::max(heading_height, ui.target_height() + 12);
    const std::vector<Rect> places = chip_places(ui, model, inner);
    if (places.empty())
        height += line_height(ui, ui.tr(Msg::IncidentPadEmpty), inner);
    else
        height += places.back().bottom() + 8;
    for (const std::string& line : ruling_lines(ui, model)) height += line_height(ui, line, inner - 22);
    return height + 8;
}

void draw_prescription_pad(Ui& ui, const PadScene& scene, Wishes& wishes) {
    const PadModel& model = scene.model;
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "incident.pad",
                    .name = ui.tr(Msg::IncidentPad),
                    .rect = scene.rect,
                    .ground = p.raised,
                    .scrolls = true});
    const Rect& r = scene.rect;
    ui.canvas().horizontal_hair(r.x, r.right(), r.y, p.line);
    const PadDrawing d{.ui = ui, .scene = scene, .wishes = wishes};
    const float width = r.w - 2 * padding;
    const float top = place().y;  // scrolled
    const float head = std::max(heading_height, ui.target_height() + 12);
    label(ui, {r.x + padding, top + head / 2 + 5},
          {.id = "incident.pad.title",
           .text = ui.tr(Msg::IncidentPad),
           .size = type::section_heading,
           .role = Role::Heading,
           .level = 3});
    const bool is_trying = model.runs_wanted > 0;
    const std::string text = is_trying ? ui.tr(Msg::IncidentPadTrying, {std::to_string(model.runs_made + 1),
                                                                        std::to_string(model.runs_wanted)})
                                       : ui.tr(Msg::IncidentPadTry);
    const float button_height = std::max(30.0f, ui.target_height());
    const float button_width = std::max(110.0f, ui.canvas().text_width(text, type::control) + 28);
    place({r.right() - padding - button_width, top + (head - button_height) / 2});
    const ButtonSpec spec{.id = "incident.try",
                          .label = text,
                          .kind = ButtonKind::Primary,
                          .size = {button_width, button_height},
                          .is_disabled = is_trying || model.items.empty() || !scene.can_run};
    if (button(ui, spec)) wishes.emplace_back(std::in_place_type<wish::TryPrescription>);
    Point at{r.x + padding, top + head};
    const std::vector<Rect> places = chip_places(ui, model, width);
    if (places.empty()) {
        place(at);
        const std::array spans{TextSpan{SpanKind::Plain, ui.tr(Msg::IncidentPadEmpty)}};
        paragraph(ui, {.id = "incident.pad.empty",
                       .spans = spans,
                       .style = ruling_style,
                       .ink = {.plain = p.ink3},
                       .width = width});
    } else {
        draw_chips(d, at, places);
        at.y += places.back().bottom() + 8;
    }
    if (model.ruling) at.y = draw_ruling(d, at, width);
    place(at);
    ImGui::Dummy({1, 1});
    end_pane(ui);
}

}  // namespace hw::ui
