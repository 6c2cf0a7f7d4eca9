#include "lesson/lesson_toml.h"

#include <algorithm>

#include "lesson/markdown_spans.h"
#include "lesson/scene_toml.h"
#include "lesson/toml_reader.h"

namespace hw::lesson {

namespace {

using Need = TomlReader::Need;

// "lose-the-syn": what URLs, progress and headings are made of.
bool is_id(std::string_view text) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), is_allowed);
}

class LessonReader {
  public:
    LessonReader(std::string path, std::vector<FileError>& errors) : toml_(std::move(path), errors) {}

    Lesson run(const toml::table& root) {
        toml_.check_keys(root,
                         {"id", "order", "minutes", "needs", "sources", "scenes", "steps", "challenge"});
        lesson_.id = id_of(root);
        lesson_.order = toml_.number(root, "order", Need::Needed, 1, 1'000);
        lesson_.minutes = toml_.number(root, "minutes", Need::Needed, 1, 120);
        for (const TomlReader::Line& line : toml_.lines(root, "needs", 20)) {
            if (!is_id(line.text)) toml_.fail(line.line, "expected the id of a lesson");
            lesson_.needs.push_back(line.text);
        }
        lesson_.sources = clauses(root, "sources");
        if (lesson_.sources.empty()) toml_.fail(1, "expected sources = [ … ]: at least one clause");
        for (const toml::table* scene : toml_.tables(root, "scenes", 32)) read_scene(*scene);
        if (lesson_.scenes.empty()) toml_.fail(1, "expected at least one [[scenes]]");
        for (const toml::table* step : toml_.tables(root, "steps", max_steps)) read_step(*step);
        if (lesson_.steps.empty()) toml_.fail(1, "expected at least one [[steps]]");
        read_challenge(root);
        return std::move(lesson_);
    }

  private:
    // ---- scenes

    void read_scene(const toml::table& table) {
        Scene scene{.id = id_of(table)};
        scene.stage = make_stage(read_scene_settings(toml_, table));
        for (const TomlReader::Line& line : toml_.lines(table, "script", 64)) {
            if (auto act = act_of(line, scene.stage)) scene.script.push_back(std::move(*act));
        }
        for (const Act& act : scene.script) {
            if (act.kind == ActKind::Release)
                toml_.fail(line_of(table, "script"), "a script cannot release: delay instead");
        }
        lesson_.scenes.push_back(std::move(scene));
    }

    std::optional<Act> act_of(const TomlReader::Line& line, const sim::World& stage) {
        auto act = parse_act(line.text, stage);
        if (act.ok()) return std::move(*act);
        toml_.fail(line.line, "column " + std::to_string(act.error().column) + ": " + act.error().message);
        return std::nullopt;
    }

    // ---- steps

    void read_step(const toml::table& table) {
        toml_.check_keys(table, {"id", "scene", "runs", "opens_at", "plays_until", "judged_until", "clauses",
                                 "hand", "choices", "reports", "claims"});
        Step step{.id = id_of(table), .line = TomlReader::line_of(table)};
        const auto same = [&](const Step& other) { return other.id == step.id; };
        if (std::any_of(lesson_.steps.begin(), lesson_.steps.end(), same))
            toml_.fail(step.line, "this id is taken");
        step.runs = runs_of(table);
        step.scope = scope_of(step.runs);
        step.opens_at = Instant{} + toml_.duration(table, "opens_at", Need::Optional);
        step.plays_until = Instant{} + toml_.duration(table, "plays_until", Need::Needed);
        step.judged_until =
            Instant{} + toml_.duration(table, "judged_until", Need::Optional, step.plays_until - Instant{});
        if (step.plays_until <= step.opens_at || step.judged_until < step.plays_until)
            toml_.fail(step.line, "expected opens_at < plays_until <= judged_until");
        step.clauses = clauses(table, "clauses");
        if (step.clauses.empty())
            toml_.fail(step.line, "expected clauses = [ … ]: which sentence of which RFC decides");
        for (const toml::table* hand : toml_.tables(table, "hand", max_options)) read_hand(*hand, step);
        step.choices = options(table, "choices", step);
        step.reports = options(table, "reports", step);
        for (const TomlReader::Line& line : toml_.lines(table, "claims", 40))
            step.claims.push_back(
                {.id = "", .claim = claim_of(line.text, line.line, step.scope), .line = line.line});
        lesson_.steps.push_back(std::move(step));
    }

    // scene = "usual", or for a duel runs = [{ id = "three", scene = "a" }, { id = "two", scene = "b" }].
    std::vector<RunSpec> runs_of(const toml::table& table) {
        std::vector<RunSpec> runs;
        for (const toml::table* run : toml_.tables(table, "runs", 2)) {
            toml_.check_keys(*run, {"id", "scene"});
            runs.push_back({id_of(*run), scene_of(*run)});
        }
        if (runs.size() == 1) toml_.fail(TomlReader::line_of(table), "expected two runs, or scene = …");
        if (runs.empty() || table.contains("scene")) {
            if (!runs.empty()) toml_.fail(line_of(table, "scene"), "expected either runs or scene");
            runs = {{"", scene_of(table)}};
        }
        return runs;
    }

    std::uint32_t scene_of(const toml::table& table) {
        const std::string id = toml_.text(table, "scene", Need::Needed);
        for (std::uint32_t i = 0; i < lesson_.scenes.size(); ++i) {
            if (lesson_.scenes[i].id == id) return i;
        }
        if (!id.empty()) toml_.fail(line_of(table, "scene"), "no scene is called \"" + id + "\"");
        return 0;
    }

    ClaimScope scope_of(const std::vector<RunSpec>& runs) const {
        ClaimScope scope;
        if (lesson_.scenes.empty()) return scope;
        for (const host::Host& host : lesson_.scenes[runs.front().scene].stage.hosts)
            scope.hosts.push_back(host.config.name);
        for (const RunSpec& run : runs) {
            if (!run.id.empty()) scope.runs.push_back(run.id);
        }
        return scope;
    }

    void read_hand(const toml::table& table, Step& step) {
        toml_.check_keys(table, {"id", "run", "acts", "done"});
        HandAction hand{.id = id_of(table), .line = TomlReader::line_of(table)};
        hand.done = claim_at(table, "done", step.scope);
        hand.acts = acts_of(table, step.runs);
        const std::string run = toml_.text(table, "run", Need::Optional);
        const auto found = std::find(step.scope.runs.begin(), step.scope.runs.end(), run);
        if (!run.empty() && found == step.scope.runs.end())
            toml_.fail(hand.line, "no run is called \"" + run + "\"");
        for (Act& act : hand.acts) {
            if (act.at < step.opens_at || act.at > step.plays_until)
                toml_.fail(hand.line,
                           "expected acts between opens_at and plays_until: the learner can do no other");
            if (!run.empty()) act.run = static_cast<std::uint32_t>(found - step.scope.runs.begin());
        }
        step.hand.push_back(std::move(hand));
    }

    std::vector<Act> acts_of(const toml::table& table, const std::vector<RunSpec>& runs) {
        std::vector<Act> acts;
        if (lesson_.scenes.empty()) return acts;
        for (const TomlReader::Line& line : toml_.lines(table, "acts", 16)) {
            if (auto act = act_of(line, lesson_.scenes[runs.front().scene].stage))
                acts.push_back(std::move(*act));
        }
        if (acts.empty()) toml_.fail(TomlReader::line_of(table), "expected acts = [ … ]: one way to do it");
        return acts;
    }

    std::vector<Option> options(const toml::table& table, std::string_view key, const Step& step) {
        std::vector<Option> result;
        for (const toml::table* item : toml_.tables(table, key, max_options)) {
            toml_.check_keys(*item, {"id", "claim"});
            result.push_back(
                {id_of(*item), claim_at(*item, "claim", step.scope), TomlReader::line_of(*item)});
        }
        if (result.size() < 2) toml_.fail(step.line, "expected at least two " + std::string(key));
        return result;
    }

    // ---- the challenge

    void read_challenge(const toml::table& root) {
        const toml::node* node = root.get("challenge");
        const toml::table* table = node == nullptr ? nullptr : node->as_table();
        if (table == nullptr) return toml_.fail(1, "expected a table [challenge]");
        toml_.check_keys(*table, {"scene", "opens_at", "plays_until", "goal", "acts"});
        Challenge& challenge = lesson_.challenge;
        challenge.line = TomlReader::line_of(*table);
        challenge.run = {"", scene_of(*table)};
        challenge.scope = scope_of({challenge.run});
        challenge.opens_at = Instant{} + toml_.duration(*table, "opens_at", Need::Optional);
        challenge.plays_until = Instant{} + toml_.duration(*table, "plays_until", Need::Needed);
        challenge.goal = claim_at(*table, "goal", challenge.scope);
        challenge.acts = acts_of(*table, {challenge.run});
    }

    // ---- pieces

    std::string id_of(const toml::table& table) {
        std::string id = toml_.text(table, "id", Need::Needed);
        if (!id.empty() && !is_id(id))
            toml_.fail(line_of(table, "id"), "expected an id of a-z, 0-9 and -, at most 40");
        return id;
    }

    Claim claim_at(const toml::table& table, std::string_view key, const ClaimScope& scope) {
        const std::string text = toml_.text(table, key, Need::Needed);
        return text.empty() ? Claim{} : claim_of(text, line_of(table, key), scope);
    }

    Claim claim_of(const std::string& text, int line, const ClaimScope& scope) {
        auto claim = parse_claim(text, scope);
        if (claim.ok()) return std::move(*claim);
        toml_.fail(line,
                   "claim, column " + std::to_string(claim.error().column) + ": " + claim.error().message);
        return {};
    }

    std::vector<std::string> clauses(const toml::table& table, std::string_view key) {
        std::vector<std::string> result;
        for (const TomlReader::Line& line : toml_.lines(table, key, 24)) {
            if (!is_clause(line.text))
                toml_.fail(line.line, "expected a clause such as \"RFC 9293 \u00a73.5\"");
            result.push_back(line.text);
        }
        return result;
    }

    static int line_of(const toml::table& table, std::string_view key) {
        const toml::node* node = table.get(key);
        return TomlReader::line_of(node == nullptr ? table : *node);
    }

    TomlReader toml_;
    Lesson lesson_{};
};

}  // namespace

Lesson parse_lesson_toml(std::string_view text, const std::string& path, std::vector<FileError>& errors) {
    const auto root = parse_toml(text, path, errors);
    return root.has_value() ? LessonReader(path, errors).run(*root) : Lesson{};
}

}  // namespace hw::lesson
