#include "web/canvas_context.h"

#include <GLFW/glfw3.h>
#include <emscripten.h>

namespace hw::web {
namespace {

// Why: these listeners swallow Backspace and Tab of the whole page, click a tap at the previous position and
// scroll nothing. Names that a newer Emscripten no longer has are passed over.
// clang-format off
EM_JS(void, detach_glfw_listeners, (), {
    var detach = function(target, type, name) {
        if (GLFW[name]) target.removeEventListener(type, GLFW[name], true);
    };
    detach(window, "keydown", "onKeydown");
    detach(window, "keypress", "onKeyPress");
    detach(window, "keyup", "onKeyup");
    detach(window, "blur", "onBlur");
    detach(window, "gamepadconnected", "onGamepadConnected");
    detach(window, "gamepaddisconnected", "onGamepadDisconnected");
    var canvas = Module["canvas"];
    detach(canvas, "touchmove", "onMousemove");
    detach(canvas, "touchstart", "onMouseButtonDown");
    detach(canvas, "touchcancel", "onMouseButtonUp");
    detach(canvas, "touchend", "onMouseButtonUp");
    detach(canvas, "mousemove", "onMousemove");
    detach(canvas, "mousedown", "onMouseButtonDown");
    detach(canvas, "mouseup", "onMouseButtonUp");
    detach(canvas, "wheel", "onMouseWheel");
    detach(canvas, "mousewheel", "onMouseWheel");
    detach(canvas, "mouseenter", "onMouseenter");
    detach(canvas, "mouseleave", "onMouseleave");
    detach(canvas, "drop", "onDrop");
    detach(canvas, "dragover", "onDragover");
});
// clang-format on

}  // namespace

bool open_canvas() {
    if (glfwInit() == GLFW_FALSE) return false;
    glfwWindowHint(GLFW_CLIENT_API, GLFW_OPENGL_ES_API);
    glfwWindowHint(GLFW_DEPTH_BITS, 0);
    glfwWindowHint(GLFW_STENCIL_BITS, 0);
    glfwWindowHint(GLFW_ALPHA_BITS, 0);
    // The size is the page's business: app.js sets it before every frame.
    GLFWwindow* window = glfwCreateWindow(300, 150, "Handwave", nullptr, nullptr);
    detach_glfw_listeners();
    if (window == nullptr) return false;
    glfwMakeContextCurrent(window);
    return true;
}

}  // namespace hw::web
