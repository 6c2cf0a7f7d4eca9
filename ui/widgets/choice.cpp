#include "ui/widgets/choice.h"

#include "ui/draw/icon.h"
#include "ui/draw/plate.h"

#include <algorithm>
#include <array>
#include <string>

namespace hw::ui {

namespace {

constexpr float sign_x = 19;
constexpr float text_x = 38;
constexpr float right_padding = 12;
constexpr float vertical_padding = 8;
constexpr ParagraphStyle title_style{.size = type::control, .line_height = 18};
constexpr ParagraphStyle detail_style{.size = type::caption, .line_height = 16};

struct ChoiceLayout {
    ParagraphLayout title;
    ParagraphLayout detail;
    float height = 0;
};

float card_width(const ChoiceSpec& spec) { return spec.width > 0 ? spec.width : available_width(); }

// The room that the badge "yours" takes from the title.
float badge_room(Ui& ui, const ChoiceSpec& spec) {
    if (spec.verdict == Verdict::Open || !spec.is_chosen) return 0;
    return ui.canvas().text_width(ui.tr(Msg::YourAnswer), type::axis) + 20;
}

ChoiceLayout lay_out(Ui& ui, const ChoiceSpec& spec) {
    const float width = card_width(spec) - text_x - right_padding;
    const std::array title = {TextSpan{SpanKind::Plain, std::string(spec.title)}};
    const std::array detail = {TextSpan{SpanKind::Plain, std::string(spec.detail)}};
    ChoiceLayout layout;
    layout.title = ui.paragraphs.layout(title, width - badge_room(ui, spec), title_style, ui.fonts);
    layout.detail = ui.paragraphs.layout(detail, width, detail_style, ui.fonts);
    const float least = spec.verdict == Verdict::Open ? std::max(38.0f, ui.target_height()) : 49.0f;
    layout.height = std::max(least, layout.title.height + layout.detail.height + 2 * vertical_padding - 1);
    return layout;
}

SemanticNode choice_node(Ui& ui, const ChoiceSpec& spec) {
    SemanticNode node{.id = std::string(spec.id), .role = Role::Radio, .name = std::string(spec.title)};
    node.state.is_disabled = spec.is_disabled;
    node.state.can_check = true;
    node.state.is_checked = spec.is_chosen;
    if (spec.verdict != Verdict::Open) {
        const std::string verdict = ui.tr(spec.verdict == Verdict::Right ? Msg::Right : Msg::Wrong);
        node.description = spec.detail.empty() ? verdict : ui.tr(Msg::ChoiceDetail, {verdict, spec.detail});
    }
    return node;
}

Box card_look(const Palette& p, const ChoiceSpec& spec, const PressResult& press) {
    if (spec.verdict == Verdict::Right)
        return {.fill = p.good_soft, .border = p.good, .radius = radius::choice};
    if (spec.verdict == Verdict::Wrong) {
        return {.fill = p.raised, .border = spec.is_chosen ? p.ink3 : p.hair, .radius = radius::choice};
    }
    if (spec.is_chosen) {
        return {.fill = p.accent_soft, .border = p.accent, .border_width = 1.5f, .radius = radius::choice};
    }
    const Colour border = press.is_hovered && !spec.is_disabled ? p.accent : p.line;
    return {.fill = p.raised, .border = border, .radius = radius::choice};
}

void draw_sign(Ui& ui, const Canvas& canvas, Point centre, const ChoiceSpec& spec) {
    const Palette& p = ui.palette();
    if (spec.verdict == Verdict::Open) {
        const Colour ring = spec.is_chosen ? p.accent : p.ink4;
        canvas.circle(centre, 9, p.raised, {.colour = ring, .width = 1.6f});
        if (spec.is_chosen) canvas.circle(centre, 4.8f, p.accent);
        return;
    }
    const auto occasion = static_cast<std::uint64_t>(spec.verdict);
    const auto progress = static_cast<float>(
        ui.motion.since_appearance(std::string(spec.id) + ".sign", occasion, Tempo::VerdictGlyph));
    if (spec.verdict == Verdict::Right) {
        canvas.circle(centre, 9.5f, p.good);
        draw_check(canvas, centre, {.colour = p.raised, .width = 1.9f}, progress);
    } else {
        canvas.circle(centre, 9, 0, {.colour = p.bad, .width = 1.5f});
        draw_cross(canvas, centre, {.colour = p.bad, .width = 1.8f}, 3.2f, progress);
    }
}

// The focus came from another radio of the same group, so the arrow key means a choice (WAI-ARIA radio
// group).
bool came_from_sibling(const Ui& ui, std::string_view id) {
    const SemanticNode* before = ui.semantics.find(ui.semantics.focused_id());
    const SemanticNode* here = ui.semantics.find(id);
    return before != nullptr && here != nullptr && before->role == Role::Radio && before->id != id &&
           before->parent == here->parent;
}

}  // namespace

float choice_card_height(Ui& ui, const ChoiceSpec& spec) { return lay_out(ui, spec).height; }

bool choice_card(Ui& ui, const ChoiceSpec& spec) {
    const Point at = place();
    const ChoiceLayout layout = lay_out(ui, spec);
    const Rect rect = {at.x, at.y, card_width(spec), layout.height};
    const PressResult press = press_area(ui, {.node = choice_node(ui, spec),
                                              .rect = rect,
                                              .is_tab_stop = spec.is_tab_stop,
                                              .ring_radius = radius::choice});

    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    canvas.box(rect, card_look(p, spec, press));
    draw_sign(ui, canvas, {rect.x + sign_x, rect.centre().y}, spec);
    const float text_height = layout.title.height + layout.detail.height;
    const Point title_at = {rect.x + text_x, rect.centre().y - text_height / 2};
    draw_paragraph(canvas, title_at, layout.title, title_style,
                   {.plain = spec.is_disabled && spec.verdict == Verdict::Open ? p.ink3 : p.ink1});
    draw_paragraph(canvas, title_at + Point{0, layout.title.height}, layout.detail, detail_style,
                   {.plain = spec.verdict == Verdict::Right ? p.good : p.ink3});
    if (badge_room(ui, spec) > 0) {
        draw_badge(canvas, {rect.right() - 8, rect.y + 8}, ui.tr(Msg::YourAnswer),
                   {.fill = p.ink3, .ink = p.pane, .height = 16, .text_size = type::axis, .radius = 8});
    }
    return press.is_pressed ||
           (press.was_reached_by_arrow && !spec.is_chosen && came_from_sibling(ui, spec.id));
}

}  // namespace hw::ui
