// "#/coverage": every step of every lesson is run once, one a frame, and the rows of the step table that it goes
// through are noted. Nothing is stored: what the page shows is what the engine just did.
#include <string>
#include <utility>
#include <vector>

#include "ui/app/app_parts.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/views/page/coverage.h"
#include "ui/views/page/top_bar.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;

class CoverageScreen final : public Screen {
  public:
    explicit CoverageScreen(const AppParts& parts) {
        for (const LoadedLesson& loaded : parts.lessons) {
            if (!loaded.lesson) continue;
            CoverageColumn column{.id = loaded.id, .number = loaded.lesson->order};
            for (const lesson::Step& step : loaded.lesson->steps) column.step_ids.push_back(step.id);
            column.step_ids.emplace_back("end");
            places_all_ += column.step_ids.size();
            columns_.push_back(std::move(column));
            lessons_.push_back(&*loaded.lesson);
        }
    }

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            columns_[i].title = lessons_[i]->in(lesson_language(parts.ui.language)).title;
        draw_top_bar(parts.ui,
                     {.rect = {0, 0, parts.environment.width, bar_height},
                      .crumb = parts.ui.tr(Msg::NavCoverage),
                      .is_compact = parts.environment.width < medium_from,
                      .has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s},
                     commands[0]);
        const Rect rect{0, bar_height, parts.environment.width, parts.environment.height - bar_height};
        draw_coverage(
            parts.ui,
            {.rect = rect, .columns = columns_, .places_run = places_run_, .places_all = places_all_},
            commands[0]);
    }
    void carry_out(AppParts&, const Command&, std::size_t) override {}
    void advance(double, bool) override {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            std::vector<lesson::RowSet>& places = columns_[i].places;
            if (places.size() >= columns_[i].step_ids.size()) continue;
            places.push_back(lesson::rows_of_place(*lessons_[i], static_cast<std::uint32_t>(places.size())));
            ++places_run_;
            return;
        }
    }
    bool is_playing() const override { return places_run_ < places_all_; }
    bool has_run() const override { return false; }
    std::string title(Language language) const override { return message(language, Msg::NavCoverage); }
    Location location() const override { return {}; }
    bool open(const Location& location) override { return location.item.empty(); }

  private:
    std::vector<CoverageColumn> columns_{};
    std::vector<const lesson::Lesson*> lessons_{};
    std::size_t places_run_ = 0;
    std::size_t places_all_ = 0;
};

}  // namespace

std::unique_ptr<Screen> make_coverage_screen(AppParts& parts) {
    return std::make_unique<CoverageScreen>(parts);
}

}  // namespace hw::ui
