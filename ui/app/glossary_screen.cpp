// "#/glossary" and "#/glossary/isn": the glossary, and which lessons use each term, which is looked up in their words.
#include <string>
#include <utility>
#include <vector>

#include "ui/app/app_parts.h"
#include "ui/views/page/glossary.h"
#include "ui/views/page/top_bar.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;

class GlossaryScreen final : public Screen {
  public:
    explicit GlossaryScreen(const AppParts& parts) : glossary_(parts.glossary) {
        for (const lesson::Term& term : glossary_.terms) {
            std::vector<const LoadedLesson*>& lessons = used_in_.emplace_back();
            for (const LoadedLesson& loaded : parts.lessons) {
                if (loaded.lesson && lesson::uses(*loaded.lesson, term)) lessons.push_back(&loaded);
            }
        }
    }

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override {
        if (rows_.empty() || rows_in_ != parts.ui.language) make_rows(parts.ui.language);
        const lesson::Term* term = glossary_.find(selected_);
        draw_top_bar(parts.ui,
                     {.rect = {0, 0, parts.environment.width, bar_height},
                      .crumb = term == nullptr ? parts.ui.tr(Msg::NavGlossary)
                                               : term->name_in(lesson_language(parts.ui.language)),
                      .is_compact = parts.environment.width < medium_from,
                      .has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s},
                     commands[0]);
        const Rect rect{0, bar_height, parts.environment.width, parts.environment.height - bar_height};
        // The pane knows how far it can scroll from its second frame on.
        const bool scrolls = scrolls_in_ == 1;
        if (scrolls_in_ > 0) {
            --scrolls_in_;
            parts.ui.frame_need.next_frame();
        }
        const bool is_broken = glossary_.terms.empty();
        std::vector<std::string> errors;
        if (is_broken) errors = parts.table_errors;
        if (!parts.problem.empty()) errors = {parts.problem};
        draw_glossary(parts.ui,
                      {.rect = rect,
                       .terms = rows_,
                       .selected = selected_,
                       .scrolls_to_selected = scrolls,
                       .errors = std::move(errors),
                       .errors_title = is_broken ? Msg::GlossaryBroken : parts.problem_title},
                      commands[0]);
    }
    void carry_out(AppParts&, const Command&, std::size_t) override {}
    void advance(double, bool) override {}
    bool is_playing() const override { return false; }
    bool has_run() const override { return false; }
    std::string title(Language language) const override {
        const lesson::Term* term = glossary_.find(selected_);
        return term == nullptr ? message(language, Msg::NavGlossary)
                               : term->name_in(lesson_language(language));
    }
    Location location() const override { return {.item = selected_}; }
    bool open(const Location& location) override {
        const bool is_known = glossary_.find(location.item) != nullptr;
        selected_ = is_known ? location.item : std::string();
        scrolls_in_ = is_known ? 2 : 0;
        return is_known;
    }

  private:
    void make_rows(Language language) {
        rows_in_ = language;
        rows_.clear();
        const lesson::Language words = lesson_language(language);
        for (std::size_t i = 0; i < glossary_.terms.size(); ++i) {
            const lesson::Term& term = glossary_.terms[i];
            TermRow row{.id = term.id,
                        .name = term.name_in(words),
                        .text = to_blocks(term.text_in(words)),
                        .clause = term.clause};
            for (const LoadedLesson* loaded : used_in_[i])
                row.lessons.push_back({"#/lesson/" + loaded->id, loaded->lesson->in(words).title});
            rows_.push_back(std::move(row));
        }
    }

    const lesson::Glossary& glossary_;
    // Parallel to the terms.
    std::vector<std::vector<const LoadedLesson*>> used_in_{};
    std::vector<TermRow> rows_{};
    Language rows_in_{};
    std::string selected_{};
    int scrolls_in_ = 0;
};

}  // namespace

std::unique_ptr<Screen> make_glossary_screen(AppParts& parts) {
    return std::make_unique<GlossaryScreen>(parts);
}

}  // namespace hw::ui
