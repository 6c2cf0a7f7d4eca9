# hw_small(<target>): on the page its size counts for more than its speed; the connection itself stays fast.
function(hw_small target)
    if(EMSCRIPTEN)
        target_compile_options(${target} PRIVATE -Oz)
    endif()
endfunction()

# hw_room(<name> [DEPENDS <room>...] [LIBRARIES <third-party target>...])
#
# Makes the static library hw_<name> of every *.cpp in the calling directory and below it, linked to the
# rooms it may include. A room with headers only (or nothing yet) becomes an INTERFACE library of the same
# name, so that the rooms above need not know. Headers are found from engine/ and from the repository's root.
function(hw_room name)
    cmake_parse_arguments(PARSE_ARGV 1 room "" "" "DEPENDS;LIBRARIES")
    list(TRANSFORM room_DEPENDS PREPEND hw_)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")

    if(sources)
        add_library(hw_${name} STATIC ${sources})
        set(visibility PUBLIC)
        target_link_libraries(hw_${name} PRIVATE hw_warnings)
    else()
        add_library(hw_${name} INTERFACE)
        set(visibility INTERFACE)
    endif()
    target_compile_features(hw_${name} ${visibility} cxx_std_20)
    target_include_directories(hw_${name} ${visibility}
        "${PROJECT_SOURCE_DIR}/engine" "${PROJECT_SOURCE_DIR}")
    target_link_libraries(hw_${name} ${visibility} ${room_DEPENDS} ${room_LIBRARIES})
endfunction()
