#include "lesson/lesson_toml.h"

#include <algorithm>

#include "lesson/part_reader.h"

namespace hw::lesson {

namespace {

class LessonReader : PartReader {
  public:
    using PartReader::PartReader;

    Lesson run(const toml::table& root) {
        toml_.check_keys(root, {"id", "order", "minutes", "group", "shows", "needs", "sources", "scenes",
                                "steps", "challenge"});
        lesson_.id = id_of(root);
        lesson_.order = toml_.number(root, "order", Need::Needed, 1, 1'000);
        lesson_.minutes = toml_.number(root, "minutes", Need::Needed, 1, 120);
        lesson_.group = toml_.number(root, "group", Need::Optional, 1, max_groups);
        const std::string shows = toml_.text(root, "shows", Need::Optional);
        lesson_.shows_states = shows == "states";
        if (!shows.empty() && !lesson_.shows_states) toml_.fail(1, "expected shows = \"states\", or nothing");
        for (const TomlReader::Line& line : toml_.lines(root, "needs", 20)) {
            if (!is_id(line.text)) toml_.fail(line.line, "expected the id of a lesson");
            lesson_.needs.push_back(line.text);
        }
        lesson_.sources = clauses(root, "sources");
        if (lesson_.sources.empty()) toml_.fail(1, "expected sources = [ … ]: at least one clause");
        read_scenes(root);
        for (const toml::table* step : toml_.tables(root, "steps", max_steps)) read_step(*step);
        if (lesson_.steps.empty()) toml_.fail(1, "expected at least one [[steps]]");
        read_challenge(root);
        lesson_.scenes = std::move(scenes_);
        return std::move(lesson_);
    }

  private:
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
        step.opens_at = instant(table, "opens_at", Need::Optional);
        step.plays_until = instant(table, "plays_until", Need::Needed);
        step.judged_until = instant(table, "judged_until", Need::Optional, step.plays_until);
        if (step.plays_until <= step.opens_at || step.judged_until < step.plays_until)
            toml_.fail(step.line, "expected opens_at < plays_until <= judged_until");
        step.clauses = clauses(table, "clauses");
        if (step.clauses.empty())
            toml_.fail(step.line, "expected clauses = [ … ]: which sentence of which RFC decides");
        for (const toml::table* hand : toml_.tables(table, "hand", max_options)) read_hand(*hand, step);
        step.choices = options(table, "choices", step);
        step.reports = options(table, "reports", step);
        step.claims = claims_of(table, "claims", step.scope);
        lesson_.steps.push_back(std::move(step));
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
        challenge.opens_at = instant(*table, "opens_at", Need::Optional);
        challenge.plays_until = instant(*table, "plays_until", Need::Needed);
        challenge.goal = claim_at(*table, "goal", challenge.scope);
        challenge.acts = acts_of(*table, {challenge.run});
    }

    Lesson lesson_{};
};

}  // namespace

Lesson parse_lesson_toml(std::string_view text, const std::string& path, std::vector<FileError>& errors) {
    const auto root = parse_toml(text, path, errors);
    return root.has_value() ? LessonReader(path, errors).run(*root) : Lesson{};
}

}  // namespace hw::lesson
