#include <algorithm>
#include <set>

#include "lesson/clauses.h"
#include "lesson/lint.h"
#include "lesson/utf8.h"

// What a lesson points to, and that both languages point to the same.

namespace hw::lesson {

namespace {

// Every span of the words, in their order.
template <class Visit>
void for_each_span(const Words& words, Visit visit) {
    const auto spans = [&](const Spans& all) {
        for (const Span& span : all) visit(span);
    };
    const auto document = [&](const Document& all) {
        for (const Block& block : all) spans(block.spans);
    };
    spans(words.answer);
    document(words.intro);
    for (const StepWords& step : words.steps) {
        document(step.see);
        spans(step.ask);
        for (const OptionWords& choice : step.choices) spans(choice.label), spans(choice.detail);
        for (const Spans& hand : step.hand) spans(hand);
        spans(step.report_ask);
        for (const OptionWords& report : step.reports) spans(report.label), spans(report.detail);
        document(step.explain);
        document(step.linux_note);
    }
    document(words.challenge);
    document(words.challenge_done);
    document(words.recap);
    spans(words.next);
}

// The line on which a piece of text first stands, alone or before something that is not part of its name.
int line_of_text(std::string_view file, const std::string& wanted) {
    for (std::size_t at = file.find(wanted); at != std::string_view::npos; at = file.find(wanted, at + 1)) {
        const std::size_t end = at + wanted.size();
        const bool goes_on =
            end < file.size() && (file[end] == '.' || (file[end] >= '0' && file[end] <= '9')) &&
            (file[end] != '.' || (end + 1 < file.size() && file[end + 1] >= '0' && file[end + 1] <= '9'));
        if (!goes_on) return line_of(file, at);
    }
    return 0;
}

class References {
  public:
    References(const LessonText& text, const Lesson& lesson, const LintOptions& options,
               std::vector<FileError>& problems)
        : text_(text), lesson_(lesson), options_(options), problems_(problems) {}

    void run() {
        for (const std::string& source : lesson_.sources) clause(source, text_.toml, "lesson.toml");
        for (const Step& step : lesson_.steps) {
            for (const std::string& each : step.clauses) clause(each, text_.toml, "lesson.toml");
        }
        for (const std::string& needed : lesson_.needs) lesson_link(needed, text_.toml, "lesson.toml");
        words(Language::Zh, text_.zh, "zh.md");
        words(Language::En, text_.en, "en.md");
    }

  private:
    void words(Language language, const std::string& file, const std::string& name) {
        constexpr std::string_view lesson_scheme = "lesson:";
        for_each_span(lesson_.in(language), [&](const Span& span) {
            if (span.kind == SpanKind::Citation) clause(span.text, file, name);
            if (span.kind == SpanKind::Link && span.target.rfind(lesson_scheme, 0) == 0)
                lesson_link(span.target.substr(lesson_scheme.size()), file, name);
        });
    }

    void clause(const std::string& wanted, const std::string& file, const std::string& name) {
        if (!said_.insert(name + wanted).second) return;
        if (look_up_clause(wanted) == ClauseKnown::NoSuchSection)
            problem(name, line_of_text(file, wanted),
                    "there is no " + wanted + ": expected a section that the RFC has");
    }

    void lesson_link(const std::string& id, const std::string& file, const std::string& name) {
        const auto& ids = options_.lesson_ids;
        if (ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end()) return;
        problem(name, line_of_text(file, id), "there is no lesson \"" + id + "\" to go to");
    }

    void problem(const std::string& name, int line, std::string message) {
        problems_.push_back({text_.folder + "/" + name, line, std::move(message)});
    }

    const LessonText& text_;
    const Lesson& lesson_;
    const LintOptions& options_;
    std::vector<FileError>& problems_;
    std::set<std::string> said_{};
};

// Citations and values, sorted.
std::vector<std::string> facts_of(const Document& document) {
    std::vector<std::string> facts;
    for (const Block& block : document) {
        for (const Span& span : block.spans) {
            if (span.kind == SpanKind::Citation || span.kind == SpanKind::Value) facts.push_back(span.text);
        }
    }
    std::sort(facts.begin(), facts.end());
    return facts;
}

// The first that one has and the other has not; "" when they are the same.
std::string first_missing(const std::vector<std::string>& from, const std::vector<std::string>& in) {
    std::vector<std::string> missing;
    std::set_difference(from.begin(), from.end(), in.begin(), in.end(), std::back_inserter(missing));
    return missing.empty() ? "" : missing.front();
}

}  // namespace

void lint_references(const LessonText& text, const Lesson& lesson, const LintOptions& options,
                     std::vector<FileError>& problems) {
    References(text, lesson, options, problems).run();
}

void lint_same_in_both(const LessonText& text, const Lesson& lesson, std::vector<FileError>& problems) {
    const Words& zh = lesson.in(Language::Zh);
    const Words& en = lesson.in(Language::En);
    const auto differ = [&](const std::string& step, bool is_in_zh, const std::string& what) {
        const std::string& file = is_in_zh ? text.en : text.zh;
        problems.push_back(
            {text.folder + (is_in_zh ? "/en.md" : "/zh.md"), line_of_text(file, "## step " + step),
             "step " + step + ": expected " + what + ", as in " + (is_in_zh ? "zh.md" : "en.md")});
    };
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
        const std::string& id = lesson.steps[i].id;
        const auto in_zh = facts_of(zh.steps[i].explain);
        const auto in_en = facts_of(en.steps[i].explain);
        if (const std::string only = first_missing(in_zh, in_en); !only.empty())
            differ(id, true, "\"" + only + "\" in explain");
        if (const std::string only = first_missing(in_en, in_zh); !only.empty())
            differ(id, false, "\"" + only + "\" in explain");
        if (zh.steps[i].linux_note.empty() != en.steps[i].linux_note.empty())
            differ(id, en.steps[i].linux_note.empty(), "### linux");
        for (std::size_t c = 0; c < lesson.steps[i].choices.size(); ++c) {
            if (zh.steps[i].choices[c].detail.empty() != en.steps[i].choices[c].detail.empty())
                differ(id, en.steps[i].choices[c].detail.empty(),
                       "a detail under \"" + lesson.steps[i].choices[c].id + "\"");
        }
    }
    if (zh.recap.size() != en.recap.size())
        problems.push_back({text.folder + "/en.md", line_of_text(text.en, "## recap"),
                            "recap: expected " + std::to_string(zh.recap.size()) + " points, as in zh.md"});
}

}  // namespace hw::lesson
