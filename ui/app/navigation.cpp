// From an address to a screen and back, and what the screen's commands do to the page.
#include <algorithm>
#include <utility>
#include <variant>

#include "imgui.h"
#include "ui/app/app_parts.h"
#include "ui/app/diagram_panes.h"
#include "ui/app/right_pane.h"

namespace hw::ui {

namespace {

void open_lesson(AppParts& parts, const LoadedLesson& loaded) {
    if (parts.open_lesson == &loaded) return;
    if (parts.session) parts.kept_sessions[parts.open_lesson->id] = std::move(parts.session);
    parts.open_lesson = &loaded;
    const auto kept = parts.kept_sessions.find(loaded.id);
    if (kept != parts.kept_sessions.end() && kept->second) {
        parts.session = std::move(kept->second);
    } else {
        parts.session = std::make_unique<LessonSession>(*loaded.lesson);
        // Where the learner left off at an earlier visit; an address that says more is followed afterwards.
        const std::string_view left_at = parts.progress["lesson/" + loaded.id];
        if (lesson::parse_player(left_at, *loaded.lesson)) parts.session->open({}, left_at, std::nullopt);
    }
    parts.ladder = {};
    parts.side_pane = SidePane::Lesson;
    parts.right_pane = loaded.lesson->shows_states ? SidePane::States : SidePane::Think;
    parts.host_pane = {};
    parts.large_worlds = {};
    parts.sheet = 1;
}

void leave_lesson(AppParts& parts) {
    if (parts.session) parts.kept_sessions[parts.open_lesson->id] = std::move(parts.session);
    parts.session.reset();
    parts.open_lesson = nullptr;
}

void leave_place(AppParts& parts) {
    if (parts.screen) parts.kept_screens[parts.place] = std::move(parts.screen);
    parts.screen.reset();
    parts.place.clear();
}

void open_place(AppParts& parts, const Location& location) {
    const Place* place = find_place(location.place);
    if (place == nullptr) {
        leave_place(parts);
        parts.problem = parts.ui.tr(Msg::NoSuchPlace, {location.place});
        return;
    }
    if (parts.place != place->name) {
        leave_place(parts);
        parts.place = place->name;
        parts.screen = std::move(parts.kept_screens[parts.place]);
        if (!parts.screen) parts.screen = place->make(parts);
        parts.ladder = {};
        parts.ladder_memories = {};
        parts.sheet = 1;
    }
    if (!parts.screen->open(location) && !location.item.empty())
        parts.problem = parts.ui.tr(Msg::NoSuchItem, {location.item});
}

void set_theme(AppParts& parts, ThemeMode mode) {
    parts.ui.theme = {mode};
    apply_imgui_style(parts.ui.theme);
}

bool is_about_time(const Command& command) {
    return std::holds_alternative<command::StepForward>(command) ||
           std::holds_alternative<command::StepBack>(command) ||
           std::holds_alternative<command::ToStart>(command) ||
           std::holds_alternative<command::ToEnd>(command);
}

// In a new tab, as far as the frame around us allows one.
void open_beside(const AppParts& parts, const std::string& location) {
    const ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    const std::string url = parts.page_address + location;
    if (platform.Platform_OpenInShellFn != nullptr && !parts.page_address.empty())
        platform.Platform_OpenInShellFn(ImGui::GetCurrentContext(), url.c_str());
}

// A course's frame keeps its lesson: every other place opens beside it.
void go_to(AppParts& parts, const std::string& location) {
    const Location target = parse_location(location);
    const bool stays = parts.open_lesson != nullptr && target.lesson == parts.open_lesson->id;
    if (parts.is_embedded && !stays)
        open_beside(parts, location);
    else
        navigate_to(parts, target);
}

// Links of the words: to a place of the app, to a file beside the page, or to the world.
void open_link(AppParts& parts, const std::string& url) {
    if (url.starts_with("#/")) return go_to(parts, url);
    constexpr std::string_view site = "site:";
    const std::string folder = parts.page_address.substr(0, parts.page_address.rfind('/') + 1);
    const bool is_beside = url.starts_with(site) && !folder.empty();
    if (!is_beside && !url.starts_with("https://")) return;
    const std::string address = is_beside ? folder + url.substr(site.size()) : url;
    const ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    if (platform.Platform_OpenInShellFn != nullptr)
        platform.Platform_OpenInShellFn(ImGui::GetCurrentContext(), address.c_str());
}

// How high the sheet of a phone is with that pane in it: a host's tables need all of it, the ladder none.
int sheet_for(const AppParts& parts, SidePane pane) {
    constexpr int low = 0, half = 1, high = 2;
    if (pane == SidePane::Ladder) return low;
    if (pane == SidePane::Host) return high;
    return parts.sheet == low || parts.side_pane == SidePane::Host ? half : parts.sheet;
}

}  // namespace

const LoadedLesson* AppParts::find_lesson(std::string_view id) const {
    for (const LoadedLesson& loaded : lessons) {
        if (loaded.id == id) return &loaded;
    }
    return nullptr;
}

std::deque<LoadedLesson> load_lessons(const std::vector<LessonFiles>& files) {
    std::deque<LoadedLesson> lessons;
    for (const LessonFiles& file : files) lessons.push_back(load_lesson(file));
    return lessons;
}

void note_progress(AppParts& parts) {
    if (!parts.session || !parts.session->has_begun()) return;
    const std::string text = lesson::to_text(parts.session->player());
    if (text == parts.linked_progress) return;
    parts.progress.set("lesson/" + parts.open_lesson->id, text);
    parts.progress.set("last", "lesson/" + parts.open_lesson->id);
}

std::optional<lesson::Player> player_in(const AppParts& parts, const LoadedLesson& loaded) {
    if (!loaded.lesson) return std::nullopt;
    const LessonSession* session = parts.open_lesson == &loaded ? parts.session.get() : nullptr;
    if (const auto kept = parts.kept_sessions.find(loaded.id);
        kept != parts.kept_sessions.end() && kept->second)
        session = kept->second.get();
    if (session != nullptr) return session->has_begun() ? std::optional(session->player()) : std::nullopt;
    const std::string_view text = parts.progress["lesson/" + loaded.id];
    return text.empty() ? std::nullopt : lesson::parse_player(text, *loaded.lesson);
}

void load_tables(AppParts& parts, const LessonFiles& home, const LessonFiles& glossary) {
    const auto note = [&parts](const std::vector<FileError>& errors) {
        for (const FileError& error : errors) parts.table_errors.push_back(error.to_text());
    };
    if (!home.en.empty() || !home.zh.empty()) {
        auto read =
            lesson::parse_home_table({.folder = "lessons/home", .toml = {}, .zh = home.zh, .en = home.en});
        if (read.ok())
            parts.home = std::move(*read);
        else
            note(read.error());
    }
    if (glossary.toml.empty()) return;
    auto read = lesson::parse_glossary(
        {.folder = "lessons/glossary", .toml = glossary.toml, .zh = glossary.zh, .en = glossary.en});
    if (read.ok())
        parts.glossary = std::move(*read);
    else
        note(read.error());
}

Location location_of(const AppParts& parts) {
    Location location;
    if (parts.screen) {
        location = parts.screen->location();
        location.place = parts.place;
    }
    if (parts.session) {
        location.lesson = parts.open_lesson->id;
        if (parts.session->has_begun()) {
            location.step = parts.session->step_id();
            location.progress = lesson::to_text(parts.session->player());
        }
    }
    if (parts.names_language) location.language = parts.ui.language;
    if (parts.names_theme) location.theme = parts.ui.theme.mode;
    return location;
}

void navigate_to(AppParts& parts, const Location& location) {
    parts.problem.clear();
    parts.problem_title = Msg::NotFoundTitle;
    parts.ui.navigation.is_menu_shown = false;
    parts.capture.reset();
    if (location.language) {
        parts.ui.language = *location.language;
        parts.names_language = true;
    }
    if (location.theme) {
        set_theme(parts, *location.theme);
        parts.names_theme = true;
    }
    if (!location.place.empty()) {
        leave_lesson(parts);
        return open_place(parts, location);
    }
    if (const Place* place = place_of_lesson(location.lesson)) {
        Location there = location;
        there.lesson.clear();
        there.place = place->name;
        leave_lesson(parts);
        return open_place(parts, there);
    }
    leave_place(parts);
    if (location.lesson.empty()) return leave_lesson(parts);
    const LoadedLesson* loaded = parts.find_lesson(location.lesson);
    if (loaded == nullptr || !loaded->lesson) {
        leave_lesson(parts);
        if (loaded == nullptr) parts.problem = parts.ui.tr(Msg::NoSuchLesson, {location.lesson});
        return;
    }
    open_lesson(parts, *loaded);
    const bool is_found = parts.session->open(location.step, location.progress, location.at);
    parts.linked_progress =
        location.progress.empty() ? std::string() : lesson::to_text(parts.session->player());
    if (!is_found) parts.problem = parts.ui.tr(Msg::NoSuchStep, {location.step});
}

void open_capture(AppParts& parts, std::string name, std::span<const std::uint8_t> bytes) {
    auto opened = CaptureSession::open(name, bytes);
    navigate_to(parts, {});
    if (!opened.ok()) {
        parts.problem = parts.ui.tr(Msg::CaptureRefused, {name, opened.error()});
        parts.problem_title = Msg::CaptureRefusedTitle;
        return;
    }
    parts.capture = std::make_unique<CaptureSession>(std::move(*opened));
    // From its beginning on: there is no playhead to follow.
    parts.ladder = {.follows_playhead = false};
}

void carry_out(AppParts& parts, const Command& command, std::size_t run) {
    if (const auto* go = std::get_if<command::GoTo>(&command)) {
        go_to(parts, go->location);
    } else if (const auto* language = std::get_if<command::SetLanguage>(&command)) {
        parts.ui.language = language->language;
        parts.names_language = true;
    } else if (const auto* theme = std::get_if<command::SetTheme>(&command)) {
        set_theme(parts, theme->theme);
        parts.names_theme = true;
    } else if (std::holds_alternative<command::CopyLink>(command)) {
        ImGui::SetClipboardText((parts.page_address + to_text(location_of(parts))).c_str());
        parts.copied_at_s = parts.now_s;
        parts.ui.navigation.is_menu_shown = false;
    } else if (const auto* link = std::get_if<command::OpenLink>(&command)) {
        open_link(parts, link->url);
    } else if (const auto* help = std::get_if<command::ShowHelp>(&command)) {
        parts.is_help_shown = help->is_shown && !parts.is_help_shown;
        parts.ui.navigation.is_menu_shown = false;
    } else if (const auto* answer = std::get_if<command::RevealAnswer>(&command)) {
        carry_out_reveal(parts, answer->key);
    } else if (const auto* menu = std::get_if<command::ShowMenu>(&command)) {
        parts.ui.navigation.is_menu_shown = menu->is_shown;
    } else if (const auto* pane = std::get_if<command::ShowPane>(&command)) {
        parts.sheet = sheet_for(parts, pane->pane);
        parts.side_pane = pane->pane;
        if (is_at_the_right(pane->pane)) parts.right_pane = pane->pane;
    } else if (const auto* sheet = std::get_if<command::SetSheet>(&command)) {
        parts.sheet = sheet->height;
    } else if (const auto* shown = std::get_if<command::ShowRun>(&command)) {
        parts.shown_run = shown->run;
    } else if (std::holds_alternative<command::CloseReport>(command)) {
        parts.report.reset();
    } else if (const auto* scroll = std::get_if<command::ScrollLadder>(&command)) {
        const LadderMemory& memory = parts.ladder_memories[run];
        parts.ladder.follows_playhead = false;
        parts.ladder.scroll = std::clamp(memory.shown_scroll + scroll->pixels, 0.0f, memory.greatest_scroll);
    } else if (const auto* zoom = std::get_if<command::ZoomLadder>(&command)) {
        constexpr double least = 0.1;
        constexpr double most = 4;
        parts.ladder.zoom = std::clamp(parts.ladder.zoom * static_cast<double>(zoom->factor), least, most);
    } else if (carry_out_question(parts, command)) {
        return;
    } else if (parts.capture) {
        parts.capture->carry_out(command);
        if (is_about_time(command)) parts.ladder.follows_playhead = true;
    } else if (parts.screen) {
        parts.problem.clear();
        parts.screen->carry_out(parts, command, run);
    } else if (parts.session) {
        parts.problem.clear();
        const Instant before = parts.session->runs().now();
        // Of more than two runs one is shown at a time, and what is wished concerns that one.
        const bool is_one_of_many = parts.session->runs().size() > 2;
        parts.session->carry_out(command, is_one_of_many ? static_cast<std::size_t>(parts.shown_run) : run);
        if (const auto wanted = parts.session->take_wanted_run()) parts.shown_run = static_cast<int>(*wanted);
        // Whatever moves the playhead brings it back into view.
        if (parts.session->runs().now() != before || parts.session->is_playing())
            parts.ladder.follows_playhead = true;
    }
}

}  // namespace hw::ui
