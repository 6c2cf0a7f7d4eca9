#include "ui/widgets/pane.h"

#include "ui/draw/plate.h"

#include "imgui.h"
#include "imgui_internal.h"

#include <string>

namespace hw::ui {

namespace {

constexpr ImGuiChildFlags child_flags = ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding;

// A finger that moves further than this scrolls and presses nothing.
constexpr float touch_slop = 8;

void begin_child(std::string_view id, const Rect& rect, Point padding, ImGuiWindowFlags flags) {
    place(rect.upper_left());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{padding.x, padding.y});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild(std::string(id).c_str(), {rect.w, rect.h}, child_flags, flags);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
}

void scroll_by_touch() {
    if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, touch_slop)) return;
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 began = io.MouseClickedPos[ImGuiMouseButton_Left];
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (!window->InnerRect.Contains(began)) return;
    if (ImGui::GetScrollMaxY() <= 0) return;
    ImGui::ClearActiveID();
    ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
}

// A view may place the cursor last; Dear ImGui wants an item there before it takes that for content.
void claim_placed_ground() {
    if (ImGui::GetCurrentWindow()->DC.IsSetPos) ImGui::Dummy({0, 0});
}

}  // namespace

void begin_root(Ui& ui) {
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoScrollWithMouse |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus;
    ImGui::Begin("root", nullptr, flags);
    ImGui::PopStyleVar();
    ui.canvas().fill({0, 0, io.DisplaySize.x, io.DisplaySize.y}, ui.palette().app);
}

void end_root(Ui&) { ImGui::End(); }

void begin_pane(Ui& ui, const PaneSpec& spec) {
    ImGuiWindowFlags flags = ImGuiWindowFlags_None;
    if (!spec.scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
    begin_child(spec.id, spec.rect, spec.padding, flags);
    ui.canvas().fill(spec.rect, spec.ground != 0 ? spec.ground : ui.palette().pane);
    if (spec.scrolls && ui.has_coarse_pointer()) scroll_by_touch();
    ui.semantics.open({.id = std::string(spec.id),
                       .role = Role::Region,
                       .name = std::string(spec.name),
                       .rect = spec.rect});
}

void end_pane(Ui& ui) {
    ui.semantics.close();
    claim_placed_ground();
    ImGui::EndChild();
}

bool begin_card(Ui& ui, const CardSpec& spec) {
    // The shadow lies outside the card's own window, hence in the pane below it.
    draw_elevation(ui.canvas(), spec.rect);
    begin_child(spec.id, spec.rect, spec.padding, ImGuiWindowFlags_NoScrollbar);
    ui.semantics.open(
        {.id = std::string(spec.id), .role = spec.role, .name = std::string(spec.name), .rect = spec.rect});
    const bool is_new = ImGui::IsWindowAppearing();
    if (is_new && spec.takes_focus) ui.focus_next_widget();
    if (!spec.can_close || is_new) return true;
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const bool is_pressed_outside =
        ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !spec.rect.grown(4).contains({pointer.x, pointer.y});
    return !is_pressed_outside && !ImGui::IsKeyPressed(ImGuiKey_Escape, false);
}

void end_card(Ui& ui) {
    ui.semantics.close();
    claim_placed_ground();
    ImGui::EndChild();
}

}  // namespace hw::ui
