# Third-party notices: the licences of everything that ends up in what we ship, put together at build time from the
# sources themselves. Written to build/<preset>/third-party-notices.txt and copied into the site.
set(notices "")

function(hw_notice title file)
    file(READ "${file}" text)
    string(APPEND notices "${title}\n\n${text}\n\n----------------------------------------\n\n")
    set(notices "${notices}" PARENT_SCOPE)
endfunction()

hw_notice("Noto Sans CJK SC, Noto Sans Mono CJK SC (subsets)" "${CMAKE_CURRENT_LIST_DIR}/notices/OFL-1.1.txt")
hw_notice("Dear ImGui, with stb_truetype, stb_rect_pack and stb_textedit" "${imgui_SOURCE_DIR}/LICENSE.txt")
hw_notice("md4c" "${md4c_SOURCE_DIR}/LICENSE.md")
hw_notice("toml++" "${tomlplusplus_SOURCE_DIR}/LICENSE")
hw_notice("JSON for Modern C++" "${nlohmann_json_SOURCE_DIR}/LICENSE.MIT")
if(EMSCRIPTEN)
    hw_notice("Emscripten's runtime" "${CMAKE_CURRENT_LIST_DIR}/notices/emscripten-runtime.txt")
endif()

file(WRITE "${PROJECT_BINARY_DIR}/third-party-notices.txt" "${notices}")
