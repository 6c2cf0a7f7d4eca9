#include <catch2/catch_test_macros.hpp>

#include "lesson/markdown.h"
#include "lesson/markdown_spans.h"

using namespace hw;
using namespace hw::lesson;

namespace {

std::string mistakes_in(std::string_view markdown) {
    std::vector<FileError> errors;
    parse_document(markdown, {"en.md", 10}, errors);
    std::string all;
    for (const FileError& error : errors) all += error.to_text() + "\n";
    return all;
}

Document parsed(std::string_view markdown) {
    std::vector<FileError> errors;
    Document document = parse_document(markdown, {"en.md", 1}, errors);
    INFO((errors.empty() ? "" : errors.front().to_text()));
    CHECK(errors.empty());
    return document;
}

}  // namespace

TEST_CASE("Paragraphs, lists, quotes and code become blocks of spans", "[lesson][markdown]") {
    const Document document = parsed(
        "One *two* **three** `four`.\n\n- a\n- b `c`\n\n> word for word\n\n```\nSYN-SENT  --> "
        "<SEQ=1>\n```\n");
    REQUIRE(document.size() == 5);
    CHECK(document[0].spans == Spans{{SpanKind::Plain, "One ", ""},
                                     {SpanKind::Emphasis, "two", ""},
                                     {SpanKind::Plain, " ", ""},
                                     {SpanKind::Strong, "three", ""},
                                     {SpanKind::Plain, " ", ""},
                                     {SpanKind::Code, "four", ""},
                                     {SpanKind::Plain, ".", ""}});
    CHECK(document[1].kind == BlockKind::Item);
    CHECK(document[2].spans.size() == 2);
    CHECK(document[3].kind == BlockKind::Quote);
    CHECK(plain_text(document[3].spans) == "word for word");
    CHECK(document[4].kind == BlockKind::Code);
    CHECK(plain_text(document[4].spans) == "SYN-SENT  --> <SEQ=1>");
}

TEST_CASE("An RFC with its clause becomes a citation that leads there", "[lesson][markdown]") {
    const Document document = parsed("See RFC 9293 §3.10.7.4. And (RFC 9293 §A.2).");
    REQUIRE(document[0].spans.size() == 5);
    CHECK(document[0].spans[1] == Span{SpanKind::Citation, "RFC 9293 §3.10.7.4",
                                       "https://www.rfc-editor.org/rfc/rfc9293.html#section-3.10.7.4"});
    CHECK(document[0].spans[2].text == ". And (");
    CHECK(document[0].spans[3].target == "https://www.rfc-editor.org/rfc/rfc9293.html#appendix-A.2");
    CHECK(mistakes_in("as RFC 9293 says") == "en.md:10: a citation names its clause: \"RFC 9293 §x.y\"\n");
    CHECK(mistakes_in("the RFC says").empty());
    CHECK(is_clause("RFC 6298 §2"));
    CHECK_FALSE(is_clause("RFC 6298"));
    CHECK_FALSE(is_clause("RFC 6298 §2 and more"));
}

TEST_CASE("Braces hold an expression for the run to fill in", "[lesson][markdown]") {
    const Document document = parsed("at {first(client.state == ESTABLISHED)} it was");
    REQUIRE(document[0].spans.size() == 3);
    CHECK(document[0].spans[1] == Span{SpanKind::Value, "first(client.state == ESTABLISHED)", ""});
    CHECK(plain_text(document[0].spans) == "at … it was");
    CHECK(mistakes_in("at {first(").find("closing }") != std::string::npos);
    CHECK(mistakes_in("at {}").find("closing }") != std::string::npos);
    CHECK(mistakes_in("at }").find("} without") != std::string::npos);
    CHECK(mistakes_in("`{not a value}`").empty());
}

TEST_CASE("What a stranger's page must not put on ours is refused with its line", "[lesson][markdown]") {
    CHECK(mistakes_in("fine\n\n<script>alert(1)</script>\n")
              .find("en.md:12: not allowed in a lesson: raw HTML") == 0);
    CHECK(mistakes_in("a <b>word</b>").find("raw HTML") != std::string::npos);
    CHECK(mistakes_in("[x](javascript:alert(1))").find("only https:, lesson: and #/glossary/") !=
          std::string::npos);
    CHECK(mistakes_in("[x](http://example.org)").find("only https:") != std::string::npos);
    CHECK(mistakes_in("<mailto:a@example.org>").find("only https:") != std::string::npos);
    CHECK(mistakes_in("![x](https://example.org/x.png)").find("an image") != std::string::npos);
    CHECK(mistakes_in("a &lt; b").find("an entity") != std::string::npos);
    CHECK(mistakes_in("1. one").find("a numbered list") != std::string::npos);
    CHECK(mistakes_in("- a\n  - b").find("a list inside a list") != std::string::npos);
    CHECK(mistakes_in("a  \nb").find("a line break") != std::string::npos);
    CHECK(mistakes_in("#### deep").find("a heading") != std::string::npos);
    CHECK(mistakes_in("bad \xff byte").find("UTF-8") != std::string::npos);
    CHECK(mistakes_in("a \x01 byte").find("UTF-8") != std::string::npos);
    CHECK(mistakes_in("[ok](https://example.org) and [ok](lesson:third-ack-lost)").empty());
}

TEST_CASE("A ** that CommonMark does not take is an error, not two stars on the page", "[lesson][markdown]") {
    CHECK(mistakes_in("他说**“你好”**然后").find("a literal ** is left over") != std::string::npos);
    CHECK(mistakes_in("他说 **你好** 然后").empty());
    CHECK(mistakes_in("`**` in code is what it is").empty());
}

TEST_CASE("Lines of Chinese are joined without a space, lines of English with one", "[lesson][markdown]") {
    CHECK(plain_text(parsed("服务器分不清\n新旧，\n所以问。")) == "服务器分不清新旧，所以问。");
    CHECK(plain_text(parsed("one\ntwo *three*\nfour")) == "one two three four");
}

TEST_CASE("HTML of the words is escaped and semantic", "[lesson][markdown][html]") {
    const Document document = parsed("`<SYN>` & \"RFC 9293 §3.5\"\n\n- *a*\n- **b**\n\n> q\n");
    CHECK(to_html(document) ==
          "<p><code>&lt;SYN&gt;</code> &amp; &quot;<cite><a "
          "href=\"https://www.rfc-editor.org/rfc/rfc9293.html#section-3.5\">RFC 9293 "
          "§3.5</a></cite>&quot;</p>\n"
          "<ul>\n<li><em>a</em></li>\n<li><strong>b</strong></li>\n</ul>\n<blockquote>q</blockquote>\n");
    CHECK(to_html(Spans{{SpanKind::Link, "x", "https://e.org/\"><script>"}}) ==
          "<a href=\"https://e.org/&quot;&gt;&lt;script&gt;\">x</a>");
}
