#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// Why: toml++ 3.4.0 assumes of its input what a stranger's file need not keep (that a value does not begin
// with '}'), to the point of telling the optimiser. Without the assumption it finds the mistake itself.
// clang-format off
#include <toml++/impl/preprocessor.hpp>
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(expression) static_cast<void>(0)
#include <toml++/toml.hpp>
// clang-format on

#include "base/result.h"
#include "base/time.h"

// Reads the values of a TOML table by type and within bounds; every mistake is kept with its line, and
// reading goes on, so that an author sees all of them at once.

namespace hw::lesson {

class TomlReader {
  public:
    TomlReader(std::string path, std::vector<FileError>& errors) : path_(std::move(path)), errors_(errors) {}

    // Each returns what stands under `key`; when it is missing or wrong, the default and an error (a missing
    // one only if it is Needed).
    enum class Need : std::uint8_t { Needed, Optional };
    std::string text(const toml::table& table, std::string_view key, Need need,
                     std::size_t most_bytes = 1'000);
    std::uint32_t number(const toml::table& table, std::string_view key, Need need, std::uint32_t least,
                         std::uint32_t most, std::uint32_t otherwise = 0);
    // "250ms", "1.2s", or a whole number of seconds.
    Duration duration(const toml::table& table, std::string_view key, Need need, Duration otherwise = {});

    // A line of text and where it stands.
    struct Line {
        std::string text{};
        int line = 0;
    };
    std::vector<Line> lines(const toml::table& table, std::string_view key, std::size_t most);
    std::vector<std::uint32_t> numbers(const toml::table& table, std::string_view key, std::size_t most);
    std::vector<const toml::table*> tables(const toml::table& table, std::string_view key, std::size_t most);

    // Names a key that nobody reads: a misspelt one would otherwise be silent.
    void check_keys(const toml::table& table, std::initializer_list<std::string_view> known);

    static int line_of(const toml::node& node) { return static_cast<int>(node.source().begin.line); }
    void fail(int line, std::string message) { errors_.push_back({path_, line, std::move(message)}); }
    const std::string& path() const { return path_; }

  private:
    const toml::array* array(const toml::table& table, std::string_view key, std::size_t most,
                             const char* of_what);

    std::string path_;
    std::vector<FileError>& errors_;
};

// The file as a table; nullopt and an error when it is no TOML.
std::optional<toml::table> parse_toml(std::string_view text, const std::string& path,
                                      std::vector<FileError>& errors);

}  // namespace hw::lesson
