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

// Why: before every frame Dear ImGui's renderer asks for the state, to put it back afterwards. In a browser these
// eight questions wait until the last frame is painted (70 ms of a frame's 72 with software rendering). Nobody else
// draws here, so the answers of the first frame stay good.
EM_JS(void, remember_gl_state, (), {
    var slow = [
        0x0BA2, 0x0C10,                  // VIEWPORT, SCISSOR_BOX
        0x80C9, 0x80C8, 0x80CB, 0x80CA,  // BLEND_SRC_RGB, BLEND_DST_RGB, BLEND_SRC_ALPHA, BLEND_DST_ALPHA
        0x8009, 0x883D                   // BLEND_EQUATION_RGB, BLEND_EQUATION_ALPHA
    ];
    var ask = GLctx.getParameter.bind(GLctx);
    var answers = {};
    GLctx.getParameter = function(name) {
        if (slow.indexOf(name) < 0) return ask(name);
        if (!(name in answers)) answers[name] = ask(name);
        return answers[name];
    };
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
    remember_gl_state();
    return true;
}

}  // namespace hw::web
