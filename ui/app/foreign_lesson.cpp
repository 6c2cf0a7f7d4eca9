// Lessons that come from outside while the app runs: saved again by their author, dropped onto the window, fetched from
// an address. And the card that says what is wrong with one.
#include <algorithm>
#include <utility>

#include "imgui.h"
#include "lesson/utf8.h"
#include "ui/app/app_parts.h"
#include "ui/views/page/problem_card.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"

namespace hw::ui {

namespace {

// What refers to the lesson of that id is let go of, so that it can be replaced.
void forget_lesson(AppParts& parts, const std::string& id) {
    if (parts.open_lesson != nullptr && parts.open_lesson->id == id) {
        parts.session.reset();
        parts.open_lesson = nullptr;
    }
    parts.kept_sessions.erase(id);
    // Screens may refer to lessons too; they are made anew when they are opened.
    parts.kept_screens.clear();
    parts.screen.reset();
    parts.place.clear();
}

LoadedLesson& place_for(AppParts& parts, const std::string& id) {
    const auto known = std::find_if(parts.lessons.begin(), parts.lessons.end(),
                                    [&id](const LoadedLesson& loaded) { return loaded.id == id; });
    if (known != parts.lessons.end()) return *known;
    return parts.lessons.emplace_back();
}

}  // namespace

std::string missing_glyphs(const AppParts& parts, const LessonFiles& files) {
    constexpr std::size_t most = 24;
    std::string missing;
    std::size_t count = 0;
    for (const std::string* text : {&files.zh, &files.en, &files.toml}) {
        for (std::size_t i = 0; i < text->size();) {
            const std::string one = text->substr(i, lesson::character_length(*text, i));
            i += one.size();
            if (one.size() == 1 || missing.find(one) != missing.npos) continue;
            if (covers(parts.ui.fonts, one, Face::Sans)) continue;
            if (++count > most) return missing + " ...";
            missing += one;
        }
    }
    return missing;
}

LoadedLesson load_lesson(const LessonFiles& files) {
    LoadedLesson loaded{.id = files.id};
    const std::string folder = files.folder.empty() ? "lessons/" + files.id : files.folder;
    auto read = lesson::parse_lesson({.folder = folder, .toml = files.toml, .zh = files.zh, .en = files.en});
    if (read) {
        loaded.lesson = std::move(read.value());
    } else {
        for (const FileError& error : read.error()) loaded.errors.push_back(error.to_text());
    }
    return loaded;
}

void open_foreign_lesson(AppParts& parts, const LessonFiles& files, std::vector<std::string> remarks) {
    LoadedLesson loaded = load_lesson(files);
    if (!loaded.lesson) {
        parts.report = OutsideReport{parts.ui.tr(Msg::BrokenLesson, {files.id}), std::move(loaded.errors)};
        return;
    }
    loaded.id = loaded.lesson->id;
    const std::string id = loaded.id;
    Location target = location_of(parts);
    if (target.lesson != id) target = {.lesson = id};
    forget_lesson(parts, id);
    place_for(parts, id) = std::move(loaded);
    navigate_to(parts, target);
    parts.report.reset();
    if (const std::string missing = missing_glyphs(parts, files); !missing.empty())
        remarks.push_back(parts.ui.tr(Msg::MissingGlyphs, {missing}));
    if (!remarks.empty())
        parts.report = OutsideReport{parts.ui.tr(Msg::LessonRemarks, {id}), std::move(remarks)};
}

void draw_report(AppParts& parts, Commands& commands) {
    Ui& ui = parts.ui;
    const Palette& p = ui.palette();
    const float width = std::min(720.0f, parts.environment.width - 2 * space::l);
    ProblemCard card{.id = "report",
                     .title = parts.report->title,
                     .lines = parts.report->lines,
                     .at = {(parts.environment.width - width) / 2, 56},
                     .width = width};
    const float height = std::min(problem_card_height(ui, card), parts.environment.height - 72);
    const Rect rect{card.at.x, card.at.y, width, height};
    begin_pane(
        ui,
        {.id = "report.pane", .name = parts.report->title, .rect = rect, .ground = p.sheet, .scrolls = true});
    card.at = place();
    draw_problem_card(ui, card);
    place({rect.right() - 44, rect.y + 6});
    const ButtonSpec close{.id = "report.close",
                           .name = ui.tr(Msg::Close),
                           .icon = Icon::Cross,
                           .kind = ButtonKind::Quiet,
                           .size = {32, 32}};
    if (button(ui, close)) commands.push_back(command::CloseReport{});
    end_pane(ui);
}

}  // namespace hw::ui
