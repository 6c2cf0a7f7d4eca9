#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/text/utf8.h"

#include <catch2/catch_test_macros.hpp>

#include <set>
#include <string>

namespace hw::ui {

namespace {

std::multiset<char> placeholders(std::string_view text) {
    std::multiset<char> found;
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        if (text[at] == '{' && text[at + 2] == '}') found.insert(text[at + 1]);
    }
    return found;
}

}  // namespace

TEST_CASE("Every message has words in both languages, with the same placeholders", "[ui][words]") {
    for (std::size_t i = 0; i < message_count; ++i) {
        const auto id = static_cast<Msg>(i);
        INFO(message_name(id));
        const std::string en = message(Language::En, id);
        const std::string zh = message(Language::Zh, id);
        CHECK_FALSE(en.empty());
        CHECK_FALSE(zh.empty());
        CHECK(placeholders(en) == placeholders(zh));
    }
}

TEST_CASE("English uses ASCII quotes and no full-width punctuation", "[ui][words]") {
    for (std::size_t i = 0; i < message_count; ++i) {
        const std::string_view text = message(Language::En, static_cast<Msg>(i));
        INFO(text);
        // The switch to Chinese is labelled in Chinese.
        if (static_cast<Msg>(i) == Msg::SwitchToChinese) continue;
        for (std::size_t at = 0; at < text.size();) CHECK_FALSE(is_wide(next_code_point(text, at)));
    }
}

TEST_CASE("Placeholders are filled in by number and unknown ones stay", "[ui][words]") {
    CHECK(fill_in("{1} before {0}", {"a", "b"}) == "b before a");
    CHECK(fill_in("{0} and {1}", {"a"}) == "a and {1}");
    CHECK(fill_in("{x} {", {"a"}) == "{x} {");
}

TEST_CASE("Numbers are grouped by threes", "[ui][words]") {
    CHECK(format_integer(0) == "0");
    CHECK(format_integer(999) == "999");
    CHECK(format_integer(1'051) == "1,051");
    CHECK(format_integer(4'294'967'295) == "4,294,967,295");
    CHECK(format_integer(-65'535) == "-65,535");
}

TEST_CASE("Times are written with the unit that reads best", "[ui][words]") {
    CHECK(format_ms_with_unit(1'051_ms) == "1,051 ms");
    CHECK(format_ms(250_us) == "0.25");
    CHECK(format_ms(9'400_us) == "9.4");
    CHECK(format_ms(20_ms) == "20");
    CHECK(format_ms(1'050'500_us) == "1,051");
    CHECK(format_s_with_unit(1_s) == "1.000 s");
    CHECK(format_duration(9'999_ms) == "9,999 ms");
    CHECK(format_duration(60_s) == "60 s");
    CHECK(format_duration(61'250_ms) == "61.3 s");
    CHECK(format_axis_time(Instant{40'000}) == "40");
    CHECK(format_axis_time(Instant{106'800'000}) == "106.8 s");
    CHECK(format_moment(Instant{65'000}) == "65 ms");
    CHECK(format_moment(Instant{62'350'000}) == "62.35 s");
    CHECK(format_moment(Instant{7'875'000'000}) == "7,875 s");
    CHECK(format_moment(Instant{86'400'000'000}) == "24 h");
    CHECK(format_duration(86'399_s) == "24 h");
}

}  // namespace hw::ui
