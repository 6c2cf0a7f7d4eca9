#pragma once

// The canvas and its WebGL 2 context, through Emscripten's own GLFW. Only window and context are GLFW's;
// pointer, keys, focus, clipboard and pixel ratio are web/page/input.js's.

namespace hw::web {

// Makes the context on Module.canvas and takes GLFW's listeners off the page again. False when the browser
// gives no WebGL 2.
bool open_canvas();

}  // namespace hw::web
