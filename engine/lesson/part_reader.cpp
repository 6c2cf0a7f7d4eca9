#include "lesson/part_reader.h"

#include <algorithm>

#include "lesson/incident/remedies.h"
#include "lesson/incident/trial.h"
#include "lesson/markdown_spans.h"
#include "lesson/scene_toml.h"
#include "lesson/utf8.h"

namespace hw::lesson {

namespace {

// What no parser below need worry about: size and encoding.
void check_file(std::string_view text, const std::string& path, std::vector<FileError>& errors) {
    if (text.empty()) errors.push_back({path, 0, "expected a file that is there and not empty"});
    if (text.size() > max_lesson_file_bytes) {
        errors.push_back({path, 0, "expected at most " + std::to_string(max_lesson_file_bytes) + " bytes"});
        return;
    }
    const std::size_t bad = find_bad_text(text);
    if (bad != std::string_view::npos)
        errors.push_back(
            {path, lesson::line_of(text, bad), "expected UTF-8 text without control characters"});
}

}  // namespace

void check_files(const LessonText& text, std::string_view toml_name, std::vector<FileError>& errors) {
    check_file(text.toml, text.folder + "/" + std::string(toml_name), errors);
    check_file(text.zh, text.folder + "/zh.md", errors);
    check_file(text.en, text.folder + "/en.md", errors);
}

bool is_id(std::string_view text) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), is_allowed);
}

// ---- scenes and runs

void PartReader::read_scenes(const toml::table& root) {
    for (const toml::table* scene : toml_.tables(root, "scenes", 32)) read_scene(*scene);
    if (scenes_.empty()) toml_.fail(1, "expected at least one [[scenes]]");
}

