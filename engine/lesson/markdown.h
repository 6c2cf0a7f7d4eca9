#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// The words of a lesson, read once into a small model that ImGui and the page's HTML both render. The
// Markdown is a safe subset (DESIGN §5): paragraphs, lists, quotes, code, emphasis, links to known
// places; raw HTML and images are refused. Three things are ours: "RFC 9293 §3.5" becomes a citation, {…}
// holds an expression of the claims language whose value the run fills in, and a `**` left over is an error.

namespace hw::lesson {

enum class SpanKind : std::uint8_t {
    Plain,
    Emphasis,
    Strong,
    Code,
    Link,      // target: an https URL, "lesson:<id>" or "#/glossary/<id>"
    Citation,  // text: "RFC 9293 §3.5", target: "https://www.rfc-editor.org/rfc/rfc9293.html#section-3.5"
    Value,  // text: an expression such as "first(client.state == ESTABLISHED)"; see fill() in observation.h
};

struct Span {
    SpanKind kind = SpanKind::Plain;
    std::string text{};    // UTF-8, no line breaks (but in BlockKind::Code)
    std::string target{};  // of Link and Citation
    friend bool operator==(const Span&, const Span&) = default;
};
using Spans = std::vector<Span>;

enum class BlockKind : std::uint8_t {
    Paragraph,
    Item,   // of a bullet list; consecutive items are one list
    Quote,  // a sentence of an RFC, word for word
    Code,   // preformatted, one Plain span with its line breaks: a ladder in the RFC's notation
};

struct Block {
    BlockKind kind = BlockKind::Paragraph;
    Spans spans{};
    friend bool operator==(const Block&, const Block&) = default;
};
using Document = std::vector<Block>;

// Where a piece of text stands in its file, for messages. `first_line` is 1-based.
struct TextPlace {
    std::string path{};
    int first_line = 1;
};

// Every mistake is appended to `errors` as path:line; what could be read is returned all the same.
Document parse_document(std::string_view markdown, const TextPlace& place, std::vector<FileError>& errors);

// One paragraph's worth: a label, a question, a sentence. More than one block is an error.
Spans parse_inline(std::string_view markdown, const TextPlace& place, std::vector<FileError>& errors);

// The words alone, as a screen reader says them; a Value not yet filled in reads "…".
std::string plain_text(const Spans& spans);
std::string plain_text(const Document& document);

// Escaped HTML, semantic and unstyled: <p>, <ul><li>, <blockquote>, <pre>, <em>, <strong>, <code>, <a>,
// <cite>. A Value is <data>, its value filled in beforehand.
std::string to_html(const Spans& spans);
std::string to_html(const Document& document);
std::string escape_html(std::string_view text);

}  // namespace hw::lesson
