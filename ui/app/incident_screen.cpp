#include "ui/app/incident_screen.h"

#include <algorithm>

#include "ui/app/app_parts.h"
#include "ui/app/incident_panes.h"

namespace hw::ui {

namespace {

constexpr std::string_view twin_item = "twin";
// Narrower windows are phones.
constexpr float twin_below = 720;

}  // namespace

IncidentScreen::IncidentScreen(AppParts& parts) : ward_(incident::full_size) {
    const LoadedLesson* loaded = parts.find_lesson(incident_lesson_id);
    if (loaded == nullptr || !loaded->lesson) {
        tab_ = IncidentTab::Remedies;
        return;
    }
    lesson_.emplace(*loaded->lesson);
    lesson_->open({}, parts.progress["lesson/" + std::string(incident_lesson_id)]);
    lesson_->show(ward_);
}

void IncidentScreen::choose_size(const AppParts& parts) {
    const bool is_small = parts.environment.is_touch || parts.environment.width < twin_below;
    const bool is_twin = asked_for_twin_.value_or(is_small);
    if (is_twin == is_twin_) return;
    is_twin_ = is_twin;
    ward_ = IncidentWard(is_twin ? incident::twin_size : incident::full_size);
    if (lesson_) lesson_->show(ward_);
}

void IncidentScreen::draw(AppParts& parts, std::array<Commands, 2>& commands) {
    choose_size(parts);
    IncidentFrame f = make_incident_frame(parts, *this, commands);
    if (!f.layout.shows(tab_)) open_tab(lesson_ ? IncidentTab::Lesson : IncidentTab::Remedies);
    draw_incident(f);
    if (f.wanted_tab) open_tab(*f.wanted_tab);
    for (const Wish& wish : f.wishes) {
        if (const auto* source = std::get_if<wish::OpenSource>(&wish))
            commands[0].push_back(command::OpenLink{source->url});
        else
            ward_.carry_out(wish);
    }
    for (const wish::AboutTime& wish : f.time_wishes) ward_.carry_out(wish);
    if (f.wanted_tab || !f.wishes.empty() || !f.time_wishes.empty()) parts.ui.frame_need.input_arrived();
    if (!lesson_ || !lesson_->has_begun()) return;
    parts.progress.set("lesson/" + std::string(incident_lesson_id), lesson::to_text(lesson_->player()));
    parts.progress.set("last", "lesson/" + std::string(incident_lesson_id));
}

// The ward and the lesson share one run: whoever is looked at has it.
void IncidentScreen::open_tab(IncidentTab tab) {
    tab_ = tab;
    const bool is_other_run = ward_.shown_set().has_value() && !(lesson_ && lesson_->is_on_last_page());
    if (tab == IncidentTab::Lesson && lesson_ && is_other_run) lesson_->show(ward_);
}

bool IncidentScreen::may_play() const {
    const bool is_the_lessons = lesson_ && !ward_.shown_set();
    return !is_the_lessons || lesson_->may_play();
}

void IncidentScreen::carry_out(AppParts&, const Command& command, std::size_t) {
    if (lesson_ && lesson_->carry_out(command, ward_)) return;
    if (!may_play()) return;
    if (std::holds_alternative<command::TogglePlay>(command))
        ward_.carry_out(wish::Play{!ward_.is_playing()});
    if (std::holds_alternative<command::ToStart>(command)) ward_.carry_out(wish::Seek{0});
    if (std::holds_alternative<command::ToEnd>(command))
        ward_.carry_out(wish::Seek{static_cast<double>(ward_.run().until().us) / 1e6});
    const double now_s = static_cast<double>(ward_.run().now().us) / 1e6;
    if (std::holds_alternative<command::StepForward>(command)) ward_.carry_out(wish::Seek{now_s + 1});
    if (std::holds_alternative<command::StepBack>(command))
        ward_.carry_out(wish::Seek{std::max(0.0, now_s - 1)});
    if (const auto* seek = std::get_if<command::SeekTo>(&command))
        ward_.carry_out(wish::Seek{static_cast<double>(seek->at.us) / 1e6});
}

void IncidentScreen::advance(double elapsed_s, bool) {
    ward_.advance(elapsed_s);
    if (lesson_) lesson_->advance(elapsed_s, ward_);
}

bool IncidentScreen::is_playing() const { return ward_.is_playing() || (lesson_ && lesson_->is_busy()); }

std::string IncidentScreen::title(Language language) const { return message(language, Msg::IncidentTitle); }

Location IncidentScreen::location() const {
    Location location;
    if (asked_for_twin_) location.item = twin_item;
    if (lesson_ && lesson_->has_begun()) {
        location.step = lesson_->step_id();
        location.progress = lesson::to_text(lesson_->player());
    }
    return location;
}

bool IncidentScreen::open(const Location& location) {
    const bool wants_twin = location.item == twin_item;
    if (wants_twin) asked_for_twin_ = true;
    bool is_found = location.item.empty() || wants_twin;
    if (lesson_ && (!location.step.empty() || !location.progress.empty())) {
        is_found &= lesson_->open(location.step, location.progress);
        lesson_->show(ward_);
        tab_ = IncidentTab::Lesson;
    }
    return is_found;
}

std::unique_ptr<Screen> make_incident_screen(AppParts& parts) {
    return std::make_unique<IncidentScreen>(parts);
}

}  // namespace hw::ui
