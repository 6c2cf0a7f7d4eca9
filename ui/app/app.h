// The whole front end as one object: lessons in, frames out. The desktop window and the web page both own one
// App and differ only in how they get their input, their clock and their address. A broken lesson file, or an
// address that names no lesson, is a message on the screen; the app stays alive.
#pragma once

#include "ui/fonts/font_set.h"
#include "ui/semantics/semantic_tree.h"
#include "ui/text/messages.h"
#include "ui/theme/theme.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

// What the platform knows at the beginning of a frame.
struct Environment {
    // The canvas in CSS pixels; ImGui's DisplaySize.
    float width = 1280;
    float height = 800;
    // Device pixels in one CSS pixel; ImGui's DisplayFramebufferScale.
    float pixel_ratio = 1;
    // The pointer in use is a finger: targets grow to 44 px.
    bool is_touch = false;
    // The reader asked the system for less motion: nothing glides, and play steps from event to event.
    bool reduced_motion = false;
    // A monotonic clock, for motion and playback only; it never reaches the engine.
    double seconds = 0;
};

// The source of one lesson, as its folder holds it.
struct LessonFiles {
    // The folder's name: "why-three-not-two".
    std::string id;
    // lesson.toml, zh.md and en.md.
    std::string toml;
    std::string zh;
    std::string en;
    // Where they are, for messages; empty: lessons/<id>.
    std::string folder{};
};

struct AppOptions {
    std::vector<LessonFiles> lessons;
    // The front page's questions (lessons/home) and the glossary (its toml is glossary.toml); may be empty.
    LessonFiles home = {};
    LessonFiles glossary = {};
    // They must outlive the App.
    FontBlobs fonts;
    // Where to begin, and in which language and theme: "#/lesson/why-three-not-two?step=s3&lang=zh&theme=dark".
    // What it leaves open is taken from the preferences.
    std::string location;
    Language language = Language::En;
    ThemeMode theme = ThemeMode::Light;
    // What App::progress() returned at the last visit; "" at the first. What makes no sense in it is left out.
    std::string progress = {};
    // What "Copy link" puts before the location: the page's address without its fragment. May be empty.
    std::string page_address;
    // One lesson within somebody else's page, which draws the bar on top itself: nothing leads away from the lesson,
    // and what would opens the page's address beside it.
    bool is_embedded = false;
};

struct AppParts;

class App {
  public:
    // Needs a current ImGui context, whose atlas it fills and whose style it sets.
    explicit App(AppOptions options);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Draws one frame; between ImGui::NewFrame and ImGui::Render.
    void frame(const Environment& environment);

    // Tells the app that a key, the pointer, the wheel or the size changed, so that the next frame is due.
    void input_arrived();
    // True when the picture is about to change: input to settle, a semantic action, motion, playback.
    bool needs_frame() const;
    // Seconds until the next frame is due without input; none: never.
    std::optional<double> wake_after_seconds() const;

    // What is on the screen, by role and name; the inbox of presses from outside.
    SemanticTree& semantics();
    const SemanticTree& semantics() const;

    // Where the learner is, as `AppOptions::location` is written. Changes when a step, a language or a theme
    // does, so that the page can show it in its address bar.
    std::string location() const;
    // What the learner has done so far, one short text for the platform to keep until the next visit; and a
    // number that changes whenever it does, which is cheap to ask for every frame.
    std::string progress() const;
    std::uint64_t progress_version() const;
    // Goes there. Unknown parts are left out; an unknown lesson becomes a message on the screen.
    void navigate(std::string_view location);

    // Shows a capture file, pcap or pcapng, as a ladder over everything else until somebody navigates; one that cannot
    // be read becomes a message on the list of lessons.
    void open_capture(std::string_view name, std::span<const std::uint8_t> bytes);

    // Reads a lesson from outside, or reads it once more, and opens it where the learner was in it. What is wrong with
    // it is said on the screen with file and line, and what was open before stays. `remarks`: what the caller found
    // in it besides, a line each; the lesson opens with them.
    void open_lesson(const LessonFiles& files, std::vector<std::string> remarks = {});
    // Has the lesson a character that the fonts lack? Then a wider font can be added, between frames, which must
    // outlive the App; until then the lesson opens with a remark. False when it is no font.
    bool lacks_glyphs(const LessonFiles& files) const;
    bool add_wide_font(std::span<const std::uint8_t> font);
    // Says on the screen that something from outside could not be had.
    void show_report(std::string title, std::vector<std::string> lines);

    // For whoever drives the app from a command line: seeks to `ms` of virtual time as dragging the playhead
    // would, running the world on as far as needed.
    void seek_ms(double ms);

    Language language() const;
    ThemeMode theme() const;
    // The document's title, in the language of the screen; embedded: the step's number and the lesson's title.
    std::string title() const;
    // The message of the error that the screen shows: file, line and what was expected; empty if there is none.
    std::string problem() const;

  private:
    std::unique_ptr<AppParts> parts_;
};

}  // namespace hw::ui
