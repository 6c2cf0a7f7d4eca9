#include "lesson/markdown.h"

#include <md4c.h>

#include <cstddef>

#include "lesson/markdown_spans.h"
#include "lesson/utf8.h"

// md4c calls back for every block, span and piece of text; this turns the calls into our model and names
// whatever the subset does not allow.

namespace hw::lesson {

namespace {

class Builder {
  public:
    Builder(std::string_view source, const TextPlace& place, std::vector<FileError>& errors)
        : source_(source), place_(place), errors_(errors) {}

    Document take() { return std::move(document_); }

    void enter_block(MD_BLOCKTYPE type) {
        switch (type) {
            case MD_BLOCK_DOC:
            case MD_BLOCK_UL: break;
            case MD_BLOCK_QUOTE: quotes_ += 1; break;
            case MD_BLOCK_LI:
                if (in_item_) refuse("a list inside a list");
                in_item_ = true;
                open(BlockKind::Item);
                break;
            case MD_BLOCK_P:
                if (!in_item_) open(quotes_ > 0 ? BlockKind::Quote : BlockKind::Paragraph);
                break;
            case MD_BLOCK_CODE:
                open(BlockKind::Code);
                in_code_ = true;
                break;
            case MD_BLOCK_HTML: break;  // refused line by line, as text
            case MD_BLOCK_OL: refuse("a numbered list (use - for items)"); break;
            case MD_BLOCK_H: refuse("a heading here"); break;
            default: refuse("this kind of block"); break;
        }
    }

    void leave_block(MD_BLOCKTYPE type) {
        flush();
        if (type == MD_BLOCK_QUOTE) quotes_ -= 1;
        if (type == MD_BLOCK_LI) in_item_ = false;
        if (type == MD_BLOCK_CODE) {
            in_code_ = false;
            if (!document_.empty() && !document_.back().spans.empty()) {
                std::string& code = document_.back().spans.back().text;
                while (!code.empty() && code.back() == '\n') code.pop_back();
            }
        }
    }

    void enter_span(MD_SPANTYPE type, const void* detail) {
        flush();
        switch (type) {
            case MD_SPAN_EM: kinds_.push_back(SpanKind::Emphasis); break;
            case MD_SPAN_STRONG: kinds_.push_back(SpanKind::Strong); break;
            case MD_SPAN_CODE: kinds_.push_back(SpanKind::Code); break;
            case MD_SPAN_A: enter_link(*static_cast<const MD_SPAN_A_DETAIL*>(detail)); break;
            case MD_SPAN_IMG:
                refuse("an image");
                kinds_.push_back(SpanKind::Plain);
                break;
            default: kinds_.push_back(SpanKind::Plain); break;
        }
    }

    void leave_span(MD_SPANTYPE type) {
        flush();
        if (!kinds_.empty()) kinds_.pop_back();
        if (type == MD_SPAN_A) link_target_.clear();
    }

    void text(MD_TEXTTYPE type, std::string_view piece) {
        note_place(piece);
        switch (type) {
            case MD_TEXT_NORMAL:
            case MD_TEXT_CODE:
                if (after_soft_break_) {
                    after_soft_break_ = false;
                    const char32_t before = character_before(pending_, pending_.size());
                    if (!is_wide(before) && !is_wide(character_at(piece, 0))) pending_ += ' ';
                }
                pending_ += piece;
                break;
            case MD_TEXT_SOFTBR: after_soft_break_ = true; break;
            case MD_TEXT_BR: refuse("a line break within a paragraph"); break;
            case MD_TEXT_HTML: refuse("raw HTML (set notation such as <SYN> in `code`)"); break;
            case MD_TEXT_ENTITY: refuse("an entity (write the character itself)"); break;
            default: refuse("this character"); break;
        }
    }

  private:
    void open(BlockKind kind) { document_.push_back({kind, {}}); }

    void enter_link(const MD_SPAN_A_DETAIL& detail) {
        link_target_.assign(detail.href.text == nullptr ? "" : detail.href.text, detail.href.size);
        const bool is_allowed = link_target_.rfind("https://", 0) == 0 ||
                                link_target_.rfind("lesson:", 0) == 0 ||
                                link_target_.rfind("#/glossary/", 0) == 0;
        if (!is_allowed)
            refuse("a link to \"" + link_target_ + "\" (only https:, lesson: and #/glossary/ are allowed)");
        kinds_.push_back(SpanKind::Link);
    }

