#include "lesson/incident/remedy_words.h"

#include "lesson/words_file.h"

namespace hw::lesson::incident {

namespace {

class RemedyWordsReader {
  public:
    RemedyWordsReader(std::string path, std::vector<FileError>& errors)
        : path_(std::move(path)), errors_(errors) {}

    AllRemedyWords run(std::string_view text) {
        for (const WordsSection& section : split_sections(text, path_, errors_)) {
            if (section.level == 2) open_remedy(section);
            if (section.level == 3 && current_ < remedy_count) take(section);
        }
        for (std::uint32_t i = 0; i < remedy_count; ++i) {
            const RemedyWords& w = words_[i];
            if (w.name.empty() || w.effect.empty() || w.belief.empty() || w.truth.empty())
                errors_.push_back({path_, 0,
                                   "expected \"## " + std::string(remedies()[i].id) +
                                       ": name\" with ### effect, ### belief and ### truth"});
        }
        return std::move(words_);
    }

  private:
    void open_remedy(const WordsSection& section) {
        current_ = find_remedy(section.key);
        if (current_ == remedy_count)
            errors_.push_back({path_, section.line, "there is no remedy \"" + section.key + "\""});
        else
            words_[current_].name = section.title;
    }

    void take(const WordsSection& section) {
        RemedyWords& w = words_[current_];
        Spans* const target = section.key == "effect"   ? &w.effect
                              : section.key == "belief" ? &w.belief
                              : section.key == "truth"  ? &w.truth
                                                        : nullptr;
        if (target == nullptr || !target->empty())
            errors_.push_back({path_, section.line, "expected effect, belief and truth, each once"});
        else
            *target = parse_inline(section.body, {path_, section.line + 1}, errors_);
    }

    std::string path_;
    std::vector<FileError>& errors_;
    AllRemedyWords words_{};
    std::uint32_t current_ = remedy_count;
};

}  // namespace

AllRemedyWords parse_remedy_words(std::string_view text, const std::string& path,
                                  std::vector<FileError>& errors) {
    return RemedyWordsReader(path, errors).run(text);
}

const AllRemedyWords& shipped_remedy_words(Language language) {
    const auto read = [](Language wanted) {
        std::vector<FileError> errors;
        return parse_remedy_words(shipped_remedy_text(wanted), "remedies.md", errors);
    };
    static const std::array<AllRemedyWords, language_count> words{read(Language::Zh), read(Language::En)};
    return words[static_cast<std::uint32_t>(language)];
}

}  // namespace hw::lesson::incident
