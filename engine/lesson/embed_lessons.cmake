# Writes OUT, a C++ file with the text of every lesson, duel and puzzle in LESSONS (a folder of folders), for
# lesson/library.h. Run by the build: cmake -DLESSONS=… -DOUT=… -P embed_lessons.cmake

# Sets `entry` to one LessonText as a braced initialiser: what the folder holds of the three files.
function(hw_entry folder toml)
    set(entry "    {\"lessons/${folder}\",\n")
    foreach(name IN ITEMS "${toml}" zh.md en.md)
        set(text "")
        if(EXISTS "${LESSONS}/${folder}/${name}")
            file(READ "${LESSONS}/${folder}/${name}" text)
        endif()
        # Why in pieces: a string literal may be no longer than some compilers allow.
        string(REPLACE "\n## " "\n)lesson\"\n     R\"lesson(## " text "${text}")
        string(REPLACE "\n[[terms]]" "\n)lesson\"\n     R\"lesson([[terms]]" text "${text}")
        string(APPEND entry "     R\"lesson(${text})lesson\",\n")
    endforeach()
    set(entry "${entry}    }" PARENT_SCOPE)
endfunction()

# Sets `entries` to the folders of LESSONS/sub that hold `toml`, in the order of their `order`.
function(embed sub toml)
    file(GLOB folders LIST_DIRECTORIES true RELATIVE "${LESSONS}" "${LESSONS}/${sub}*")
    set(found "")
    foreach(folder IN LISTS folders)
        if(EXISTS "${LESSONS}/${folder}/${toml}")
            file(STRINGS "${LESSONS}/${folder}/${toml}" order REGEX "^order = [0-9]+" LIMIT_COUNT 1)
            string(REPLACE "order = " "" order "${order}")
            list(APPEND found "${order} ${folder}")
        endif()
    endforeach()
    list(SORT found COMPARE NATURAL)
    list(TRANSFORM found REPLACE "^[^ ]* " "")

    set(entries "")
    foreach(folder IN LISTS found)
        hw_entry("${folder}" "${toml}")
        string(APPEND entries "${entry},\n")
    endforeach()
    set(entries "${entries}" PARENT_SCOPE)
endfunction()

embed("" lesson.toml)
set(lessons "${entries}")
embed("duels/" duel.toml)
set(duels "${entries}")
embed("puzzles/" puzzle.toml)
set(puzzles "${entries}")
hw_entry(home home.toml)
set(home "${entry}")
hw_entry(glossary glossary.toml)
set(glossary "${entry}")

file(WRITE "${OUT}.new" "// Made from lessons/ by engine/lesson/embed_lessons.cmake.
#include \"lesson/library.h\"

#include <vector>

namespace hw::lesson {

std::span<const LessonText> embedded_lessons() {
    static const std::vector<LessonText> lessons{
${lessons}    };
    return lessons;
}

std::span<const LessonText> embedded_duels() {
    static const std::vector<LessonText> duels{
${duels}    };
    return duels;
}

std::span<const LessonText> embedded_puzzles() {
    static const std::vector<LessonText> puzzles{
${puzzles}    };
    return puzzles;
}

const LessonText& embedded_home() {
    static const LessonText text =
${home};
    return text;
}

const LessonText& embedded_glossary() {
    static const LessonText text =
${glossary};
    return text;
}

}  // namespace hw::lesson
")
file(COPY_FILE "${OUT}.new" "${OUT}" ONLY_IF_DIFFERENT)
