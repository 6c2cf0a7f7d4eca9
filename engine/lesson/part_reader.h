#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/toml_reader.h"

// What lesson.toml, duel.toml and puzzle.toml are made of: ids, scenes, runs, acts, claims, clauses. A reader of one
// of them derives from this; scenes must be read before whatever names them.

namespace hw::lesson {

// What no parser need worry about afterwards: that the three files are there, not too large, and text.
void check_files(const LessonText& text, std::string_view toml_name, std::vector<FileError>& errors);

// "lose-the-syn": what URLs, progress and headings are made of.
bool is_id(std::string_view text);

class PartReader {
  public:
    PartReader(std::string path, std::vector<FileError>& errors) : toml_(std::move(path), errors) {}

  protected:
    using Need = TomlReader::Need;

    void read_scenes(const toml::table& root);
    // What `scene = "…"` names, as an index into scenes_; 0 and an error if there is none.
    std::uint32_t scene_of(const toml::table& table);
    // scene = "usual", or for a duel runs = [{ id = "three", scene = "a" }, { id = "two", scene = "b" }].
    std::vector<RunSpec> runs_of(const toml::table& table);
    ClaimScope scope_of(const std::vector<RunSpec>& runs) const;

    std::optional<Act> act_of(const TomlReader::Line& line, const sim::World& stage);
    // acts = [ … ]: at least one.
    std::vector<Act> acts_of(const toml::table& table, const std::vector<RunSpec>& runs);

    std::string id_of(const toml::table& table);
    Claim claim_at(const toml::table& table, std::string_view key, const ClaimScope& scope);
    Claim claim_of(const std::string& text, int line, const ClaimScope& scope);
    // key = [ … ]: claims without a name; may be empty.
    std::vector<Option> claims_of(const toml::table& table, std::string_view key, const ClaimScope& scope);
    std::vector<std::string> clauses(const toml::table& table, std::string_view key);
    Instant instant(const toml::table& table, std::string_view key, Need need, Instant otherwise = {});

    // lesson = "…" and step = "…": where the same is taught.
    ReadMore read_more(const toml::table& table);

    static int line_of(const toml::table& table, std::string_view key);

    TomlReader toml_;
    std::vector<Scene> scenes_{};

  private:
    void read_scene(const toml::table& table);
    void read_incident(const toml::table& table);
    void refuse_if_measured(const Scene& scene, const Act& act, int line);
};

}  // namespace hw::lesson
