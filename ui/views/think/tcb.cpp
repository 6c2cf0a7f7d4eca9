// The TCB before and after the event. A changed field carries the marker, which fades to its soft colour.
#include <algorithm>
#include <string>
#include <variant>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/draw/plate.h"
#include "ui/views/think/tcb_fields.h"
#include "ui/views/think/think_parts.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float row_height = 19;
constexpr float before_right = 152;
constexpr float arrow_x = 168;

struct SignalWord {
    tcp::Signal signal;
    Msg text;
};

constexpr SignalWord signal_words[] = {
    {tcp::Signal::Established, Msg::ToldEstablished},
    {tcp::Signal::FastOpened, Msg::ToldFastOpened},
    {tcp::Signal::Readable, Msg::ToldReadable},
    {tcp::Signal::Writable, Msg::ToldWritable},
    {tcp::Signal::UrgentData, Msg::ToldUrgent},
    {tcp::Signal::DeliveryProblem, Msg::ToldDeliveryProblem},
    {tcp::Signal::SoftError, Msg::ToldSoftError},
    {tcp::Signal::NetworkFailure, Msg::ToldNetworkFailure},
    {tcp::Signal::KeepAliveUnanswered, Msg::ToldUnanswered},
    {tcp::Signal::RemoteClosed, Msg::ToldRemoteClosed},
    {tcp::Signal::Refused, Msg::ToldRefused},
    {tcp::Signal::Reset, Msg::ToldReset},
    {tcp::Signal::UserTimeout, Msg::ToldTimeout},
    {tcp::Signal::RetransmissionsExhausted, Msg::ToldTimeout},
    {tcp::Signal::CloseCompleted, Msg::ToldClosed},
};

// What the application was told: a call's result, an errno; "nothing" if nothing.
std::string told(const Ui& ui, const host::Note& note) {
    std::string text;
    for (const tcp::Signal signal : note.signals) {
        for (const SignalWord& word : signal_words) {
            if (word.signal != signal) continue;
            if (!text.empty()) text += ", ";
            text += ui.tr(word.text);
        }
    }
    return text.empty() ? ui.tr(Msg::ToldNothing) : text;
}

void draw_field(Ui& ui, const TcbField& field, float x, float width, float y, float freshness) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const bool has_changed = field.has_changed();
    if (has_changed) draw_changed_row(canvas, {x - 8, y + .5f, width + 16, row_height - 1}, freshness);
    const Colour ink = has_changed ? p.ink1 : p.ink3;
    const float middle = y + row_height / 2;
    const auto mono = [&](float at, const std::string& text, Colour colour, Align align) {
        canvas.text_on_middle({at, middle}, text,
                              {.colour = colour, .size = type::row, .face = Face::Mono, .align = align});
    };
    mono(x, field.name, ink, Align::Start);
    mono(x + before_right, field.before, p.ink3, Align::End);
    if (has_changed) draw_icon(canvas, Icon::Right, {x + arrow_x, middle}, {.colour = p.ink3, .width = 1.4f});
    mono(x + width, field.after, ink, Align::End);
    const std::string value = has_changed ? field.before + " → " + field.after : field.after;
    ui.semantics.add({.id = "tcb." + field.id,
                      .role = Role::Row,
                      .name = field.name,
                      .value = value,
                      .rect = {x, y, width, row_height}});
}

void draw_table(Ui& ui, const ThinkScene& scene, const Thought& thought, const std::vector<TcbField>& fields,
                float width) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const Point at = place();
    const SemanticScope table(ui.semantics,
                              {.id = "tcb.table", .role = Role::Table, .name = ui.tr(Msg::TcbTitle)});
    const auto head = [&](float x, Msg text, Align align) {
        canvas.text({x, at.y + 11}, ui.tr(text), {.colour = p.ink3, .size = type::axis, .align = align});
    };
    head(at.x, Msg::TcbField, Align::Start);
    head(at.x + before_right, Msg::TcbBefore, Align::End);
    head(at.x + width, Msg::TcbAfter, Align::End);
    // A new event is the occasion for the marker; so is the same event on another branch.
    const std::uint64_t occasion = scene.run.version << 20 | (thought.event + 1);
    const auto faded =
        static_cast<float>(ui.motion.since_change("tcb.changed", occasion, Tempo::ChangedField));
    float y = at.y + 18;
    for (const TcbField& field : fields) {
        draw_field(ui, field, at.x, width, y, 1 - faded);
        y += row_height;
    }
    ui.semantics.set_open_rect({at.x, at.y, width, y - at.y});
    place({at.x, y + space::s});
}

}  // namespace

void draw_tcb(Ui& ui, const ThinkScene& scene, const Thought& thought) {
    if (!thought.note) return;
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const float width = scene.rect.w - 2 * scene.padding;
    Point at = place();
    if (scene.shows_steps) {
        canvas.horizontal_hair(scene.rect.x, scene.rect.right(), at.y + 6, p.hair);
        at.y += 12;
    }
    const auto fields = tcb_fields(thought.note->before, thought.note->after, ui.language);
    const auto changed =
        std::count_if(fields.begin(), fields.end(), [](const TcbField& f) { return f.has_changed(); });
    const HostLine* host = scene.run.find_host(thought.host);
    const std::string title =
        host == nullptr ? ui.tr(Msg::TcbTitle) : ui.tr(Msg::TcbOf, {std::string(1, host->letter)});
    label(
        ui, {at.x, at.y + 18},
        {.id = "tcb.title", .text = title, .size = type::section_heading, .role = Role::Heading, .level = 2});
    const Msg count_text = changed == 1 ? Msg::TcbOneChanged : Msg::TcbChanged;
    const std::string count = ui.tr(count_text, {std::to_string(changed)});
    if (changed > 0)
        draw_badge(canvas, {at.x + width, at.y + 5}, count, {.fill = p.marker, .ink = p.on_marker});
    place({at.x, at.y + 26});
    draw_table(ui, scene, thought, fields, width);

    at = place();
    const float baseline = at.y + 13;
    label(ui, {at.x, baseline},
          {.id = {}, .text = ui.tr(Msg::ToldTitle), .size = type::row, .colour = p.ink3});
    const sim::EventRecord& event = scene.run.trace->events[thought.event];
    const std::string words = std::holds_alternative<sim::Status>(event.command)
                                  ? std::string(tcp::name_of(thought.note->after.state))
                                  : told(ui, *thought.note);
    label(ui, {at.x + width, baseline}, {.id = {}, .text = words, .size = type::row, .align = Align::End});
    ui.semantics.add({.id = "tcb.told",
                      .role = Role::Text,
                      .name = ui.tr(Msg::ToldTitle),
                      .value = words,
                      .rect = {at.x, at.y, width, 18}});
    place({at.x, at.y + 18});
    ImGui::Dummy({width, space::m});
}

}  // namespace hw::ui
