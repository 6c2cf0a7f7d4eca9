// The pages around the lessons' own: the questions, the glossary, the coverage matrix, and the frame of a page.
#include "lesson/page.h"

#include "lesson/markdown_spans.h"

namespace hw::lesson {

namespace {

struct FrameWords {
    std::string_view home_title, questions, glossary, coverage, other_language, run, answer, more;
    std::string_view lessons, coverage_intro, clause, rule, shown_by, nobody, never_checked, challenge;
};
constexpr FrameWords frame_words[language_count] = {
    {"三次握手，四次挥手", "问题", "术语表", "覆盖表", "English", "打开实验台", "一句话答案", "更多课程",
     "见于课程：", "步骤表的每一行，以及它在哪些课的哪一步里作出决定、有所发现；由生成本页时的运行数出来。",
     "条款", "规则", "课程：步骤", "没有课程演示", "从不检查：主机没有安全标签", "挑战"},
    {"TCP, without the hand-waving", "Questions", "Glossary", "Coverage", "中文", "Open the lab",
     "The answer in one sentence", "More lessons", "Lessons:",
     "The rows of the step table, and the steps of the lessons in whose runs each of them decides or finds "
     "something; counted from runs when this page was made.",
     "Clause", "Rule", "Lesson: steps", "no lesson shows it", "never checked: no host has security labels",
     "challenge"},
};

const FrameWords& words_of(Language language) { return frame_words[static_cast<std::uint32_t>(language)]; }
Language other(Language language) { return language == Language::Zh ? Language::En : Language::Zh; }

std::string element(std::string_view name, std::string_view inner) {
    return "<" + std::string(name) + ">" + std::string(inner) + "</" + std::string(name) + ">\n";
}

std::string link(std::string_view address, std::string_view text) {
    return "<a href=\"" + escape_html(address) + "\">" + escape_html(text) + "</a>";
}

std::string folded(std::string_view summary, const std::string& inner) {
    return "<details>" + element("summary", escape_html(summary)) + element("p", inner) + "</details>\n";
}

// "RFC 9293 §3.5" as a link to it.
std::string cited(const std::string& clause) {
    Spans spans;
    std::vector<std::string> mistakes;
    append_text(SpanKind::Plain, clause, spans, mistakes);
    return to_html(spans);
}

std::string lesson_item(const Lesson& lesson, Language language) {
    const std::string address = "read/" + std::string(code_of(language)) + "/" + lesson.id + ".html";
    return "<li><a data-lesson=\"" + lesson.id + "\" href=\"" + address + "\">" +
           escape_html(lesson.in(language).title) + "</a>\n" +
           folded(words_of(language).answer, to_html(lesson.in(language).answer)) + "</li>\n";
}

std::string lessons_of(const HomeTable& table, const QuestionGroup* group, std::span<const Lesson> lessons,
                       Language language) {
    std::string items;
    for (const Lesson& lesson : lessons) {
        if (table.group_of(lesson) == group) items += lesson_item(lesson, language);
    }
    return items.empty() ? items : "<ul>\n" + items + "</ul>\n";
}

std::string places_of(const LessonRows& rows, tcp::Row row, Language language) {
    std::string text;
    for (const std::uint32_t place : places_with(rows.places, row)) {
        text += text.empty() ? "" : ", ";
        text += place > rows.lesson.steps.size() ? std::string(words_of(language).challenge)
                                                 : std::to_string(place);
    }
    return text;
}

}  // namespace

std::string home_html(const HomeTable& table, std::span<const Lesson> lessons, Language language) {
    const FrameWords& own = words_of(language);
    const std::string folder = "read/" + std::string(code_of(language)) + "/";
    std::string html = "<section lang=\"" + std::string(html_lang(language)) + "\" data-lang=\"" +
                       std::string(code_of(language)) + "\">\n" + element("h1", escape_html(own.home_title));
    html += "<p>" + link(folder + "glossary.html", own.glossary) + " · " +
            link(folder + "coverage.html", own.coverage) + "</p>\n";
    for (const QuestionGroup& group : table.groups) {
        const std::string items = lessons_of(table, &group, lessons, language);
        if (items.empty()) continue;
        const std::string number = group.number == 0 ? "" : std::to_string(group.number) + ". ";
        html += element("h2", number + escape_html(group.question_in(language)));
        if (!group.answer_in(language).empty())
            html += folded(own.answer, to_html(group.answer_in(language)));
        html += items;
    }
    const std::string rest = lessons_of(table, nullptr, lessons, language);
    if (!rest.empty()) html += (table.groups.empty() ? "" : element("h2", escape_html(own.more))) + rest;
    return html + "</section>\n";
}

std::string glossary_html(const Glossary& glossary, std::span<const Lesson> lessons, Language language) {
    const FrameWords& own = words_of(language);
    std::string html = "<article>\n" + element("h1", escape_html(own.glossary)) + "<dl>\n";
    for (const Term& term : glossary.terms) {
        html += "<dt id=\"" + term.id + "\">" + escape_html(term.name_in(language)) + "</dt>\n<dd>" +
                to_html(term.text_in(language)) + "<p>" + cited(term.clause);
        bool is_first = true;
        for (const Lesson& lesson : lessons) {
            if (!uses(lesson, term)) continue;
            html += (is_first ? " " + escape_html(own.lessons) + " " : std::string(" · ")) +
                    link(lesson.id + ".html", lesson.in(language).title);
            is_first = false;
        }
        html += "</p></dd>\n";
    }
    return html + "</dl>\n</article>\n";
}

std::string coverage_html(std::span<const LessonRows> lessons, Language language) {
    const FrameWords& own = words_of(language);
    std::string html = "<article>\n" + element("h1", escape_html(own.coverage)) +
                       element("p", escape_html(own.coverage_intro)) + "<table>\n<tr>" +
                       element("th", escape_html(own.clause)) + element("th", escape_html(own.rule)) +
                       element("th", escape_html(own.shown_by)) + "</tr>\n";
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(i));
        std::string shown;
        for (const LessonRows& rows : lessons) {
            const std::string places = places_of(rows, row.row, language);
            if (places.empty()) continue;
            shown += (shown.empty() ? "" : "; ") +
                     link(rows.lesson.id + ".html", rows.lesson.in(language).title) + ": " +
                     escape_html(places);
        }
        if (shown.empty() && is_never_checked(row.row))
            shown = escape_html(own.never_checked) + " (" + cited("RFC 9293 \u00a7A.1.2") + ")";
        if (shown.empty()) shown = "<strong>" + escape_html(own.nobody) + "</strong>";
        const std::string clause = "RFC " + std::to_string(row.rfc) + " \u00a7" + std::string(row.section);
        html += "<tr>" +
                element("td", cited(clause) +
                                  escape_html(row.ordinal.empty() ? "" : " " + std::string(row.ordinal))) +
                element("td", "<span lang=\"en\">" + escape_html(row.heading) + "</span>") +
                element("td", shown) + "</tr>\n";
    }
    return html + "</table>\n</article>\n";
}

