#pragma once

#include <string>

struct GLFWwindow;

namespace hw::desktop {

struct WindowOptions {
    float width = 1280;  // CSS pixels
    float height = 800;
    float scale = 0;  // 0: the monitor's
    bool is_hidden = false;
};

// One GLFW window with an OpenGL 3 context and Dear ImGui in it. Dear ImGui works in CSS pixels whatever the
// platform's own unit: the window is `scale` times as many device pixels.
class Window {
  public:
    explicit Window(const WindowOptions& options);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    // Empty when the window stands; otherwise why there is none.
    const std::string& problem() const { return problem_; }
    bool should_close() const;
    float scale() const { return scale_; }

    // Waits for input, at most `seconds`; negative: until there is some. True when any came.
    bool wait_for_input(double seconds);
    // The file that was dropped onto the window since the last call; "" if none was.
    std::string take_dropped_file();
    void begin_frame();  // after it: ImGui widgets
    void end_frame();    // renders into the back buffer
    void present();
    void set_title(const std::string& title);
    unsigned framebuffer_width() const;
    unsigned framebuffer_height() const;

  private:
    GLFWwindow* window_ = nullptr;
    float scale_ = 1;
    bool owns_scale_ = false;
    std::string problem_{};
};

}  // namespace hw::desktop
