#include <algorithm>
#include <sstream>

#include "lesson/check.h"
#include "lesson/glossary.h"
#include "lesson/library.h"
#include "lesson/lint.h"
#include "native/cli/commands.h"
#include "native/cli/coverage_text.h"
#include "native/cli/files.h"
#include "native/cli/font_glyphs.h"
#include "native/cli/game_check.h"
#include "native/cli/json_line.h"
#include "native/cli/lesson_files.h"
#include "sim/text.h"

// handwave lesson check: executes every claim of every lesson.

namespace hw::cli {
namespace {

constexpr OptionSpec verbose_option = {"--verbose", "", "list every claim, and the rows that no run reaches"};
constexpr OptionSpec font_option = {"--font", "FILE", "the font that must have a glyph for every character"};
constexpr OptionSpec options[] = {lessons_option, font_option, verbose_option, format_option};

using Lessons = std::vector<lesson::LessonText>;

// What the lint may compare with: the other lessons, the terms and the font.
struct Surroundings {
    std::vector<std::string> lesson_ids{};
    lesson::Glossary glossary{};
    bool has_glossary = false;  // what is wrong with it was said
    std::vector<char32_t> glyphs{};

    lesson::LintOptions options() const {
        return {.lesson_ids = lesson_ids, .glyphs = glyphs, .glossary = has_glossary ? &glossary : nullptr};
    }
};

// False: said on console.err.
bool look_around(const Arguments& arguments, Console& console, Surroundings& around) {
    if (const auto known = find_lessons(arguments); known.ok()) {
        for (const lesson::LessonText& text : *known) around.lesson_ids.push_back(id_of(text));
    }
    auto glossary = lesson::parse_glossary(lesson::embedded_glossary());
    around.has_glossary = glossary.ok();
    if (glossary.ok()) {
        around.glossary = std::move(*glossary);
    } else {
        for (const FileError& error : glossary.error()) console.err << error.to_text() << '\n';
    }
    const auto path = arguments.value_of("--font");
    if (!path) return true;
    const auto font = read_file(*path);
    if (!font.ok()) {
        console.err << font.error().to_text() << '\n';
        return false;
    }
    auto glyphs = glyphs_of_font(*font);
    if (!glyphs.ok()) {
        console.err << *path << ": " << glyphs.error() << '\n';
        return false;
    }
    around.glyphs = std::move(*glyphs);
    return true;
}

// The lessons that the operands name: ids of known ones, or folders; a duel or a puzzle among them is checked on the
// way. False: said on console.err.
bool choose_lessons(const Arguments& arguments, const Surroundings& around, Console& console, Lessons& chosen,
                    bool& all_games_good) {
    auto known = find_lessons(arguments);
    if (!known.ok()) {
        console.err << known.error().to_text() << '\n';
        return false;
    }
    if (arguments.operands.empty()) chosen = std::move(*known);
    for (const std::string& name : arguments.operands) {
        if (const auto is_good = check_game(name, arguments, around.options(), console)) {
            all_games_good &= *is_good;
            continue;
        }
        if (name.find('/') != name.npos) {
            auto text = read_lesson(name);
            if (!text.ok()) {
                console.err << text.error().to_text() << '\n';
                return false;
            }
            chosen.push_back(std::move(*text));
            continue;
        }
        const auto found = std::find_if(known->begin(), known->end(),
                                        [&](const lesson::LessonText& text) { return id_of(text) == name; });
        if (found == known->end()) {
            console.err << "handwave lesson check: there is no lesson '" << name << "'\n";
            return false;
        }
        chosen.push_back(*found);
    }
    return true;
}

void print_claims(const lesson::LessonReport& report, Console& console) {
    for (const lesson::ClaimReport& claim : report.claims)
        console.out << "  " << (claim.holds ? "holds  " : "does not") << "  " << claim.place << ' '
                    << claim.kind << (claim.id.empty() ? "" : " ") << claim.id << ": " << claim.claim << "  ("
                    << sim::seconds_of(claim.evidence.at) << ")\n";
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(i));
        if (!report.rows[i])
            console.out << "  no run reaches RFC " << row.rfc << " §" << row.section
                        << (row.ordinal.empty() ? "" : ", ") << row.ordinal << ": " << row.heading << '\n';
    }
}

