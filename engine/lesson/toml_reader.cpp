#include "lesson/toml_reader.h"

#include <algorithm>

#include "lesson/claim_lexer.h"
#include "lesson/utf8.h"

namespace hw::lesson {

namespace {

std::string quoted(std::string_view key) { return "\"" + std::string(key) + "\""; }

// The offset of the first character beyond ASCII that stands in neither a comment nor a string, or of a
// string over several lines; npos if there is none.
// Why: toml++ 3.4.0 runs into __builtin_unreachable() when it asks whether such a character is white space,
// and it asks that within strings over several lines, too. A lesson needs neither.
std::size_t find_unreadable(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (static_cast<unsigned char>(c) >= 0x80) return i;
        if (c == '#') {
            i = std::min(text.find('\n', i), text.size());
        } else if (c == '"' || c == '\'') {
            if (text.substr(i, 3) == std::string(3, c)) return i;
            for (++i; i < text.size() && text[i] != c && text[i] != '\n'; ++i)
                if (text[i] == '\\' && c == '"') ++i;
        }
    }
    return std::string_view::npos;
}

}  // namespace

std::string TomlReader::text(const toml::table& table, std::string_view key, Need need,
                             std::size_t most_bytes) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        if (need == Need::Needed) fail(line_of(table), "expected the key " + quoted(key));
        return {};
    }
    const auto* value = node->as_string();
    if (value == nullptr || value->get().size() > most_bytes || value->get().empty()) {
        fail(line_of(*node),
             quoted(key) + ": expected a text of 1 to " + std::to_string(most_bytes) + " bytes");
        return {};
    }
    return value->get();
}

std::uint32_t TomlReader::number(const toml::table& table, std::string_view key, Need need,
                                 std::uint32_t least, std::uint32_t most, std::uint32_t otherwise) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        if (need == Need::Needed) fail(line_of(table), "expected the key " + quoted(key));
        return otherwise;
    }
    const auto* value = node->as_integer();
    if (value == nullptr || value->get() < least || value->get() > most) {
        fail(line_of(*node), quoted(key) + ": expected a whole number from " + std::to_string(least) +
                                 " to " + std::to_string(most));
        return otherwise;
    }
    return static_cast<std::uint32_t>(value->get());
}

Duration TomlReader::duration(const toml::table& table, std::string_view key, Need need, Duration otherwise) {
    const toml::node* node = table.get(key);
    if (node == nullptr) {
        if (need == Need::Needed) fail(line_of(table), "expected the key " + quoted(key));
        return otherwise;
    }
    constexpr std::int64_t most_us = std::int64_t{10'000'000} * 1'000'000;
    std::int64_t us = -1;
    if (const auto* value = node->as_string()) {
        const auto tokens = lex(value->get());
        if (tokens.ok() && tokens->size() == 2 && tokens->front().kind == TokenKind::Time)
            us = tokens->front().number;
        if (tokens.ok() && tokens->size() == 2 && tokens->front().kind == TokenKind::Number &&
            tokens->front().number <= 10'000'000)
            us = tokens->front().number * 1'000'000;
    }
    if (us < 0 || us > most_us) {
        fail(line_of(*node), quoted(key) + ": expected a time in quotes, such as \"250ms\" or \"1.2s\"");
        return otherwise;
    }
    return {us};
}

const toml::array* TomlReader::array(const toml::table& table, std::string_view key, std::size_t most,
                                     const char* of_what) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return nullptr;
    const toml::array* array = node->as_array();
    if (array == nullptr || array->size() > most) {
        fail(line_of(*node),
             quoted(key) + ": expected a list of at most " + std::to_string(most) + " " + of_what);
        return nullptr;
    }
    return array;
}

std::vector<TomlReader::Line> TomlReader::lines(const toml::table& table, std::string_view key,
                                                std::size_t most) {
    std::vector<Line> result;
    const toml::array* items = array(table, key, most, "texts");
    if (items == nullptr) return result;
    for (const toml::node& item : *items) {
        const auto* value = item.as_string();
        if (value == nullptr)
            fail(line_of(item), quoted(key) + ": expected a text in quotes");
        else
            result.push_back({value->get(), line_of(item)});
    }
    return result;
}

std::vector<std::uint32_t> TomlReader::numbers(const toml::table& table, std::string_view key,
                                               std::size_t most) {
    std::vector<std::uint32_t> result;
    const toml::array* items = array(table, key, most, "numbers");
    if (items == nullptr) return result;
    for (const toml::node& item : *items) {
        const auto* value = item.as_integer();
        if (value == nullptr || value->get() < 0 || value->get() > 0xffff'ffff)
            fail(line_of(item), quoted(key) + ": expected a number from 0 to 4294967295");
        else
            result.push_back(static_cast<std::uint32_t>(value->get()));
    }
    return result;
}

std::vector<const toml::table*> TomlReader::tables(const toml::table& table, std::string_view key,
                                                   std::size_t most) {
    std::vector<const toml::table*> result;
    const toml::array* items = array(table, key, most, "tables");
    if (items == nullptr) return result;
    for (const toml::node& item : *items) {
        const toml::table* value = item.as_table();
        if (value == nullptr)
            fail(line_of(item), quoted(key) + ": expected a table, { id = … }");
        else
            result.push_back(value);
    }
    return result;
}

void TomlReader::check_keys(const toml::table& table, std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
        if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
        std::string all;
        for (const std::string_view name : known) all.append(all.empty() ? "" : ", ").append(name);
        fail(line_of(node), "unknown key " + quoted(key.str()) + "; expected one of: " + all);
    }
}

std::optional<toml::table> parse_toml(std::string_view text, const std::string& path,
                                      std::vector<FileError>& errors) {
    if (const std::size_t at = find_unreadable(text); at != std::string_view::npos) {
        errors.push_back({path, lesson::line_of(text, at),
                          "expected plain ASCII outside quotes, and strings of one line"});
        return std::nullopt;
    }
    toml::parse_result result = toml::parse(text, std::string_view(path));
    if (result.failed()) {
        const toml::parse_error& error = result.error();
        errors.push_back({path, static_cast<int>(error.source().begin.line),
                          "expected TOML: " + std::string(error.description())});
        return std::nullopt;
    }
    return std::move(result).table();
}

}  // namespace hw::lesson
