#include "ui/widgets/text.h"

#include "ui/widgets/press.h"

#include "imgui.h"

#include <algorithm>
#include <array>
#include <string>

namespace hw::ui {

namespace {

float width_or_available(float width) { return width > 0 ? width : available_width(); }

// A link that wraps has several runs; the first carries the node and all of them take the press.
bool link_run(Ui& ui, const ParagraphSpec& spec, Point upper_left, const TextRun& run, int part) {
    const TextSpan& span = spec.spans[static_cast<std::size_t>(run.span)];
    SemanticNode node{.id = std::string(spec.id) + ".link" + std::to_string(run.span), .role = Role::Link};
    if (part > 0) node.id += "." + std::to_string(part);
    node.name = span.text;
    node.target = span.target;
    const Rect rect = run_rect(upper_left, run, spec.style);
    return press_area(
               ui,
               {.node = std::move(node), .rect = rect, .is_tab_stop = part == 0, .ring_radius = radius::tag})
        .is_pressed;
}

}  // namespace

float label(Ui& ui, Point baseline, const LabelSpec& spec) {
    const Canvas canvas = ui.canvas();
    const Colour ink = spec.colour != 0 ? spec.colour : ui.palette().ink1;
    const float end = canvas.text(baseline, spec.text,
                                  {.colour = ink, .size = spec.size, .face = spec.face, .align = spec.align});
    if (!spec.id.empty()) {
        const float width = canvas.text_width(spec.text, spec.size, spec.face);
        ui.semantics.add({.id = std::string(spec.id),
                          .role = spec.role,
                          .name = std::string(spec.text),
                          .level = spec.level,
                          .rect = {end - width, baseline.y - spec.size, width, spec.size * 1.3f}});
    }
    return end;
}

void heading(Ui& ui, const HeadingSpec& spec) {
    const std::array spans = {TextSpan{SpanKind::Strong, std::string(spec.text)}};
    const ParagraphStyle style{.size = spec.size, .line_height = std::round(spec.size * 1.38f)};
    paragraph(ui, {.id = spec.id,
                   .spans = spans,
                   .style = style,
                   .width = spec.width,
                   .role = Role::Heading,
                   .level = spec.level});
}

float paragraph_height(Ui& ui, const ParagraphSpec& spec) {
    return ui.paragraphs.layout(spec.spans, width_or_available(spec.width), spec.style, ui.fonts).height;
}

int paragraph(Ui& ui, const ParagraphSpec& spec) {
    const Point at = place();
    const float width = width_or_available(spec.width);
    const ParagraphLayout& layout = ui.paragraphs.layout(spec.spans, width, spec.style, ui.fonts);
    const Rect rect = {at.x, at.y, width, layout.height};
    draw_paragraph(ui.canvas(), at, layout, spec.style, spec.ink);
    if (!spec.id.empty()) {
        ui.semantics.add({.id = std::string(spec.id),
                          .role = spec.role,
                          .name = plain_text(spec.spans),
                          .level = spec.level,
                          .rect = rect});
    }

    int pressed = -1;
    int last_span = -1;
    int part = 0;
    for (const TextRun& run : layout.runs) {
        if (run.kind != SpanKind::Link && run.kind != SpanKind::Citation) continue;
        part = run.span == last_span ? part + 1 : 0;
        last_span = run.span;
        if (link_run(ui, spec, at, run, part)) pressed = run.span;
    }
    place(at);
    ImGui::Dummy({width, layout.height});
    ui.set_last_rect(rect);
    return pressed;
}

int paragraph(Ui& ui, std::string_view id, std::string_view markup, const ParagraphStyle& style,
              const ParagraphInk& ink, float width) {
    const std::vector<TextSpan> spans = parse_spans(markup);
    return paragraph(ui, {.id = id, .spans = spans, .style = style, .ink = ink, .width = width});
}

void announce(Ui& ui, std::string_view id, std::string_view text) {
    ui.semantics.add({.id = std::string(id), .role = Role::Status, .name = std::string(text)});
}

void separator(Ui& ui, float space_around) {
    const Point at = place();
    const float width = available_width();
    const float gap = std::max(0.0f, space_around - ImGui::GetStyle().ItemSpacing.y);
    ui.canvas().horizontal_hair(at.x, at.x + width, at.y + gap, ui.palette().hair);
    ImGui::Dummy({width, gap + 1 + gap});
}

}  // namespace hw::ui
