# The two fonts of the screen, cut down to the characters that we ship: build/<preset>/fonts/
#   handwave-sans.otf   Noto Sans CJK SC (Latin and Chinese)
#   handwave-mono.otf   Noto Sans Mono CJK SC, ASCII only: numbers that line up
#   handwave-wide.otf   Noto Sans CJK SC, the characters of GB 2312: fetched only for a lesson from elsewhere
# From Debian's fonts-noto-cjk, or from any copy of NotoSansCJK-Regular.ttc that HANDWAVE_CJK_FONT names.
if(DEFINED ENV{HANDWAVE_CJK_FONT})
    set(HANDWAVE_CJK_FONT "$ENV{HANDWAVE_CJK_FONT}")
endif()
find_file(HANDWAVE_CJK_FONT NotoSansCJK-Regular.ttc
    PATHS /usr/share/fonts/opentype/noto /usr/share/fonts/noto-cjk /usr/local/share/fonts
    NO_CMAKE_FIND_ROOT_PATH)
find_program(HANDWAVE_PYFTSUBSET pyftsubset)
find_program(HANDWAVE_PYTHON NAMES python3 REQUIRED)

if(NOT HANDWAVE_CJK_FONT OR NOT HANDWAVE_PYFTSUBSET)
    message(STATUS "No fonts: needs pyftsubset (fonttools) and NotoSansCJK-Regular.ttc (HANDWAVE_CJK_FONT)")
    return()
endif()

set(fonts "${PROJECT_BINARY_DIR}/fonts")
set(characters "${fonts}/characters.txt")
set(shipped_patterns "")
foreach(room IN ITEMS engine ui native web lessons)
    foreach(suffix IN ITEMS cpp h inc html js md toml txt)
        list(APPEND shipped_patterns "${PROJECT_SOURCE_DIR}/${room}/*.${suffix}")
    endforeach()
endforeach()
file(GLOB_RECURSE shipped CONFIGURE_DEPENDS ${shipped_patterns})
add_custom_command(
    OUTPUT "${characters}"
    COMMAND "${HANDWAVE_PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/fonts/shipped_text.py"
        "${PROJECT_SOURCE_DIR}" --output "${characters}"
    DEPENDS "${CMAKE_CURRENT_LIST_DIR}/fonts/shipped_text.py" ${shipped}
    COMMENT "Gathering the characters that we ship" VERBATIM)

# hw_subset_font(<name> <face in the .ttc> <which characters>... [DEPENDS <file>])
function(hw_subset_font name face)
    cmake_parse_arguments(PARSE_ARGV 2 font "" "DEPENDS" "")
    if(NOT font_DEPENDS)
        set(font_DEPENDS "${characters}")
    endif()
    add_custom_command(
        OUTPUT "${fonts}/${name}.otf"
        COMMAND "${HANDWAVE_PYFTSUBSET}" "${HANDWAVE_CJK_FONT}" --font-number=${face} ${font_UNPARSED_ARGUMENTS}
            --layout-features= --no-hinting --desubroutinize --no-glyph-names
            --drop-tables+=GSUB,GPOS,GDEF,BASE,VORG,vhea,vmtx
            --output-file=${fonts}/${name}.otf
        DEPENDS "${font_DEPENDS}" "${HANDWAVE_CJK_FONT}"
        COMMENT "Cutting ${name}.otf" VERBATIM)
endfunction()
hw_subset_font(handwave-sans 2 "--text-file=${characters}")
hw_subset_font(handwave-mono 7 "--unicodes=U+20-7E,U+A0")
set(wide_characters "${fonts}/wide.txt")
add_custom_command(
    OUTPUT "${wide_characters}"
    COMMAND "${HANDWAVE_PYTHON}" "${CMAKE_CURRENT_LIST_DIR}/fonts/wide_text.py" "${wide_characters}"
    DEPENDS "${CMAKE_CURRENT_LIST_DIR}/fonts/wide_text.py" VERBATIM)
hw_subset_font(handwave-wide 2 "--text-file=${wide_characters}" DEPENDS "${wide_characters}")

file(MAKE_DIRECTORY "${fonts}")
add_custom_target(fonts ALL DEPENDS "${fonts}/handwave-sans.otf" "${fonts}/handwave-mono.otf"
    "${fonts}/handwave-wide.otf")
