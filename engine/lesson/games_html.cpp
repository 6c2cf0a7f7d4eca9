#include "lesson/games_html.h"

#include "lesson/page.h"

namespace hw::lesson {

namespace {

// The pages' own words; everything else is the duels' and puzzles'.
struct GameWords {
    std::string_view duels, claim, runs_say, puzzles, goals, on_the_side, hints, explanation, par;
};
constexpr GameWords game_words[language_count] = {
    {"误解对决", "论断：", "运行结果与裁决", "谜题", "目标", "附加：", "提示", "解释", "标准命令数："},
    {"Misconception duels", "Claim:", "What the runs say, and the verdict", "Puzzles", "Goals",
     "On the side:", "Hints", "Explanation", "Par:"},
};

class GamesPage {
  public:
    GamesPage(std::string_view id, Language language)
        : own_(game_words[static_cast<std::uint32_t>(language)]), language_(language) {
        html_ = "<article id=\"" + std::string(id) + "-" + std::string(code_of(language)) + "\" lang=\"" +
                std::string(html_lang(language)) + "\" data-lang=\"" + std::string(code_of(language)) +
                "\">\n";
    }

    std::string duels(std::span<const Duel> duels) {
        line("h1", escape_html(own_.duels));
        for (const Duel& duel : duels) add(duel);
        return std::move(html_) + "</article>\n";
    }

    std::string puzzles(std::span<const Puzzle> puzzles) {
        line("h1", escape_html(own_.puzzles));
        for (const Puzzle& puzzle : puzzles) add(puzzle);
        return std::move(html_) + "</article>\n";
    }

  private:
    void add(const Duel& duel) {
        const DuelWords& words = duel.in(language_);
        const DuelObservation run = observe(duel);
        open_section("duel-" + duel.id, words.title);
        line("p", "<strong>" + std::string(own_.claim) + "</strong> " + to_html(words.claim));
        line("p", to_html(words.setting));
        html_ += "<details>\n";
        line("summary", escape_html(own_.runs_say));
        html_ += "<table>\n";
        if (!words.run_names.empty()) {
            html_ += "<tr><td></td>";
            for (const std::string& name : words.run_names) cell("th", escape_html(name));
            html_ += "</tr>\n";
        }
        for (std::uint32_t r = 0; r < duel.rows.size(); ++r) add_row(duel, run, r);
        html_ +=
            "</table>\n" + to_html(fill(words.verdict, duel.scope, run.runs)) + "</details>\n</section>\n";
    }

    void add_row(const Duel& duel, const DuelObservation& run, std::uint32_t r) {
        html_ += "<tr>";
        cell("th", escape_html(duel.in(language_).rows[r].label));
        for (std::uint32_t i = 0; i < duel.runs.size(); ++i) {
            const Mark mark = run.marks[r][i];
            const std::string sign = mark == Mark::Good ? "\u2713 " : mark == Mark::Bad ? "\u00d7 " : "";
            cell("td", sign + to_html(cell_words(duel, run, language_, r, i)));
        }
        html_ += "</tr>\n";
    }

    void add(const Puzzle& puzzle) {
        const PuzzleWords& words = puzzle.in(language_);
        open_section("puzzle-" + puzzle.id, words.title);
        html_ += to_html(words.task);
        line("h3", escape_html(own_.goals));
        html_ += "<ul>\n";
        for (std::size_t g = 0; g < puzzle.goals.size(); ++g) {
            const std::string side =
                puzzle.goals[g].is_extra ? std::string(own_.on_the_side) + " " : std::string();
            line("li", escape_html(side) + to_html(words.goals[g]));
        }
        html_ += "</ul>\n";
        line("p", escape_html(std::string(own_.par) + " " + std::to_string(puzzle.par())));
        html_ += "<details>\n";
        line("summary", escape_html(own_.hints));
        html_ += "<ol>\n";
        for (const Spans& hint : words.hints) line("li", to_html(hint));
        html_ += "</ol>\n</details>\n<details>\n";
        line("summary", escape_html(own_.explanation));
        html_ += to_html(words.explanation) + "</details>\n</section>\n";
    }

    void open_section(const std::string& id, const std::string& title) {
        html_ += "<section id=\"" + id + "\">\n";
        line("h2", escape_html(title));
    }
    void line(std::string_view name, std::string_view inner) {
        cell(name, inner);
        html_ += '\n';
    }
    void cell(std::string_view name, std::string_view inner) {
        html_.append("<").append(name).append(">").append(inner).append("</").append(name).append(">");
    }

    const GameWords& own_;
    Language language_;
    std::string html_{};
};

}  // namespace

std::string duels_html(std::span<const Duel> duels, Language language) {
    return GamesPage("duels", language).duels(duels);
}

std::string puzzles_html(std::span<const Puzzle> puzzles, Language language) {
    return GamesPage("puzzles", language).puzzles(puzzles);
}

}  // namespace hw::lesson