std::string reading_page(const ReadingPage& page) {
    const FrameWords& own = words_of(page.language);
    const std::string code(code_of(page.language));
    const std::string beside = "../" + std::string(code_of(other(page.language))) + "/" + page.name + ".html";
    const std::string separator = page.run.find('?') == std::string::npos ? "?" : "&";
    const std::string lab = "../../index.html" + page.run + separator + "lang=" + code;
    std::string html =
        "<!doctype html>\n<html lang=\"" + std::string(html_lang(page.language)) +
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; "
        "img-src 'self'; base-uri 'none'; form-action 'none'\">\n<title>" +
        escape_html(page.title) +
        " · Handwave</title>\n<link rel=\"icon\" href=\"../../icon.svg\" type=\"image/svg+xml\">\n"
        "<link rel=\"alternate\" hreflang=\"" +
        std::string(html_lang(other(page.language))) + "\" href=\"" + beside +
        "\">\n<link rel=\"stylesheet\" href=\"../../style.css\">\n</head>\n<body>\n<main id=\"text\">\n"
        "<header class=\"brand\"><svg viewBox=\"0 0 48 48\" aria-hidden=\"true\"><use "
        "href=\"../../icon.svg#mark\"/></svg><span>Handwave</span></header>\n<nav class=\"places\">" +
        link("../../index.html#/?lang=" + code, own.questions) + " " + link("glossary.html", own.glossary) +
        " " + link("coverage.html", own.coverage) + " " + link(beside, own.other_language) + "</nav>\n" +
        page.body;
    html += "<p class=\"run\">" + link(lab, own.run) + "</p>\n</main>\n</body>\n</html>\n";
    return html;
}

}  // namespace hw::lesson
