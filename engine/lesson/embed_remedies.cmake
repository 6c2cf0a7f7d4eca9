# Writes OUT, a C++ file with the words of the incident's remedies (FOLDER/remedies.zh.md and .en.md), for
# lesson/incident/remedy_words.h. Run by the build: cmake -DFOLDER=… -DOUT=… -P embed_remedies.cmake
foreach(language IN ITEMS zh en)
    file(READ "${FOLDER}/remedies.${language}.md" ${language})
    # Why in pieces: a string literal may be no longer than some compilers allow.
    string(REPLACE "\n## " "\n)remedies\"\n    R\"remedies(## " ${language} "${${language}}")
endforeach()

file(WRITE "${OUT}.new" "// Made from lessons/ by engine/lesson/embed_remedies.cmake.
#include \"lesson/incident/remedy_words.h\"

namespace hw::lesson::incident {

std::string_view shipped_remedy_text(Language language) {
    static constexpr std::string_view zh =
    R\"remedies(${zh})remedies\";
    static constexpr std::string_view en =
    R\"remedies(${en})remedies\";
    return language == Language::Zh ? zh : en;
}

}  // namespace hw::lesson::incident
")
file(COPY_FILE "${OUT}.new" "${OUT}" ONLY_IF_DIFFERENT)
