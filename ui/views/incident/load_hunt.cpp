#include "ui/views/incident/load_hunt.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "ui/draw/icon.h"
#include "ui/text/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/press.h"
#include "ui/widgets/slider.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float row_height = 42;
constexpr float text_left = 28;  // as in the rows of the remedies
constexpr float gap = 6;

struct HuntDrawing {
    Ui& ui;
    const LoadHuntScene& scene;
    Wishes& wishes;
    Point at{};

    float left() const { return at.x + text_left; }
    float width() const { return scene.width - text_left - 8; }
};

std::string number(std::uint64_t value) { return format_integer(static_cast<std::int64_t>(value)); }

std::string tried_text(const Ui& ui, const LoadTried& tried) {
    if (tried.failed == 0)
        return ui.tr(Msg::IncidentLoadBears, {number(tried.per_second), number(tried.tried)});
    return ui.tr(Msg::IncidentLoadFails,
                 {number(tried.per_second), number(tried.failed), number(tried.tried)});
}

std::string format_s(Duration duration) {
    return number(static_cast<std::uint64_t>(duration.us / 1'000'000));
}

// Connections per second that the ports are enough for, with one decimal.
std::string ceiling_of(const LoadModel& model) {
    const std::int64_t tenths = std::int64_t{model.ports} * 10'000'000 / model.held.us;
    return format_integer(tenths / 10) + "." + std::to_string(tenths % 10);
}

// What fails, with what is one less and does not; null while there is no such pair.
const LoadTried* smallest_failing(const LoadModel& model) {
    for (std::size_t i = 1; i < model.tried.size(); ++i) {
        const LoadTried &less = model.tried[i - 1], &more = model.tried[i];
        if (less.failed == 0 && more.failed > 0 && more.per_second == less.per_second + 1) return &more;
    }
    return nullptr;
}

void draw_row(const HuntDrawing& d) {
    Ui& ui = d.ui;
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const LoadModel& model = d.scene.model;
    const Rect rect{d.at.x, d.at.y, d.scene.width, std::max(row_height, ui.target_height())};
    if (model.is_open)
        canvas.box(rect, {.fill = p.accent_soft, .border = p.accent, .radius = radius::choice});
    const bool is_found = smallest_failing(model) != nullptr;
    if (is_found)
        draw_icon(canvas, Icon::Check, {rect.x + 15, rect.centre().y}, {.colour = p.good, .width = 1.9f});
    else
        canvas.circle({rect.x + 15, rect.centre().y}, 3, 0, {.colour = p.ink4, .width = 1.4f});
    canvas.text({rect.x + text_left, rect.centre().y - 3}, ui.tr(Msg::IncidentLoad),
                {.colour = p.ink1, .size = type::flags});
    const std::string below(ui.tr(Msg::IncidentLoadBelow));
    canvas.text({rect.x + text_left, rect.centre().y + 13}, below, {.colour = p.ink3, .size = type::caption});
    SemanticNode node{
        .id = "incident.load", .role = Role::Button, .name = ui.tr(Msg::IncidentLoad), .value = below};
    node.state.can_expand = true;
    node.state.is_expanded = model.is_open;
    if (press_area(ui, {.node = std::move(node), .rect = rect}).is_pressed)
        d.wishes.emplace_back(wish::FoldLoads{});
    place({d.at.x, rect.bottom() + 2});
}

void draw_words(const HuntDrawing& d, std::string_view id, std::string_view words, Colour colour) {
    place({d.left(), place().y});
    const std::array spans{TextSpan{SpanKind::Plain, std::string(words)}};
    paragraph(d.ui, {.id = id,
                     .spans = spans,
                     .style = {.size = type::flags, .line_height = 19},
                     .ink = {.plain = colour},
                     .width = d.width()});
}

// Less, the slider, more; and the button that runs it.
void draw_controls(const HuntDrawing& d) {
    Ui& ui = d.ui;
    const LoadModel& model = d.scene.model;
    const float height = std::max(30.0f, ui.target_height());
    const float y = place().y;
    const auto set = [&](std::int64_t rate) {
        const auto most = static_cast<std::int64_t>(model.most);
        d.wishes.emplace_back(
            wish::SetLoad{static_cast<std::uint32_t>(std::clamp<std::int64_t>(rate, 1, most))});
    };
    const auto step = [&](std::string_view id, Msg name, Icon icon, float x, int by) {
        place({x, y});
        const ButtonSpec spec{.id = id, .name = ui.tr(name), .icon = icon, .size = {height, height}};
        if (button(ui, spec)) set(std::int64_t{model.per_second} + by);
    };
    step("incident.load.less", Msg::IncidentLoadLess, Icon::Left, d.left(), -1);
    step("incident.load.more", Msg::IncidentLoadMore, Icon::Right, d.left() + d.width() - height, 1);
    place({d.left() + height + gap, y + (height - ui.target_height()) / 2});
    const std::string value = ui.tr(Msg::IncidentLoadIs, {number(model.per_second)});
    const auto slid =
        slider(ui, {.id = "incident.load.rate",
                    .name = ui.tr(Msg::IncidentLoadRate),
                    .value_text = value,
                    .range = {1, static_cast<double>(model.most), static_cast<double>(model.per_second), 1},
                    .width = d.width() - 2 * (height + gap)});
    if (slid) set(std::lround(*slid));
    place({d.left(), y + height + gap});
    const std::string run_label = ui.tr(Msg::IncidentLoadRun, {value});
    const ButtonSpec run{.id = "incident.load.run",
                         .label = run_label,
                         .size = {d.width(), height},
                         .text_size = type::row,
                         .is_disabled = model.is_running};
    if (button(ui, run)) d.wishes.emplace_back(wish::TryLoad{});
    place({d.left(), y + 2 * (height + gap) + 4});
}

void draw_progress(const HuntDrawing& d) {
    const Palette& p = d.ui.palette();
    const Rect bar{d.left(), place().y + 6, d.width(), 4};
    d.ui.canvas().fill(bar, p.sunk, 2);
    d.ui.canvas().fill({bar.x, bar.y, bar.w * d.scene.progress, bar.h}, p.accent, 2);
    d.ui.semantics.add({.id = "incident.load.progress",
                        .role = Role::Status,
                        .name = d.ui.tr(Msg::IncidentRowRunning),
                        .rect = bar});
    place({d.left(), bar.y + 12});
}

}  // namespace

void draw_load_hunt(Ui& ui, const LoadHuntScene& scene, Wishes& wishes) {
    const HuntDrawing d{ui, scene, wishes, place()};
    const LoadModel& model = scene.model;
    const Palette& p = ui.palette();
    draw_row(d);
    if (!model.is_open) return;
    place({d.left(), place().y + 4});
    draw_words(d, "incident.load.ask", ui.tr(Msg::IncidentLoadAsk, {number(model.every_day)}), p.ink2);
    draw_controls(d);
    if (model.is_running) draw_progress(d);
    for (const LoadTried& tried : model.tried)
        draw_words(d, "incident.load.tried." + std::to_string(tried.per_second), tried_text(ui, tried),
                   tried.failed > 0 ? p.bad : p.good);
    if (const LoadTried* found = smallest_failing(model)) {
        const std::string words =
            ui.tr(Msg::IncidentLoadFound,
                  {number(found->per_second), number(model.ports), format_s(model.held), ceiling_of(model)});
        draw_words(d, "incident.load.found", words, p.ink1);
    }
    place({d.at.x, place().y + 8});
}

}  // namespace hw::ui
