#include "ui/draw/rich_text.h"

#include "ui/text/utf8.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

namespace {

// Every character is half an em wide, or a whole em if it is Chinese: easy to reckon with.
float half_em_measure(std::string_view text, TextStyle style) {
    float width = 0;
    for (std::size_t at = 0; at < text.size();)
        width += is_wide(next_code_point(text, at)) ? style.size : style.size / 2;
    return width;
}

constexpr ParagraphStyle ten_px{.size = 10, .line_height = 16};

ParagraphLayout lay_out(std::string_view markup, float width) {
    const auto spans = parse_spans(markup);
    return layout_paragraph(spans, width, ten_px, half_em_measure);
}

// The words line by line, with '|' between the lines.
std::string lines_of(const ParagraphLayout& layout) {
    std::string lines;
    float baseline = -1;
    float end = 0;
    for (const TextRun& run : layout.runs) {
        if (baseline >= 0 && run.baseline != baseline) {
            lines += '|';
        } else if (baseline >= 0 && run.x > end + 0.5f) {
            lines += ' ';
        }
        lines += run.text;
        baseline = run.baseline;
        end = run.x + run.width;
    }
    return lines;
}

constexpr const char* mixed =
    "B 分不出来：任何号码都可以是起点（90 与 100）看上去一样好。*只有 A 知道自己发过什么。* 第三步给了 A "
    "说话的机会："
    "`ack=91` 不是 `101`，于是 A 复位！若只有两步，B 早已打开；见 [[RFC 9293 §3.5]](rfc9293#3.5)、[图 "
    "8](figure8)。";

}  // namespace

TEST_CASE("English breaks between words and drops the space at the break", "[ui][text]") {
    CHECK(lines_of(lay_out("only A knows what it sent", 50)) == "only A|knows what|it sent");
}

TEST_CASE("Chinese breaks between any two characters", "[ui][text]") {
    CHECK(lines_of(lay_out("三次握手不是两次", 30)) == "三次握|手不是|两次");
}

TEST_CASE("A full stop that does not fit takes its character along to the next line", "[ui][text]") {
    CHECK(lines_of(lay_out("三次握手。好", 40)) == "三次握|手。好");
}

TEST_CASE("An opening bracket is never left behind at the end of a line", "[ui][text]") {
    CHECK(lines_of(lay_out("见三次（握手）", 40)) == "见三次|（握手）");
}

TEST_CASE("At every width no line begins with closing punctuation and none is too wide", "[ui][text]") {
    for (int width = 120; width <= 400; ++width) {
        const ParagraphLayout layout = lay_out(mixed, static_cast<float>(width));
        float baseline = -1;
        for (const TextRun& run : layout.runs) {
            INFO("width " << width << ": " << run.text);
            if (run.baseline != baseline && run.kind != SpanKind::Citation) {
                std::size_t at = 0;
                CHECK_FALSE(never_starts_line(next_code_point(run.text, at)));
            }
            CHECK(run.x + run.width <= static_cast<float>(width) + 0.01f);
            baseline = run.baseline;
        }
    }
}

TEST_CASE("Breaking lines loses no word and adds none", "[ui][text]") {
    const std::string words = plain_text(parse_spans(mixed));
    std::string without_spaces;
    for (const char c : words) {
        if (c != ' ') without_spaces += c;
    }
    for (const float width : {70.0f, 150.0f, 333.0f}) {
        std::string set;
        for (const TextRun& run : lay_out(mixed, width).runs) {
            for (const char c : run.text) {
                if (c != ' ') set += c;
            }
        }
        CHECK(set == without_spaces);
    }
}

TEST_CASE("Code stays on one line, and the comma behind it stays with it", "[ui][text]") {
    CHECK(lines_of(lay_out("so: `ack=91`, then", 58)) == "so:|ack=91,|then");
}

TEST_CASE("A word longer than the line is broken between characters", "[ui][text]") {
    const ParagraphLayout layout = lay_out("a 0123456789abcdef", 30);
    CHECK(layout.line_count == 4);
    for (const TextRun& run : layout.runs) CHECK(run.x + run.width <= 30.0f);
}

TEST_CASE("The height is the number of lines times the leading", "[ui][text]") {
    const ParagraphLayout layout = lay_out("三次握手不是两次", 30);
    CHECK(layout.line_count == 3);
    CHECK(layout.height == 48.0f);
    CHECK(layout.width == 30.0f);
    CHECK(lay_out("", 30).height == 0.0f);
}

TEST_CASE("The markup knows code, strong, links and citations", "[ui][text]") {
    const auto spans = parse_spans("a `b` *c* [d](e) [[f]](g)");
    const std::vector<TextSpan> expected = {{SpanKind::Plain, "a "}, {SpanKind::Code, "b"},
                                            {SpanKind::Plain, " "},  {SpanKind::Strong, "c"},
                                            {SpanKind::Plain, " "},  {SpanKind::Link, "d", "e"},
                                            {SpanKind::Plain, " "},  {SpanKind::Citation, "f", "g"}};
    CHECK(spans == expected);
    CHECK(plain_text(spans) == "a b c d f");
}

TEST_CASE("An unclosed mark is ordinary text", "[ui][text]") {
    for (const char* text : {"a * b", "a `b", "[d] (e)", "[[f]", "**", "``"}) {
        CHECK(plain_text(parse_spans(text)) == text);
    }
}

TEST_CASE("A malformed byte becomes one replacement character and the rest is read on", "[ui][text]") {
    const std::string text = "a\xFF\xE4\xB8z三";
    std::u32string read;
    for (std::size_t at = 0; at < text.size();) read += next_code_point(text, at);
    CHECK(read == U"a\xFFFD\xFFFD\xFFFDz三");
}

}  // namespace hw::ui
