# Third-party libraries, fetched from the pinned list in sources.txt. In this order, a source comes from
#   1. FETCHCONTENT_SOURCE_DIR_<NAME>, if you set it (your own checkout);
#   2. the cache folder that ./dev fills (from Debian's archive where upstream cannot be reached);
#   3. upstream's release archive, by FetchContent.
include(FetchContent)
set(FETCHCONTENT_QUIET ON)

if(DEFINED ENV{HANDWAVE_CACHE})
    set(handwave_cache "$ENV{HANDWAVE_CACHE}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
    set(handwave_cache "$ENV{XDG_CACHE_HOME}/handwave")
else()
    set(handwave_cache "$ENV{HOME}/.cache/handwave")
endif()

# Why: upstream's archive of Dear ImGui could not be pinned by a hash of its own (Debian repacks it), so the files that
# we compile are: a hash over their names and hashes, whichever archive they come out of.
function(hw_check_content folder expected)
    file(GLOB paths RELATIVE "${folder}" "${folder}/im*.h" "${folder}/imgui*.cpp"
        "${folder}/backends/imgui_impl_glfw.*" "${folder}/backends/imgui_impl_opengl3*")
    list(SORT paths)
    set(listing "")
    foreach(path IN LISTS paths)
        file(SHA256 "${folder}/${path}" hash)
        string(APPEND listing "${path} ${hash}\n")
    endforeach()
    string(SHA256 actual "${listing}")
    if(NOT actual STREQUAL expected)
        message(FATAL_ERROR "${folder} does not hold the pinned files: content hash ${actual}, not ${expected}")
    endif()
endfunction()

# hw_fetch(<name> [EXTRA FetchContent_Declare arguments...]): sets <name>_SOURCE_DIR in the caller.
macro(hw_fetch name)
    file(STRINGS "${PROJECT_SOURCE_DIR}/cmake/sources.txt" pinned REGEX "^${name} ")
    separate_arguments(pinned UNIX_COMMAND "${pinned}")
    list(GET pinned 1 version)
    list(GET pinned 2 url)
    list(GET pinned 3 sha256)
    string(TOUPPER "${name}" upper_name)
    set(cached "${handwave_cache}/sources/${name}-${version}")
    set(is_ours_to_choose ON)
    if(FETCHCONTENT_SOURCE_DIR_${upper_name} AND NOT FETCHCONTENT_SOURCE_DIR_${upper_name} STREQUAL cached)
        set(is_ours_to_choose OFF)
    endif()
    if(NOT FETCHCONTENT_SOURCE_DIR_${upper_name} AND EXISTS "${cached}")
        set(FETCHCONTENT_SOURCE_DIR_${upper_name} "${cached}")
    endif()
    set(url_hash URL_HASH "SHA256=${sha256}")
    if(sha256 MATCHES "^content:")
        set(url_hash "")
    endif()
    FetchContent_Declare(${name} URL "${url}" ${url_hash} DOWNLOAD_EXTRACT_TIMESTAMP OFF SYSTEM ${ARGN})
    FetchContent_MakeAvailable(${name})
    if(is_ours_to_choose AND sha256 MATCHES "^content:(.*)")
        hw_check_content("${${name}_SOURCE_DIR}" "${CMAKE_MATCH_1}")
    endif()
endmacro()

# Why "none": without a CMakeLists.txt there, the sources are only unpacked; the targets below are ours.
hw_fetch(imgui SOURCE_SUBDIR none)
hw_fetch(md4c SOURCE_SUBDIR none)
hw_fetch(tomlplusplus SOURCE_SUBDIR none)
hw_fetch(nlohmann_json SOURCE_SUBDIR none)

# --- Dear ImGui -----------------------------------------------------------------------------------------
set(imgui_core imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp)
list(TRANSFORM imgui_core PREPEND "${imgui_SOURCE_DIR}/")
add_library(hw_imgui STATIC EXCLUDE_FROM_ALL ${imgui_core})
target_include_directories(hw_imgui SYSTEM PUBLIC "${imgui_SOURCE_DIR}" "${imgui_SOURCE_DIR}/backends")
target_compile_definitions(hw_imgui PUBLIC
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS)

add_library(hw_imgui_opengl3 STATIC EXCLUDE_FROM_ALL "${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp")
target_link_libraries(hw_imgui_opengl3 PUBLIC hw_imgui)
if(EMSCRIPTEN)
    target_compile_definitions(hw_imgui_opengl3 PUBLIC IMGUI_IMPL_OPENGL_ES3)
else()
    target_link_libraries(hw_imgui_opengl3 PUBLIC ${CMAKE_DL_LIBS})
endif()

# --- The desktop window ---------------------------------------------------------------------------------
if(NOT EMSCRIPTEN)
    find_package(OpenGL QUIET COMPONENTS OpenGL)
    find_package(glfw3 3.3 QUIET)
    if(OpenGL_FOUND AND glfw3_FOUND)
        add_library(hw_imgui_glfw STATIC EXCLUDE_FROM_ALL "${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp")
        target_link_libraries(hw_imgui_glfw PUBLIC hw_imgui glfw OpenGL::GL)
    else()
        message(STATUS "No GLFW or OpenGL found: handwave-desktop is not built (./dev native installs them)")
    endif()
endif()

# --- Text formats ---------------------------------------------------------------------------------------
add_library(hw_md4c STATIC EXCLUDE_FROM_ALL "${md4c_SOURCE_DIR}/src/md4c.c")
target_include_directories(hw_md4c SYSTEM PUBLIC "${md4c_SOURCE_DIR}/src")

add_library(hw_toml INTERFACE)
target_include_directories(hw_toml SYSTEM INTERFACE "${tomlplusplus_SOURCE_DIR}/include")
target_compile_definitions(hw_toml INTERFACE TOML_EXCEPTIONS=0 TOML_ENABLE_FORMATTERS=0)

add_library(hw_json INTERFACE)
target_include_directories(hw_json SYSTEM INTERFACE "${nlohmann_json_SOURCE_DIR}/single_include")
target_compile_definitions(hw_json INTERFACE JSON_NOEXCEPTION JSON_USE_IMPLICIT_CONVERSIONS=0)
