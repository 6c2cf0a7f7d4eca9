// Beside the questions: the lesson to go on with, and what there is without a lesson.
#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/views/elide.h"
#include "ui/views/page/home_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

// A card of the rail beside the questions, and one below them.
constexpr float rail_card = 44, wide_card = 54;
constexpr float card_gap = 4;

float draw_caption(Ui& ui, std::string_view id, std::string_view text, const HomeSpan& span, float y) {
    label(ui, {span.left, y + 10},
          {.id = id,
           .text = text,
           .size = type::row,
           .colour = ui.palette().ink3,
           .role = Role::Heading,
           .level = 2});
    return y + 20;
}

void draw_place(Ui& ui, const PlaceCard& card, const Rect& rect, Commands& commands) {
    const Palette& p = ui.palette();
    const PressResult press = press_area(ui, {.node = {.id = "home.place." + card.name,
                                                       .role = Role::Link,
                                                       .name = ui.tr(card.title),
                                                       .value = card.count,
                                                       .description = ui.tr(card.detail),
                                                       .target = card.target},
                                              .rect = rect,
                                              .ring_radius = radius::card});
    const Canvas canvas = ui.canvas();
    const bool is_lit = press.is_hovered || press.is_held;
    canvas.box(rect, {.fill = is_lit ? p.accent_soft : p.raised,
                      .border = is_lit ? p.accent : p.hair,
                      .radius = radius::card});
    draw_home_picture(canvas, card.picture, {rect.x + 38, rect.centre().y});
    const float count_width = card.count.empty() ? 0 : canvas.text_width(card.count, type::row) + 12;
    const float text_width = rect.right() - 14 - count_width - (rect.x + 76);
    const float title = rect.centre().y - 4, detail = rect.centre().y + 14;
    canvas.text({rect.x + 76, title}, ui.tr(card.title), {.colour = p.ink1, .size = type::prompt});
    canvas.text({rect.x + 76, detail},
                elided(canvas, ui.tr(card.detail), type::row, text_width + count_width),
                {.colour = p.ink2, .size = type::row});
    if (!card.count.empty())
        canvas.text({rect.right() - 14, title}, card.count,
                    {.colour = p.ink3, .size = type::row, .align = Align::End});
    if (press.is_pressed) commands.push_back(command::GoTo{card.target});
}

}  // namespace

float draw_continue(Ui& ui, const ContinueCard& card, const HomeSpan& span, float y, Commands& commands) {
    const Palette& p = ui.palette();
    y = draw_caption(ui, "home.continue.title", ui.tr(card.is_begun ? Msg::HomeContinue : Msg::HomeBegin),
                     span, y);
    const float picture = card.run == nullptr ? 0 : 84;
    const float words_width = span.width() - 32 - 52;
    constexpr ParagraphStyle question_style{.size = 14.5f, .line_height = 20};
    const float question_height = home_text_height(ui, card.question, question_style, words_width);
    const float words = question_height + 20;
    const Rect rect{span.left, y, span.width(), picture + 14 + words + (card.is_begun ? 28.0f : 18.0f)};
    const PressResult press = press_area(ui, {.node = {.id = "home.continue",
                                                       .role = Role::Link,
                                                       .name = card.question,
                                                       .description = card.step,
                                                       .target = card.target},
                                              .rect = rect,
                                              .ring_radius = radius::popup});
    const Canvas canvas = ui.canvas();
    canvas.box(rect,
               {.fill = p.raised, .border = press.is_hovered ? p.accent : p.line, .radius = radius::popup});
    if (card.run != nullptr)
        draw_mini_ladder(ui, *card.run, {rect.x + 16, rect.y + 12, rect.w - 32, picture - 14});
    const float top = rect.y + picture + 10;
    draw_home_text(ui, {rect.x + 16, top}, "", card.question, question_style, words_width, p.ink1);
    canvas.text({rect.x + 16, top + question_height + 15}, elided(canvas, card.step, type::row, words_width),
                {.colour = p.ink2, .size = type::row});
    const Point disc{rect.right() - 36, top + words / 2};
    canvas.circle(disc, 19, press.is_hovered ? mix(p.accent, p.ink1, .09f) : p.accent);
    draw_icon(canvas, Icon::Play, disc, {.colour = p.on_accent, .scale = .95f});
    if (card.is_begun) {
        const Rect bar{rect.x + 16, rect.bottom() - 14, rect.w - 32, 4};
        canvas.fill(bar, p.hair, 2);
        canvas.fill({bar.x, bar.y, bar.w * card.done, bar.h}, p.accent, 2);
    }
    if (press.is_pressed) commands.push_back(command::GoTo{card.target});
    return rect.bottom();
}

float draw_places_list(Ui& ui, const HomeScene& scene, const HomeSpan& span, std::size_t columns, float y,
                       Commands& commands) {
    if (scene.places.empty()) return y;
    y = draw_caption(ui, "home.places.title", ui.tr(Msg::HomeWithoutLesson), span, y);
    const float count = static_cast<float>(columns);
    const float width = (span.width() - card_gap * (count - 1)) / count;
    const float card_height = width < 300 ? rail_card : wide_card;
    for (std::size_t i = 0; i < scene.places.size(); ++i) {
        const float column = static_cast<float>(i % columns);
        const float row = static_cast<float>(i / columns);
        draw_place(
            ui, scene.places[i],
            {span.left + column * (width + card_gap), y + row * (card_height + card_gap), width, card_height},
            commands);
    }
    const float rows = static_cast<float>((scene.places.size() + columns - 1) / columns);
    return y + rows * (card_height + card_gap) - card_gap;
}

float draw_home_foot(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y, Commands& commands) {
    const Palette& p = ui.palette();
    ui.canvas().horizontal_hair(span.left, span.right, y, p.hair);
    draw_icon(ui.canvas(), Icon::Check, {span.left + 6, y + 23}, {.colour = p.good, .width = 1.8f});
    place({span.left + 22, y + 13});
    paragraph(ui, "home.promise", ui.tr(Msg::HomePromise), {.size = 12.5f, .line_height = 20},
              {.plain = p.ink2}, span.width() - 22);
    y = ui.last_rect().bottom() + space::s;
    if (!scene.has_guide) return y;
    struct Guide {
        const char* id;
        Msg label;
        const char* target;
    };
    constexpr Guide guides[] = {{"home.course", Msg::HomeCourse, course_guide},
                                {"home.guide", Msg::HomeWriteLesson, author_guide},
                                {"home.command", Msg::HomeCommandLine, command_guide}};
    for (const Guide& guide : guides) {
        place({span.left, y});
        const LinkSpec spec{
            .id = guide.id, .label = ui.tr(guide.label), .target = guide.target, .width = span.width()};
        if (link(ui, spec)) commands.push_back(command::OpenLink{guide.target});
        y = std::max(ui.last_rect().bottom(), y + std::max(22.0f, ui.target_height() - 8)) + 2;
    }
    return y + space::s;
}

}  // namespace hw::ui
