#include "ui/views/host/ss_view.h"

#include <algorithm>
#include <array>
#include <string>

#include "host/ss.h"
#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/host/host_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float line_height = 19;
constexpr float text_left = 15;  // behind the swatch
constexpr float scrollbar_room = 12;

struct Column {
    SocketColumn column;
    std::string_view title;  // as ss prints it
    float x = 0;
    Align align = Align::Start;
    int line = 0;
};

// Where the columns stand: in one line when there is room for addresses side by side, else in two.
struct Layout {
    std::array<Column, socket_column_count> columns{};
    int lines = 1;
    float width = 0;
    float row_height = 0;
    float head_line_height = 0;
    bool names_timer = true;
    bool has_queues = true;

    bool shows(SocketColumn column) const {
        return has_queues || (column != SocketColumn::RecvQ && column != SocketColumn::SendQ);
    }
};

Layout lay_out(const Ui& ui, float width, float height) {
    Layout l{.width = width};
    constexpr float one_line_from = 470, one_line_without_queues_from = 360, low = 260;
    constexpr float recv_right = 128, send_right = 176;
    // A low table has one line for each socket rather than the queues.
    l.has_queues = width >= one_line_from || width < one_line_without_queues_from || height >= low;
    l.lines = width >= one_line_from || !l.has_queues ? 1 : 2;
    l.names_timer = width >= 540 || l.lines == 2;
    const bool is_one = l.lines == 1;
    const float local_x = !is_one ? text_left : l.has_queues ? 192.0f : 104.0f;
    const float timer_room = l.names_timer ? 96.0f : 50.0f;
    const float peer_x = is_one ? local_x + (width - timer_room - local_x) / 2 : std::max(134.0f, width / 2);
    const int second = is_one ? 0 : 1;
    l.columns = {{{SocketColumn::State, "State", text_left, Align::Start, 0},
                  {SocketColumn::RecvQ, "Recv-Q", recv_right, Align::End, 0},
                  {SocketColumn::SendQ, "Send-Q", send_right, Align::End, 0},
                  {SocketColumn::Local, "Local", local_x, Align::Start, second},
                  {SocketColumn::Peer, "Peer", peer_x, Align::Start, second},
                  {SocketColumn::Timer, "Timer", width, Align::End, 0}}};
    const float natural = static_cast<float>(l.lines) * line_height - (is_one ? 0.0f : 2.0f);
    l.row_height = ui.has_coarse_pointer() ? std::max(space::touch_target, natural) : natural;
    l.head_line_height = ui.has_coarse_pointer() ? space::touch_target : 22;
    return l;
}

std::string cell_text(const SocketRow& row, SocketColumn column, const HostScene& scene, bool names_timer) {
    switch (column) {
        case SocketColumn::State: return std::string(host::ss_name_of(row.state));
        case SocketColumn::RecvQ: return std::to_string(row.recv_q);
        case SocketColumn::SendQ: return std::to_string(row.send_q);
        case SocketColumn::Local: return endpoint_text(row.local);
        case SocketColumn::Peer: return endpoint_text(row.peer);
        case SocketColumn::Timer:
            return names_timer ? timer_text(row, scene.now) : timer_time_text(row, scene.now);
    }
    return {};
}

// ---- the title and the filters

void draw_title(Ui& ui, const HostScene& scene, const HostMemory& memory) {
    const Point at = place();
    const Palette& p = ui.palette();
    const float x = label(ui, {at.x, at.y + 15},
                          {.id = scene.node_id("ss.title"),
                           .text = "ss -tan",
                           .size = type::section_heading,
                           .face = Face::Mono,
                           .role = Role::Heading,
                           .level = 2});
    const auto all = static_cast<std::int64_t>(memory.sockets.rows().size());
    const bool is_filtered = memory.sockets.size() != memory.sockets.rows().size();
    const std::string count =
        is_filtered ? ui.tr(Msg::SsRowsOf, {format_integer(memory.sockets.size()), format_integer(all)})
                    : ui.tr(all == 1 ? Msg::SsOneRow : Msg::SsRows, {format_integer(all)});
    label(ui, {x + 14, at.y + 15},
          {.id = scene.node_id("ss.count"), .text = count, .size = type::row, .colour = p.ink3});
    place({at.x, at.y + 24});
}

// Where fingers need tall rows, chips that would choose between nothing are left out.
bool needs_filters(const Ui& ui, const HostMemory& memory) {
    std::uint32_t states = 0;
    for (std::uint32_t i = 0; i < tcp::state_count; ++i)
        states += memory.sockets.count(static_cast<tcp::State>(i)) > 0 ? 1 : 0;
    const bool has_any = memory.filter.state || memory.filter.local_port || memory.port;
    return states > 1 || has_any || !ui.has_coarse_pointer();
}

