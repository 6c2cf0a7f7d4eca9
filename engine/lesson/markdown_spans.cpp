#include "lesson/markdown_spans.h"

#include <algorithm>
#include <cstddef>

// What is ours within running text: citations, values, and the mark that CommonMark did not take.

namespace hw::lesson {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

constexpr std::string_view section_sign = "\u00a7";

// "RFC 9293 §3.5" at the start of a text: how long its parts are; 0 when they are not there.
struct CitationShape {
    std::size_t rfc_digits = 0;
    std::size_t section = 0;
    std::size_t total() const { return section == 0 ? 4 + rfc_digits : 4 + rfc_digits + 1 + 2 + section; }
};

CitationShape citation_at(std::string_view text) {
    CitationShape shape;
    std::string_view rest = text.substr(4);
    while (shape.rfc_digits < rest.size() && is_digit(rest[shape.rfc_digits])) ++shape.rfc_digits;
    if (shape.rfc_digits == 0) return shape;
    rest.remove_prefix(shape.rfc_digits);
    if (rest.empty() || rest.front() != ' ') return shape;
    rest.remove_prefix(1);
    if (rest.substr(0, section_sign.size()) != section_sign) return shape;
    rest.remove_prefix(section_sign.size());
    while (shape.section < rest.size()) {
        const char c = rest[shape.section];
        const bool dot_inside =
            c == '.' && shape.section + 1 < rest.size() && is_digit(rest[shape.section + 1]);
        const bool appendix = shape.section == 0 && is_upper(c);
        if (!is_digit(c) && !dot_inside && !appendix) break;
        ++shape.section;
    }
    return shape;
}

Span citation(std::string_view text, const CitationShape& shape) {
    const std::string number(text.substr(4, shape.rfc_digits));
    const std::string section(text.substr(shape.total() - shape.section, shape.section));
    const std::string anchor = is_upper(section.front()) ? "#appendix-" : "#section-";
    return {SpanKind::Citation, std::string(text.substr(0, shape.total())),
            "https://www.rfc-editor.org/rfc/rfc" + number + ".html" + anchor + section};
}

void append_span(Spans& spans, SpanKind kind, std::string_view text) {
    if (text.empty()) return;
    if (!spans.empty() && spans.back().kind == kind && kind == SpanKind::Plain) {
        spans.back().text += text;
    } else {
        spans.push_back({kind, std::string(text), {}});
    }
}

}  // namespace

void append_text(SpanKind kind, std::string_view text, Spans& spans, std::vector<std::string>& mistakes) {
    while (!text.empty()) {
        const std::size_t brace = std::min(text.find_first_of("{}"), text.size());
        const std::size_t rfc = std::min(text.find("RFC "), text.size());
        const std::size_t plain = std::min(brace, rfc);
        const std::string_view before = text.substr(0, plain);
        if (before.find("**") != std::string_view::npos || before.find("__") != std::string_view::npos)
            mistakes.push_back("a literal ** is left over: emphasis needs a space or a letter outside it");
        append_span(spans, kind, before);
        text.remove_prefix(plain);
        if (text.empty()) return;
        if (text.front() == '}') {
            mistakes.push_back("a } without its {");
            return;
        }
        if (text.front() == '{') {
            const std::size_t end = text.find('}');
            if (end == std::string_view::npos || end == 1) {
                mistakes.push_back("expected an expression and its closing } after {");
                return;
            }
            spans.push_back({SpanKind::Value, std::string(text.substr(1, end - 1)), {}});
            text.remove_prefix(end + 1);
            continue;
        }
        const CitationShape shape = citation_at(text);
        if (shape.section > 0) {
            spans.push_back(citation(text, shape));
        } else {
            if (shape.rfc_digits > 0)
                mistakes.push_back("a citation names its clause: \"" +
                                   std::string(text.substr(0, shape.total())) + " \u00a7x.y\"");
            append_span(spans, kind, text.substr(0, shape.total()));
        }
        text.remove_prefix(shape.total());
    }
}

std::size_t clause_length(std::string_view text) {
    if (!text.starts_with("RFC ")) return 0;
    const CitationShape shape = citation_at(text);
    return shape.section > 0 ? shape.total() : 0;
}

bool is_clause(std::string_view text) { return !text.empty() && clause_length(text) == text.size(); }

}  // namespace hw::lesson
