# Toolchain file of the wasm presets: finds Emscripten (emcc in PATH, or $EMSDK) and includes its own one.
find_program(HANDWAVE_EMCC emcc HINTS "$ENV{EMSDK}/upstream/emscripten" REQUIRED NO_CMAKE_FIND_ROOT_PATH)
file(REAL_PATH "${HANDWAVE_EMCC}" emcc_path)
cmake_path(GET emcc_path PARENT_PATH emscripten_root)
include("${emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")

# Why: Debian keeps acorn outside Emscripten's tree, and linking fails without this path.
if(EXISTS "/usr/share/nodejs/acorn")
    set(CMAKE_C_LINKER_LAUNCHER "${CMAKE_COMMAND};-E;env;NODE_PATH=/usr/share/nodejs")
    set(CMAKE_CXX_LINKER_LAUNCHER "${CMAKE_C_LINKER_LAUNCHER}")
endif()
