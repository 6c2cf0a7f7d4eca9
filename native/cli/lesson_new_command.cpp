#include <algorithm>
#include <filesystem>

#include "lesson/check.h"
#include "lesson/utf8.h"
#include "native/cli/commands.h"
#include "native/cli/files.h"
#include "native/cli/lesson_template.h"

// handwave lesson new: a folder that holds a small, whole lesson.

namespace hw::cli {
namespace {

namespace fs = std::filesystem;

constexpr OptionSpec title_option = {"--title", "TEXT", "the question, in English or Chinese", true};
constexpr OptionSpec in_option = {"--in", "DIR",
                                  "the folder that gets the lesson's (lessons/ if there is one, or here)"};
constexpr OptionSpec options[] = {title_option, in_option};
constexpr std::size_t longest_id = 40;
constexpr std::size_t longest_title = 200;  // bytes

bool is_id(const std::string& id) {
    const auto is_allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), is_allowed);
}

bool is_chinese(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); i += lesson::character_length(text, i)) {
        if (const char32_t c = lesson::character_at(text, i); c >= 0x3400 && c <= 0x9fff) return true;
    }
    return false;
}

bool is_title(std::string_view title) {
    return !title.empty() && title.size() <= longest_title && title.find('\n') == title.npos &&
           lesson::find_bad_text(title) == title.npos;
}

ExitStatus run(const Arguments& arguments, Console& console) {
    const std::string& id = arguments.operands.front();
    if (!is_id(id))
        return misuse(console, "lesson new",
                      "expected an id of a-z, 0-9 and -, at most 40, not '" + id + "'");
    TemplateTitles titles;
    for (const std::string& title : arguments.values_of("--title")) {
        if (!is_title(title))
            return misuse(console, "lesson new", "--title: expected one line of at most 200 bytes");
        (is_chinese(title) ? titles.zh : titles.en) = title;
    }
    std::error_code error;
    const fs::path above =
        arguments.value_of("--in").value_or(fs::is_directory("lessons", error) ? "lessons" : ".");
    const fs::path folder = (above / id).lexically_normal();
    if (fs::exists(folder, error)) {
        console.err << folder.string() << ": it is there already; nothing was written\n";
        return ExitStatus::Failed;
    }
    if (!fs::create_directories(folder, error)) {
        console.err << folder.string() << ": " << error.message() << '\n';
        return ExitStatus::Failed;
    }
    const lesson::LessonText text = lesson_template(folder.string(), id, titles);
    struct File {
        const char* name;
        const std::string& content;
    };
    for (const File& file : {File{"lesson.toml", text.toml}, {"zh.md", text.zh}, {"en.md", text.en}}) {
        const auto written = write_file((folder / file.name).string(), file.content);
        if (!written.ok()) {
            console.err << written.error().to_text() << '\n';
            return ExitStatus::Failed;
        }
        console.out << (folder / file.name).string() << '\n';
    }
    const std::string name = folder.has_parent_path() ? folder.string() : "./" + folder.string();
    console.err << "It is whole: try 'handwave lesson check " << name << "' and 'handwave lesson preview "
                << name << "', then change it.\n";
    return ExitStatus::Good;
}

}  // namespace

const Command lesson_new_command{
    .name = "lesson new",
    .operands = "ID",
    .summary = "writes a small, whole lesson to change",
    .details =
        "Makes the folder ID with lesson.toml, zh.md and en.md: a lesson of one step, in both languages, "
        "that passes\n"
        "'handwave lesson check'. A --title with Chinese in it is the Chinese one; give two for both "
        "languages.\n"
        "lessons/README.md leads from there to a lesson of your own.",
    .options = options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
