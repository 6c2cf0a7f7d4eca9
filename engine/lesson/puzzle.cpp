#include "lesson/puzzle.h"

#include "lesson/part_reader.h"
#include "lesson/words_reader.h"

namespace hw::lesson {

namespace {

class PuzzleReader : PartReader {
  public:
    using PartReader::PartReader;

    Puzzle run(const toml::table& root) {
        toml_.check_keys(root, {"id", "order", "scenes", "scene", "opens_at", "judged_until", "tools",
                                "offers", "goals", "clauses", "lesson", "step"});
        puzzle_.id = id_of(root);
        puzzle_.line = 1;
        puzzle_.order = toml_.number(root, "order", Need::Needed, 1, 1'000);
        read_scenes(root);
        if (scenes_.empty()) return std::move(puzzle_);
        const std::vector<RunSpec> runs{{"", scene_of(root)}};
        puzzle_.scope = scope_of(runs);
        puzzle_.opens_at = instant(root, "opens_at", Need::Optional);
        puzzle_.judged_until = instant(root, "judged_until", Need::Needed);
        if (puzzle_.judged_until <= puzzle_.opens_at)
            toml_.fail(line_of(root, "judged_until"), "expected opens_at < judged_until");
        read_tools(root);
        read_offers(root, scenes_[runs.front().scene].stage);
        for (const toml::table* goal : toml_.tables(root, "goals", max_goals)) read_goal(*goal, runs);
        if (puzzle_.goals.empty()) toml_.fail(1, "expected at least one [[goals]]");
        puzzle_.clauses = clauses(root, "clauses");
        if (puzzle_.clauses.empty())
            toml_.fail(1, "expected clauses = [ … ]: which sentence of which RFC it teaches");
        puzzle_.more = read_more(root);
        puzzle_.scene = std::move(scenes_[runs.front().scene]);
        return std::move(puzzle_);
    }

  private:
    void read_tools(const toml::table& root) {
        for (const TomlReader::Line& line : toml_.lines(root, "tools", tool_count)) {
            if (const auto tool = find_tool(line.text)) {
                puzzle_.tools.add(*tool);
                continue;
            }
            std::string all;
            for (std::uint32_t i = 0; i < tool_count; ++i)
                all.append(i == 0 ? "" : ", ").append(name_of(static_cast<Tool>(i)));
            toml_.fail(line.line, "expected a tool: " + all);
        }
        if (puzzle_.tools.is_empty()) toml_.fail(1, "expected tools = [ … ]: what the learner may do");
    }

    // "set server tcp_syncookies 1", without a time.
    void read_offers(const toml::table& root, const sim::World& stage) {
        for (const TomlReader::Line& line : toml_.lines(root, "offers", 4)) {
            const auto act = act_of({"0 " + line.text, line.line}, stage);
            if (!act) continue;
            if (act->kind != ActKind::SetSwitch) toml_.fail(line.line, "expected set HOST SWITCH VALUE");
            puzzle_.offers.push_back({line.text.substr(line.text.find(' ') + 1), *act});
        }
    }

    void read_goal(const toml::table& table, const std::vector<RunSpec>& runs) {
        toml_.check_keys(table, {"id", "claim", "par", "extra", "solutions"});
        PuzzleGoal goal{.id = id_of(table), .line = TomlReader::line_of(table)};
        goal.claim = claim_at(table, "claim", puzzle_.scope);
        goal.par = toml_.number(table, "par", Need::Needed, 1, 16);
        if (const toml::node* extra = table.get("extra"); extra != nullptr) {
            const auto value = extra->value_exact<bool>();
            if (!value) toml_.fail(TomlReader::line_of(*extra), "expected extra = true or false");
            goal.is_extra = value.value_or(false);
        }
        for (const toml::table* solution : toml_.tables(table, "solutions", 8)) {
            toml_.check_keys(*solution, {"acts"});
            goal.solutions.push_back(acts_of(*solution, runs));
            for (const Act& act : goal.solutions.back()) {
                if (act.at < puzzle_.opens_at)
                    toml_.fail(TomlReader::line_of(*solution), "expected acts after opens_at");
            }
        }
        if (goal.solutions.empty())
            toml_.fail(goal.line, "expected solutions = [{ acts = [ … ] }]: one way to reach it");
        puzzle_.goals.push_back(std::move(goal));
    }

    Puzzle puzzle_{};
};

class PuzzleWordsReader : WordsReader {
  public:
    PuzzleWordsReader(std::string path, const Puzzle& puzzle, std::vector<FileError>& errors)
        : WordsReader(std::move(path), "puzzle.toml", errors), puzzle_(puzzle) {}

