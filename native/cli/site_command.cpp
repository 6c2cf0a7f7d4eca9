#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "lesson/games_html.h"
#include "lesson/library.h"
#include "lesson/page.h"
#include "lesson/still.h"
#include "native/cli/commands.h"
#include "native/cli/files.h"
#include "native/cli/lesson_files.h"

// handwave site: the lessons as HTML for the page shell (DESIGN §5): the words are there before the wasm, and
// without it.

namespace hw::cli {
namespace {

constexpr OptionSpec page_option = {"--page", "FILE",
                                    "the page around them: <!--lessons--> in it is replaced"};
constexpr OptionSpec options[] = {lessons_option, page_option};
constexpr std::string_view marker = "<!--lessons-->";
constexpr lesson::Language languages[] = {lesson::Language::Zh, lesson::Language::En};

bool write(const std::filesystem::path& path, const std::string& content, Console& console) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::ofstream file(path, std::ios::binary);
    file << content;
    file.close();
    if (file.good()) return true;
    console.err << path.string() << ": cannot be written\n";
    return false;
}

nlohmann::ordered_json entry_of(const lesson::Lesson& lesson) {
    nlohmann::ordered_json entry{{"id", lesson.id}, {"order", lesson.order}, {"minutes", lesson.minutes}};
    for (const lesson::Language language : languages)
        entry["title"][std::string(lesson::code_of(language))] = lesson.in(language).title;
    return entry;
}

// What web/page/embed.js shows of a lesson before anything runs.
nlohmann::ordered_json poster_of(const lesson::Lesson& lesson) {
    nlohmann::ordered_json poster{
        {"id", lesson.id}, {"minutes", lesson.minutes}, {"sources", lesson.sources}};
    for (const lesson::Step& step : lesson.steps) poster["steps"].push_back(step.id);
    for (const lesson::Language language : languages) {
        const lesson::Words& words = lesson.in(language);
        nlohmann::ordered_json& own = poster[std::string(lesson::code_of(language))];
        own = {{"title", words.title}, {"answer", lesson::plain_text(words.answer)}, {"lead", ""}};
        if (!words.intro.empty()) own["lead"] = lesson::plain_text(words.intro.front().spans);
        for (const lesson::StepWords& step : words.steps) own["steps"].push_back(step.title);
    }
    return poster;
}

// Reads every lesson; what is wrong is said on console.err.
bool parse_all(const std::vector<lesson::LessonText>& texts, std::vector<lesson::Lesson>& lessons,
               Console& console) {
    bool all_good = true;
    for (const lesson::LessonText& text : texts) {
        auto parsed = lesson::parse_lesson(text);
        all_good &= parsed.ok();
        if (parsed.ok()) {
            lessons.push_back(std::move(*parsed));
        } else {
            for (const FileError& error : parsed.error()) console.err << error.to_text() << '\n';
        }
    }
    return all_good;
}

// The home table or the glossary: of the folder that --lessons names if it is there, else those compiled in.
lesson::LessonText table_text(const Arguments& arguments, const std::string& name,
                              const lesson::LessonText& usual) {
    const auto folder = arguments.value_of("--lessons");
    const std::string path = folder ? *folder + "/" + name : "";
    if (!folder || !std::filesystem::exists(path + "/en.md")) return usual;
    lesson::LessonText text{.folder = path, .toml = {}, .zh = {}, .en = {}};
    if (auto toml = read_file(path + "/" + name + ".toml"); toml.ok()) text.toml = std::move(*toml);
    if (auto zh = read_file(path + "/zh.md"); zh.ok()) text.zh = std::move(*zh);
    if (auto en = read_file(path + "/en.md"); en.ok()) text.en = std::move(*en);
    return text;
}

template <class Table>
bool take(Result<Table, std::vector<FileError>> read, Table& table, Console& console) {
    if (read.ok()) {
        table = std::move(*read);
        return true;
    }
    for (const FileError& error : read.error()) console.err << error.to_text() << '\n';
    return false;
}

// Everything that is written, in its order.
class Site {
  public:
    Site(std::filesystem::path folder, Console& console) : folder_(std::move(folder)), console_(console) {}

    bool write_lessons(const std::vector<lesson::Lesson>& lessons) {
        nlohmann::ordered_json index = nlohmann::ordered_json::array();
        nlohmann::ordered_json posters = nlohmann::ordered_json::array();
        std::vector<lesson::LessonRows> rows;
        for (const lesson::Lesson& lesson : lessons) {
            index.push_back(entry_of(lesson));
            posters.push_back(poster_of(lesson));
            for (const lesson::Language language : languages) {
                const lesson::ReadingPage page{.name = lesson.id,
                                               .title = lesson.in(language).title,
                                               .body = lesson::page_html(lesson, language),
                                               .run = "#/lesson/" + lesson.id,
                                               .language = language};
                if (!write_page(page) || !write_still(lesson, language)) return false;
            }
            rows.push_back({.lesson = lesson});
            for (std::uint32_t place = 0; place < lesson::place_count(lesson); ++place)
                rows.back().places.push_back(lesson::rows_of_place(lesson, place));
        }
        for (const lesson::Language language : languages) {
            const bool is_zh = language == lesson::Language::Zh;
            if (!write_page({.name = "coverage",
                             .title = is_zh ? "覆盖表" : "Coverage",
                             .body = lesson::coverage_html(rows, language),
                             .run = "#/coverage",
                             .language = language}))
                return false;
        }
        // Why a script: an embedded page may have no origin, and then reads nothing else.
        return write(folder_ / "lessons" / "index.json", index.dump(1) + "\n", console_) &&
               write(folder_ / "lessons" / "posters.js", "handwaveLessons(" + posters.dump() + ");\n",
                     console_);
    }

