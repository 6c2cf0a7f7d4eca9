#include "ui/widgets/press.h"

#include "imgui.h"
#include "imgui_internal.h"

#include <utility>

namespace hw::ui {

namespace {

// Why a hash of the whole id: it is unique in the page, so it needs no stack of windows around it.
ImGuiID imgui_id(const std::string& id) { return ImHashStr(id.c_str(), id.size()); }

bool was_moved_to_by_arrow(const Ui& ui, ImGuiID id) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    return g.NavJustMovedToId == id && !g.NavJustMovedToIsTabbing && ui.arrow_key_was_pressed();
}

// The keyboard focus as a DOM element or a card wishes it; the ring shows, since it was asked for by key.
void answer_focus_wish(Ui& ui, const SemanticNode& node, bool is_tab_stop) {
    const bool is_first_of_card = is_tab_stop && ui.take_focus_next_widget();
    if (!ui.semantics.take_focus(node.id) && !is_first_of_card) return;
    ImGui::FocusItem();
    ImGui::SetNavCursorVisible(true);
    // Dear ImGui moves its focus at the beginning of the next frame.
    ui.frame_need.input_arrived();
}

ImGuiItemFlags item_flags(const PressSpec& spec) {
    ImGuiItemFlags flags = ImGuiItemFlags_None;
    if (!spec.is_tab_stop) flags |= ImGuiItemFlags_NoTabStop;
    if (spec.node.state.is_disabled) flags |= ImGuiItemFlags_Disabled;
    if (spec.allows_overlap) flags |= ImGuiItemFlags_AllowOverlap;
    return flags;
}

}  // namespace

void draw_focus_ring(const Canvas& canvas, const Rect& rect, float radius) {
    canvas.box(rect.grown(3), {.border = canvas.palette().accent, .border_width = 2, .radius = radius + 3});
}

PressResult press_area(Ui& ui, PressSpec spec) {
    const Rect area = spec.rect.grown(spec.hit_margin);
    const ImRect box({area.x, area.y}, {area.right(), area.bottom()});
    const ImGuiID id = imgui_id(spec.node.id);
    const bool is_disabled = spec.node.state.is_disabled;
    spec.node.rect = area;

    place(spec.rect.upper_left());
    ImGui::ItemSize({spec.rect.w, spec.rect.h});
    const bool is_visible = ImGui::ItemAdd(box, id, nullptr, item_flags(spec));
    if (!is_disabled) answer_focus_wish(ui, spec.node, spec.is_tab_stop);

    PressResult result;
    if (is_visible) {
        const ImGuiButtonFlags flags = spec.allows_overlap ? int{ImGuiButtonFlags_AllowOverlap} : 0;
        result.is_pressed = ImGui::ButtonBehavior(box, id, &result.is_hovered, &result.is_held, flags);
    }
    if (ui.semantics.take_activation(spec.node.id)) result.is_pressed = true;
    if (is_disabled) result = {};
    if (result.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);

    const ImGuiContext& g = *ImGui::GetCurrentContext();
    result.is_focused = g.NavId == id && g.NavCursorVisible;
    result.was_reached_by_arrow = result.is_focused && was_moved_to_by_arrow(ui, id);
    if (result.is_focused) ui.semantics.note_focus(spec.node.id);
    if (result.is_focused && spec.draws_focus_ring) draw_focus_ring(ui.canvas(), spec.rect, spec.ring_radius);
    if (result.is_pressed) ui.frame_need.input_arrived();

    ui.semantics.add(std::move(spec.node));
    ui.set_last_rect(spec.rect);
    return result;
}

}  // namespace hw::ui
