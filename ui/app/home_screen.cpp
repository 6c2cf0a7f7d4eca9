// The front page: what the app knows, as home.h draws it.
#include <algorithm>
#include <array>
#include <string>

#include "ui/app/app_parts.h"
#include "ui/views/page/home.h"
#include "ui/views/page/top_bar.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;

std::size_t steps_done(const lesson::Player& player) {
    return static_cast<std::size_t>(
        std::count_if(player.steps.begin(), player.steps.end(),
                      [](const lesson::StepProgress& s) { return s.is_explained; }));
}

LessonRow row_of(const AppParts& parts, const LoadedLesson& loaded) {
    LessonRow row{.id = loaded.id, .errors = loaded.errors};
    if (!loaded.lesson) return row;
    const lesson::Words& words = loaded.lesson->in(lesson_language(parts.ui.language));
    row.question = words.title;
    row.answer = lesson::plain_text(words.answer);
    row.steps = loaded.lesson->steps.size();
    row.about =
        parts.ui.tr(Msg::LessonAbout, {std::to_string(row.steps), std::to_string(loaded.lesson->minutes)});
    if (const auto player = player_in(parts, loaded)) row.steps_done = steps_done(*player);
    return row;
}

// The lessons under their questions; without a table all of them under one.
std::vector<HomeGroup> groups_of(const AppParts& parts) {
    const lesson::Language language = lesson_language(parts.ui.language);
    std::vector<HomeGroup> groups;
    for (const lesson::QuestionGroup& group : parts.home.groups)
        groups.push_back({.number = group.number,
                          .question = group.question_in(language),
                          .answer = lesson::plain_text(group.answer_in(language))});
    HomeGroup rest{.question = parts.ui.tr(Msg::HomeMoreLessons)};
    for (const LoadedLesson& loaded : parts.lessons) {
        if (!loaded.lesson) continue;
        const lesson::QuestionGroup* group = parts.home.group_of(*loaded.lesson);
        HomeGroup& its =
            group == nullptr ? rest : groups[static_cast<std::size_t>(group - parts.home.groups.data())];
        its.lessons.push_back(row_of(parts, loaded));
    }
    if (!rest.lessons.empty()) groups.push_back(std::move(rest));
    // A question whose lesson is not there is no use.
    std::erase_if(groups, [](const HomeGroup& group) { return group.lessons.empty(); });
    return groups;
}

// ---- the lesson to go on with

bool is_finished(const AppParts& parts, const LoadedLesson& loaded) {
    const auto player = player_in(parts, loaded);
    return player && steps_done(*player) >= player->steps.size();
}

// The one that was left last, or the next one that is not finished; nullptr: all are.
const LoadedLesson* lesson_to_go_on(const AppParts& parts) {
    std::string_view last = parts.progress["last"];
    last.remove_prefix(std::min(last.size(), std::string_view("lesson/").size()));
    const LoadedLesson* left = parts.find_lesson(last);
    if (left != nullptr && left->lesson && !is_finished(parts, *left)) return left;
    bool is_after = left == nullptr;
    const LoadedLesson* first = nullptr;
    for (const LoadedLesson& loaded : parts.lessons) {
        const bool is_open = loaded.lesson && !is_finished(parts, loaded);
        if (is_open && is_after) return &loaded;
        if (is_open && first == nullptr) first = &loaded;
        is_after |= &loaded == left;
    }
    return first;
}

// Why a bound: a picture is not worth a wait.
constexpr Instant latest_picture{3'000'000};

// The first moment of the lesson, from this step on, at which there is something to see; false: there is none.
bool make_picture(HomeRun& picture, const lesson::Lesson& lesson, std::size_t step) {
    for (; step < lesson.steps.size(); ++step) {
        const lesson::Scene& scene = lesson.scenes[lesson.steps[step].runs.front().scene];
        if (lesson.steps[step].opens_at > latest_picture) continue;
        picture.runs =
            std::make_unique<RunSet>(std::vector<const lesson::Scene*>{&scene}, lesson.steps[step].opens_at);
        picture.model = picture.runs->model(0, false);
        if (!picture.model.trace->packets.empty()) return true;
    }
    picture.runs.reset();
    return false;
}

