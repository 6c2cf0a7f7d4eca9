#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "native/cli/commands.h"
#include "native/cli/lesson_files.h"
#include "native/cli/lesson_preview.h"

// handwave lesson preview: the lesson in a window, read again whenever one of its files is saved.

namespace hw::cli {

namespace fs = std::filesystem;

Result<std::vector<std::string>, std::string> preview_words(const std::string& here, const std::string& name,
                                                            const std::string& lessons,
                                                            const std::vector<std::string>& more) {
    std::error_code error;
    const fs::path window = fs::path(here) / "handwave-desktop";
    if (!fs::exists(window, error))
        return window.string() + ": the window is not there; './dev build native' makes it";
    const bool is_folder = name.find('/') != std::string::npos || name == ".";
    const fs::path folder = is_folder ? fs::path(name) : fs::path(lessons) / name;
    if (!fs::is_regular_file(folder / "lesson.toml", error))
        return (folder / "lesson.toml").string() + ": it is not there; 'handwave lesson new' makes one";
    std::vector<std::string> words{window.string(), "--lesson", folder.string(), "--watch"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

namespace {

constexpr OptionSpec step_option = {"--step", "ID", "begin at this step"};
constexpr OptionSpec lang_option = {"--lang", "zh|en", "the language (en)"};
constexpr OptionSpec preview_lessons = {"--lessons", "DIR", "where the lesson of that ID is (lessons)"};
constexpr OptionSpec options[] = {step_option, lang_option, preview_lessons};

ExitStatus run(const Arguments& arguments, Console& console) {
    std::vector<std::string> more;
    for (const std::string_view option : {"--step", "--lang"}) {
        if (const auto value = arguments.value_of(option)) {
            more.emplace_back(option);
            more.push_back(*value);
        }
    }
    std::error_code error;
    const fs::path here = fs::canonical("/proc/self/exe", error).parent_path();
    const auto words = preview_words(error ? "." : here.string(), arguments.operands.front(),
                                     arguments.value_of("--lessons").value_or("lessons"), more);
    if (!words.ok()) {
        console.err << words.error() << '\n';
        return ExitStatus::Misused;
    }
    std::vector<char*> pointers;
    for (const std::string& word : *words) pointers.push_back(const_cast<char*>(word.c_str()));
    pointers.push_back(nullptr);
    console.out.flush();
    ::execv(pointers.front(), pointers.data());
    console.err << words->front() << ": " << std::strerror(errno) << '\n';
    return ExitStatus::Failed;
}

}  // namespace

const Command lesson_preview_command{
    .name = "lesson preview",
    .operands = "ID|FOLDER",
    .summary = "shows a lesson in a window, and again whenever it is saved",
    .details =
        "Opens handwave-desktop, which is beside this program, on the lesson's folder. When one of its files "
        "is saved\n"
        "it is read again and the step stays where it is; what is wrong is said on the screen with file and "
        "line.\n"
        "A FOLDER has a '/' in its name; an ID is looked for below lessons/.",
    .options = options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};

}  // namespace hw::cli
