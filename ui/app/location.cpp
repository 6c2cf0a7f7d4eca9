#include "ui/app/location.h"

#include <algorithm>
#include <charconv>

#include "sim/log_code.h"

namespace hw::ui {

namespace {

constexpr std::size_t longest_location = 8'000;
constexpr std::size_t longest_name = 100;
constexpr std::int64_t latest_ms = 24ll * 3'600 * 1'000;

// What needs no escaping in an address.
bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

// Names of lessons and steps, and progress.
bool is_name(std::string_view text) {
    return !text.empty() && text.size() <= longest_name && std::all_of(text.begin(), text.end(), is_plain);
}

std::string name_or_nothing(std::string_view text) {
    return is_name(text) ? std::string(text) : std::string();
}

std::optional<Instant> parse_ms(std::string_view text) {
    std::int64_t ms = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size();
    if (!is_whole || ms < 0 || ms > latest_ms) return std::nullopt;
    return Instant{ms * 1'000};
}

void read_parameter(Location& location, std::string_view key, std::string_view value) {
    if (key == "step") location.step = name_or_nothing(value);
    if (key == "p") location.progress = name_or_nothing(value);
    if (key == "run" && value.size() <= sim::most_shared_characters &&
        std::all_of(value.begin(), value.end(), is_plain))
        location.run = std::string(value);
    if (key == "t") location.at = parse_ms(value);
    if (key == "lang" && value == "zh") location.language = Language::Zh;
    if (key == "lang" && value == "en") location.language = Language::En;
    if (key == "theme" && value == "dark") location.theme = ThemeMode::Dark;
    if (key == "theme" && value == "light") location.theme = ThemeMode::Light;
}

}  // namespace

Location parse_location(std::string_view text) {
    Location location;
    text = text.substr(0, longest_location);
    if (const std::size_t hash = text.find('#'); hash != std::string_view::npos) text.remove_prefix(hash + 1);
    const std::size_t query = text.find('?');
    std::string_view path = text.substr(0, query);
    constexpr std::string_view lesson_path = "/lesson/";
    if (path.starts_with(lesson_path)) {
        path.remove_prefix(lesson_path.size());
        location.lesson = std::string(path.substr(0, longest_name));
    } else if (path.size() > 1 && path.front() == '/') {
        path.remove_prefix(1);
        const std::size_t slash = path.find('/');
        location.place = std::string(path.substr(0, std::min(slash, longest_name)));
        if (slash != std::string_view::npos)
            location.item = std::string(path.substr(slash + 1, longest_name));
    }
    std::string_view rest = query == std::string_view::npos ? std::string_view{} : text.substr(query + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos)
            read_parameter(location, pair.substr(0, equals), pair.substr(equals + 1));
    }
    return location;
}

std::string to_text(const Location& location) {
    std::string text = "#/";
    if (!location.lesson.empty()) text += "lesson/" + location.lesson;
    if (!location.place.empty()) text += location.place;
    if (!location.item.empty()) text += "/" + location.item;
    char separator = '?';
    const auto add = [&text, &separator](std::string_view key, std::string_view value) {
        if (value.empty()) return;
        text += separator;
        separator = '&';
        text.append(key).append("=").append(value);
    };
    add("step", location.step);
    add("p", location.progress);
    add("run", location.run);
    if (location.at) add("t", std::to_string(location.at->us / 1'000));
    if (location.language) add("lang", *location.language == Language::Zh ? "zh" : "en");
    if (location.theme) add("theme", *location.theme == ThemeMode::Dark ? "dark" : "light");
    return text;
}

}  // namespace hw::ui