    bool write_glossary(const lesson::Glossary& glossary, const std::vector<lesson::Lesson>& lessons) {
        for (const lesson::Language language : languages) {
            const bool is_zh = language == lesson::Language::Zh;
            if (!write_page({.name = "glossary",
                             .title = is_zh ? "术语表" : "Glossary",
                             .body = lesson::glossary_html(glossary, lessons, language),
                             .run = "#/glossary",
                             .language = language}))
                return false;
        }
        return true;
    }

    bool write_games() {
        std::vector<lesson::Duel> duels;
        for (const lesson::LessonText& text : lesson::embedded_duels())
            if (auto duel = lesson::parse_duel(text); duel.ok()) duels.push_back(std::move(*duel));
        std::vector<lesson::Puzzle> puzzles;
        for (const lesson::LessonText& text : lesson::embedded_puzzles())
            if (auto puzzle = lesson::parse_puzzle(text); puzzle.ok()) puzzles.push_back(std::move(*puzzle));
        for (const lesson::Language language : languages) {
            const bool is_zh = language == lesson::Language::Zh;
            if (!write_page({.name = "duels",
                             .title = is_zh ? "误解对决" : "Misconception duels",
                             .body = lesson::duels_html(duels, language),
                             .run = "#/duels",
                             .language = language}) ||
                !write_page({.name = "puzzles",
                             .title = is_zh ? "谜题" : "Puzzles",
                             .body = lesson::puzzles_html(puzzles, language),
                             .run = "#/puzzles",
                             .language = language}))
                return false;
        }
        return true;
    }

    // The page that holds the app, with the questions in it.
    bool write_index(const std::string& page_path, const std::string& questions) {
        auto page = read_file(page_path);
        const std::size_t at = page.ok() ? page->find(marker) : std::string::npos;
        if (at == std::string::npos) {
            console_.err << (page.ok() ? page_path + ": expected " + std::string(marker)
                                       : page.error().to_text())
                         << '\n';
            return false;
        }
        page->replace(at, marker.size(), questions);
        return write(folder_ / "index.html", *page, console_);
    }

  private:
    bool write_still(const lesson::Lesson& lesson, lesson::Language language) {
        const std::string name = "poster-" + std::string(lesson::code_of(language)) + ".svg";
        return write(folder_ / "lessons" / lesson.id / name, lesson::still_svg(lesson, language), console_);
    }

    bool write_page(const lesson::ReadingPage& page) {
        const std::string code(lesson::code_of(page.language));
        return write(folder_ / "read" / code / (page.name + ".html"), lesson::reading_page(page), console_);
    }

    std::filesystem::path folder_;
    Console& console_;
};

ExitStatus run(const Arguments& arguments, Console& console) {
    const auto texts = find_lessons(arguments);
    if (!texts.ok()) {
        console.err << texts.error().to_text() << '\n';
        return ExitStatus::Misused;
    }
    std::vector<lesson::Lesson> lessons;
    lesson::HomeTable table;
    lesson::Glossary glossary;
    bool all_good = parse_all(*texts, lessons, console);
    all_good &= take(lesson::parse_home_table(table_text(arguments, "home", lesson::embedded_home())), table,
                     console);
    all_good &= take(lesson::parse_glossary(table_text(arguments, "glossary", lesson::embedded_glossary())),
                     glossary, console);
    if (!all_good) return ExitStatus::Failed;

    Site site(arguments.operands[0], console);
    if (!site.write_lessons(lessons) || !site.write_glossary(glossary, lessons) || !site.write_games())
        return ExitStatus::Failed;
    if (const auto page_path = arguments.value_of("--page")) {
        std::string questions;
        for (const lesson::Language language : languages)
            questions += lesson::home_html(table, lessons, language);
        if (!site.write_index(*page_path, questions)) return ExitStatus::Failed;
    }
    console.out << lessons.size() << (lessons.size() == 1 ? " lesson" : " lessons") << " written to "
                << arguments.operands[0] << '\n';
    return ExitStatus::Good;
}

}  // namespace

const Command site_command{
    .name = "site",
    .operands = "DIR",
    .summary = "writes the lessons as HTML for the page shell",
    .details =
        "Writes DIR/read/zh/ID.html and DIR/read/en/ID.html, a page for reading each; glossary.html,\n"
        "coverage.html, duels.html and puzzles.html beside them; DIR/lessons/index.json with the lessons'\n"
        "titles; and what an embedded lesson shows before it is started: DIR/lessons/posters.js and\n"
        "DIR/lessons/ID/poster-zh.svg and poster-en.svg, a still picture of a run.\n"
        "With --page also DIR/index.html: that page with the questions in it.",
    .options = options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
