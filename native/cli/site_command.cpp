#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "lesson/page.h"
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

ExitStatus run(const Arguments& arguments, Console& console) {
    const auto texts = find_lessons(arguments);
    if (!texts.ok()) {
        console.err << texts.error().to_text() << '\n';
        return ExitStatus::Misused;
    }
    std::vector<lesson::Lesson> lessons;
    if (!parse_all(*texts, lessons, console)) return ExitStatus::Failed;

    const std::filesystem::path site = arguments.operands[0];
    nlohmann::ordered_json index = nlohmann::ordered_json::array();
    std::string everything;
    for (const lesson::Lesson& lesson : lessons) {
        index.push_back(entry_of(lesson));
        for (const lesson::Language language : languages) {
            const std::string html = lesson::page_html(lesson, language);
            const std::string name = std::string(lesson::code_of(language)) + ".html";
            if (!write(site / "lessons" / lesson.id / name, html, console)) return ExitStatus::Failed;
            everything += html;
        }
    }
    if (!write(site / "lessons" / "index.json", index.dump(1) + "\n", console)) return ExitStatus::Failed;

    if (const auto page_path = arguments.value_of("--page")) {
        auto page = read_file(*page_path);
        const std::size_t at = page.ok() ? page->find(marker) : std::string::npos;
        if (at == std::string::npos) {
            console.err << (page.ok() ? *page_path + ": expected " + std::string(marker)
                                      : page.error().to_text())
                        << '\n';
            return ExitStatus::Failed;
        }
        page->replace(at, marker.size(), everything);
        if (!write(site / "index.html", *page, console)) return ExitStatus::Failed;
    }
    console.out << lessons.size() << (lessons.size() == 1 ? " lesson" : " lessons") << " written to "
                << site.string() << '\n';
    return ExitStatus::Good;
}

}  // namespace

const Command site_command{
    .name = "site",
    .operands = "DIR",
    .summary = "writes the lessons as HTML for the page shell",
    .details =
        "Writes DIR/lessons/ID/zh.html and en.html, a fragment each, and DIR/lessons/index.json with their\n"
        "titles. With --page also DIR/index.html: that page with the lessons' words in it.",
    .options = options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
