#include "lesson/lint.h"

#include <algorithm>
#include <array>
#include <optional>

#include "lesson/utf8.h"
#include "lesson/words_file.h"

namespace hw::lesson {

namespace {

// About 220 words a minute in English, 300 characters in Chinese.
constexpr WordBudget budgets[] = {
    {"answer", 35, 55},      {"intro", 75, 110},         {"see", 65, 85},
    {"ask", 30, 45},         {"choice", 20, 30},         {"detail", 32, 45},
    {"do", 16, 22},          {"explain", 125, 185},      {"linux", 50, 65},
    {"challenge", 100, 130}, {"challenge done", 60, 80}, {"recap", 75, 100},
    {"next", 30, 40},
};

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0x3000; }
// Full-width punctuation is no word.
bool is_wide_mark(char32_t c) {
    return (c >= 0x3000 && c <= 0x303f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x2018 && c <= 0x2026);
}

// An RFC's sentence, word for word, is evidence and not prose.
std::string without_quotes(std::string_view text) {
    std::string rest;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        if (text.front() != '>') rest += text.substr(0, end);
        text.remove_prefix(end);
    }
    return rest;
}

class WordsLint {
  public:
    WordsLint(std::string path, Language language, std::vector<FileError>& problems)
        : path_(std::move(path)), language_(language), problems_(problems) {}

    void run(std::string_view text) {
        std::vector<FileError> known_already;
        for (const WordsSection& section : split_sections(text, path_, known_already)) {
            const bool has_items = section.key == "predict" || section.key == "report" || section.key == "do";
            if (section.level == 3 && has_items) {
                const ItemList list = split_items(section, path_, known_already);
                check("ask", section.line, list.before);
                for (const NamedItem& item : list.items) {
                    check(section.key == "do" ? "do" : "choice", item.line, item.label);
                    check("detail", item.line, item.detail);
                }
            } else if (section.level > 1) {
                check(section.key, section.line, section.body);
            }
        }
    }

  private:
    void check(std::string_view name, int line, std::string_view words) {
        for (const WordBudget& budget : budgets) {
            if (budget.section != name) continue;
            const std::uint32_t most = language_ == Language::Zh ? budget.chinese : budget.english;
            const std::uint32_t count = count_words(without_quotes(words));
            if (count > most)
                problems_.push_back({path_, line,
                                     std::string(name) + " has " + std::to_string(count) +
                                         (language_ == Language::Zh ? " characters and words" : " words") +
                                         ", expected at most " + std::to_string(most) + ": no wall of text"});
        }
    }

    std::string path_;
    Language language_;
    std::vector<FileError>& problems_;
};

}  // namespace

std::span<const WordBudget> word_budgets() { return budgets; }

std::uint32_t count_words(std::string_view text) {
    std::uint32_t count = 0;
    bool in_word = false;
    char32_t until = 0;  // of a value, or of what a link leads to
    for (std::size_t i = 0; i < text.size();) {
        const bool is_link = text.substr(i).starts_with("](");
        const char32_t c = character_at(text, i);
        i += character_length(text, i);
        if (until != 0) {
            if (c == until) until = 0;
        } else if (is_link) {
            until = ')';
        } else if (is_wide(c) && !is_wide_mark(c)) {
            count += 1;
            in_word = false;
        } else if (is_space(c) || is_wide_mark(c)) {
            in_word = false;
        } else {
            if (!in_word && c != '-' && c != '>' && c != '*' && c != '[') {
                count += 1;
                in_word = true;
            }
            if (c == '{') until = '}';
        }
    }
    return count;
}

void lint_words(std::string_view text, const std::string& path, Language language,
                std::vector<FileError>& problems) {
    WordsLint(path, language, problems).run(text);
}

void lint_glyphs(std::string_view text, const std::string& path, std::span<const char32_t> glyphs,
                 std::vector<FileError>& problems) {
    std::vector<char32_t> said;
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = character_at(text, i);
        const std::size_t length = character_length(text, i);
        const bool is_drawn = c < 0x20 || std::binary_search(glyphs.begin(), glyphs.end(), c) ||
                              std::find(said.begin(), said.end(), c) != said.end();
        if (!is_drawn) {
            said.push_back(c);
            problems.push_back({path, line_of(text, i),
                                "the font has no glyph for \"" + std::string(text.substr(i, length)) + "\""});
        }
        i += length;
    }
}

namespace {

// The words of both languages, and the file beside them.
struct LintedFile {
    const std::string& text;
    std::string path;
    std::optional<Language> language;
};

std::array<LintedFile, 3> files_of(const LessonText& text, std::string_view toml) {
    return {{{text.toml, text.folder + "/" + std::string(toml), std::nullopt},
             {text.zh, text.folder + "/zh.md", Language::Zh},
             {text.en, text.folder + "/en.md", Language::En}}};
}

void sort_by_place(std::vector<FileError>& problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const FileError& a, const FileError& b) {
        return a.path != b.path ? a.path < b.path : a.line < b.line;
    });
}

}  // namespace

std::vector<FileError> lint_text(const LessonText& text, std::string_view toml, const LintOptions& options) {
    std::vector<FileError> problems;
    for (const LintedFile& file : files_of(text, toml)) {
        lint_citations(file.text, file.path, problems);
        if (!file.language) continue;
        lint_links(file.text, file.path, options, problems);
        lint_typography(file.text, file.path, *file.language, problems);
        if (!options.glyphs.empty()) lint_glyphs(file.text, file.path, options.glyphs, problems);
    }
    sort_by_place(problems);
    return problems;
}

std::vector<FileError> lint_lesson(const LessonText& text, const Lesson& lesson, const LintOptions& options) {
    constexpr std::string_view toml = "lesson.toml";
    std::vector<FileError> problems = lint_text(text, toml, options);
    lint_needs(text, lesson, options, problems);
    for (const LintedFile& file : files_of(text, toml)) {
        if (file.language) lint_words(file.text, file.path, *file.language, problems);
    }
    lint_same_in_both(text, lesson, problems);
    sort_by_place(problems);
    return problems;
}

}  // namespace hw::lesson
