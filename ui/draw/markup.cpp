// The small markup of our own messages; lessons arrive as spans already.
#include "ui/draw/rich_text.h"

#include <optional>

namespace hw::ui {

namespace {

struct Found {
    TextSpan span;
    std::size_t length;
};

// `text` between an opening mark at `at` and the next closing one.
std::optional<std::string_view> enclosed(std::string_view markup, std::size_t at, std::string_view open,
                                         std::string_view close) {
    if (markup.substr(at, open.size()) != open) return std::nullopt;
    const std::size_t begin = at + open.size();
    const std::size_t end = markup.find(close, begin);
    if (end == markup.npos || end == begin) return std::nullopt;
    return markup.substr(begin, end - begin);
}

std::optional<Found> find_simple(std::string_view markup, std::size_t at, std::string_view mark,
                                 SpanKind kind) {
    const auto text = enclosed(markup, at, mark, mark);
    if (!text) return std::nullopt;
    return Found{{kind, std::string(*text)}, text->size() + 2 * mark.size()};
}

// [label](target), or [[label]](target).
std::optional<Found> find_link(std::string_view markup, std::size_t at, std::string_view open,
                               std::string_view close, SpanKind kind) {
    const auto label = enclosed(markup, at, open, close);
    if (!label) return std::nullopt;
    const std::size_t behind = at + label->size() + open.size() + close.size();
    const auto target = enclosed(markup, behind, "(", ")");
    if (!target) return std::nullopt;
    return Found{{kind, std::string(*label), std::string(*target)}, behind - at + target->size() + 2};
}

std::optional<Found> find_mark(std::string_view markup, std::size_t at) {
    switch (markup[at]) {
        case '`': return find_simple(markup, at, "`", SpanKind::Code);
        case '*': return find_simple(markup, at, "*", SpanKind::Strong);
        case '[':
            if (auto citation = find_link(markup, at, "[[", "]]", SpanKind::Citation)) return citation;
            return find_link(markup, at, "[", "]", SpanKind::Link);
        default: return std::nullopt;
    }
}

}  // namespace

std::vector<TextSpan> parse_spans(std::string_view markup) {
    std::vector<TextSpan> spans;
    std::string plain;
    const auto flush = [&] {
        if (!plain.empty()) spans.push_back({SpanKind::Plain, plain});
        plain.clear();
    };
    for (std::size_t at = 0; at < markup.size();) {
        if (auto found = find_mark(markup, at)) {
            flush();
            spans.push_back(std::move(found->span));
            at += found->length;
        } else {
            plain += markup[at++];
        }
    }
    flush();
    return spans;
}

}  // namespace hw::ui
