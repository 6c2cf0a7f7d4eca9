#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.h"

// The words of the trade, each explained in one or two sentences with the clause that defines it. Lessons link to
// them as [half-open](#/glossary/half-open). lessons/glossary/ is made like a lesson: glossary.toml, zh.md, en.md.

namespace hw::lesson {

struct Term {
    std::string id{};                 // "time-wait"
    std::string clause{};             // "RFC 9293 §3.3.2"
    std::vector<std::string> find{};  // how a lesson's text says it: "TIME-WAIT", "TIME_WAIT"
    std::array<std::string, language_count> name{};
    std::array<Document, language_count> text{};
    int line = 0;  // in glossary.toml

    const std::string& name_in(Language language) const { return name[static_cast<std::uint32_t>(language)]; }
    const Document& text_in(Language language) const { return text[static_cast<std::uint32_t>(language)]; }
};

struct Glossary {
    std::vector<Term> terms{};  // in the order of the file

    const Term* find(std::string_view id) const;
};

inline constexpr std::uint32_t max_terms = 300;
// What a link to a term begins with.
inline constexpr std::string_view glossary_link = "#/glossary/";

// `text.toml` is glossary.toml: [[terms]] with id, clause and find. In zh.md and en.md "## ID: name" and below it
// the sentences.
Result<Glossary, std::vector<FileError>> parse_glossary(const LessonText& text);

// A lesson uses a term when its words, in either language, say it or link to it.
bool uses(const Lesson& lesson, const Term& term);

}  // namespace hw::lesson
