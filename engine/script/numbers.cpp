#include "script/numbers.h"

namespace hw::script {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<std::int64_t> unit_us(std::string_view unit) {
    if (unit == "us") return 1;
    if (unit == "ms") return 1'000;
    if (unit == "s") return 1'000'000;
    if (unit == "min") return 60'000'000;
    return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> parse_u32(std::string_view text) {
    if (text.empty() || text.size() > 10) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (value > 0xffff'ffffu) return std::nullopt;
    return static_cast<std::uint32_t>(value);
}

std::optional<Duration> parse_duration(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size() && is_digit(text[end])) ++end;
    const auto whole = parse_u32(text.substr(0, end));
    if (!whole) return std::nullopt;

    // The part after the point, as so many of a million.
    std::int64_t fraction = 0, digit_weight = 100'000;
    if (end < text.size() && text[end] == '.') {
        const std::size_t point = end++;
        for (; end < text.size() && is_digit(text[end]); ++end, digit_weight /= 10) {
            if (digit_weight == 0) return std::nullopt;  // finer than a millionth
            fraction += (text[end] - '0') * digit_weight;
        }
        if (end == point + 1) return std::nullopt;
    }
    while (end < text.size() && text[end] == ' ') ++end;
    const auto unit = unit_us(text.substr(end));
    if (!unit || fraction * *unit % 1'000'000 != 0) return std::nullopt;
    const Duration duration{*whole * *unit + fraction * *unit / 1'000'000};
    constexpr Duration week = 604'800_s;
    return duration <= week ? std::optional{duration} : std::nullopt;
}

}  // namespace hw::script
