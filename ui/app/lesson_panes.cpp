#include "ui/app/lesson_panes.h"

#include <algorithm>
#include <array>
#include <string>

#include "imgui.h"
#include "ui/app/right_pane.h"
#include "ui/app/sheet.h"
#include "ui/draw/plate.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

struct PaneTab {
    SidePane pane;
    Msg label;
    Icon icon;
    const char* id;
};

constexpr std::array<PaneTab, 5> pane_tabs = {
    {{SidePane::Lesson, Msg::TabLesson, Icon::Book, "tab.lesson"},
     {SidePane::Ladder, Msg::TabLadder, Icon::Ladder, "tab.ladder"},
     {SidePane::Think, Msg::TabThink, Icon::Steps, "tab.think"},
     {SidePane::States, Msg::StatesTitle, Icon::States, "tab.states"},
     {SidePane::Host, Msg::HostTitle, Icon::Host, "tab.host"}}};

void draw_pane(AppParts& parts, SidePane pane, const Rect& rect, const ThinkSource& think, const OwnPane& own,
               Colour ground, bool has_heading, Commands& commands) {
    if (pane == SidePane::States || pane == SidePane::Host) {
        const RightPaneScene scene{.run = think.run,
                                   .selection = think.selection,
                                   .timeline = think.timeline,
                                   .rect = rect,
                                   .can_act = think.can_act};
        pane == SidePane::States ? draw_states_tab(parts, scene, ground, commands)
                                 : draw_host_tab(parts, scene, ground, commands);
        return;
    }
    if (pane == SidePane::Think) {
        draw_think_pane(parts.ui,
                        {.run = think.run,
                         .selection = think.selection,
                         .rect = rect,
                         .padding = space::pane_padding,
                         .ground = ground},
                        commands);
        return;
    }
    own.draw(rect, has_heading, ground);
}

// A lesson's step in a world too large for a ladder: no thoughts or states of single connections, and tabs of its own
// for what there is.
bool is_measured(const AppParts& parts) {
    return parts.session && !parts.screen && parts.session->runs().is_measured();
}

SidePane shown_pane(const AppParts& parts) {
    const bool has_it =
        !is_measured(parts) || parts.side_pane == SidePane::Lesson || parts.side_pane == SidePane::Ladder;
    return has_it ? parts.side_pane : SidePane::Lesson;
}

void draw_tabs(AppParts& parts, const Rect& rect, const OwnPane& own, bool is_bottom, Commands& commands) {
    Ui& ui = parts.ui;
    begin_pane(ui, {.id = "tabs", .name = ui.tr(Msg::TabList), .rect = rect});
    const SemanticScope list(
        ui.semantics, {.id = "tabs.list", .role = Role::TabList, .name = ui.tr(Msg::TabList), .rect = rect});
    const Palette& p = ui.palette();
    if (is_bottom)
        ui.canvas().horizontal_hair(rect.x, rect.right(), rect.y, p.line);
    else
        ui.canvas().horizontal_hair(rect.x, rect.right(), rect.bottom() - 1, p.hair);
    const auto is_shown = [&](SidePane pane) {
        if (pane == SidePane::Ladder) return is_bottom;  // else it is there already
        return pane == SidePane::Lesson || !is_measured(parts);
    };
    const auto count = static_cast<float>(std::count_if(
        pane_tabs.begin(), pane_tabs.end(), [&](const PaneTab& spec) { return is_shown(spec.pane); }));
    float x = rect.x;
    for (const PaneTab& spec : pane_tabs) {
        if (!is_shown(spec.pane)) continue;
        place({x, rect.y});
        // A large world has its machines where others have the ladder.
        const bool is_large = spec.pane == SidePane::Ladder && is_measured(parts);
        const Icon icon = is_large ? Icon::Host : spec.icon;
        const Msg label = spec.pane == SidePane::Lesson ? own.tab : is_large ? Msg::HostTitle : spec.label;
        const bool is_pressed = tab(ui, {.id = spec.id,
                                         .label = ui.tr(label),
                                         .icon = is_bottom ? icon : Icon::None,
                                         .is_selected = shown_pane(parts) == spec.pane,
                                         .size = {rect.w / count, rect.h},
                                         .has_bar_on_top = is_bottom});
        if (is_pressed) commands.push_back(command::ShowPane{spec.pane});
        x += rect.w / count;
    }
    end_pane(ui);
}

}  // namespace

LessonModel lesson_model(AppParts& parts) {
    LessonSession& session = *parts.session;
    const Language language = parts.ui.language;
    const lesson::Words& words = session.lesson().in(lesson_language(language));
    LessonModel model{.lesson = &session.lesson(),
                      .player = &session.player(),
                      .observation = &session.observation(),
                      .question = words.title};
    if (session.is_on_last_page())
        model.closing = &session.closing(language);
    else
        model.text = &session.text(language);
    const std::uint32_t next = session.player().step + 1;
    if (next < words.steps.size()) model.next_title = words.steps[next].title;
    const LoadedLesson* ahead = nullptr;
    for (const LoadedLesson& loaded : parts.lessons) {
        if (!loaded.lesson || loaded.lesson->order <= session.lesson().order) continue;
        if (ahead == nullptr || loaded.lesson->order < ahead->lesson->order) ahead = &loaded;
    }
    if (ahead != nullptr) {
        model.next_lesson = ahead->id;
        model.next_lesson_title = ahead->lesson->in(lesson_language(language)).title;
    }
    if (!session.has_begun()) model.intro = &session.intro(language);
    model.primary = session.primary();
    model.pending_report = session.pending_report();
    model.wrong_report = session.wrong_report();
    model.pending_hand = session.pending_hand();
    model.is_hand_due = session.is_hand_due();
    model.hand_needs_button = session.hand_needs_button();
    model.is_playing = session.is_playing();
    model.is_challenge_met = session.is_challenge_met();
    model.is_measured = session.runs().is_measured();
    model.is_embedded = parts.is_embedded;
    return model;
}

OwnPane lesson_pane(AppParts& parts, Commands& commands) {
    return {.draw = [&parts, &commands](const Rect& rect, bool has_heading, Colour ground) {
        // The model refers to words that live in the session; they stand until the frame's commands are carried out.
        const LessonModel model = lesson_model(parts);
        draw_lesson_pane(
            parts.ui, {.model = model, .rect = rect, .has_heading = has_heading, .ground = ground}, commands);
    }};
}

void draw_side_pane(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think, const OwnPane& own,
                    Commands& commands) {
    if (layout.has_side_tabs) draw_tabs(parts, layout.side_tabs, own, false, commands);
    const SidePane pane = layout.has_side_tabs ? shown_pane(parts) : SidePane::Lesson;
    draw_pane(parts, pane, layout.side, think, own, parts.ui.palette().pane, true, commands);
}

void draw_sheet(AppParts& parts, const ScreenLayout& layout, const ThinkSource& think, const OwnPane& own,
                Commands& commands) {
    const Rect rest = draw_sheet_ground(parts, layout.sheet, commands);
    const SidePane pane = shown_pane(parts) == SidePane::Ladder ? SidePane::Lesson : shown_pane(parts);
    draw_pane(parts, pane, rest, think, own, parts.ui.palette().raised, false, commands);
    draw_tabs(parts, layout.bottom_tabs, own, true, commands);
}

}  // namespace hw::ui
