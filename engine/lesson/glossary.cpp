#include "lesson/glossary.h"

#include <algorithm>

#include "lesson/markdown_spans.h"
#include "lesson/text_walk.h"
#include "lesson/toml_reader.h"
#include "lesson/words_file.h"

namespace hw::lesson {

namespace {

using Need = TomlReader::Need;

constexpr Language languages[] = {Language::Zh, Language::En};

bool is_term_id(std::string_view text) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), is_allowed);
}

class GlossaryReader {
  public:
    GlossaryReader(const LessonText& text, std::vector<FileError>& errors)
        : folder_(text.folder), toml_(text.folder + "/glossary.toml", errors), errors_(errors) {}

    void read_terms(const toml::table& root) {
        toml_.check_keys(root, {"terms"});
        for (const toml::table* table : toml_.tables(root, "terms", max_terms)) {
            toml_.check_keys(*table, {"id", "clause", "find"});
            Term term{.id = toml_.text(*table, "id", Need::Needed, 40),
                      .clause = toml_.text(*table, "clause", Need::Needed, 40),
                      .line = TomlReader::line_of(*table)};
            if (!is_term_id(term.id)) toml_.fail(term.line, "expected an id of a-z, 0-9 and -, at most 40");
            if (glossary_.find(term.id) != nullptr) toml_.fail(term.line, "this id is taken");
            if (!is_clause(term.clause))
                toml_.fail(term.line, "expected a clause such as \"RFC 9293 \u00a73.5\"");
            for (const TomlReader::Line& line : toml_.lines(*table, "find", 12))
                term.find.push_back(line.text);
            glossary_.terms.push_back(std::move(term));
        }
        if (glossary_.terms.empty()) toml_.fail(1, "expected at least one [[terms]]");
    }

    void read_words(const std::string& text, Language language) {
        const std::string path = folder_ + "/" + std::string(code_of(language)) + ".md";
        if (text.size() > max_lesson_file_bytes) return errors_.push_back({path, 0, "is too large"});
        const auto index = static_cast<std::uint32_t>(language);
        for (const WordsSection& section : split_sections(text, path, errors_)) {
            if (section.level != 2) continue;
            const auto term = std::find_if(glossary_.terms.begin(), glossary_.terms.end(),
                                           [&](const Term& each) { return each.id == section.key; });
            if (term == glossary_.terms.end()) {
                errors_.push_back({path, section.line, "glossary.toml has no term \"" + section.key + "\""});
                continue;
            }
            if (section.title.empty())
                errors_.push_back({path, section.line, "expected \"## " + section.key + ": the term\""});
            if (!term->name[index].empty())
                errors_.push_back({path, section.line, "the term \"" + section.key + "\" is there already"});
            term->name[index] = section.title;
            term->text[index] = parse_document(section.body, {path, section.line + 1}, errors_);
        }
        for (const Term& term : glossary_.terms) {
            if (term.name_in(language).empty() || term.text_in(language).empty())
                errors_.push_back({path, 0, "expected \"## " + term.id + ": …\" and its explanation"});
        }
    }

    // Terms explain one another; a link among them must lead somewhere, too.
    Glossary finish() {
        for (const Term& term : glossary_.terms) {
            for (const Language language : languages) {
                const auto check = [&](const Spans& spans) {
                    for (const Span& span : spans) {
                        if (!span.target.starts_with(glossary_link) ||
                            glossary_.find(std::string_view(span.target).substr(glossary_link.size())))
                            continue;
                        errors_.push_back({folder_ + "/" + std::string(code_of(language)) + ".md", 0,
                                           term.id + ": there is no term " + span.target});
                    }
                };
                for_each_spans(term.text_in(language), check);
            }
        }
        return std::move(glossary_);
    }

  private:
    std::string folder_;
    TomlReader toml_;
    std::vector<FileError>& errors_;
    Glossary glossary_{};
};

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// As a word of its own: "SYN" is not in "SYN-SENT". Chinese has no spaces, so there every place counts.
bool says(std::string_view text, std::string_view word) {
    if (word.empty()) return false;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        const bool is_cut_before =
            is_word_character(word.front()) && at > 0 && is_word_character(text[at - 1]);
        const bool is_cut_after =
            is_word_character(word.back()) && end < text.size() && is_word_character(text[end]);
        if (!is_cut_before && !is_cut_after) return true;
    }
    return false;
}

}  // namespace

const Term* Glossary::find(std::string_view id) const {
    const auto found =
        std::find_if(terms.begin(), terms.end(), [id](const Term& term) { return term.id == id; });
    return found == terms.end() ? nullptr : &*found;
}

Result<Glossary, std::vector<FileError>> parse_glossary(const LessonText& text) {
    std::vector<FileError> errors;
    GlossaryReader reader(text, errors);
    const auto root = parse_toml(text.toml, text.folder + "/glossary.toml", errors);
    if (root) reader.read_terms(*root);
    if (!root) return errors;
    reader.read_words(text.zh, Language::Zh);
    reader.read_words(text.en, Language::En);
    Glossary glossary = reader.finish();
    if (!errors.empty()) return errors;
    return glossary;
}

bool uses(const Lesson& lesson, const Term& term) {
    bool is_used = false;
    const std::string target = std::string(glossary_link) + term.id;
    const auto look = [&](const Spans& spans) {
        if (is_used) return;
        const std::string text = plain_text(spans);
        is_used =
            std::any_of(term.find.begin(), term.find.end(),
                        [&](const std::string& word) { return says(text, word); }) ||
            std::any_of(spans.begin(), spans.end(), [&](const Span& span) { return span.target == target; });
    };
    for (const Language language : languages) for_each_spans(lesson.in(language), look);
    return is_used;
}

}  // namespace hw::lesson
