#include "ui/views/incident/remedy_list.h"

#include <algorithm>
#include <array>

#include "imgui.h"
#include "ui/draw/plate.h"
#include "ui/views/incident/load_hunt.h"
#include "ui/views/incident/remedy_numbers.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float row_height = 42;
constexpr float switch_width = 34;
constexpr float switch_height = 18;
constexpr float text_left = 28;  // of the row: behind the glyph

struct ListDrawing {
    Ui& ui;
    const RemedyListScene& scene;
    Wishes& wishes;
    float left = 0;
    float width = 0;

    std::string id(std::uint32_t remedy, std::string_view rest) const {
        return "incident.remedy." + std::string(incident::remedies()[remedy].id) + std::string(rest);
    }
};

// The switch that puts a remedy on the prescription: a pill with a knob.
void draw_switch(const ListDrawing& d, const RemedyRow& row, std::uint32_t remedy, Rect hit) {
    const Canvas canvas = d.ui.canvas();
    const Palette& p = d.ui.palette();
    const Rect pill{hit.right() - switch_width, hit.centre().y - switch_height / 2, switch_width,
                    switch_height};
    const bool is_on = row.is_prescribed;
    canvas.box(pill, {.fill = is_on ? p.accent : p.sunk, .border = is_on ? p.accent : p.line, .radius = 9});
    canvas.circle({is_on ? pill.right() - 9 : pill.x + 9, pill.centre().y}, 6.5f,
                  is_on ? p.on_accent : p.ink3);
    SemanticNode node{.id = d.id(remedy, ".prescribe"),
                      .role = Role::Switch,
                      .name = d.ui.tr(Msg::IncidentPrescribeIt, {row.name})};
    node.state.can_check = true;
    node.state.is_checked = is_on;
    if (press_area(d.ui, {.node = std::move(node), .rect = hit}).is_pressed)
        d.wishes.push_back(wish::Prescribe{remedy, !is_on});
}

std::string second_line(const ListDrawing& d, const RemedyRow& row) {
    if (row.is_running) return d.ui.tr(Msg::IncidentRowRunning);
    if (row.with == nullptr) return std::string(row.remedy->code);
    return d.ui.tr(Msg::IncidentRowResult, {percent_text((*row.with)[0].failed_per_10000()),
                                            percent_text((*row.with)[1].failed_per_10000()),
                                            d.ui.tr(verdict_name(row.remedy->verdict))});
}

void draw_row(const ListDrawing& d, const RemedyRow& row, std::uint32_t remedy) {
    const Canvas canvas = d.ui.canvas();
    const Palette& p = d.ui.palette();
    const Point at = place();
    const float height = std::max(row_height, d.ui.target_height());
    const Rect rect{at.x, at.y, d.width, height};
    const bool is_open = d.scene.expanded == remedy;
    if (is_open) canvas.box(rect, {.fill = p.accent_soft, .border = p.accent, .radius = radius::choice});
    const OutcomeLook look = look_of(p, row.outcome);
    if (row.with != nullptr)
        draw_icon(canvas, look.icon, {rect.x + 15, rect.centre().y}, {.colour = look.colour, .width = 1.9f});
    else
        canvas.circle({rect.x + 15, rect.centre().y}, 3, 0, {.colour = p.ink4, .width = 1.4f});
    canvas.text({rect.x + text_left, rect.centre().y - 3}, row.name, {.colour = p.ink1, .size = type::flags});
    const bool is_code = row.with == nullptr && !row.is_running;
    const std::string second = second_line(d, row);
    const float room = rect.w - text_left - switch_width - 22;
    std::string_view shown = second;
    // Code that is too long for the row stands whole in the opened part.
    while (canvas.text_width(shown, type::caption, is_code ? Face::Mono : Face::Sans) > room &&
           !shown.empty())
        shown.remove_suffix(1);
    canvas.text({rect.x + text_left, rect.centre().y + 13}, shown,
                {.colour = is_code ? p.ink3 : look.colour,
                 .size = type::caption,
                 .face = is_code ? Face::Mono : Face::Sans});
    SemanticNode node{.id = d.id(remedy, ""), .role = Role::Button, .name = row.name, .value = second};
    node.state.can_expand = true;
    node.state.is_expanded = is_open;
    const Rect press{rect.x, rect.y, rect.w - switch_width - 18, rect.h};
    const bool is_pressed = press_area(d.ui, {.node = std::move(node), .rect = press}).is_pressed;
    if (is_pressed) d.wishes.push_back(wish::Expand{remedy});
    const float hit_height = std::min(height, std::max(switch_height + 8, d.ui.target_height()));
    draw_switch(
        d, row, remedy,
        {rect.right() - switch_width - 18, rect.centre().y - hit_height / 2, switch_width + 10, hit_height});
    place({at.x, rect.bottom() + 2});
}

