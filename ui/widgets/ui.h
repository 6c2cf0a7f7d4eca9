// What a view draws with: theme, language, fonts, semantics, motion and the need for another frame, in one
// value that is handed down by reference. It holds no lesson and no world: views read those and emit
// commands.
#pragma once

#include "ui/draw/canvas.h"
#include "ui/draw/image.h"
#include "ui/draw/paragraph.h"
#include "ui/fonts/font_set.h"
#include "ui/motion/frame_need.h"
#include "ui/motion/motion.h"
#include "ui/semantics/semantic_tree.h"
#include "ui/text/messages.h"
#include "ui/theme/theme.h"
#include "ui/widgets/navigation.h"

#include <initializer_list>
#include <string>
#include <string_view>

namespace hw::ui {

struct FrameInput {
    double elapsed_s = 0;
    bool prefers_reduced_motion = false;
    // The pointer is a finger: targets are 44 px and nothing waits for hover.
    bool has_coarse_pointer = false;
};

class Ui {
  public:
    Theme theme;
    Language language = Language::En;
    FontSet fonts;
    SemanticTree semantics;
    Motion motion;
    FrameNeed frame_need;
    ParagraphCache paragraphs;
    // What the bar on top offers; the app sets it before anything is drawn.
    Navigation navigation;
    Images images;

    // Call between ImGui::NewFrame and the first widget.
    void begin_frame(const FrameInput& input);
    // Call after the last widget, before ImGui::Render. Asks for another frame while something moves.
    void end_frame();

    const Palette& palette() const { return theme.palette(); }
    bool has_coarse_pointer() const { return has_coarse_pointer_; }
    bool prefers_reduced_motion() const { return prefers_reduced_motion_; }
    // The least height of a target for the pointer in use.
    float target_height() const;

    const char* tr(Msg id) const { return message(language, id); }
    std::string tr(Msg id, std::initializer_list<std::string_view> arguments) const;

    // The pen for the current ImGui window.
    Canvas canvas() const;

    // The rectangle of the widget that was drawn last.
    const Rect& last_rect() const { return last_rect_; }
    void set_last_rect(const Rect& rect) { last_rect_ = rect; }

    // The next widget that can take the keyboard focus does so: the first one of a card that has just
    // appeared.
    void focus_next_widget() { focuses_next_widget_ = true; }
    bool take_focus_next_widget();

    // An arrow key went down in this frame or the last one: Dear ImGui moves its focus one frame later.
    bool arrow_key_was_pressed() const { return frames_since_arrow_key_ <= 1; }

  private:
    bool has_coarse_pointer_ = false;
    bool prefers_reduced_motion_ = false;
    bool focuses_next_widget_ = false;
    int frames_since_arrow_key_ = 1000;
    Rect last_rect_{};
};

// The next widget's upper left corner, in CSS pixels of the canvas.
void place(Point upper_left);
// Where the next widget would go.
Point place();
// From there to the right edge of the window's content.
float available_width();

}  // namespace hw::ui
