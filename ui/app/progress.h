// What a learner has done, kept from one visit to the next: short texts under short keys, "lesson/ghosts" ->
// "2p.Ba.c-.--.--", "puzzle/assassin" -> "done". The platform keeps the whole as one text; what comes back from
// there is read with limits, and a line that makes no sense is left out.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hw::ui {

class Progress {
  public:
    static constexpr std::size_t most_entries = 500;
    static constexpr std::size_t longest_key = 100;
    static constexpr std::size_t longest_value = 500;

    // Lines of key=value. Never fails: what cannot be understood is not there.
    static Progress parse(std::string_view text);
    std::string to_text() const;

    // "" when nothing was kept under the key.
    std::string_view operator[](std::string_view key) const;
    // Keys are made of letters, digits, '-', '_', '.' and '/'; values of printable ASCII. Whatever else, or too
    // much of it, is not kept. An empty value forgets the key.
    void set(std::string_view key, std::string_view value);
    // How many keys begin with `prefix`: "puzzle/" counts the puzzles.
    std::size_t count(std::string_view prefix) const;

    // Changes whenever an entry does, so that the platform writes only then.
    std::uint64_t version() const { return version_; }

  private:
    std::map<std::string, std::string, std::less<>> entries_{};
    std::uint64_t version_ = 0;
};

}  // namespace hw::ui
