#include "ui/motion/frame_need.h"

#include <algorithm>

namespace hw::ui {

void FrameNeed::after(double delay_s) {
    wake_after_s_ = wake_after_s_ < 0 ? delay_s : std::min(wake_after_s_, delay_s);
}

void FrameNeed::begin_frame() {
    settling_frames_ = std::max(0, settling_frames_ - 1);
    wants_next_ = false;
    wake_after_s_ = -1;
}

}  // namespace hw::ui
