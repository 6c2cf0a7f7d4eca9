#include "ui/views/elide.h"

namespace hw::ui {

namespace {

// Why three dots: the ellipsis of the Chinese face stands in the middle of the line.
constexpr const char* dots = "...";

void remove_last_character(std::string& text) {
    const auto is_continuation = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; };
    while (!text.empty() && is_continuation(text.back())) text.pop_back();
    if (!text.empty()) text.pop_back();
}

}  // namespace

std::string elided(const Canvas& canvas, std::string text, float size, float width) {
    if (canvas.text_width(text, size) <= width) return text;
    while (!text.empty() && canvas.text_width(text + dots, size) > width) remove_last_character(text);
    return text + dots;
}

}  // namespace hw::ui