void draw_filters(Ui& ui, const HostScene& scene, HostMemory& memory, float right) {
    if (!needs_filters(ui, memory)) return;
    const Point at = place();
    const SemanticScope group(
        ui.semantics,
        {.id = scene.node_id("ss.filters"), .role = Role::Group, .name = ui.tr(Msg::SsFilters)});
    ChipFlow flow{.at = at, .left = at.x, .right = right};
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        const auto state = static_cast<tcp::State>(i);
        const std::uint32_t count = memory.sockets.count(state);
        const bool is_on = memory.filter.state == state;
        if (count == 0 && !is_on) continue;
        const std::string name(host::ss_name_of(state));
        const FilterChip chip{.id = scene.node_id("ss.state." + name),
                              .label = name + ' ' + format_integer(count),
                              .state = state,
                              .is_on = is_on};
        if (filter_chip(ui, flow, chip)) memory.filter.state = is_on ? std::nullopt : std::optional(state);
    }
    if (memory.port || memory.filter.local_port) {
        const bool is_on = memory.filter.local_port.has_value();
        const std::uint16_t port = is_on ? *memory.filter.local_port : *memory.port;
        const FilterChip chip{.id = scene.node_id("ss.port"),
                              .label = ui.tr(Msg::SsOnlyPort, {std::to_string(port)}),
                              .is_on = is_on};
        if (filter_chip(ui, flow, chip))
            memory.filter.local_port = is_on ? std::nullopt : std::optional(port);
    }
    place({at.x, flow.bottom() + space::s});
}

// ---- the head

void press_column(HostMemory& memory, SocketColumn column) {
    if (memory.order.column != column)
        memory.order = {.column = column};
    else if (!memory.order.is_descending)
        memory.order.is_descending = true;
    else
        memory.order = {};
}

void draw_head(Ui& ui, const HostScene& scene, const Layout& layout, HostMemory& memory) {
    const Point at = place();
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    for (const Column& column : layout.columns) {
        if (!layout.shows(column.column)) continue;
        const bool is_on = memory.order.column == column.column;
        const float text_width = canvas.text_width(column.title, type::axis);
        const float x = at.x + column.x - (column.align == Align::End ? text_width : 0);
        const float y = at.y + static_cast<float>(column.line) * layout.head_line_height;
        SemanticNode node{.id = scene.node_id("ss.sort." + std::string(column.title)),
                          .role = Role::Button,
                          .name = ui.tr(Msg::SsSortBy, {column.title})};
        if (is_on) node.value = ui.tr(memory.order.is_descending ? Msg::SsDescending : Msg::SsAscending);
        node.state.can_press = true;
        node.state.is_pressed = is_on;
        const Rect rect{x - 4, y, text_width + 8, layout.head_line_height};
        const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect});
        const Colour ink = is_on ? p.accent : press.is_hovered ? p.ink1 : p.ink3;
        canvas.text_on_middle({x, rect.centre().y}, column.title, {.colour = ink, .size = type::axis});
        if (is_on) {
            const Icon arrow = memory.order.is_descending ? Icon::Down : Icon::Up;
            const float arrow_x = column.align == Align::End ? x - 8 : x + text_width + 8;
            draw_icon(canvas, arrow, {arrow_x, rect.centre().y}, {.colour = ink, .scale = .6f});
        }
        if (press.is_pressed) press_column(memory, column.column);
    }
    const float bottom = at.y + static_cast<float>(layout.lines) * layout.head_line_height;
    canvas.horizontal_hair(at.x, at.x + layout.width, bottom, p.hair);
    place({at.x, bottom + 2});
}

// ---- the rows

void select_row(HostMemory& memory, const SocketRow& row) {
    memory.selected = key_of(row);
    memory.port = row.local.port;
}

void draw_row(Ui& ui, const HostScene& scene, const Layout& layout, HostMemory& memory, const SocketRow& row,
              const Rect& rect, bool is_tab_stop) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const bool is_selected = memory.selected == key_of(row);
    const std::string local = endpoint_text(row.local), peer = endpoint_text(row.peer);
    SemanticNode node{.id = scene.node_id("ss.row." + local + '-' + peer),
                      .role = Role::Radio,
                      .name = std::string(tcp::name_of(row.state)) + ' ' + local + ' ' + peer};
    node.value = "Recv-Q " + std::to_string(row.recv_q) + ", Send-Q " + std::to_string(row.send_q);
    if (const std::string timer = timer_text(row, scene.now); !timer.empty()) node.value += ", " + timer;
    node.state.can_check = true;
    node.state.is_checked = is_selected;
    const PressResult press =
        press_area(ui, {.node = std::move(node), .rect = rect, .is_tab_stop = is_tab_stop});
    if (press.is_pressed || press.was_reached_by_arrow) select_row(memory, row);
    if (is_selected)
        canvas.fill(rect, p.accent_soft, radius::cell);
    else if (press.is_hovered)
        canvas.fill(rect, p.sunk, radius::cell);
    const float text_height = static_cast<float>(layout.lines) * (line_height - 2) + 2;
    const float top = rect.centre().y - text_height / 2;
    draw_swatch(canvas, {rect.x + 6, top + line_height / 2}, row.state, 8, 12);
    for (const Column& column : layout.columns) {
        if (!layout.shows(column.column)) continue;
        const bool is_quiet = column.column == SocketColumn::Timer ||
                              ((column.column == SocketColumn::RecvQ && row.recv_q == 0) ||
                               (column.column == SocketColumn::SendQ && row.send_q == 0));
        const float y = top + line_height / 2 + static_cast<float>(column.line) * (line_height - 2);
        canvas.text_on_middle({rect.x + 6 + column.x, y},
                              cell_text(row, column.column, scene, layout.names_timer),
                              {.colour = is_quiet ? p.ink3 : p.ink1,
                               .size = type::row,
                               .face = Face::Mono,
                               .align = column.align});
    }
}

