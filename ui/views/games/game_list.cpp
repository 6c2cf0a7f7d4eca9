#include "ui/views/games/game_list.h"

#include <algorithm>
#include <array>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/page/problem_card.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float widest = 960;
constexpr float least_row = 63;
constexpr ParagraphStyle title_style{.size = 14.5f, .line_height = 21};
constexpr ParagraphStyle detail_style{.size = 13, .line_height = 20};

// Number, title, detail, state: side by side when there is room, below one another when not.
struct Columns {
    float number = 0;
    float title = 0;
    float detail = 0;
    float state = 0;
    float right = 0;
    bool is_narrow = false;
};

Columns columns_for(const Rect& rect) {
    const float margin = rect.w < 700 ? space::xl : 40.0f;
    const float left = rect.x + std::max(margin, (rect.w - widest) / 2);
    const float right = std::min(rect.right() - margin, left + widest);
    Columns c{.number = left, .title = left + 36, .right = right, .is_narrow = right - left < 620};
    c.state = c.is_narrow ? c.title : right - 170;
    c.detail = c.is_narrow ? c.title : c.title + (c.state - c.title) * .34f;
    return c;
}

struct Words {
    Point at{};
    const std::string& text;
    const ParagraphStyle& style;
    float width = 0;
    Colour ink = 0;
};

float height_of(Ui& ui, const Words& w) {
    const std::array spans = {TextSpan{SpanKind::Plain, w.text}};
    return paragraph_height(ui, {.id = {}, .spans = spans, .style = w.style, .width = w.width});
}

void draw_words(Ui& ui, const Words& w) {
    const std::array spans = {TextSpan{SpanKind::Plain, w.text}};
    place(w.at);
    paragraph(ui, {.id = {}, .spans = spans, .style = w.style, .ink = {.plain = w.ink}, .width = w.width});
}

void draw_state(Ui& ui, const GameRow& row, Point at) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const Point centre{at.x + 8, at.y};
    if (row.is_done) {
        canvas.circle(centre, 8, p.good);
        draw_icon(canvas, Icon::Check, centre, {.colour = p.sheet, .width = 1.8f, .scale = .9f});
    } else {
        canvas.circle(centre, 7.5f, 0, {.colour = p.line, .width = 1.5f});
        draw_icon(canvas, Icon::Play, centre, {.colour = p.ink3, .scale = .42f});
    }
    canvas.text_on_middle({at.x + 24, at.y}, row.state,
                          {.colour = row.is_done ? p.good : p.ink2, .size = type::flags});
}

// Returns the y below the row.
float draw_row(Ui& ui, const GameRow& row, const Columns& c, std::size_t number, float y,
               Commands& commands) {
    const Palette& p = ui.palette();
    Words title{.text = row.title,
                .style = title_style,
                .width = (c.is_narrow ? c.right : c.detail - 24) - c.title,
                .ink = p.ink1};
    Words detail{.text = row.detail,
                 .style = detail_style,
                 .width = (c.is_narrow ? c.right : c.state - 28) - c.detail,
                 .ink = p.ink2};
    const float title_height = height_of(ui, title);
    const float detail_height = height_of(ui, detail);
    const float content =
        c.is_narrow ? title_height + detail_height + 34 : std::max(title_height, detail_height);
    const float height = std::max(least_row, content + 22);
    const Rect rect{c.number - 16, y + 1, c.right - c.number + 32, height - 2};
    const PressResult press = press_area(ui, {.node = {.id = "games." + row.id,
                                                       .role = Role::Link,
                                                       .name = row.title,
                                                       .description = row.detail + " " + row.state,
                                                       .target = row.target},
                                              .rect = rect,
                                              .ring_radius = radius::card});
    if (press.is_hovered || press.is_focused) ui.canvas().fill(rect, p.accent_soft, radius::card);
    const float middle = y + height / 2;
    const Canvas canvas = ui.canvas();
    canvas.text({c.number, (c.is_narrow ? y + 30 : middle + 8)}, std::to_string(number),
                {.colour = p.accent, .size = 22});
    if (c.is_narrow) {
        title.at = {c.title, y + 12};
        detail.at = {c.title, y + 16 + title_height};
        draw_state(ui, row, {c.title, y + height - 22});
    } else {
        title.at = {c.title, middle - title_height / 2};
        detail.at = {c.detail, middle - detail_height / 2};
        draw_state(ui, row, {c.state, middle});
        draw_icon(canvas, Icon::Right, {c.right - 4, middle}, {.colour = p.ink3, .width = 1.5f});
    }
    draw_words(ui, title);
    draw_words(ui, detail);
    if (press.is_pressed) commands.push_back(command::GoTo{row.target});
    return y + height;
}

}  // namespace

void draw_game_list(Ui& ui, const GameListScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Columns c = columns_for(scene.rect);
    begin_pane(ui,
               {.id = "games", .name = scene.title, .rect = scene.rect, .ground = p.sheet, .scrolls = true});
    const Point origin = place();
    const float width = c.right - c.number;
    place({c.number, origin.y + (c.is_narrow ? 24.0f : 44.0f)});
    heading(ui, {.id = "games.title",
                 .text = scene.title,
                 .level = 1,
                 .size = c.is_narrow ? 24.0f : type::home_title,
                 .width = width});
    place({c.number, ui.last_rect().bottom() + 4});
    paragraph(ui, "games.subtitle", scene.subtitle, {.size = c.is_narrow ? 13.5f : 15.0f}, {.plain = p.ink2},
              width);
    float y = ui.last_rect().bottom() + space::xxl;
    if (!scene.problem.empty()) {
        const std::vector<std::string> lines{scene.problem};
        y = draw_problem_card(ui, {.id = "games.problem",
                                   .title = ui.tr(Msg::NotFoundTitle),
                                   .lines = lines,
                                   .at = {c.number, y},
                                   .width = width}) +
            space::xl;
    }
    std::size_t number = 0;
    for (const GameRow& row : scene.rows) {
        ui.canvas().horizontal_hair(c.number, c.right, y, p.line);
        y = draw_row(ui, row, c, ++number, y, commands);
    }
    ui.canvas().horizontal_hair(c.number, c.right, y, p.line);
    place({c.number, y});
    ImGui::Dummy({1, space::xxl});
    end_pane(ui);
}

}  // namespace hw::ui
