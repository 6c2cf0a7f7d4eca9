#include "lesson/duel.h"

#include "lesson/part_reader.h"
#include "lesson/words_reader.h"

namespace hw::lesson {

namespace {

class DuelReader : PartReader {
  public:
    using PartReader::PartReader;

    Duel run(const toml::table& root) {
        toml_.check_keys(root, {"id", "order", "scenes", "scene", "runs", "plays_until", "judged_until",
                                "claim", "refuted_by", "true_only_as", "rows", "clauses", "lesson", "step"});
        duel_.id = id_of(root);
        duel_.line = 1;
        duel_.order = toml_.number(root, "order", Need::Needed, 1, 1'000);
        read_scenes(root);
        if (scenes_.empty()) return std::move(duel_);
        duel_.runs = runs_of(root);
        duel_.scope = scope_of(duel_.runs);
        duel_.cell_scope = {.hosts = duel_.scope.hosts, .runs = {}};
        duel_.plays_until = instant(root, "plays_until", Need::Needed);
        duel_.judged_until = instant(root, "judged_until", Need::Optional, duel_.plays_until);
        if (duel_.plays_until <= Instant{} || duel_.judged_until < duel_.plays_until)
            toml_.fail(line_of(root, "plays_until"), "expected 0 < plays_until <= judged_until");
        read_claims(root);
        for (const toml::table* row : toml_.tables(root, "rows", max_duel_rows)) read_row(*row);
        if (duel_.rows.empty()) toml_.fail(1, "expected at least one [[rows]]: what the runs say");
        duel_.clauses = clauses(root, "clauses");
        if (duel_.clauses.empty())
            toml_.fail(1, "expected clauses = [ … ]: which sentence of which RFC decides");
        duel_.more = read_more(root);
        duel_.scenes = std::move(scenes_);
        return std::move(duel_);
    }

  private:
    void read_claims(const toml::table& root) {
        duel_.belief = claim_at(root, "claim", duel_.scope);
        duel_.refuted_by = claims_of(root, "refuted_by", duel_.scope);
        if (duel_.refuted_by.empty()) toml_.fail(1, "expected refuted_by = [ … ]: what is true instead");
        duel_.true_only_as = claims_of(root, "true_only_as", duel_.scope);
    }

    void read_row(const toml::table& table) {
        toml_.check_keys(table, {"id", "good", "bad"});
        DuelRow row{.id = id_of(table), .line = TomlReader::line_of(table)};
        if (table.contains("good")) row.good = claim_at(table, "good", duel_.cell_scope);
        if (table.contains("bad")) row.bad = claim_at(table, "bad", duel_.cell_scope);
        duel_.rows.push_back(std::move(row));
    }

    Duel duel_{};
};

class DuelWordsReader : WordsReader {
  public:
    DuelWordsReader(std::string path, const Duel& duel, std::vector<FileError>& errors)
        : WordsReader(std::move(path), "duel.toml", errors), duel_(duel) {}

    DuelWords run(std::string_view text) {
        for (const WordsSection& section : split_sections(text, path_, errors_)) take(section);
        const auto need = [&](bool is_there, const char* what) {
            if (!is_there) fail(0, std::string("expected ") + what);
        };
        need(!words_.title.empty(), "\"# \" and the claim in a few words");
        need(!words_.claim.empty(), "\"## claim\": as people say it");
        need(!words_.setting.empty(), "\"## setting\": what is run");
        need(duel_.runs.size() < 2 || !words_.run_names.empty(), "\"## runs\"");
        need(!words_.rows.empty(), "\"## rows\"");
        need(!words_.verdict.empty(), "\"## verdict\"");
        return std::move(words_);
    }

  private:
    void take(const WordsSection& section) {
        if (section.level == 1) return take_title(section, words_.title);
        if (!once(section.key, section.line)) return;
        if (section.level == 2 && section.key == "claim")
            words_.claim = inline_of(section.body, section.line);
        else if (section.level == 2 && section.key == "setting")
            words_.setting = inline_of(section.body, section.line);
        else if (section.level == 2 && section.key == "runs")
            words_.run_names = run_names(section, duel_.runs);
        else if (section.level == 2 && section.key == "rows")
            take_rows(section);
        else if (section.level == 2 && section.key == "verdict")
            words_.verdict = document_of(section, &duel_.scope);
        else
            fail(section.line, "expected ## claim, setting, runs, rows or verdict");
    }

    void take_rows(const WordsSection& section) {
        const ItemList list = split_items(section, path_, errors_);
        for (const NamedItem& item : items_by_id(section, list, duel_.rows)) {
            check_plain(item.label, item.line);
            words_.rows.push_back({item.label, inline_of(item.detail, item.line + 1, &duel_.cell_scope)});
        }
    }

    const Duel& duel_;
    DuelWords words_{};
};

Mark mark_of(const DuelRow& row, const History& run) {
    if (row.good && judge(*row.good, {&run, 1}).holds) return Mark::Good;
    if (row.bad && judge(*row.bad, {&run, 1}).holds) return Mark::Bad;
    return Mark::Neutral;
}

}  // namespace

Result<Duel, std::vector<FileError>> parse_duel(const LessonText& text) {
    std::vector<FileError> errors;
    check_files(text, "duel.toml", errors);
    if (!errors.empty()) return errors;
    const std::string path = text.folder + "/duel.toml";
    const auto root = parse_toml(text.toml, path, errors);
    if (!root) return errors;
    Duel duel = DuelReader(path, errors).run(*root);
    if (duel.rows.empty()) return errors;  // the words would be nothing but consequential errors
    duel.words = {DuelWordsReader(text.folder + "/zh.md", duel, errors).run(text.zh),
                  DuelWordsReader(text.folder + "/en.md", duel, errors).run(text.en)};
    if (!errors.empty()) return errors;
    return duel;
}

DuelObservation observe(const Duel& duel, std::span<const RunSource> runs) {
    DuelObservation observation;
    for (const RunSource& run : runs) observation.runs.push_back(replay(run, {.until = duel.judged_until}));
    for (const DuelRow& row : duel.rows) {
        std::vector<Mark> marks;
        for (const History& run : observation.runs) marks.push_back(mark_of(row, run));
        observation.marks.push_back(std::move(marks));
    }
    observation.belief = judge(duel.belief, observation.runs);
    for (const Option& claim : duel.refuted_by)
        observation.refuted_by.push_back(judge(claim.claim, observation.runs));
    for (const Option& claim : duel.true_only_as)
        observation.true_only_as.push_back(judge(claim.claim, observation.runs));
    return observation;
}

DuelObservation observe(const Duel& duel) {
    std::vector<sim::World> worlds;
    for (const RunSpec& run : duel.runs) worlds.push_back(initial_world(duel.scenes[run.scene]));
    std::vector<RunSource> sources;
    for (const sim::World& world : worlds) sources.push_back({.initial = world});
    return observe(duel, sources);
}

Spans cell_words(const Duel& duel, const DuelObservation& observation, Language language, std::uint32_t row,
                 std::uint32_t run) {
    return fill(duel.in(language).rows[row].cell, duel.cell_scope, {&observation.runs[run], 1});
}

}  // namespace hw::lesson
