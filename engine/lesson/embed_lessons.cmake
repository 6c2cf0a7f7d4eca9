# Writes OUT, a C++ file with the text of every lesson in LESSONS (a folder of folders), for
# lesson/library.h. Run by the build: cmake -DLESSONS=… -DOUT=… -P embed_lessons.cmake
file(GLOB folders LIST_DIRECTORIES true RELATIVE "${LESSONS}" "${LESSONS}/*")

# In the order of `order`.
set(lessons "")
foreach(id IN LISTS folders)
    if(EXISTS "${LESSONS}/${id}/lesson.toml")
        file(STRINGS "${LESSONS}/${id}/lesson.toml" order REGEX "^order = [0-9]+" LIMIT_COUNT 1)
        string(REPLACE "order = " "" order "${order}")
        list(APPEND lessons "${order} ${id}")
    endif()
endforeach()
list(SORT lessons COMPARE NATURAL)
list(TRANSFORM lessons REPLACE "^[^ ]* " "")

set(entries "")
foreach(id IN LISTS lessons)
    string(APPEND entries "    {\"lessons/${id}\",\n")
    foreach(name IN ITEMS lesson.toml zh.md en.md)
        set(text "")
        if(EXISTS "${LESSONS}/${id}/${name}")
            file(READ "${LESSONS}/${id}/${name}" text)
        endif()
        # Why in pieces: a string literal may be no longer than some compilers allow.
        string(REPLACE "\n## " "\n)lesson\"\n     R\"lesson(## " text "${text}")
        string(APPEND entries "     R\"lesson(${text})lesson\",\n")
    endforeach()
    string(APPEND entries "    },\n")
endforeach()

file(WRITE "${OUT}.new" "// Made from lessons/ by engine/lesson/embed_lessons.cmake.
#include \"lesson/library.h\"

#include <vector>

namespace hw::lesson {

std::span<const LessonText> embedded_lessons() {
    static const std::vector<LessonText> lessons{
${entries}    };
    return lessons;
}

}  // namespace hw::lesson
")
file(COPY_FILE "${OUT}.new" "${OUT}" ONLY_IF_DIFFERENT)
