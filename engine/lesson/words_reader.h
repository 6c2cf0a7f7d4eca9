#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/words_file.h"

// What reads zh.md and en.md of a lesson, a duel or a puzzle: words with their citations, values that are
// expressions of the claims language, lists whose items have the names of the TOML file's.

namespace hw::lesson {

class WordsReader {
  public:
    // `toml_name` is the file that the names come from, for messages.
    WordsReader(std::string path, std::string toml_name, std::vector<FileError>& errors)
        : path_(std::move(path)), toml_name_(std::move(toml_name)), errors_(errors) {}

  protected:
    // Without a scope no {value} may stand there: such words are read before the run.
    Document document_of(const WordsSection& section, const ClaimScope* scope = nullptr);
    Spans inline_of(std::string_view text, int line, const ClaimScope* scope = nullptr);
    void check_values(const Spans& spans, int line, const ClaimScope* scope);
    // A heading is shown as it is: no marks in it.
    void check_plain(std::string_view text, int line);
    // False, and an error, if a section with this key was there before.
    bool once(const std::string& key, int line);
    // The one "# " heading.
    void take_title(const WordsSection& section, std::string& title);

    // The item of each id in order; a missing one is an error and stands empty.
    template <class Ids>
    std::vector<NamedItem> items_by_id(const WordsSection& section, const ItemList& list, const Ids& ids) {
        std::vector<NamedItem> ordered;
        for (const auto& wanted : ids) {
            const auto same = [&](const NamedItem& item) { return item.id == wanted.id; };
            const auto found = std::find_if(list.items.begin(), list.items.end(), same);
            if (found == list.items.end())
                fail(section.line, "expected an item \"- " + wanted.id + ": …\" as in " + toml_name_);
            ordered.push_back(found == list.items.end() ? NamedItem{} : *found);
        }
        for (const NamedItem& item : list.items) {
            const auto same = [&](const auto& wanted) { return wanted.id == item.id; };
            if (std::none_of(ids.begin(), ids.end(), same))
                fail(item.line, toml_name_ + " has no \"" + item.id + "\" here");
        }
        if (list.items.size() > ids.size()) fail(section.line, "expected each item once");
        return ordered;
    }
    // "- three: Three steps", one for each run.
    std::vector<std::string> run_names(const WordsSection& section, const std::vector<RunSpec>& runs);

    void fail(int line, std::string message) { errors_.push_back({path_, line, std::move(message)}); }

    std::string path_;
    std::string toml_name_;
    std::vector<FileError>& errors_;

  private:
    std::vector<std::string> seen_{};
};

}  // namespace hw::lesson