    // What the text is in: code and links win over the emphasis around them.
    SpanKind kind() const {
        SpanKind result = SpanKind::Plain;
        for (const SpanKind k : kinds_) {
            if (result != SpanKind::Link && k != SpanKind::Plain) result = k;
        }
        return result;
    }

    void flush() {
        // Why: a soft break before a span still separates two words.
        if (after_soft_break_ && !is_wide(character_before(pending_, pending_.size()))) pending_ += ' ';
        after_soft_break_ = false;
        if (pending_.empty()) return;
        if (document_.empty()) open(BlockKind::Paragraph);
        Spans& spans = document_.back().spans;
        const SpanKind k = kind();
        if (in_code_) {
            spans.push_back({SpanKind::Plain, pending_, {}});
        } else if (k == SpanKind::Code || k == SpanKind::Link) {
            spans.push_back({k, pending_, k == SpanKind::Link ? link_target_ : ""});
        } else {
            std::vector<std::string> mistakes;
            append_text(k, pending_, spans, mistakes);
            for (std::string& mistake : mistakes) report(std::move(mistake));
        }
        pending_.clear();
    }

    void refuse(const std::string& what) { report("not allowed in a lesson: " + what); }
    void report(std::string message) {
        errors_.push_back({place_.path, place_.first_line + line_ - 1, std::move(message)});
    }

    // md4c tells no lines, but most of its text points into the source.
    void note_place(std::string_view piece) {
        if (piece.data() >= source_.data() && piece.data() < source_.data() + source_.size())
            line_ = line_of(source_, static_cast<std::size_t>(piece.data() - source_.data()));
    }

    std::string_view source_;
    const TextPlace& place_;
    std::vector<FileError>& errors_;
    Document document_{};
    std::vector<SpanKind> kinds_{};
    std::string pending_{};
    std::string link_target_{};
    int quotes_ = 0;
    int line_ = 1;
    bool in_item_ = false;
    bool in_code_ = false;
    bool after_soft_break_ = false;
};

Builder& builder(void* p) { return *static_cast<Builder*>(p); }

MD_PARSER make_parser() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void*, void* p) { return builder(p).enter_block(type), 0; };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* p) { return builder(p).leave_block(type), 0; };
    parser.enter_span = [](MD_SPANTYPE type, void* d, void* p) { return builder(p).enter_span(type, d), 0; };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* p) { return builder(p).leave_span(type), 0; };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* p) {
        return builder(p).text(type, {text, size}), 0;
    };
    return parser;
}

}  // namespace

Document parse_document(std::string_view markdown, const TextPlace& place, std::vector<FileError>& errors) {
    const std::size_t bad = find_bad_text(markdown);
    if (bad != std::string_view::npos) {
        errors.push_back({place.path, place.first_line + line_of(markdown, bad) - 1,
                          "expected UTF-8 text without control characters"});
        return {};
    }
    const MD_PARSER parser = make_parser();
    Builder result(markdown, place, errors);
    if (md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &result) != 0)
        errors.push_back({place.path, place.first_line, "expected Markdown that can be read"});
    return result.take();
}

Spans parse_inline(std::string_view markdown, const TextPlace& place, std::vector<FileError>& errors) {
    Document document = parse_document(markdown, place, errors);
    if (document.empty()) return {};
    if (document.size() > 1 || document.front().kind != BlockKind::Paragraph)
        errors.push_back({place.path, place.first_line, "expected one paragraph here"});
    return std::move(document.front().spans);
}

std::string plain_text(const Spans& spans) {
    std::string text;
    for (const Span& span : spans) text += span.kind == SpanKind::Value ? "\u2026" : span.text;
    return text;
}

std::string plain_text(const Document& document) {
    std::string text;
    for (const Block& block : document) {
        if (!text.empty()) text += '\n';
        text += plain_text(block.spans);
    }
    return text;
}

}  // namespace hw::lesson