    PuzzleWords run(std::string_view text) {
        for (const WordsSection& section : split_sections(text, path_, errors_)) take(section);
        const auto need = [&](bool is_there, const char* what) {
            if (!is_there) fail(0, std::string("expected ") + what);
        };
        need(!words_.title.empty(), "\"# \" and the puzzle's name");
        need(!words_.task.empty(), "\"## task\"");
        need(!words_.goals.empty(), "\"## goals\"");
        need(words_.hints.size() >= 2, "\"## hints\": two or three, a \"- 1: …\" each");
        need(!words_.explanation.empty(), "\"## explanation\"");
        return std::move(words_);
    }

  private:
    void take(const WordsSection& section) {
        if (section.level == 1) return take_title(section, words_.title);
        if (!once(section.key, section.line)) return;
        if (section.level == 2 && section.key == "task")
            words_.task = document_of(section);
        else if (section.level == 2 && section.key == "goals")
            take_goals(section);
        else if (section.level == 2 && section.key == "hints")
            take_hints(section);
        else if (section.level == 2 && section.key == "explanation")
            words_.explanation = document_of(section);
        else
            fail(section.line, "expected ## task, goals, hints or explanation");
    }

    void take_goals(const WordsSection& section) {
        const ItemList list = split_items(section, path_, errors_);
        for (const NamedItem& item : items_by_id(section, list, puzzle_.goals))
            words_.goals.push_back(inline_of(item.label + "\n" + item.detail, item.line));
    }

    void take_hints(const WordsSection& section) {
        const ItemList list = split_items(section, path_, errors_);
        for (const NamedItem& item : list.items) {
            if (item.id != std::to_string(words_.hints.size() + 1))
                fail(item.line, "expected hints with the numbers 1, 2, 3 in order");
            words_.hints.push_back(inline_of(item.label + "\n" + item.detail, item.line));
        }
        if (list.items.size() > max_hints)
            fail(section.line, "expected at most " + std::to_string(max_hints) + " hints");
    }

    const Puzzle& puzzle_;
    PuzzleWords words_{};
};

}  // namespace

std::uint32_t Puzzle::par() const {
    std::uint32_t sum = 0;
    for (const PuzzleGoal& goal : goals) sum += goal.is_extra ? 0 : goal.par;
    return sum;
}

Result<Puzzle, std::vector<FileError>> parse_puzzle(const LessonText& text) {
    std::vector<FileError> errors;
    check_files(text, "puzzle.toml", errors);
    if (!errors.empty()) return errors;
    const std::string path = text.folder + "/puzzle.toml";
    const auto root = parse_toml(text.toml, path, errors);
    if (!root) return errors;
    Puzzle puzzle = PuzzleReader(path, errors).run(*root);
    if (puzzle.goals.empty()) return errors;  // the words would be nothing but consequential errors
    puzzle.words = {PuzzleWordsReader(text.folder + "/zh.md", puzzle, errors).run(text.zh),
                    PuzzleWordsReader(text.folder + "/en.md", puzzle, errors).run(text.en)};
    if (puzzle.in(Language::Zh).hints.size() != puzzle.in(Language::En).hints.size())
        errors.push_back({text.folder + "/en.md", 0, "expected as many hints as in zh.md"});
    if (!errors.empty()) return errors;
    return puzzle;
}

PuzzleVerdict judge(const Puzzle& puzzle, const RunSource& run) {
    PuzzleVerdict verdict{.command_count = count_commands(run.log)};
    const History history = replay(run, {.until = puzzle.judged_until});
    for (const PuzzleGoal& goal : puzzle.goals) verdict.goals.push_back(judge(goal.claim, {&history, 1}));
    for (const sim::LoggedCommand& logged : run.log) {
        const auto tool = tool_of(logged.command);
        verdict.is_foreign |= !tool.has_value();
        if (tool && !puzzle.tools.has(*tool)) verdict.forbidden.push_back(*tool);
    }
    return verdict;
}

}  // namespace hw::lesson
