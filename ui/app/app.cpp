#include "ui/app/app.h"

#include <algorithm>
#include <array>
#include <utility>

#include "imgui.h"
#include "ui/app/app_parts.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/pane.h"

namespace hw::ui {

namespace {

// A frame after a pause is no reason to jump: motion begins with it.
constexpr double longest_frame_s = 0.1;
// A slow machine shows fewer frames of a run, not a slower run.
constexpr double longest_play_s = 0.5;
constexpr double first_frame_s = 1.0 / 60;

FrameInput frame_input(AppParts& parts, const Environment& environment) {
    const double since_last_s = environment.seconds - parts.last_frame_s;
    parts.last_frame_s = environment.seconds;
    const double elapsed_s =
        parts.was_moving ? std::clamp(since_last_s, 0.0, longest_frame_s) : first_frame_s;
    return {.elapsed_s = elapsed_s,
            .prefers_reduced_motion = environment.reduced_motion,
            .has_coarse_pointer = environment.is_touch};
}

}  // namespace

App::App(AppOptions options) : parts_(std::make_unique<AppParts>()) {
    AppParts& parts = *parts_;
    parts.ui.fonts = load_fonts(*ImGui::GetIO().Fonts, options.fonts);
    parts.ui.language = options.language;
    parts.ui.theme = {options.theme};
    parts.page_address = std::move(options.page_address);
    parts.progress = Progress::parse(options.progress);
    parts.is_embedded = options.is_embedded;
    parts.lessons = load_lessons(options.lessons);
    load_tables(parts, options.home, options.glossary);
    apply_imgui_style(parts.ui.theme);
    navigate(options.location);
}

App::~App() = default;

void App::frame(const Environment& environment) {
    AppParts& parts = *parts_;
    Ui& ui = parts.ui;
    const double play_s = parts.was_moving ? environment.seconds - parts.last_frame_s : first_frame_s;
    const FrameInput input = frame_input(parts, environment);
    parts.environment = environment;
    parts.now_s = environment.seconds;
    const double passed_s = std::clamp(play_s, 0.0, longest_play_s);
    if (parts.session) parts.session->advance(passed_s, input.prefers_reduced_motion);
    if (parts.screen) parts.screen->advance(passed_s, input.prefers_reduced_motion);

    ui.begin_frame(input);
    ui.navigation.destinations = destinations(parts);
    std::array<Commands, 2> commands;
    begin_root(ui);
    if (parts.capture)
        draw_capture_screen(parts, commands[0]);
    else if (parts.screen)
        parts.screen->draw(parts, commands);
    else if (parts.session)
        draw_lesson_screen(parts, commands);
    else
        draw_home_screen(parts, commands[0]);
    if (parts.is_help_shown) draw_help(parts, commands[0]);
    if (parts.report) draw_report(parts, commands[0]);
    if (ui.navigation.is_menu_shown) draw_menu(ui, parts.environment.width, commands[0]);
    read_keys(parts, commands);
    end_root(ui);

    bool has_acted = false;
    for (std::size_t run = 0; run < commands.size(); ++run) {
        for (const Command& command : commands[run]) {
            carry_out(parts, command, run);
            has_acted = true;
        }
    }
    note_progress(parts);
    if (has_acted) ui.frame_need.input_arrived();
    if (parts.session && parts.session->is_playing()) ui.frame_need.next_frame();
    if (parts.screen && parts.screen->is_playing()) ui.frame_need.next_frame();
    const double copied_for_s = parts.now_s - parts.copied_at_s;
    if (copied_for_s < copied_shown_s) ui.frame_need.after(copied_shown_s - copied_for_s);
    ui.end_frame();
    parts.was_moving = ui.frame_need.wants_frame();
}

void App::input_arrived() { parts_->ui.frame_need.input_arrived(); }

bool App::needs_frame() const {
    return parts_->ui.frame_need.wants_frame() || parts_->ui.semantics.has_actions();
}

std::optional<double> App::wake_after_seconds() const {
    const double after_s = parts_->ui.frame_need.wake_after_s();
    return after_s < 0 ? std::nullopt : std::optional(after_s);
}

SemanticTree& App::semantics() { return parts_->ui.semantics; }
const SemanticTree& App::semantics() const { return parts_->ui.semantics; }

std::string App::location() const { return to_text(location_of(*parts_)); }

void App::navigate(std::string_view location) {
    navigate_to(*parts_, parse_location(location));
    parts_->ui.frame_need.input_arrived();
}

void App::open_capture(std::string_view name, std::span<const std::uint8_t> bytes) {
    ui::open_capture(*parts_, std::string(name), bytes);
    parts_->ui.frame_need.input_arrived();
}

void App::open_lesson(const LessonFiles& files, std::vector<std::string> remarks) {
    open_foreign_lesson(*parts_, files, std::move(remarks));
    parts_->ui.frame_need.input_arrived();
}

bool App::lacks_glyphs(const LessonFiles& files) const { return !missing_glyphs(*parts_, files).empty(); }

bool App::add_wide_font(std::span<const std::uint8_t> font) {
    parts_->ui.frame_need.input_arrived();
    return ui::add_wide_font(*ImGui::GetIO().Fonts, parts_->ui.fonts, font);
}

void App::show_report(std::string title, std::vector<std::string> lines) {
    parts_->report = OutsideReport{std::move(title), std::move(lines)};
    parts_->ui.frame_need.input_arrived();
}

void App::seek_ms(double ms) {
    if (parts_->session) parts_->session->seek(Instant{static_cast<std::int64_t>(ms * 1'000)});
    parts_->ui.frame_need.input_arrived();
}

std::string App::progress() const { return parts_->progress.to_text(); }
std::uint64_t App::progress_version() const { return parts_->progress.version(); }

Language App::language() const { return parts_->ui.language; }
ThemeMode App::theme() const { return parts_->ui.theme.mode; }

std::string App::title() const {
    const AppParts& parts = *parts_;
    if (parts.capture) return parts.capture->name() + " · " + parts.ui.tr(Msg::AppName);
    if (parts.screen) return parts.screen->title(parts.ui.language) + " · " + parts.ui.tr(Msg::AppName);
    if (!parts.session) return parts.ui.tr(Msg::AppName);
    const lesson::Words& words = parts.session->lesson().in(lesson_language(parts.ui.language));
    if (!parts.is_embedded) return words.title + " · " + parts.ui.tr(Msg::AppName);
    // The page around the lesson shows it in the bar, where the app's own would have said the step.
    if (!parts.session->has_begun() || parts.session->is_on_last_page()) return words.title;
    const std::string number = std::to_string(parts.session->player().step + 1);
    return number + "/" + std::to_string(words.steps.size()) + " · " + words.title;
}

std::string App::problem() const {
    if (!parts_->problem.empty()) return parts_->problem;
    if (!parts_->table_errors.empty()) return parts_->table_errors.front();
    if (parts_->report)
        return parts_->report->lines.empty() ? parts_->report->title : parts_->report->lines.front();
    for (const LoadedLesson& loaded : parts_->lessons) {
        if (!loaded.errors.empty()) return loaded.errors.front();
    }
    return {};
}

}  // namespace hw::ui