// ---- the opened part

void draw_words(const ListDrawing& d, std::uint32_t remedy, std::string_view part, const Spans& spans,
                Colour plain) {
    const std::string id = d.id(remedy, part);
    const int pressed = paragraph(d.ui, {.id = id,
                                         .spans = spans,
                                         .style = {.size = type::flags, .line_height = 19},
                                         .ink = {.plain = plain},
                                         .width = d.width - text_left - 8});
    // Citations lead to the clause.
    if (pressed >= 0) d.wishes.push_back(wish::OpenSource{spans[static_cast<std::size_t>(pressed)].target});
    place({d.left + text_left, place().y});
}

void draw_code(const ListDrawing& d, const RemedyRow& row) {
    const Canvas canvas = d.ui.canvas();
    const Palette& p = d.ui.palette();
    const Point at = place();
    const Rect box{at.x, at.y, d.width - text_left - 8, 24};
    canvas.box(box, {.fill = p.sunk, .border = p.hair, .radius = radius::cell});
    const std::string host = "(" + std::string(row.remedy->host) + ")";
    const float host_width = canvas.text_width(host, type::caption, Face::Mono);
    float size = type::row;
    while (size > 9 && canvas.text_width(row.remedy->code, size, Face::Mono) > box.w - host_width - 24)
        size -= .5f;
    canvas.text_on_middle({box.x + 8, box.centre().y}, row.remedy->code,
                          {.colour = p.ink1, .size = size, .face = Face::Mono});
    canvas.text_on_middle({box.right() - 8, box.centre().y}, host,
                          {.colour = p.ink3, .size = type::caption, .face = Face::Mono, .align = Align::End});
    d.ui.semantics.add(
        {.id = d.id(static_cast<std::uint32_t>(row.remedy - incident::remedies().data()), ".code"),
         .role = Role::Text,
         .name = std::string(row.remedy->code) + " " + host,
         .rect = box});
    place({at.x, box.bottom() + 8});
}

constexpr std::array<Msg, bet_count> bet_names{Msg::IncidentBetNone, Msg::IncidentBetFewer,
                                               Msg::IncidentBetSame, Msg::IncidentBetMore};

void draw_bets(const ListDrawing& d, const RemedyRow& row, std::uint32_t remedy) {
    const std::string ask_id = d.id(remedy, ".ask");
    const std::string failing =
        row.before == nullptr ? "" : percent_text((*row.before)[0].failed_per_10000());
    const std::string ask = d.ui.tr(Msg::IncidentBetAsk, {failing});
    const std::array spans{TextSpan{SpanKind::Plain, ask}};
    paragraph(d.ui, {.id = ask_id,
                     .spans = spans,
                     .style = {.size = type::flags, .line_height = 19},
                     .ink = {.plain = d.ui.palette().ink1},
                     .width = d.width - text_left - 8});
    const Point at{d.left + text_left, place().y};
    const SemanticScope group(d.ui.semantics,
                              {.id = d.id(remedy, ".bets"), .role = Role::Group, .name = ask});
    const float gap = 6;
    const float width = (d.width - text_left - 8 - gap * (bet_count - 1)) / bet_count;
    const float height = std::max(30.0f, d.ui.target_height());
    for (std::size_t i = 0; i < bet_count; ++i) {
        place({at.x + static_cast<float>(i) * (width + gap), at.y});
        const std::string id = d.id(remedy, ".bet." + std::to_string(i));
        const ButtonSpec spec{.id = id,
                              .label = d.ui.tr(bet_names[i]),
                              .size = {width, height},
                              .text_size = type::row,
                              .is_disabled = !d.scene.can_run || row.before == nullptr};
        if (button(d.ui, spec)) d.wishes.push_back(wish::BetOn{remedy, static_cast<Bet>(i)});
    }
    place({d.left + text_left, at.y + height + 10});
}

bool bet_was_right(const RemedyRow& row) {
    const std::uint64_t before = (*row.before)[0].failed.count, with = (*row.with)[0].failed.count;
    switch (*row.bet) {
        case Bet::None: return with == 0;
        case Bet::Fewer: return 0 < with && with < before;
        case Bet::Same: return with == before;
        case Bet::More: return with > before;
    }
    return false;
}

void draw_bet_line(const ListDrawing& d, const RemedyRow& row, std::uint32_t remedy) {
    if (!row.bet) return;
    const Palette& p = d.ui.palette();
    const bool is_right = bet_was_right(row);
    const Point at = place();
    draw_icon(d.ui.canvas(), is_right ? Icon::Check : Icon::Cross, {at.x + 7, at.y + 9},
              {.colour = is_right ? p.good : p.bad, .width = 1.8f});
    const std::string id = d.id(remedy, ".yours");
    const std::string text =
        d.ui.tr(Msg::IncidentYourBet, {d.ui.tr(bet_names[static_cast<std::size_t>(*row.bet)])});
    label(d.ui, {at.x + 20, at.y + 13}, {.id = id, .text = text, .size = type::row, .colour = p.ink2});
    place({at.x, at.y + 24});
}

