#include "support/ui/app_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/ui/headless_imgui.h"
#include "ui/app/shipped_lessons.h"

namespace hw::ui::test {

AppHarness::AppHarness(const AppHarnessOptions& options)
    : options_(options), context_(ImGui::CreateContext()) {
    static const std::vector<std::uint8_t> sans = read_font("handwave-sans.otf");
    static const std::vector<std::uint8_t> mono = read_font("handwave-mono.otf");
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    io.DisplaySize = {options.width, options.height};
    io.IniFilename = nullptr;
    app_ = std::make_unique<App>(
        AppOptions{.lessons = options.lessons.empty() ? shipped_lessons() : options.lessons,
                   .home = shipped_home(),
                   .glossary = shipped_glossary(),
                   .fonts = {.sans = sans, .mono = mono},
                   .location = options.location,
                   .language = Language::En,
                   .theme = ThemeMode::Light,
                   .progress = options.progress,
                   .page_address = options.is_embedded ? "https://example.org/lab/" : options.page_address,
                   .is_embedded = options.is_embedded});
    settle();
}

AppHarness::~AppHarness() {
    ImGui::SetCurrentContext(context_);
    app_.reset();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
    }
    ImGui::DestroyContext(context_);
}

void AppHarness::frames(int count, double seconds_each) {
    ImGui::SetCurrentContext(context_);
    for (int i = 0; i < count; ++i) {
        seconds_ += seconds_each;
        ImGui::GetIO().DeltaTime = static_cast<float>(seconds_each);
        ImGui::NewFrame();
        app_->frame({.width = options_.width,
                     .height = options_.height,
                     .pixel_ratio = 1,
                     .is_touch = options_.is_touch,
                     .reduced_motion = options_.reduced_motion,
                     .seconds = seconds_});
        ImGui::Render();
        accept_textures();
    }
}

int AppHarness::settle(int most, double seconds_each) {
    int count = 0;
    do {
        frames(1, seconds_each);
        ++count;
    } while (app_->needs_frame() && count < most);
    return count;
}

const SemanticNode* AppHarness::find(Role role, std::string_view name) const {
    for (const SemanticNode& node : app_->semantics().nodes()) {
        if (node.role == role && node.name.find(name) != std::string::npos) return &node;
    }
    return nullptr;
}

void AppHarness::press(const std::string& id) {
    INFO("pressing " << id);
    REQUIRE(app_->semantics().find(id) != nullptr);
    app_->semantics().post({.id = id});
    settle(2'000, 0.1);
}

void AppHarness::press_key(ImGuiKey key) {
    ImGui::GetIO().AddKeyEvent(key, true);
    frames();
    ImGui::GetIO().AddKeyEvent(key, false);
    settle(2'000, 0.1);
}

void AppHarness::click(Point at) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    frames(2);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    settle(2'000, 0.1);
}

}  // namespace hw::ui::test
