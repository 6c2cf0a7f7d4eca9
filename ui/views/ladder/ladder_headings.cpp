// The hosts above their lanes: sign, name, port, on a phone the state, and the button that offers what can be asked of
// them.
#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/text/format.h"
#include "ui/views/host_name.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float sign_radius = 11;
constexpr float behind_sign = 19;
constexpr float behind_name = 10;
constexpr float least_for_ports = 330;  // between two lanes

struct Heading {
    Ui& ui;
    const LadderScene& scene;
    LadderMemory& memory;
    const HostLine& host;
    const Lane& lane;
    // Sign, name and button stand to the right of the lane, of the second host of two to its left.
    bool goes_left = false;
    // Three and more on a phone: there is room for sign and state alone, one below the other.
    bool is_stacked = false;
    // From this lane to its neighbour's, on that side.
    float room = 0;

    float middle() const { return scene.rect.y + scene.heading_height / 2; }
    float direction() const { return goes_left ? -1.0f : 1.0f; }
    Align align() const { return goes_left ? Align::End : Align::Start; }
    std::string id() const { return scene.id + ".host." + host.name; }
    // A host whose name is its letter: "A A" would be said twice.
    bool sign_says_all() const { return host.name.size() == 1 && host.name.front() == host.letter; }
};

// Name and port, or name above state. Returns how far from the lane it reaches.
float draw_words(const Heading& h) {
    const Palette& p = h.ui.palette();
    const Canvas canvas = h.ui.canvas();
    const std::string name = host_name(h.ui, h.host);
    if (h.is_stacked) {
        const std::string state{tcp::name_of(state_at(*h.scene.run.trace, h.host, h.scene.run.now))};
        label(h.ui, {h.lane.x, h.middle() + 19},
              {.id = h.id() + ".state", .text = state, .size = type::axis, .align = Align::Middle});
        h.ui.semantics.add({.id = h.id(),
                            .role = Role::Text,
                            .name = name,
                            .rect = Rect{h.lane.x, h.middle(), 0, 0}.grown(sign_radius)});
        return sign_radius;
    }
    const float x = h.lane.x + h.direction() * behind_sign;
    const bool says_all = h.sign_says_all();
    if (says_all)
        h.ui.semantics.add({.id = h.id(),
                            .role = Role::Text,
                            .name = name,
                            .rect = Rect{h.lane.x, h.middle(), 0, 0}.grown(sign_radius)});
    if (h.scene.is_compact) {
        const std::string state{tcp::name_of(state_at(*h.scene.run.trace, h.host, h.scene.run.now))};
        if (!says_all)
            label(h.ui, {x, h.middle() - 3},
                  {.id = h.id(), .text = name, .size = type::caption, .colour = p.ink3, .align = h.align()});
        label(h.ui, {x, h.middle() + (says_all ? 4.5f : 12.0f)},
              {.id = h.id() + ".state", .text = state, .size = type::row, .align = h.align()});
        const float name_width = says_all ? 0 : canvas.text_width(name, type::caption);
        return behind_sign + std::max(name_width, canvas.text_width(state, type::row));
    }
    const bool shows_port = h.host.port != 0 && h.room > least_for_ports;
    const std::string port = shows_port ? ":" + std::to_string(h.host.port) : std::string();
    if (says_all) {
        if (shows_port)
            label(h.ui, {x, h.middle() + type::row * baseline_below_middle},
                  {.id = h.id() + ".port",
                   .text = port,
                   .size = type::row,
                   .colour = p.ink3,
                   .align = h.align()});
        return shows_port ? behind_sign + canvas.text_width(port, type::row) : sign_radius;
    }
    const std::string text = shows_port ? name + "  " + port : name;
    label(h.ui, {x, h.middle() + type::row * baseline_below_middle},
          {.id = h.id(), .text = text, .size = type::row, .colour = p.ink3, .align = h.align()});
    return behind_sign + canvas.text_width(text, type::row);
}

// How far from the lane the heading reaches.
float draw_heading(const Heading& h) {
    const float lift = h.is_stacked ? 6.0f : 0.0f;
    draw_host_sign(h.ui.canvas(), {h.lane.x, h.middle() - lift}, h.host.letter,
                   h.is_stacked ? sign_radius - 1 : sign_radius);
    const float reach = draw_words(h);
    // Nobody asks anything of the liar: what he forges is put together at the host that it reaches.
    if (h.scene.calls.is_empty() || h.host.is_attacker()) return reach;
    const std::string id = "calls" + h.scene.id.substr(std::string_view("ladder").size());
    const bool has_room_for_label = !h.scene.is_compact && h.room > least_for_ports;
    const std::string text = has_room_for_label ? h.ui.tr(Msg::CallsShort) : "";
    const Point size = call_button_size(h.ui, text);
    const float near = h.lane.x + h.direction() * (reach + behind_name);
    const Point at{h.goes_left ? near - size.x : near, h.middle() - lift - size.y / 2};
    draw_call_button(h.ui, {.run = h.scene.run, .allowed = h.scene.calls, .id = id}, h.host, at, text,
                     h.memory.calls);
    return reach + behind_name + size.x;
}

void draw_delay(Ui& ui, const LadderScene& scene, const LadderLayout& layout, float left, float right) {
    const std::string text = ui.tr(Msg::EachWay, {format_duration(scene.run.delay)});
    const float width = ui.canvas().text_width(text, type::caption);
    if (right - left < width + 24) return;
    const float middle = (layout.lanes.front().x + layout.lanes.back().x) / 2;
    // In the middle, unless a heading reaches there.
    const float x = std::clamp(middle, left + 12 + width / 2, right - 12 - width / 2);
    label(ui, {x, scene.rect.y + scene.heading_height / 2 + type::caption * baseline_below_middle},
          {.id = scene.id + ".delay",
           .text = text,
           .size = type::caption,
           .colour = ui.palette().ink3,
           .align = Align::Middle});
}

}  // namespace

std::string host_name(const Ui& ui, const HostLine& host) { return shown_host_name(ui, host.name); }

void draw_ladder_headings(Ui& ui, const LadderScene& scene, LadderMemory& memory) {
    const LadderLayout& layout = memory.layout;
    const std::size_t count = std::min(layout.lanes.size(), scene.run.hosts.size());
    float left = scene.rect.x;
    float right = scene.rect.right();
    for (std::size_t i = 0; i < count; ++i) {
        const Lane& lane = layout.lanes[i];
        const bool is_last = i + 1 == count && i > 0;
        const bool is_one_of_many = count > 2;
        const float room = count < 2 ? scene.rect.w
                           : is_last ? lane.x - layout.lanes[i - 1].x
                                     : layout.lanes[i + 1].x - lane.x;
        const float reach = draw_heading({.ui = ui,
                                          .scene = scene,
                                          .memory = memory,
                                          .host = scene.run.hosts[i],
                                          .lane = lane,
                                          .goes_left = is_last && (!is_one_of_many || scene.is_compact),
                                          .is_stacked = is_one_of_many && scene.is_compact,
                                          .room = room});
        if (i == 0) left = lane.x + reach;
        if (is_last) right = lane.x - reach;
    }
    if (!scene.is_compact && scene.run.knows_delay && count == 2) draw_delay(ui, scene, layout, left, right);
    ui.canvas().horizontal_hair(scene.rect.x, scene.rect.right(), scene.rect.y + scene.heading_height - 1,
                                ui.palette().hair);
}

}  // namespace hw::ui
