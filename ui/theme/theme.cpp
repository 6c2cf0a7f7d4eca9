#include "ui/theme/theme.h"

#include "imgui.h"

namespace hw::ui {

namespace {

void set_shape(ImGuiStyle& style) {
    style.WindowPadding = {20, 16};
    style.FramePadding = {12, 8};
    style.ItemSpacing = {8, 8};
    style.CellPadding = {8, 3};
    style.FrameRounding = 6;
    style.PopupRounding = 10;
    style.ChildRounding = 0;
    style.WindowRounding = 0;
    style.FrameBorderSize = 1;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.GrabMinSize = 14;
    style.GrabRounding = 7;
    style.AntiAliasedLines = true;
    style.AntiAliasedFill = true;
}

}  // namespace

void apply_imgui_style(const Theme& theme) {
    ImGuiStyle& style = ImGui::GetStyle();
    set_shape(style);

    const Palette& p = theme.palette();
    const auto set = [&style](ImGuiCol slot, Colour colour) {
        style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
    };
    set(ImGuiCol_WindowBg, p.pane);
    set(ImGuiCol_ChildBg, p.sheet);
    set(ImGuiCol_PopupBg, p.raised);
    set(ImGuiCol_Border, p.line);
    set(ImGuiCol_Separator, p.hair);
    set(ImGuiCol_Text, p.ink1);
    set(ImGuiCol_TextDisabled, p.ink3);
    set(ImGuiCol_FrameBg, p.raised);
    set(ImGuiCol_FrameBgHovered, p.accent_soft);
    set(ImGuiCol_FrameBgActive, p.accent_soft);
    set(ImGuiCol_Button, p.raised);
    set(ImGuiCol_ButtonHovered, p.accent_soft);
    set(ImGuiCol_ButtonActive, p.accent_soft);
    set(ImGuiCol_Header, p.accent_soft);
    set(ImGuiCol_HeaderHovered, p.accent_soft);
    set(ImGuiCol_HeaderActive, p.accent_soft);
    set(ImGuiCol_CheckMark, p.accent);
    set(ImGuiCol_SliderGrab, p.accent);
    set(ImGuiCol_SliderGrabActive, p.accent);
    set(ImGuiCol_NavCursor, p.accent);
    set(ImGuiCol_ScrollbarBg, 0);
    set(ImGuiCol_ScrollbarGrab, p.line);
    set(ImGuiCol_ScrollbarGrabHovered, p.ink4);
    set(ImGuiCol_ScrollbarGrabActive, p.ink4);
}

}  // namespace hw::ui