void scroll_to_selected(const Layout& layout, HostMemory& memory, float height) {
    memory.scrolls_to_selected = false;
    if (!memory.selected) return;
    const auto place = memory.sockets.place_of(*memory.selected);
    if (!place) return;
    const float y = static_cast<float>(*place) * layout.row_height;
    const float scroll = ImGui::GetScrollY();
    if (y >= scroll && y + layout.row_height <= scroll + height) return;
    ImGui::SetScrollY(std::max(0.0f, y - height / 2));
}

void draw_rows(Ui& ui, const HostScene& scene, const Layout& layout, const Rect& rect, Colour ground,
               HostMemory& memory) {
    begin_pane(
        ui,
        {.id = scene.node_id("ss.rows"), .name = "ss -tan", .rect = rect, .ground = ground, .scrolls = true});
    const SemanticScope group(
        ui.semantics,
        {.id = scene.node_id("ss.table"), .role = Role::RadioGroup, .name = "ss -tan", .rect = rect});
    const std::uint32_t size = memory.sockets.size();
    const Point top = place();  // of the first row, above the pane when it is scrolled
    if (memory.scrolls_to_selected) scroll_to_selected(layout, memory, rect.h);
    // Two rows more on either side, for the focus to move on to.
    constexpr std::uint32_t beyond = 2;
    const auto above = static_cast<std::uint32_t>(std::max(0.0f, (rect.y - top.y) / layout.row_height));
    const std::uint32_t first = above > beyond ? above - beyond : 0;
    const std::uint32_t shown = static_cast<std::uint32_t>(rect.h / layout.row_height) + 2 + 2 * beyond;
    memory.sockets.look_at(first, shown);
    const std::uint32_t end = std::min(size, first + shown);
    bool selected_is_shown = false;
    for (std::uint32_t i = first; i < end; ++i)
        selected_is_shown |= memory.selected == key_of(memory.sockets.at(i));
    for (std::uint32_t i = first; i < end; ++i) {
        const SocketRow& row = memory.sockets.at(i);
        const float y = top.y + static_cast<float>(i) * layout.row_height;
        const bool is_tab_stop =
            selected_is_shown ? memory.selected == key_of(row) : i == std::min(above, end - 1);
        draw_row(ui, scene, layout, memory, row, {top.x, y, layout.width + 12, layout.row_height},
                 is_tab_stop);
    }
    place({top.x, top.y + static_cast<float>(size) * layout.row_height});
    ImGui::Dummy({1, 1});
    if (size == 0)
        label(ui, {top.x + 6, top.y + 16},
              {.id = scene.node_id("ss.none"),
               .text = ui.tr(memory.sockets.rows().empty() ? Msg::SsEmpty : Msg::SsNonePasses),
               .size = type::row,
               .colour = ui.palette().ink3});
    end_pane(ui);
}

}  // namespace

void draw_ss(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory) {
    refresh(scene, memory);
    begin_pane(ui, {.id = scene.node_id("ss"),
                    .name = ui.tr(Msg::SsPane),
                    .rect = pane.rect,
                    .ground = pane.ground,
                    .padding = pane.padding});
    const Layout layout = lay_out(ui, pane.rect.w - 2 * pane.padding.x - scrollbar_room + 6, pane.rect.h);
    draw_title(ui, scene, memory);
    draw_filters(ui, scene, memory, pane.rect.right() - pane.padding.x);
    draw_head(ui, scene, layout, memory);
    memory.sockets.arrange(memory.order, memory.filter);
    const Point at = place();
    draw_rows(ui, scene, layout,
              {at.x - 6, at.y, pane.rect.right() - at.x + 6 - 4, pane.rect.bottom() - at.y - 2}, pane.ground,
              memory);
    end_pane(ui);
}

}  // namespace hw::ui
