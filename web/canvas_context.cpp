#include "web/canvas_context.h"

#include <GLFW/glfw3.h>
#include <emscripten.h>

namespace hw::web {
namespace {

// Why: these listeners swallow Backspace and Tab of the whole page, click a tap at the previous position and
// scroll nothing. Names that a newer Emscripten no longer has are passed over.
EM_JS(void, detach_glfw_listeners, (), {
    const fromWindow = [
        [ "keydown", "onKeydown" ], [ "keypress", "onKeyPress" ], [ "keyup", "onKeyup" ],
        [ "blur", "onBlur" ], [ "gamepadconnected", "onGamepadConnected" ],
        [ "gamepaddisconnected", "onGamepadDisconnected" ]
    ];
    const fromCanvas = [
        [ "touchmove", "onMousemove" ], [ "touchstart", "onMouseButtonDown" ],
        [ "touchcancel", "onMouseButtonUp" ], [ "touchend", "onMouseButtonUp" ],
        [ "mousemove", "onMousemove" ], [ "mousedown", "onMouseButtonDown" ],
        [ "mouseup", "onMouseButtonUp" ], [ "wheel", "onMouseWheel" ], [ "mousewheel", "onMouseWheel" ],
        [ "mouseenter", "onMouseenter" ], [ "mouseleave", "onMouseleave" ], [ "drop", "onDrop" ],
        [ "dragover", "onDragover" ]
    ];
    const detach = (target, listeners) = > listeners.forEach(([ type, name ]) = > {
        if (GLFW[name]) target.removeEventListener(type, GLFW[name], true);
    });
    detach(window, fromWindow);
    detach(Module["canvas"], fromCanvas);
});

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
