#include "lesson/words_file.h"

#include <algorithm>

#include "lesson/words_reader.h"

namespace hw::lesson {

namespace {

class WordsParser : WordsReader {
  public:
    WordsParser(std::string path, const Lesson& lesson, std::vector<FileError>& errors)
        : WordsReader(std::move(path), "lesson.toml", errors), lesson_(lesson) {
        words_.steps.resize(lesson.steps.size());
        step_lines_.resize(lesson.steps.size(), 0);
    }

    Words run(std::string_view text) {
        for (const WordsSection& section : split_sections(text, path_, errors_)) {
            if (section.level == 1)
                take_title(section);
            else if (section.level == 2)
                take_part(section);
            else
                take_step_section(section);
        }
        check_whole_file();
        return std::move(words_);
    }

  private:
    void take_title(const WordsSection& section) {
        if (!words_.title.empty()) fail(section.line, "expected one \"# \" heading: the question");
        words_.title = section.title;
        check_plain(section.title, section.line);
    }

    void take_part(const WordsSection& section) {
        current_step_ = nullptr;
        if (section.key.rfind("step ", 0) == 0) return open_step(section);
        if (!once(section.key, section.line)) return;
        if (section.key == "answer")
            words_.answer = inline_of(section.body, section.line);
        else if (section.key == "intro")
            words_.intro = document_of(section);
        else if (section.key == "challenge")
            words_.challenge = document_of(section);
        else if (section.key == "challenge done")
            words_.challenge_done = document_of(section, &lesson_.challenge.scope);
        else if (section.key == "recap")
            words_.recap = document_of(section);
        else if (section.key == "next")
            words_.next = inline_of(section.body, section.line);
        else
            fail(section.line,
                 "expected answer, intro, step ID: title, challenge, challenge done, recap or next");
    }

    void open_step(const WordsSection& section) {
        const std::string id = section.key.substr(5);
        const auto step = std::find_if(lesson_.steps.begin(), lesson_.steps.end(),
                                       [&](const Step& s) { return s.id == id; });
        skips_step_ = step == lesson_.steps.end();
        if (skips_step_) return fail(section.line, "lesson.toml has no step \"" + id + "\"");
        if (section.title.empty()) fail(section.line, "expected a title: \"## step " + id + ": …\"");
        check_plain(section.title, section.line);
        current_step_ = &*step;
        const auto index = static_cast<std::size_t>(step - lesson_.steps.begin());
        if (step_lines_[index] != 0) fail(section.line, "the step \"" + id + "\" has words already");
        step_lines_[index] = section.line;
        current_ = &words_.steps[index];
        current_->title = section.title;
    }

    void take_step_section(const WordsSection& section) {
        if (current_step_ == nullptr) {
            if (!skips_step_) fail(section.line, "expected \"## step ID: title\" above this section");
            return;
        }
        const Step& step = *current_step_;
        if (!once(step.id + "/" + section.key, section.line)) return;
        if (section.key == "see")
            current_->see = document_of(section);
        else if (section.key == "predict")
            current_->ask = take_options(section, step.choices, current_->choices);
        else if (section.key == "do")
            take_hand(section);
        else if (section.key == "report")
            current_->report_ask = take_options(section, step.reports, current_->reports);
        else if (section.key == "explain")
            current_->explain = document_of(section, &step.scope);
        else if (section.key == "linux")
            current_->linux_note = document_of(section, &step.scope);
        else if (section.key == "runs")
            current_->run_names = run_names(section, step.runs);
        else
            fail(section.line, "expected see, predict, do, report, explain, linux or runs");
    }

    Spans take_options(const WordsSection& section, const std::vector<Option>& options,
                       std::vector<OptionWords>& words) {
        const ItemList list = split_items(section, path_, errors_);
        for (const NamedItem& item : items_by_id(section, list, options)) {
            OptionWords option;
            option.label = inline_of(item.label, item.line);
            if (!item.detail.empty())
                option.detail = inline_of(item.detail, item.line + 1, &current_step_->scope);
            words.push_back(std::move(option));
        }
        return inline_of(list.before, section.line + 1);
    }

    void take_hand(const WordsSection& section) {
        const ItemList list = split_items(section, path_, errors_);
        for (const NamedItem& item : items_by_id(section, list, current_step_->hand))
            current_->hand.push_back(inline_of(item.label + "\n" + item.detail, item.line));
    }

    // ---- what must be there

    void check_whole_file() {
        const auto need = [&](bool is_there, const char* what) {
            if (!is_there) errors_.push_back({path_, 0, std::string("expected ") + what});
        };
        need(!words_.title.empty(), "\"# \" and the lesson's question");
        need(!words_.answer.empty(), "\"## answer\": the question answered in one sentence");
        need(!words_.challenge.empty(), "\"## challenge\"");
        need(!words_.challenge_done.empty(), "\"## challenge done\"");
        need(!words_.recap.empty(), "\"## recap\"");
        need(!words_.next.empty(), "\"## next\"");
        for (std::size_t i = 0; i < lesson_.steps.size(); ++i) {
            if (step_lines_[i] == 0)
                errors_.push_back({path_, 0, "expected \"## step " + lesson_.steps[i].id + ": …\""});
            else
                check_step(lesson_.steps[i], words_.steps[i], step_lines_[i]);
        }
    }

    void check_step(const Step& step, const StepWords& words, int line) {
        const auto need = [&](bool is_there, const char* what) {
            if (!is_there) fail(line, "step \"" + step.id + "\": expected \"### " + what + "\"");
        };
        need(!words.see.empty(), "see");
        need(!words.ask.empty() && words.choices.size() == step.choices.size(), "predict");
        need(words.hand.size() == step.hand.size(), "do");
        need(!words.report_ask.empty() && words.reports.size() == step.reports.size(), "report");
        need(!words.explain.empty(), "explain");
        need(step.runs.size() < 2 || words.run_names.size() == step.runs.size(), "runs");
    }

    const Lesson& lesson_;
    Words words_{};
    std::vector<int> step_lines_{};
    const Step* current_step_ = nullptr;
    StepWords* current_ = nullptr;
    bool skips_step_ = false;
};

}  // namespace

Words parse_words(std::string_view text, const std::string& path, const Lesson& lesson,
                  std::vector<FileError>& errors) {
    return WordsParser(path, lesson, errors).run(text);
}

}  // namespace hw::lesson
