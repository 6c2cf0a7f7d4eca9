#include "lesson/markdown.h"

// The page's rendering of the words: semantic and escaped, without a style of its own.

namespace hw::lesson {

namespace {

std::string element(std::string_view name, std::string_view inner) {
    std::string html = "<";
    html.append(name).append(">").append(inner).append("</").append(name).append(">");
    return html;
}

// Lessons and the glossary are pages beside this one.
std::string address_of(const Span& span) {
    constexpr std::string_view lesson = "lesson:";
    constexpr std::string_view glossary = "#/glossary/";
    if (span.target.starts_with(lesson)) return span.target.substr(lesson.size()) + ".html";
    if (span.target.starts_with(glossary)) return "glossary.html#" + span.target.substr(glossary.size());
    return span.target;
}

std::string to_html(const Span& span) {
    const std::string text = escape_html(span.text);
    const std::string href = "<a href=\"" + escape_html(address_of(span)) + "\">" + text + "</a>";
    switch (span.kind) {
        case SpanKind::Plain: return text;
        case SpanKind::Emphasis: return element("em", text);
        case SpanKind::Strong: return element("strong", text);
        case SpanKind::Code: return element("code", text);
        case SpanKind::Link: return href;
        case SpanKind::Citation: return element("cite", href);
        case SpanKind::Value: return element("data", "\u2026");
    }
    return text;
}

}  // namespace

std::string escape_html(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += c; break;
        }
    }
    return html;
}

std::string to_html(const Spans& spans) {
    std::string html;
    for (const Span& span : spans) html += to_html(span);
    return html;
}

std::string to_html(const Document& document) {
    std::string html;
    bool in_list = false;
    for (const Block& block : document) {
        const bool is_item = block.kind == BlockKind::Item;
        if (is_item != in_list) html += is_item ? "<ul>\n" : "</ul>\n";
        in_list = is_item;
        const std::string inner = to_html(block.spans);
        switch (block.kind) {
            case BlockKind::Paragraph: html += element("p", inner); break;
            case BlockKind::Item: html += element("li", inner); break;
            case BlockKind::Quote: html += element("blockquote", inner); break;
            case BlockKind::Code: html += element("pre", inner); break;
        }
        html += '\n';
    }
    if (in_list) html += "</ul>\n";
    return html;
}

}  // namespace hw::lesson