void print_text(const lesson::LessonReport& report, bool is_verbose, Console& console) {
    for (const FileError& problem : report.problems) console.err << problem.to_text() << '\n';
    const auto holding = std::count_if(report.claims.begin(), report.claims.end(),
                                       [](const lesson::ClaimReport& claim) { return claim.holds; });
    console.out << report.id << ": " << (report.is_good() ? "good" : "FAILED") << ", " << report.steps
                << " steps, " << report.claims.size() << " claims judged, " << holding << " hold, "
                << report.rows_reached() << " of " << tcp::row_count << " rows of the step table reached\n";
    if (is_verbose) print_claims(report, console);
}

// The rows that are reached, each with the numbers of the steps; one more than there are steps is the challenge.
nlohmann::ordered_json rows_json(const lesson::LessonReport& report) {
    auto json = nlohmann::ordered_json::array();
    for (std::uint32_t i = 0; i < tcp::row_count; ++i) {
        const auto steps = lesson::places_with(report.rows_by_place, static_cast<tcp::Row>(i));
        if (!steps.empty()) json.push_back({{"row", i}, {"steps", steps}});
    }
    return json;
}

nlohmann::ordered_json json_of(const lesson::LessonReport& report) {
    nlohmann::ordered_json json{{"lesson", report.id},
                                {"good", report.is_good()},
                                {"steps", report.steps},
                                {"rows_reached", report.rows_reached()},
                                {"rows", rows_json(report)},
                                {"claims", nlohmann::ordered_json::array()},
                                {"problems", nlohmann::ordered_json::array()}};
    for (const lesson::ClaimReport& claim : report.claims)
        json["claims"].push_back({{"place", claim.place},
                                  {"kind", claim.kind},
                                  {"id", claim.id},
                                  {"claim", claim.claim},
                                  {"line", claim.line},
                                  {"holds", claim.holds},
                                  {"at_us", claim.evidence.at.us}});
    for (const FileError& problem : report.problems)
        json["problems"].push_back(
            {{"file", problem.path}, {"line", problem.line}, {"message", problem.message}});
    return json;
}

// Of a lesson that could not even be read.
lesson::LessonReport report_of_errors(const lesson::LessonText& text, const std::vector<FileError>& errors) {
    lesson::LessonReport report;
    report.id = id_of(text);
    report.problems = errors;
    return report;
}

// Reads a lesson, executes its claims and lints it.
lesson::LessonReport report_of(const lesson::LessonText& text, const Surroundings& around) {
    const auto parsed = lesson::parse_lesson(text);
    if (!parsed.ok()) return report_of_errors(text, parsed.error());
    lesson::LessonReport report = lesson::check_lesson(*parsed, text.folder);
    for (FileError& problem : lesson::lint_lesson(text, *parsed, around.options()))
        report.problems.push_back(std::move(problem));
    return report;
}

// Of all lessons together.
struct Totals {
    std::uint64_t lessons = 0;
    std::uint64_t good = 0;
    std::uint64_t steps = 0;
    std::uint64_t claims = 0;
    std::uint64_t problems = 0;
};

void add(Totals& totals, const lesson::LessonReport& report) {
    totals.lessons += 1;
    totals.good += report.is_good() ? 1 : 0;
    totals.steps += report.steps;
    totals.claims += report.claims.size();
    totals.problems += report.problems.size();
}

