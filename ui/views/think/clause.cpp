#include "ui/views/think/clause.h"

namespace hw::ui {

namespace {

constexpr std::string_view rfc_mark = "RFC ";
constexpr std::string_view section_mark = "§";

std::string_view leading(std::string_view text, bool (*belongs)(char)) {
    std::size_t length = 0;
    while (length < text.size() && belongs(text[length])) ++length;
    return text.substr(0, length);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_section(char c) { return is_digit(c) || c == '.' || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::string clause_url(std::string_view clause) {
    const std::size_t at = clause.find(rfc_mark);
    if (at == std::string_view::npos) return {};
    const std::string_view number = leading(clause.substr(at + rfc_mark.size()), is_digit);
    if (number.empty()) return {};
    std::string url = "https://www.rfc-editor.org/rfc/rfc" + std::string(number) + ".html";
    const std::size_t section_at = clause.find(section_mark);
    if (section_at == std::string_view::npos) return url;
    std::string_view section = leading(clause.substr(section_at + section_mark.size()), is_of_section);
    while (!section.empty() && section.back() == '.') section.remove_suffix(1);
    if (section.empty()) return url;
    // An appendix is "#appendix-A.2", a section "#section-3.5".
    url += is_digit(section.front()) ? "#section-" : "#appendix-";
    return url.append(section);
}

}  // namespace hw::ui
