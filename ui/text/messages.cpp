#include "ui/text/messages.h"

namespace hw::ui {

namespace {

struct Row {
    const char* name;
    const char* en;
    const char* zh;
};

constexpr Row rows[] = {
#define HW_MESSAGE(name, en, zh) {#name, en, zh},
#include "ui/text/messages_all.inc"
#undef HW_MESSAGE
};
static_assert(sizeof rows / sizeof rows[0] == message_count);

const Row& row_of(Msg id) { return rows[static_cast<std::size_t>(id)]; }

}  // namespace

const char* message(Language language, Msg id) {
    return language == Language::En ? row_of(id).en : row_of(id).zh;
}

const char* message_name(Msg id) { return row_of(id).name; }

std::string fill_in(std::string_view text, std::initializer_list<std::string_view> arguments) {
    std::string filled;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool is_placeholder = text[at] == '{' && at + 2 < text.size() && text[at + 2] == '}' &&
                                    text[at + 1] >= '0' && text[at + 1] <= '9';
        const std::size_t index = is_placeholder ? static_cast<std::size_t>(text[at + 1] - '0') : 0;
        if (is_placeholder && index < arguments.size()) {
            filled += arguments.begin()[index];
            at += 2;
        } else {
            filled += text[at];
        }
    }
    return filled;
}

const char* language_tag(Language language) { return language == Language::En ? "en" : "zh-CN"; }

}  // namespace hw::ui
