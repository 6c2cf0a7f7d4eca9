// A user interface without a window: a Dear ImGui context of its own, the two shipped fonts, and a keyboard
// and a pointer that a test moves. Frames are drawn into memory and never shown.
#pragma once

#include "ui/widgets/pane.h"
#include "ui/widgets/ui.h"

#include "imgui.h"

#include <functional>

namespace hw::ui::test {

class UiHarness {
  public:
    explicit UiHarness(float pixel_ratio = 1);
    ~UiHarness();
    UiHarness(const UiHarness&) = delete;
    UiHarness& operator=(const UiHarness&) = delete;

    Ui ui;

    // What the page draws, inside the root window; the same for all frames that follow.
    std::function<void(Ui&)> page = [](Ui&) {};

    // Draws `count` frames, a sixtieth of a second apart.
    void frames(int count = 1);
    // Draws until no further frame is asked for, at most 120; returns how many it took.
    int settle();

    void press_key(ImGuiKey key);
    void click(Point at);
    // The middle of a node's rectangle; fails the test when there is no such node.
    Point middle_of(const char* id) const;

  private:
    ImGuiContext* context_ = nullptr;
};

}  // namespace hw::ui::test
