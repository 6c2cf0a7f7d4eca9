// The whole front end without a window: an App in a Dear ImGui context of its own, with the lessons that ship, a
// clock that the test moves, and presses through the semantic tree.
#pragma once

#include "ui/app/app.h"

#include "imgui.h"

#include <memory>
#include <string>
#include <string_view>

namespace hw::ui::test {

struct AppHarnessOptions {
    float width = 1280;
    float height = 800;
    bool is_touch = false;
    bool reduced_motion = true;
    std::string location{};
    std::string progress = {};
    bool is_embedded = false;
    // Where the page is, as the browser says; "" in a window.
    std::string page_address = {};
    // Instead of the lessons that ship.
    std::vector<LessonFiles> lessons{};
};

class AppHarness {
  public:
    explicit AppHarness(const AppHarnessOptions& options = {});
    ~AppHarness();
    AppHarness(const AppHarness&) = delete;
    AppHarness& operator=(const AppHarness&) = delete;

    App& app() { return *app_; }
    void frames(int count = 1, double seconds_each = 1.0 / 60);
    // Draws until no frame is asked for, at most `most`; returns how many it took.
    int settle(int most = 2'000, double seconds_each = 1.0 / 60);
    // The node with this role whose name contains `name`; nullptr when there is none.
    const SemanticNode* find(Role role, std::string_view name) const;
    const SemanticNode* find_id(std::string_view id) const { return app_->semantics().find(id); }
    // Presses and settles; fails the test when there is nothing of that id.
    void press(const std::string& id);
    void press_key(ImGuiKey key);
    void click(Point at);

  private:
    AppHarnessOptions options_;
    ImGuiContext* context_ = nullptr;
    std::unique_ptr<App> app_;
    double seconds_ = 1;
};

}  // namespace hw::ui::test
