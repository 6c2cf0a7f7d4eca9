#include "lesson/home_table.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "lesson/words_file.h"

namespace hw::lesson {

namespace {

// "group 2" -> 2, "others" -> 0.
std::optional<std::uint32_t> number_of(std::string_view key) {
    if (key == "others") return 0;
    constexpr std::string_view prefix = "group ";
    if (!key.starts_with(prefix)) return std::nullopt;
    key.remove_prefix(prefix.size());
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), number);
    const bool is_whole = error == std::errc{} && end == key.data() + key.size();
    if (!is_whole || number == 0 || number > max_groups) return std::nullopt;
    return number;
}

class TableReader {
  public:
    explicit TableReader(std::vector<FileError>& errors) : errors_(errors) {}

    void read(const std::string& text, const std::string& path, Language language) {
        if (text.size() > max_lesson_file_bytes) return errors_.push_back({path, 0, "is too large"});
        for (const WordsSection& section : split_sections(text, path, errors_)) {
            if (section.level == 2) take(section, path, language);
        }
    }

    HomeTable finish(const std::string& folder) {
        const auto is_before = [](const QuestionGroup& a, const QuestionGroup& b) {
            return a.number - 1u < b.number - 1u;  // 0 wraps round to the end
        };
        std::sort(table_.groups.begin(), table_.groups.end(), is_before);
        for (const QuestionGroup& group : table_.groups) {
            for (const Language language : {Language::Zh, Language::En}) {
                if (!group.question_in(language).empty()) continue;
                const std::string heading =
                    group.number == 0 ? "## others: …" : "## group " + std::to_string(group.number) + ": …";
                errors_.push_back({folder + "/" + std::string(code_of(language)) + ".md", 0,
                                   "expected \"" + heading + "\", as in the other language"});
            }
        }
        if (table_.groups.empty()) errors_.push_back({folder + "/en.md", 0, "expected \"## group 1: …\""});
        return std::move(table_);
    }

  private:
    void take(const WordsSection& section, const std::string& path, Language language) {
        const auto number = number_of(section.key);
        if (!number) {
            errors_.push_back({path, section.line, "expected \"## group N: question\" or \"## others: …\""});
            return;
        }
        const auto index = static_cast<std::uint32_t>(language);
        QuestionGroup& group = group_with(*number);
        if (!group.question[index].empty() || section.title.empty()) {
            errors_.push_back({path, section.line, "expected one question for each group"});
            return;
        }
        group.question[index] = section.title;
        const bool has_answer = section.body.find_first_not_of(" \t\r\n") != std::string::npos;
        if (has_answer) group.answer[index] = parse_inline(section.body, {path, section.line + 1}, errors_);
        if (!has_answer && *number != 0)
            errors_.push_back({path, section.line, "expected the answer in one sentence below the question"});
    }

    QuestionGroup& group_with(std::uint32_t number) {
        const auto found = std::find_if(table_.groups.begin(), table_.groups.end(),
                                        [number](const QuestionGroup& g) { return g.number == number; });
        return found != table_.groups.end() ? *found : table_.groups.emplace_back(QuestionGroup{number});
    }

    std::vector<FileError>& errors_;
    HomeTable table_{};
};

}  // namespace

const QuestionGroup* HomeTable::group_of(const Lesson& lesson) const {
    const QuestionGroup* rest = nullptr;
    for (const QuestionGroup& group : groups) {
        if (group.number == 0) rest = &group;
        if (group.number != 0 && group.number == lesson.group) return &group;
    }
    return rest;
}

Result<HomeTable, std::vector<FileError>> parse_home_table(const LessonText& text) {
    std::vector<FileError> errors;
    TableReader reader(errors);
    reader.read(text.zh, text.folder + "/zh.md", Language::Zh);
    reader.read(text.en, text.folder + "/en.md", Language::En);
    HomeTable table = reader.finish(text.folder);
    if (!errors.empty()) return errors;
    return table;
}

}  // namespace hw::lesson
