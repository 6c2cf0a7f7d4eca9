#include <algorithm>
#include <set>

#include "lesson/clauses.h"
#include "lesson/lint.h"
#include "lesson/markdown_spans.h"
#include "lesson/utf8.h"

// What words point to, and that both languages of a lesson point to the same.

namespace hw::lesson {

namespace {

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

// What stands behind the scheme of a link, up to the place in it; "" for a link of another kind.
std::string id_behind(std::string_view scheme, std::string_view target) {
    if (!target.starts_with(scheme)) return {};
    target.remove_prefix(scheme.size());
    return std::string(target.substr(0, target.find_first_of("?#/")));
}

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

void lint_citations(std::string_view text, const std::string& path, std::vector<FileError>& problems) {
    constexpr std::string_view begins = "RFC ";
    std::set<std::string_view> said;
    for (std::size_t at = text.find(begins); at != text.npos; at = text.find(begins, at + 1)) {
        const std::string_view clause = text.substr(at, clause_length(text.substr(at)));
        if (clause.empty() || look_up_clause(clause) != ClauseKnown::NoSuchSection ||
            !said.insert(clause).second)
            continue;
        problems.push_back({path, line_of(text, at),
                            "there is no " + std::string(clause) + ": expected a section that the RFC has"});
    }
}

void lint_links(std::string_view text, const std::string& path, const LintOptions& options,
                std::vector<FileError>& problems) {
    const auto& ids = options.lesson_ids;
    for (std::size_t at = text.find("]("); at != text.npos; at = text.find("](", at + 1)) {
        const std::string_view target = text.substr(at + 2, text.find(')', at) - at - 2);
        if (const auto lesson = id_behind("lesson:", target), place = id_behind("#/lesson/", target);
            !(lesson + place).empty() && !ids.empty() &&
            std::find(ids.begin(), ids.end(), lesson + place) == ids.end())
            problems.push_back(
                {path, line_of(text, at), "there is no lesson \"" + lesson + place + "\" to go to"});
        if (const auto term = id_behind(glossary_link, target);
            !term.empty() && options.glossary != nullptr && options.glossary->find(term) == nullptr)
            problems.push_back({path, line_of(text, at), "the glossary has no term \"" + term + "\""});
    }
}

void lint_needs(const LessonText& text, const Lesson& lesson, const LintOptions& options,
                std::vector<FileError>& problems) {
    const auto& ids = options.lesson_ids;
    for (const std::string& needed : lesson.needs) {
        if (ids.empty() || std::find(ids.begin(), ids.end(), needed) != ids.end()) continue;
        problems.push_back({text.folder + "/lesson.toml", line_of_text(text.toml, needed),
                            "there is no lesson \"" + needed + "\" to go to"});
    }
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
