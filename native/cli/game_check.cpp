#include "native/cli/game_check.h"

#include <algorithm>
#include <filesystem>

#include "lesson/duel.h"
#include "lesson/library.h"
#include "lesson/puzzle.h"
#include "native/cli/files.h"
#include "native/cli/json_line.h"
#include "native/cli/lesson_files.h"
#include "sim/text.h"

namespace hw::cli {
namespace {

using Texts = std::vector<lesson::LessonText>;

// What duels and puzzles differ in, as far as this command is concerned.
struct Kind {
    const char* name;
    const char* folder;
    const char* file;
    std::span<const lesson::LessonText> (*embedded)();
    lesson::LessonReport (*check)(const lesson::LessonText& text);
    const char* promise;
};

template <class Parsed, class Check>
lesson::LessonReport report_of(const Parsed& parsed, const lesson::LessonText& text, Check check) {
    if (parsed.ok()) return check(*parsed, text.folder);
    lesson::LessonReport report;
    report.id = id_of(text);
    report.problems = parsed.error();
    return report;
}

const Kind kinds[] = {
    {"duel", "duels", "duel.toml", lesson::embedded_duels,
     [](const lesson::LessonText& text) {
         return report_of(lesson::parse_duel(text), text, lesson::check_duel);
     },
     "each misconception refuted by its run"},
    {"puzzle", "puzzles", "puzzle.toml", lesson::embedded_puzzles,
     [](const lesson::LessonText& text) {
         return report_of(lesson::parse_puzzle(text), text, lesson::check_puzzle);
     },
     "each solution plays"},
};

Result<Texts, FileError> find_games(const Kind& kind, const Arguments& arguments) {
    const auto folder = arguments.value_of("--lessons");
    if (!folder) {
        const auto embedded = kind.embedded();
        return Texts(embedded.begin(), embedded.end());
    }
    Texts texts;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(*folder + "/" + kind.folder, error), end;
         !error && entry != end; entry.increment(error)) {
        if (!std::filesystem::exists(entry->path() / kind.file)) continue;
        auto text = read_game(entry->path().string(), kind.file);
        if (!text.ok()) return text.error();
        texts.push_back(std::move(*text));
    }
    std::sort(texts.begin(), texts.end(),
              [](const auto& a, const auto& b) { return lesson::order_of(a) < lesson::order_of(b); });
    return texts;
}

void print_claims(const lesson::LessonReport& report, Console& console) {
    for (const lesson::ClaimReport& claim : report.claims)
        console.out << "  " << (claim.holds ? "holds  " : "does not") << "  " << claim.kind
                    << (claim.id.empty() ? "" : " ") << claim.id << ": " << claim.claim << "  ("
                    << sim::seconds_of(claim.evidence.at) << ")\n";
}

bool check_one(const Kind& kind, const lesson::LessonText& text, const Arguments& arguments,
               const lesson::LintOptions& around, Console& console, std::size_t& claims) {
    lesson::LessonReport report = kind.check(text);
    for (FileError& problem : lesson::lint_text(text, kind.file, around))
        report.problems.push_back(std::move(problem));
    claims += report.claims.size();
    for (const FileError& problem : report.problems) console.err << problem.to_text() << '\n';
    if (format_of(arguments) == Format::Json) {
        print_json_line(
            {{kind.name, report.id}, {"good", report.is_good()}, {"claims", report.claims.size()}},
            console.out);
    } else if (arguments.has("--verbose") || !report.is_good()) {
        console.out << kind.name << ' ' << report.id << ": " << (report.is_good() ? "good" : "FAILED")
                    << '\n';
        print_claims(report, console);
    }
    return report.is_good();
}

}  // namespace

bool check_games(const Arguments& arguments, const lesson::LintOptions& around, Console& console) {
    bool all_good = true;
    for (const Kind& kind : kinds) {
        const auto texts = find_games(kind, arguments);
        if (!texts.ok()) {
            console.err << texts.error().to_text() << '\n';
            return false;
        }
        std::size_t good = 0, claims = 0;
        for (const lesson::LessonText& text : *texts)
            good += check_one(kind, text, arguments, around, console, claims);
        all_good &= good == texts->size();
        if (format_of(arguments) != Format::Text || texts->empty()) continue;
        console.out << kind.name << "s: " << good << " of " << texts->size() << " good, " << claims
                    << " claims judged" << (good == texts->size() ? std::string(", ") + kind.promise : "")
                    << '\n';
    }
    return all_good;
}

std::optional<bool> check_game(const std::string& name, const Arguments& arguments,
                               const lesson::LintOptions& around, Console& console) {
    std::size_t claims = 0;
    for (const Kind& kind : kinds) {
        if (std::filesystem::exists(name + "/" + kind.file)) {
            const auto text = read_game(name, kind.file);
            if (text.ok()) return check_one(kind, *text, arguments, around, console, claims);
        }
        const auto texts = find_games(kind, arguments);
        if (!texts.ok()) continue;
        for (const lesson::LessonText& text : *texts)
            if (id_of(text) == name) return check_one(kind, text, arguments, around, console, claims);
    }
    return std::nullopt;
}

}  // namespace hw::cli