void print_totals(const Totals& totals, Format format, Console& console) {
    if (format == Format::Json) {
        print_json_line(nlohmann::ordered_json{{"lessons", totals.lessons},
                                               {"good", totals.good},
                                               {"steps", totals.steps},
                                               {"claims", totals.claims},
                                               {"problems", totals.problems}},
                        console.out);
        return;
    }
    console.out << totals.lessons << (totals.lessons == 1 ? " lesson, " : " lessons, ") << totals.steps
                << " steps, " << totals.claims << " claims judged, " << totals.problems
                << (totals.problems == 1 ? " problem\n" : " problems\n");
}

// The matrix is about all lessons; only of our own is every row expected.
bool check_coverage(std::span<const lesson::LessonReport> reports, bool are_ours, Format format,
                    Console& console) {
    std::ostringstream text;
    const std::vector<std::string> missing = print_coverage(reports, text);
    if (format == Format::Json)
        print_json_line(nlohmann::ordered_json{{"rows_without_lesson", missing}}, console.out);
    else
        console.out << text.str();
    if (!are_ours) return true;
    for (const std::string& row : missing) console.err << "no lesson shows " << row << "\n";
    return missing.empty();
}

// The words of our glossary and of our table of questions.
bool check_pages(const lesson::LintOptions& around, Format format, Console& console) {
    std::vector<FileError> problems = lesson::lint_text(lesson::embedded_glossary(), "glossary.toml", around);
    for (FileError& problem : lesson::lint_text(lesson::embedded_home(), "home.toml", around))
        problems.push_back(std::move(problem));
    for (const FileError& problem : problems) console.err << problem.to_text() << '\n';
    if (format == Format::Text)
        console.out << "glossary and table of questions: " << problems.size() << " problems\n";
    return problems.empty();
}

ExitStatus run(const Arguments& arguments, Console& console) {
    Lessons lessons;
    Surroundings around;
    bool all_good = true;
    if (!look_around(arguments, console, around) ||
        !choose_lessons(arguments, around, console, lessons, all_good))
        return ExitStatus::Misused;
    for (const lesson::LessonText& text : lessons) around.lesson_ids.push_back(id_of(text));
    const Format format = *format_of(arguments);
    Totals totals;
    std::vector<lesson::LessonReport> reports;
    for (const lesson::LessonText& text : lessons) {
        lesson::LessonReport report = report_of(text, around);
        add(totals, report);
        if (format == Format::Json)
            print_json_line(json_of(report), console.out);
        else
            print_text(report, arguments.has("--verbose"), console);
        reports.push_back(std::move(report));
    }
    if (totals.lessons > 0) print_totals(totals, format, console);
    all_good &= totals.good == totals.lessons && around.has_glossary;
    if (arguments.operands.empty()) {
        const bool are_ours = !arguments.has("--lessons");
        all_good &= check_coverage(reports, are_ours, format, console);
        all_good &= check_games(arguments, around.options(), console);
        if (are_ours) all_good &= check_pages(around.options(), format, console);
    }
    return all_good ? ExitStatus::Good : ExitStatus::Failed;
}

}  // namespace

const Command lesson_check_command{
    .name = "lesson check",
    .operands = "[ID|FOLDER…]",
    .summary = "executes every claim of the lessons",
    .details =
        "Makes the run that each step of a lesson describes and judges in it every claim: hand actions and\n"
        "claims of the explanation must hold, of the choices and of the reports exactly one; the "
        "challenge's\n"
        "own way must meet its goal. Then the lint, as lessons/WRITING.md tells: both languages alike, "
        "clauses\n"
        "and links that exist, no more words than one reads at once, typography; with --font, a glyph for "
        "every\n"
        "character. A duel's misconception must be false and what refutes it true; a puzzle's known ways "
        "must\n"
        "reach its goals, and nothing less may. Without an ID: every lesson, duel and puzzle.\n"
        "A FOLDER has a '/' in its name and holds lesson.toml, duel.toml or puzzle.toml, zh.md and en.md.",
    .options = options,
    .least_operands = 0,
    .most_operands = 1'000,
    .run = run,
};

}  // namespace hw::cli
