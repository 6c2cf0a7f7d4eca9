// Says whether another frame is needed, so that the platform can sleep: idle costs nothing. Whoever still
// moves says so each frame; silence means that the picture stands.
#pragma once

#include <cstdint>

namespace hw::ui {

class FrameNeed {
  public:
    // Dear ImGui settles hover, focus and scrolling over this many frames after an input.
    static constexpr int frames_after_input = 3;

    // Something was touched, resized or loaded: draw until the widgets have settled.
    void input_arrived() { settling_frames_ = frames_after_input; }
    // Something moves: one more frame, as soon as the display takes it.
    void next_frame() { wants_next_ = true; }
    // Something will change after `delay_s` without input (a message that vanishes).
    void after(double delay_s);

    // Starts a frame: what was asked for is now being drawn.
    void begin_frame();

    // True when another frame shall be drawn at once.
    bool wants_frame() const { return wants_next_ || settling_frames_ > 0; }
    // Seconds until the next frame is needed without input; negative means never.
    double wake_after_s() const { return wants_frame() ? 0 : wake_after_s_; }

  private:
    int settling_frames_ = frames_after_input;
    bool wants_next_ = false;
    double wake_after_s_ = -1;
};

}  // namespace hw::ui
