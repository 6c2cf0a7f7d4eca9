#include "support/ui/ui_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "support/ui/headless_imgui.h"

namespace hw::ui::test {

UiHarness::UiHarness(float pixel_ratio) : context_(ImGui::CreateContext()) {
    // Why static: the fonts are read once for all tests, and the atlas does not copy them.
    static const std::vector<std::uint8_t> sans = read_font("handwave-sans.otf");
    static const std::vector<std::uint8_t> mono = read_font("handwave-mono.otf");
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.DisplaySize = {800, 600};
    io.DisplayFramebufferScale = {pixel_ratio, pixel_ratio};
    io.IniFilename = nullptr;
    ui.fonts = load_fonts(*io.Fonts, {.sans = sans, .mono = mono});
    REQUIRE(static_cast<bool>(ui.fonts));
    apply_imgui_style(ui.theme);
}

UiHarness::~UiHarness() {
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context_);
}

void UiHarness::frames(int count) {
    for (int i = 0; i < count; ++i) {
        ImGui::GetIO().DeltaTime = 1.0f / 60;
        ImGui::NewFrame();
        ui.begin_frame({.elapsed_s = 1.0 / 60});
        begin_root(ui);
        page(ui);
        end_root(ui);
        ui.end_frame();
        ImGui::Render();
        accept_textures();
    }
}

int UiHarness::settle() {
    int count = 0;
    do {
        frames();
        ++count;
    } while (ui.frame_need.wants_frame() && count < 120);
    return count;
}

void UiHarness::press_key(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    frames();
    ImGui::GetIO().AddKeyEvent(key, false);
    frames(2);
}

void UiHarness::click(Point at) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    frames(2);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    frames();
}

Point UiHarness::middle_of(const char* id) const {
    const SemanticNode* node = ui.semantics.find(id);
    REQUIRE(node != nullptr);
    return node->rect.centre();
}

}  // namespace hw::ui::test
