#include "ui/app/progress.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr std::size_t longest_text = 400'000;

bool is_key(std::string_view text) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || c == '/';
    };
    return !text.empty() && text.size() <= Progress::longest_key &&
           std::all_of(text.begin(), text.end(), is_plain);
}

bool is_value(std::string_view text) {
    return text.size() <= Progress::longest_value &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace

Progress Progress::parse(std::string_view text) {
    Progress progress;
    text = text.substr(0, longest_text);
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t equals = line.find('=');
        if (equals != std::string_view::npos) progress.set(line.substr(0, equals), line.substr(equals + 1));
    }
    progress.version_ = 0;
    return progress;
}

std::string Progress::to_text() const {
    std::string text;
    for (const auto& [key, value] : entries_) text.append(key).append("=").append(value).append("\n");
    return text;
}

std::string_view Progress::operator[](std::string_view key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::string_view{} : std::string_view(found->second);
}

void Progress::set(std::string_view key, std::string_view value) {
    if (!is_key(key) || !is_value(value) || (*this)[key] == value) return;
    const auto found = entries_.find(key);
    if (found == entries_.end() && entries_.size() >= most_entries) return;
    if (value.empty())
        entries_.erase(found);
    else
        entries_.insert_or_assign(std::string(key), std::string(value));
    ++version_;
}

std::size_t Progress::count(std::string_view prefix) const {
    std::size_t count = 0;
    for (auto each = entries_.lower_bound(prefix); each != entries_.end() && each->first.starts_with(prefix);
         ++each)
        ++count;
    return count;
}

}  // namespace hw::ui