void draw_progress(const ListDrawing& d, std::uint32_t remedy) {
    const Palette& p = d.ui.palette();
    const Point at = place();
    const Rect bar{at.x, at.y + 6, d.width - text_left - 8, 4};
    d.ui.canvas().fill(bar, p.sunk, 2);
    d.ui.canvas().fill({bar.x, bar.y, bar.w * d.scene.progress, bar.h}, p.accent, 2);
    d.ui.semantics.add({.id = d.id(remedy, ".progress"),
                        .role = Role::Status,
                        .name = d.ui.tr(Msg::IncidentRowRunning),
                        .rect = bar});
    place({at.x, at.y + 18});
}

void draw_opened(const ListDrawing& d, const RemedyRow& row, std::uint32_t remedy) {
    const Palette& p = d.ui.palette();
    place({d.left + text_left, place().y + 2});
    draw_words(d, remedy, ".belief", row.belief, p.ink3);
    place({d.left + text_left, place().y - 2});
    draw_code(d, row);
    if (row.is_running || row.before == nullptr)
        draw_progress(d, remedy);
    else if (row.with == nullptr)
        draw_bets(d, row, remedy);
    if (row.with != nullptr && row.before != nullptr) {
        const NumbersScene numbers{.id = d.id(remedy, ".numbers"),
                                   .before = *row.before,
                                   .with = *row.with,
                                   .size = *d.scene.size,
                                   .width = d.width - text_left - 8};
        draw_numbers(d.ui, numbers);
        draw_bet_line(d, row, remedy);
        draw_words(d, remedy, ".effect", row.effect, look_of(p, row.outcome).colour);
        draw_words(d, remedy, ".truth", row.truth, p.ink2);
        place({d.left + text_left, place().y});
        const std::string id = d.id(remedy, ".show");
        const ButtonSpec again{.id = id, .label = d.ui.tr(Msg::IncidentShowRun), .text_size = type::row};
        if (button(d.ui, again)) d.wishes.push_back(wish::ShowRemedy{remedy});
    }
    place({d.left, place().y + 8});
}

}  // namespace

std::string percent_text(std::uint64_t per_10000) {
    if (per_10000 == 0) return "0 %";
    const std::uint64_t tenths = (per_10000 + 5) / 10;
    if (tenths == 0) return "< 0.1 %";
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

OutcomeLook look_of(const Palette& p, incident::Outcome outcome) {
    switch (outcome) {
        case incident::Outcome::Cures: return {Icon::Check, p.good};
        case incident::Outcome::CuresEveryDay:
        case incident::Outcome::Helps: return {Icon::Dash, p.ink2};
        case incident::Outcome::Harms: return {Icon::Warning, p.warn};
        case incident::Outcome::Nothing:
        case incident::Outcome::NoCure:
        case incident::Outcome::Unknown: return {Icon::Cross, p.bad};
    }
    return {};
}

Msg verdict_name(incident::Verdict verdict) {
    constexpr std::array<Msg, incident::verdict_count> names{
        Msg::VerdictFirst,      Msg::VerdictReal,      Msg::VerdictThin,          Msg::VerdictNotEnough,
        Msg::VerdictClientOnly, Msg::VerdictWrongSide, Msg::VerdictSelfDefeating, Msg::VerdictMuseum,
        Msg::VerdictMyth,       Msg::VerdictHarm,      Msg::VerdictIrrelevant,    Msg::VerdictNoEffect,
        Msg::VerdictWorse};
    return names[static_cast<std::size_t>(verdict)];
}

void draw_remedy_list(Ui& ui, const RemedyListScene& scene, Wishes& wishes) {
    begin_pane(ui, {.id = "incident.remedies",
                    .name = ui.tr(Msg::IncidentRemedies),
                    .rect = scene.rect,
                    .padding = {12, 8},
                    .scrolls = true});
    const Point at = place();
    const ListDrawing d{.ui = ui, .scene = scene, .wishes = wishes, .left = at.x, .width = scene.rect.w - 30};
    draw_load_hunt(ui, {.model = scene.loads, .width = d.width, .progress = scene.progress}, wishes);
    for (std::uint32_t i = 0; i < scene.rows.size(); ++i) {
        draw_row(d, scene.rows[i], i);
        if (scene.expanded == i) draw_opened(d, scene.rows[i], i);
    }
    ImGui::Dummy({1, space::s});
    end_pane(ui);
}

}  // namespace hw::ui
