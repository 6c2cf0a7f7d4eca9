#include "ui/views/lesson/lesson_pane.h"

#include <algorithm>

#include "imgui.h"
#include "ui/views/lesson/lesson_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"

namespace hw::ui {

namespace {

constexpr float footer_height = 53;
constexpr float button_height = 34;

void draw_body(const LessonDrawing& d, bool has_heading) {
    if (has_heading) draw_question(d);
    if (d.model.intro != nullptr) return draw_cover(d);
    if (d.model.is_on_last_page()) return draw_last_page(d);
    if (has_heading) draw_phases(d);
    switch (d.model.player->phase) {
        case lesson::Phase::Predict: draw_predict(d); break;
        case lesson::Phase::Observe: draw_observe(d); break;
        case lesson::Phase::Report: draw_report(d); break;
        case lesson::Phase::Explain: draw_explain(d); break;
    }
    skip(d, space::s);
    ImGui::Dummy({1, space::xs});
}

void draw_footer(Ui& ui, const LessonScene& scene, const Rect& rect, Commands& commands) {
    const float height = std::max(button_height, ui.target_height());
    const float y = rect.y + (rect.h - height) / 2;
    float x = rect.x + scene.padding;
    const float right = rect.right() - scene.padding;
    if (scene.model.player->step > 0 && scene.model.intro == nullptr) {
        place({x, y});
        const ButtonSpec back{.id = "lesson.back", .label = ui.tr(Msg::Back), .size = {74, height}};
        if (button(ui, back)) commands.push_back(command::BackStep{});
        x += 74 + space::s;
    }
    const PrimaryButton primary = primary_button(ui, scene.model);
    place({x, y});
    const ButtonSpec spec{.id = "lesson.next",
                          .label = primary.label,
                          .kind = primary.is_quiet ? ButtonKind::Plain : ButtonKind::Primary,
                          .size = {right - x, height},
                          .is_disabled = primary.is_disabled};
    if (!button(ui, spec)) return;
    if (scene.model.is_on_last_page() && scene.model.intro == nullptr)
        commands.push_back(command::GoTo{
            scene.model.next_lesson.empty() ? std::string("#/") : "#/lesson/" + scene.model.next_lesson});
    else
        commands.push_back(command::PrimaryStep{});
}

}  // namespace

PrimaryButton primary_button(const Ui& ui, const LessonModel& model) {
    if (model.intro != nullptr) return {.label = ui.tr(Msg::BeginLesson)};
    if (model.is_on_last_page())
        return {.label = ui.tr(!model.next_lesson.empty() ? Msg::NextLesson
                               : model.is_embedded        ? Msg::OpenFullLab
                                                          : Msg::LessonDone)};
    switch (model.primary) {
        case lesson::PrimaryAction::None:
        case lesson::PrimaryAction::Run: {
            const bool is_disabled = model.primary == lesson::PrimaryAction::None;
            return {.label = ui.tr(is_disabled ? Msg::PredictFirst : Msg::RunAndSee),
                    .is_disabled = is_disabled};
        }
        case lesson::PrimaryAction::DoByHand:
            return {.label = ui.tr(model.is_hand_due ? Msg::ShowMe : Msg::BackToMoment),
                    .is_disabled = model.is_playing,
                    .is_quiet = true};
        case lesson::PrimaryAction::WatchRun:
            return {.label = ui.tr(model.is_playing ? Msg::Running : Msg::PlayOn),
                    .is_disabled = model.is_playing};
        case lesson::PrimaryAction::Report:
            return {.label = ui.tr(Msg::ThatIsWhatISaw), .is_disabled = !model.pending_report};
        case lesson::PrimaryAction::Next: return {.label = ui.tr(Msg::NextStep, {model.next_title})};
        case lesson::PrimaryAction::FinishLesson: return {.label = ui.tr(Msg::NextBreak)};
    }
    return {};
}

void draw_lesson_pane(Ui& ui, const LessonScene& scene, Commands& commands) {
    const Rect footer{scene.rect.x, scene.rect.bottom() - footer_height, scene.rect.w, footer_height};
    const Rect body{scene.rect.x, scene.rect.y, scene.rect.w, scene.rect.h - footer_height};
    const Colour ground = scene.ground != 0 ? scene.ground : ui.palette().pane;
    begin_pane(ui, {.id = "lesson",
                    .name = ui.tr(Msg::LessonPane),
                    .rect = body,
                    .ground = ground,
                    .padding = {scene.padding, scene.has_heading ? 16.0f : 8.0f},
                    .scrolls = true});
    draw_body({.ui = ui,
               .model = scene.model,
               .commands = commands,
               .left = scene.rect.x + scene.padding,
               .width = scene.rect.w - 2 * scene.padding},
              scene.has_heading);
    end_pane(ui);
    begin_pane(ui,
               {.id = "lesson.footer", .name = ui.tr(Msg::LessonActions), .rect = footer, .ground = ground});
    ui.canvas().horizontal_hair(footer.x, footer.right(), footer.y, ui.palette().hair);
    draw_footer(ui, scene, footer, commands);
    end_pane(ui);
}

}  // namespace hw::ui
