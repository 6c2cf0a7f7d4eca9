#include "native/desktop/window.h"

#include <cmath>
#include <utility>

#include "imgui.h"
#include "imgui_impl_glfw.h"
#include "imgui_impl_opengl3.h"

#include <GLFW/glfw3.h>

namespace hw::desktop {
namespace {

bool input_came = false;
std::string dropped_file;

void on_error(int code, const char* message) { std::fprintf(stderr, "GLFW error %d: %s\n", code, message); }

// Every kind of input marks the next frame as due. Dear ImGui's backend chains to callbacks set before it.
void watch_input(GLFWwindow* window) {
    glfwSetCursorPosCallback(window, [](GLFWwindow*, double, double) { input_came = true; });
    glfwSetMouseButtonCallback(window, [](GLFWwindow*, int, int, int) { input_came = true; });
    glfwSetScrollCallback(window, [](GLFWwindow*, double, double) { input_came = true; });
    glfwSetKeyCallback(window, [](GLFWwindow*, int, int, int, int) { input_came = true; });
    glfwSetCharCallback(window, [](GLFWwindow*, unsigned) { input_came = true; });
    glfwSetWindowFocusCallback(window, [](GLFWwindow*, int) { input_came = true; });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow*, int, int) { input_came = true; });
    glfwSetDropCallback(window, [](GLFWwindow*, int count, const char** paths) {
        if (count > 0) dropped_file = paths[0];
        input_came = true;
    });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow*) { input_came = true; });
}

}  // namespace

Window::Window(const WindowOptions& options) {
    glfwSetErrorCallback(on_error);
    if (glfwInit() == GLFW_FALSE) {
        problem_ = "no window system: GLFW could not start";
        return;
    }
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_VISIBLE, options.is_hidden ? GLFW_FALSE : GLFW_TRUE);
    owns_scale_ = options.scale > 0;
    scale_ = options.scale;
    if (!owns_scale_) {
        float monitor_scale_y = 1;
        glfwGetMonitorContentScale(glfwGetPrimaryMonitor(), &scale_, &monitor_scale_y);
        if (scale_ <= 0) scale_ = 1;
    }
    window_ = glfwCreateWindow(static_cast<int>(std::lround(options.width * scale_)),
                               static_cast<int>(std::lround(options.height * scale_)), "Handwave", nullptr,
                               nullptr);
    if (window_ == nullptr) {
        problem_ = "no window: OpenGL 3.3 is needed";
        return;
    }
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    watch_input(window_);
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;  // Nothing is stored unless the learner asks for it.
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    ImGui_ImplGlfw_InitForOpenGL(window_, true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

Window::~Window() {
    if (window_ != nullptr) {
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
        glfwDestroyWindow(window_);
    }
    glfwTerminate();
}

bool Window::should_close() const { return glfwWindowShouldClose(window_) == GLFW_TRUE; }

bool Window::wait_for_input(double seconds) {
    input_came = false;
    if (seconds == 0)
        glfwPollEvents();
    else if (seconds < 0)
        glfwWaitEvents();
    else
        glfwWaitEventsTimeout(seconds);
    return input_came;
}

std::string Window::take_dropped_file() { return std::exchange(dropped_file, {}); }

void Window::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    // Why: GLFW speaks screen coordinates, which are device pixels on X11 and Windows. The app speaks CSS
    // pixels, so size and pointer are divided by the scale, and the framebuffer is that many times larger.
    ImGuiIO& io = ImGui::GetIO();
    int framebuffer_w = 0, framebuffer_h = 0, window_w = 0, window_h = 0;
    glfwGetFramebufferSize(window_, &framebuffer_w, &framebuffer_h);
    glfwGetWindowSize(window_, &window_w, &window_h);
    io.DisplaySize = {static_cast<float>(framebuffer_w) / scale_, static_cast<float>(framebuffer_h) / scale_};
    io.DisplayFramebufferScale = {scale_, scale_};
    const float unit = window_w > 0 ? io.DisplaySize.x / static_cast<float>(window_w) : 1;
    double x = 0, y = 0;
    glfwGetCursorPos(window_, &x, &y);
    if (glfwGetWindowAttrib(window_, GLFW_HOVERED) == GLFW_TRUE)
        io.AddMousePosEvent(static_cast<float>(x) * unit, static_cast<float>(y) * unit);
    ImGui::NewFrame();
}

void Window::end_frame() {
    ImGui::Render();
    glViewport(0, 0, static_cast<int>(framebuffer_width()), static_cast<int>(framebuffer_height()));
    glClearColor(0, 0, 0, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Window::present() { glfwSwapBuffers(window_); }
void Window::set_title(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }

unsigned Window::framebuffer_width() const {
    int w = 0, h = 0;
    glfwGetFramebufferSize(window_, &w, &h);
    return static_cast<unsigned>(w);
}
unsigned Window::framebuffer_height() const {
    int w = 0, h = 0;
    glfwGetFramebufferSize(window_, &w, &h);
    return static_cast<unsigned>(h);
}

}  // namespace hw::desktop
