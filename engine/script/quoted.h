#pragma once

#include <string>
#include <string_view>

namespace hw::script {

// Text from a file, as a message may show it: in quotes, at most 60 characters, and '?' for every byte that
// is not printable ASCII, since the notations have no others.
inline std::string quoted(std::string_view text) {
    constexpr std::size_t most = 60;
    std::string shown = "\"";
    for (const char c : text.substr(0, most)) shown += c >= ' ' && c <= '~' ? c : '?';
    return shown + (text.size() > most ? "…\"" : "\"");
}

}  // namespace hw::script