// The world of the incident console, with the remedies that are named.
void PartReader::read_incident(const toml::table& table) {
    toml_.check_keys(table, {"id", "incident", "forgets_close_every"});
    incident::RemedySet set;
    for (const TomlReader::Line& line : toml_.lines(table, "incident", incident::remedy_count)) {
        const std::uint32_t remedy = incident::find_remedy(line.text);
        if (remedy == incident::remedy_count)
            toml_.fail(line.line, "there is no remedy \"" + line.text + "\"");
        else
            set = set.with(remedy);
    }
    incident::Setup setup = incident::setup_with(incident::full_size, set);
    setup.forgets_close_every =
        toml_.number(table, "forgets_close_every", Need::Optional, 1, 10'000, setup.forgets_close_every);
    scenes_.push_back(
        {.id = id_of(table), .stage = incident::make_world(setup), .measure_every = incident::sample_every});
}

void PartReader::read_scene(const toml::table& table) {
    if (table.contains("incident")) return read_incident(table);
    Scene scene{.id = id_of(table)};
    const SceneSettings settings = read_scene_settings(toml_, table);
    scene.stage = make_stage(settings);
    scene.measure_every = settings.measure_every;
    for (const TomlReader::Line& line : toml_.lines(table, "script", 64)) {
        if (auto act = act_of(line, scene.stage)) scene.script.push_back(std::move(*act));
    }
    for (const Act& act : scene.script) {
        if (act.kind == ActKind::Release)
            toml_.fail(line_of(table, "script"), "a script cannot release: delay instead");
        refuse_if_measured(scene, act, line_of(table, "script"));
    }
    scenes_.push_back(std::move(scene));
}

// Rules would look at every one of a million segments; and a measured run keeps none of them.
void PartReader::refuse_if_measured(const Scene& scene, const Act& act, int line) {
    const bool is_about_a_segment = act.kind >= ActKind::Drop && act.kind <= ActKind::Release;
    if (scene.measure_every != Duration{} && is_about_a_segment)
        toml_.fail(line, "a measured scene knows no single segments");
}

std::vector<RunSpec> PartReader::runs_of(const toml::table& table) {
    std::vector<RunSpec> runs;
    for (const toml::table* run : toml_.tables(table, "runs", most_runs)) {
        toml_.check_keys(*run, {"id", "scene"});
        runs.push_back({id_of(*run), scene_of(*run)});
    }
    if (runs.size() == 1) toml_.fail(TomlReader::line_of(table), "expected two to four runs, or scene = …");
    if (runs.size() > 1 && !scenes_.empty()) {
        const auto is_measured = [this](const RunSpec& run) {
            return scenes_[run.scene].measure_every != Duration{};
        };
        const auto measured = std::count_if(runs.begin(), runs.end(), is_measured);
        if (measured != 0 && measured != static_cast<std::ptrdiff_t>(runs.size()))
            toml_.fail(line_of(table, "runs"), "all runs are measured, or none");
    }
    if (runs.empty() || table.contains("scene")) {
        if (!runs.empty()) toml_.fail(line_of(table, "scene"), "expected either runs or scene");
        runs = {{"", scene_of(table)}};
    }
    return runs;
}

std::uint32_t PartReader::scene_of(const toml::table& table) {
    const std::string id = toml_.text(table, "scene", Need::Needed);
    for (std::uint32_t i = 0; i < scenes_.size(); ++i) {
        if (scenes_[i].id == id) return i;
    }
    if (!id.empty()) toml_.fail(line_of(table, "scene"), "no scene is called \"" + id + "\"");
    return 0;
}

ClaimScope PartReader::scope_of(const std::vector<RunSpec>& runs) const {
    ClaimScope scope;
    if (scenes_.empty()) return scope;
    for (const host::Host& host : scenes_[runs.front().scene].stage.hosts)
        scope.hosts.push_back(host.config.name);
    scope.is_measured = scenes_[runs.front().scene].measure_every != Duration{};
    for (const RunSpec& run : runs) {
        if (!run.id.empty()) scope.runs.push_back(run.id);
    }
    return scope;
}

// ---- acts

std::optional<Act> PartReader::act_of(const TomlReader::Line& line, const sim::World& stage) {
    auto act = parse_act(line.text, stage);
    if (act.ok()) return std::move(*act);
    toml_.fail(line.line, "column " + std::to_string(act.error().column) + ": " + act.error().message);
    return std::nullopt;
}

std::vector<Act> PartReader::acts_of(const toml::table& table, const std::vector<RunSpec>& runs) {
    std::vector<Act> acts;
    if (scenes_.empty()) return acts;
    for (const TomlReader::Line& line : toml_.lines(table, "acts", 64)) {
        const Scene& scene = scenes_[runs.front().scene];
        if (auto act = act_of(line, scene.stage)) {
            refuse_if_measured(scene, *act, line.line);
            acts.push_back(std::move(*act));
        }
    }
    if (acts.empty()) toml_.fail(TomlReader::line_of(table), "expected acts = [ … ]: one way to do it");
    return acts;
}

// ---- claims and what decides them

std::string PartReader::id_of(const toml::table& table) {
    std::string id = toml_.text(table, "id", Need::Needed);
    if (!id.empty() && !is_id(id))
        toml_.fail(line_of(table, "id"), "expected an id of a-z, 0-9 and -, at most 40");
    return id;
}

Claim PartReader::claim_at(const toml::table& table, std::string_view key, const ClaimScope& scope) {
    const std::string text = toml_.text(table, key, Need::Needed);
    return text.empty() ? Claim{} : claim_of(text, line_of(table, key), scope);
}

Claim PartReader::claim_of(const std::string& text, int line, const ClaimScope& scope) {
    auto claim = parse_claim(text, scope);
    if (claim.ok()) return std::move(*claim);
    toml_.fail(line, "claim, column " + std::to_string(claim.error().column) + ": " + claim.error().message);
    return {};
}

std::vector<Option> PartReader::claims_of(const toml::table& table, std::string_view key,
                                          const ClaimScope& scope) {
    std::vector<Option> claims;
    for (const TomlReader::Line& line : toml_.lines(table, key, 40))
        claims.push_back({.id = "", .claim = claim_of(line.text, line.line, scope), .line = line.line});
    return claims;
}

std::vector<std::string> PartReader::clauses(const toml::table& table, std::string_view key) {
    std::vector<std::string> result;
    for (const TomlReader::Line& line : toml_.lines(table, key, 24)) {
        if (!is_clause(line.text)) toml_.fail(line.line, "expected a clause such as \"RFC 9293 \u00a73.5\"");
        result.push_back(line.text);
    }
    return result;
}

Instant PartReader::instant(const toml::table& table, std::string_view key, Need need, Instant otherwise) {
    return Instant{} + toml_.duration(table, key, need, otherwise - Instant{});
}

ReadMore PartReader::read_more(const toml::table& table) {
    ReadMore more{toml_.text(table, "lesson", Need::Needed), toml_.text(table, "step", Need::Optional)};
    if (!more.lesson.empty() && !is_id(more.lesson))
        toml_.fail(line_of(table, "lesson"), "expected the id of a lesson");
    if (!more.step.empty() && !is_id(more.step))
        toml_.fail(line_of(table, "step"), "expected the id of a step");
    return more;
}

int PartReader::line_of(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    return TomlReader::line_of(node == nullptr ? table : *node);
}

}  // namespace hw::lesson
