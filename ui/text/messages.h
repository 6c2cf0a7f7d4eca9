// Every word of the interface, in both languages. The tables are small files by part of the screen; a row is
//     HW_MESSAGE(DropSegment, "Drop", "丢弃")
// and its name becomes an enumerator, so that a missing message does not compile. {0} … {9} are placeholders.
// Backticks and asterisks are the small markup of ui/draw/rich_text.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace hw::ui {

enum class Language : std::uint8_t { En, Zh };

enum class Msg : std::uint16_t {
#define HW_MESSAGE(name, en, zh) name,
#include "ui/text/messages_all.inc"
#undef HW_MESSAGE
    Count
};
inline constexpr std::size_t message_count = static_cast<std::size_t>(Msg::Count);

// The message in a language. Views call Ui::tr, which knows the language of the screen.
const char* message(Language language, Msg id);

// The enumerator's name, for tests and reports.
const char* message_name(Msg id);

// `text` with {0}, {1} … replaced; a placeholder without an argument stays as it is.
std::string fill_in(std::string_view text, std::initializer_list<std::string_view> arguments);

// "en" or "zh-CN", the values of an HTML lang attribute.
const char* language_tag(Language language);

}  // namespace hw::ui
