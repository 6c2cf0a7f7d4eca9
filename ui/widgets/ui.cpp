#include "ui/widgets/ui.h"

#include "imgui.h"
#include "imgui_internal.h"

#include <algorithm>
#include <utility>

namespace hw::ui {

namespace {

// Edges and curves are as fine as the screen: Dear ImGui measures both in CSS pixels unless it is told.
void adapt_to_pixel_ratio(float pixel_ratio) {
    ImGui::GetDrawListSharedData()->InitialFringeScale = 1 / pixel_ratio;
    ImGuiStyle& style = ImGui::GetStyle();
    style.CurveTessellationTol = 1.25f / (pixel_ratio * pixel_ratio);
    style.CircleTessellationMaxError = 0.3f / pixel_ratio;
}

bool is_arrow_key_pressed() {
    for (const ImGuiKey key :
         {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow}) {
        if (ImGui::IsKeyPressed(key)) return true;
    }
    return false;
}

}  // namespace

void Ui::begin_frame(const FrameInput& input) {
    ImGuiIO& io = ImGui::GetIO();
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    // Why: the page keeps no files, and windows do not move.
    io.IniFilename = nullptr;
    adapt_to_pixel_ratio(io.DisplayFramebufferScale.x);

    has_coarse_pointer_ = input.has_coarse_pointer;
    prefers_reduced_motion_ = input.prefers_reduced_motion;
    frames_since_arrow_key_ = is_arrow_key_pressed() ? 0 : std::min(frames_since_arrow_key_ + 1, 1000);
    frame_need.begin_frame();
    motion.begin_frame(input.elapsed_s, input.prefers_reduced_motion);
    paragraphs.begin_frame();
    semantics.begin_frame();
}

void Ui::end_frame() {
    semantics.end_frame();
    images.end_frame();
    focuses_next_widget_ = false;
    if (motion.is_animating() || semantics.has_actions()) frame_need.next_frame();
}

float Ui::target_height() const { return has_coarse_pointer_ ? space::touch_target : space::mouse_target; }

std::string Ui::tr(Msg id, std::initializer_list<std::string_view> arguments) const {
    return fill_in(message(language, id), arguments);
}

Canvas Ui::canvas() const {
    return {.list = ImGui::GetWindowDrawList(),
            .theme = &theme,
            .fonts = &fonts,
            .pixel_ratio = ImGui::GetIO().DisplayFramebufferScale.x};
}

bool Ui::take_focus_next_widget() { return std::exchange(focuses_next_widget_, false); }

void place(Point upper_left) { ImGui::SetCursorScreenPos({upper_left.x, upper_left.y}); }

Point place() {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    return {at.x, at.y};
}

float available_width() { return ImGui::GetContentRegionAvail().x; }

}  // namespace hw::ui
