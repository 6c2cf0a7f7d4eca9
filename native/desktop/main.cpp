// handwave-desktop: the lab in a window. It owns one App and gives it input, a clock and an address; everything
// a learner sees is ui/'s. Frames are drawn only when something changes (DESIGN law 9).

#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "native/desktop/files.h"
#include "native/desktop/lesson_folder.h"
#include "native/desktop/options.h"
#include "native/desktop/progress_file.h"
#include "native/desktop/screenshot.h"
#include "native/desktop/window.h"
#include "ui/app/app.h"
#include "ui/app/shipped_lessons.h"
#include "ui/semantics/semantic_json.h"

namespace {

using namespace hw;
using namespace hw::desktop;

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void draw(Window& window, ui::App& app, const Options& options, double seconds) {
    window.begin_frame();
    app.frame({.width = static_cast<float>(window.framebuffer_width()) / window.scale(),
               .height = static_cast<float>(window.framebuffer_height()) / window.scale(),
               .pixel_ratio = window.scale(),
               .is_touch = options.is_touch,
               .reduced_motion = !options.screenshot_file.empty() || options.is_smoke_test,
               .seconds = seconds});
    window.end_frame();
}

// Draws until the picture stands, at most `most` frames, a sixtieth of a second apart.
void settle(Window& window, ui::App& app, const Options& options, double& seconds, int most) {
    for (int i = 0; i < most; ++i) {
        seconds += 1.0 / 60;
        draw(window, app, options, seconds);
        window.present();
        if (i >= 4 && !app.needs_frame()) break;
    }
}

int report(const char* what, const std::string& problem) {
    std::fprintf(stderr, "handwave-desktop: %s%s\n", what, problem.c_str());
    return 1;
}

int write_semantics(const std::string& file, const ui::App& app) {
    const std::string json = ui::to_json(app.semantics()) + "\n";
    std::FILE* out = file == "-" ? stdout : std::fopen(file.c_str(), "wb");
    if (out == nullptr) return report("cannot write ", file);
    const bool is_written = std::fwrite(json.data(), 1, json.size(), out) == json.size();
    if (out != stdout && std::fclose(out) != 0) return report("cannot write ", file);
    return is_written ? 0 : report("cannot write ", file);
}

// Pictures and smoke tests: press, seek, look, write. No input, no waiting.
int run_unattended(Window& window, ui::App& app, const Options& options) {
    double seconds = 1;
    settle(window, app, options, seconds, 30);
    for (const std::string& id : options.presses) {
        if (app.semantics().find(id) == nullptr) return report("nothing on the screen has the id ", id);
        app.semantics().post({.id = id});
        settle(window, app, options, seconds, 600);
    }
    if (options.seek_ms) app.seek_ms(*options.seek_ms);
    settle(window, app, options, seconds, 30);
    draw(window, app, options, seconds);
    const Picture picture = read_back_buffer(window.framebuffer_width(), window.framebuffer_height());
    window.present();

    if (!options.semantics_file.empty() && write_semantics(options.semantics_file, app) != 0) return 1;
    if (!options.screenshot_file.empty()) {
        const std::string problem = write_png(picture, options.screenshot_file);
        if (!problem.empty()) return report("", problem);
    }
    if (options.is_smoke_test) {
        constexpr std::uint32_t expected_colours =
            50;  // text and arrows are anti-aliased: far more than that
        if (!app.problem().empty()) return report("", app.problem());
        if (count_colours(picture, expected_colours) < expected_colours)
            return report("", "the window shows nothing");
        if (app.semantics().nodes().empty()) return report("", "nothing on the screen has a name");
    }
    return 0;
}

// "" or why there is nothing to show; what is wrong with its content the app says itself.
std::string open_capture(ui::App& app, const std::string& path) {
    const auto bytes = load_capture(path);
    if (!bytes) return bytes.error().to_text();
    app.open_capture(std::filesystem::path(path).filename().string(), *bytes);
    return "";
}

// The font for lessons from elsewhere: read when one first needs it. It must outlive the App, which draws from it.
struct WideFont {
    std::filesystem::path directory{};
    std::vector<std::uint8_t> bytes{};
};

void open_lesson(ui::App& app, LessonFolder& folder, WideFont& wide) {
    folder.has_changed();
    const ui::LessonFiles files = folder.read();
    if (wide.bytes.empty() && app.lacks_glyphs(files)) {
        wide.bytes = load_wide_font(wide.directory);
        if (!wide.bytes.empty()) app.add_wide_font(wide.bytes);
    }
    app.open_lesson(files, folder.remarks(files));
}

// A folder with a lesson, or a capture.
void open_dropped(ui::App& app, const std::string& path, WideFont& wide) {
    if (is_lesson_folder(path)) {
        LessonFolder folder(path);
        open_lesson(app, folder, wide);
    } else if (!open_capture(app, path).empty()) {
        app.open_capture(path, {});  // which says that it is none
    }
}

// What lasts as long as the window.
struct Session {
    std::filesystem::path progress_file{};
    WideFont& wide;
    // Read again whenever its author saves it.
    std::optional<LessonFolder> watched{};
};

int run_window(Window& window, ui::App& app, const Options& options, Session session) {
    constexpr double look_every_s = 0.5;
    std::string title;
    std::uint64_t kept_version = app.progress_version();
    while (!window.should_close()) {
        double wait = app.needs_frame() ? 0 : app.wake_after_seconds().value_or(-1);
        if (session.watched && (wait < 0 || wait > look_every_s)) wait = look_every_s;
        if (window.wait_for_input(wait)) app.input_arrived();
        if (session.watched && session.watched->has_changed())
            open_lesson(app, *session.watched, session.wide);
        if (const std::string dropped = window.take_dropped_file(); !dropped.empty())
            open_dropped(app, dropped, session.wide);
        if (!app.needs_frame() && app.wake_after_seconds().value_or(1) > 0) continue;
        draw(window, app, options, seconds_now());
        window.present();
        if (app.title() != title) window.set_title(title = app.title());
        if (app.progress_version() == kept_version) continue;
        kept_version = app.progress_version();
        keep_progress(session.progress_file, app.progress());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    if (const std::string problem = parse_options(arguments, options); !problem.empty()) {
        std::fprintf(stderr, "handwave-desktop: %s\ntry: handwave-desktop --help\n", problem.c_str());
        return 2;
    }
    if (options.wants_help) {
        std::fputs(help_text().data(), stdout);
        return 0;
    }

    const auto fonts_at = options.fonts_directory.empty() ? find_near_executable(argv[0], "fonts")
                                                          : std::filesystem::path(options.fonts_directory);
    std::vector<ui::LessonFiles> lessons = ui::shipped_lessons();
    ui::LessonFiles home = ui::shipped_home();
    ui::LessonFiles glossary = ui::shipped_glossary();
    if (!options.lessons_directory.empty()) {
        auto found = load_lessons(options.lessons_directory);
        if (!found) return report("lessons: ", found.error().to_text());
        lessons = std::move(found.value());
        load_table(options.lessons_directory, "home", home);
        load_table(options.lessons_directory, "glossary", glossary);
    }
    auto fonts = load_font_files(fonts_at);
    if (!fonts) return report("fonts: ", fonts.error().to_text());

    const bool is_unattended =
        options.is_smoke_test || !options.screenshot_file.empty() || !options.semantics_file.empty();
    // Pictures and tests neither see nor touch what the learner has done, unless a file is named.
    const std::filesystem::path progress_file = !options.progress_file.empty()
                                                    ? std::filesystem::path(options.progress_file)
                                                : is_unattended ? std::filesystem::path()
                                                                : usual_progress_file();
    Window window({.width = options.width,
                   .height = options.height,
                   .scale = options.scale,
                   .is_hidden = is_unattended});
    if (!window.problem().empty()) return report("", window.problem());
    WideFont wide{.directory = fonts_at};
    ui::App app({.lessons = std::move(lessons),
                 .home = std::move(home),
                 .glossary = std::move(glossary),
                 .fonts = {.sans = fonts->sans, .mono = fonts->mono},
                 .location = options.location,
                 .language = options.language == "zh" ? ui::Language::Zh : ui::Language::En,
                 .theme = ui::ThemeMode::Light,
                 .progress = load_progress(progress_file),
                 .page_address = {}});
    if (!options.capture_file.empty())
        if (const std::string problem = open_capture(app, options.capture_file); !problem.empty())
            return report("", problem);
    std::optional<LessonFolder> lesson;
    if (!options.lesson_folder.empty()) {
        lesson.emplace(options.lesson_folder);
        open_lesson(app, *lesson, wide);
        if (!options.step.empty()) app.navigate(app.location() + "?step=" + options.step);
        if (!options.watches_lesson) lesson.reset();
    }
    return is_unattended ? run_unattended(window, app, options)
                         : run_window(window, app, options, {progress_file, wide, std::move(lesson)});
}
