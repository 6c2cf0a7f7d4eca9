#include "lesson/words_reader.h"

namespace hw::lesson {

Document WordsReader::document_of(const WordsSection& section, const ClaimScope* scope) {
    Document document = parse_document(section.body, {path_, section.line + 1}, errors_);
    for (const Block& block : document) check_values(block.spans, section.line, scope);
    return document;
}

Spans WordsReader::inline_of(std::string_view text, int line, const ClaimScope* scope) {
    Spans spans = parse_inline(text, {path_, line}, errors_);
    check_values(spans, line, scope);
    if (spans.empty()) fail(line, "expected words here");
    return spans;
}

void WordsReader::check_values(const Spans& spans, int line, const ClaimScope* scope) {
    for (const Span& span : spans) {
        if (span.kind != SpanKind::Value) continue;
        if (scope == nullptr) {
            fail(line, "no {value} here: these words are read before the run");
        } else if (const auto expression = parse_expression(span.text, *scope); !expression) {
            fail(line, "{" + span.text + "} column " + std::to_string(expression.error().column) + ": " +
                           expression.error().message);
        }
    }
}

void WordsReader::check_plain(std::string_view text, int line) {
    if (text.find_first_of("*`<>{}[]") != std::string_view::npos)
        fail(line, "expected plain words in a heading");
}

void WordsReader::take_title(const WordsSection& section, std::string& title) {
    if (!title.empty()) fail(section.line, "expected one \"# \" heading");
    check_plain(section.title, section.line);
    title = section.title;
}

bool WordsReader::once(const std::string& key, int line) {
    const bool is_new = std::find(seen_.begin(), seen_.end(), key) == seen_.end();
    if (is_new)
        seen_.push_back(key);
    else
        fail(line, "this section stands here twice");
    return is_new;
}

std::vector<std::string> WordsReader::run_names(const WordsSection& section,
                                                const std::vector<RunSpec>& runs) {
    std::vector<std::string> names;
    const ItemList list = split_items(section, path_, errors_);
    for (const NamedItem& item : items_by_id(section, list, runs)) {
        check_plain(item.label, item.line);
        names.push_back(item.label);
    }
    return names;
}

}  // namespace hw::lesson
