# hw_small(<target>): on the page its size counts for more than its speed; the connection itself stays fast.
function(hw_small target)
    if(EMSCRIPTEN)
        target_compile_options(${target} PRIVATE -Oz)
    endif()
endfunction()

# hw_small_files(<file>...): the same for what a room that must be fast has beside its fast paths: words, switches that
# somebody turns, calls that are made once. (Their optimisation is not that of the precompiled header.)
function(hw_small_files)
    if(EMSCRIPTEN)
        set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -Oz SKIP_PRECOMPILE_HEADERS ON)
    endif()
endfunction()

# hw_lightly_checked(<target>): with sanitizers, what reads no bytes of a wire leaves null pointers to AddressSanitizer, and
# alignment to the rooms below; and optimising it takes longer than running it. It compiles in less than half the time.
function(hw_lightly_checked target)
    if(HANDWAVE_SANITIZE)
        target_compile_options(${target} PRIVATE -O0 -fno-sanitize=null,alignment)
    endif()
endfunction()

# hw_precompile(<target> [<header of ours>...]): what nearly all of its files include is read, and its templates are
# instantiated, once; it saves two fifths of the compiler's time. Not in the fuzz build: it proves that every file
# includes what it needs.
function(hw_precompile target)
    if(HANDWAVE_FUZZ)
        return()
    endif()
    list(TRANSFORM ARGN REPLACE "^.+$" "\"\\0\"")
    target_precompile_headers(${target} PRIVATE <algorithm> <array> <charconv> <cmath> <cstdint> <functional> <limits>
        <map> <memory> <optional> <set> <span> <string> <string_view> <tuple> <utility> <variant> <vector> ${ARGN})
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        # So that ccache can know it again.
        target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
endfunction()

# hw_room(<name> [DEPENDS <room>...] [LIBRARIES <third-party target>...] [PRECOMPILE <header>...] [EXCEPT <folder>])
#
# Makes the static library hw_<name> of every *.cpp in the calling directory and below it (except in one folder that is
# a library itself), linked to the rooms it may include. A room with headers only (or nothing yet) becomes an INTERFACE library of the same
# name, so that the rooms above need not know. Headers are found from engine/ and from the repository's root.
function(hw_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "EXCEPT" "DEPENDS;LIBRARIES;PRECOMPILE")
    list(TRANSFORM room_DEPENDS PREPEND hw_)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
    if(room_EXCEPT)
        list(FILTER sources EXCLUDE REGEX "^${CMAKE_CURRENT_SOURCE_DIR}/${room_EXCEPT}/")
    endif()

    if(sources)
        add_library(hw_${name} STATIC ${sources})
        set(visibility PUBLIC)
        target_link_libraries(hw_${name} PRIVATE hw_warnings)
        hw_precompile(hw_${name} ${room_PRECOMPILE})
    else()
        add_library(hw_${name} INTERFACE)
        set(visibility INTERFACE)
    endif()
    target_compile_features(hw_${name} ${visibility} cxx_std_20)
    target_include_directories(hw_${name} ${visibility}
        "${PROJECT_SOURCE_DIR}/engine" "${PROJECT_SOURCE_DIR}")
    target_link_libraries(hw_${name} ${visibility} ${room_DEPENDS} ${room_LIBRARIES})
endfunction()