const RunModel* picture_of(AppParts& parts, const LoadedLesson& loaded, std::uint32_t step) {
    HomeRun& picture = parts.home_picture;
    const auto kept = parts.kept_sessions.find(loaded.id);
    if (kept != parts.kept_sessions.end() && kept->second) {
        picture = {.key = {}, .runs = {}, .model = kept->second->runs().model(0, false)};
        if (!picture.model.trace->packets.empty()) return &picture.model;
    }
    const std::string key = loaded.id + ":" + std::to_string(step);
    if (picture.key != key) {
        picture.key = key;
        make_picture(picture, *loaded.lesson, step);
    }
    return picture.runs ? &picture.model : nullptr;
}

std::optional<ContinueCard> continue_card(AppParts& parts) {
    const LoadedLesson* loaded = lesson_to_go_on(parts);
    if (loaded == nullptr) return std::nullopt;
    const lesson::Words& words = loaded->lesson->in(lesson_language(parts.ui.language));
    const auto player = player_in(parts, *loaded);
    const std::uint32_t step = player ? player->step : 0;
    const std::size_t count = words.steps.size();
    ContinueCard card{.target = "#/lesson/" + loaded->id, .question = words.title};
    card.is_begun = player.has_value();
    card.run = picture_of(parts, *loaded, step);
    if (player) card.done = static_cast<float>(steps_done(*player)) / static_cast<float>(count);
    card.step = step < count ? parts.ui.tr(Msg::HomeStep, {std::to_string(step + 1), std::to_string(count),
                                                           words.steps[step].title})
                             : parts.ui.tr(Msg::ChallengeTitle);
    return card;
}

// ---- the places

struct PlaceLook {
    std::string_view name;
    Msg title{};
    Msg detail{};
    HomePicture picture{};
};

constexpr std::array<PlaceLook, 7> place_looks{{
    {"sandbox", Msg::NavSandbox, Msg::CardSandbox, HomePicture::Sandbox},
    {"duels", Msg::NavDuels, Msg::CardDuels, HomePicture::Duels},
    {"puzzles", Msg::NavPuzzles, Msg::CardPuzzles, HomePicture::Puzzles},
    {"states", Msg::NavStates, Msg::CardStates, HomePicture::States},
    {"incident", Msg::NavIncidents, Msg::CardIncidents, HomePicture::Incidents},
    {"glossary", Msg::NavGlossary, Msg::CardGlossary, HomePicture::Glossary},
    {"coverage", Msg::NavCoverage, Msg::CardCoverage, HomePicture::Coverage},
}};

std::vector<PlaceCard> place_cards(const AppParts& parts) {
    std::vector<PlaceCard> cards;
    for (const PlaceLook& look : place_looks) {
        const Place* place = find_place(look.name);
        if (place == nullptr) continue;
        cards.push_back({.name = std::string(look.name),
                         .target = "#/" + std::string(look.name),
                         .title = look.title,
                         .detail = look.detail,
                         .count = place->note == nullptr ? std::string() : place->note(parts),
                         .picture = look.picture});
    }
    return cards;
}

}  // namespace

void draw_home_screen(AppParts& parts, Commands& commands) {
    const float width = parts.environment.width;
    const bool has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s;
    draw_top_bar(parts.ui, {.rect = {0, 0, width, bar_height}, .has_just_copied = has_just_copied}, commands);
    HomeScene scene{.rect = {0, bar_height, width, parts.environment.height - bar_height},
                    .groups = groups_of(parts),
                    .go_on = continue_card(parts),
                    .places = place_cards(parts),
                    .revealed = &parts.revealed_answers,
                    .has_guide = !parts.page_address.empty(),
                    .problem = parts.problem,
                    .problem_title = parts.problem_title};
    for (const LoadedLesson& loaded : parts.lessons)
        if (!loaded.errors.empty()) scene.broken.push_back(row_of(parts, loaded));
    draw_home(parts.ui, scene, commands);
}

void carry_out_reveal(AppParts& parts, const std::string& key) {
    std::set<std::string>& revealed = parts.revealed_answers;
    if (!key.empty()) {
        if (revealed.erase(key) == 0) revealed.insert(key);
        return;
    }
    if (!revealed.empty()) return revealed.clear();
    for (const LoadedLesson& loaded : parts.lessons) revealed.insert(loaded.id);
    for (const lesson::QuestionGroup& group : parts.home.groups)
        revealed.insert("group-" + std::to_string(group.number));
}

}  // namespace hw::ui
