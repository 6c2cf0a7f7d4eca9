#include "ui/views/host/port_picture.h"

#include <algorithm>
#include <array>

namespace hw::ui {

namespace {

// How far each shade of TIME-WAIT has faded towards the ground.
constexpr std::array<float, time_wait_shades> fading = {0, .26f, .48f, .66f};

void paint_row(Image& image, std::uint32_t map_row, std::span<const Colour> colours, int cell_pixels) {
    const auto y = static_cast<int>(map_row) * cell_pixels;
    const std::span<Colour> first = image.row(y);
    auto out = first.begin();
    for (std::uint32_t column = 0; column < ports_in_a_row; ++column)
        out = std::fill_n(out, cell_pixels, colours[map_row * ports_in_a_row + column]);
    for (int copy = 1; copy < cell_pixels; ++copy)
        std::copy(first.begin(), first.end(), image.row(y + copy).begin());
}

}  // namespace

Colour port_colour(const Palette& p, const PortCell& cell, bool in_range) {
    // Both grounds stand out from whatever layer the map lies on.
    const Colour inside = mix(p.sheet, p.hair, .95f);
    if (!cell.is_used) return in_range ? inside : mix(p.sheet, p.hair, .5f);
    if (cell.state == tcp::State::TimeWait) return mix(p.state(cell.state), inside, fading[cell.shade]);
    return p.state(cell.state);
}

int port_cell_pixels(float side, float pixel_ratio) {
    return std::max(1, static_cast<int>(side * pixel_ratio / static_cast<float>(ports_in_a_row)));
}

Image& paint_port_map(Ui& ui, const HostScene& scene, HostMemory& memory, int cell_pixels) {
    const int side = static_cast<int>(ports_in_a_row) * cell_pixels;
    const auto [image, is_new] = ui.images.find(scene.node_id("map"), side, side);
    const host::PortRange range = scene.host.config.ephemeral_ports;
    std::array<Colour, 2 * (1 + tcp::state_count * time_wait_shades)> looks{};
    const auto look_of = [](const PortCell& cell, bool in_range) {
        const std::size_t used = 1 + static_cast<std::size_t>(cell.state) * time_wait_shades + cell.shade;
        return (cell.is_used ? used : 0) * 2 + (in_range ? 1 : 0);
    };
    for (const bool in_range : {false, true}) {
        looks[look_of({}, in_range)] = port_colour(ui.palette(), {}, in_range);
        for (std::uint32_t state = 0; state < tcp::state_count; ++state) {
            for (std::uint8_t shade = 0; shade < time_wait_shades; ++shade) {
                const PortCell cell{true, static_cast<tcp::State>(state), shade};
                looks[look_of(cell, in_range)] = port_colour(ui.palette(), cell, in_range);
            }
        }
    }
    const bool repaints_all = is_new || memory.painted.size() != port_count;
    memory.painted.resize(port_count);
    std::uint32_t first = ports_in_a_row, last = 0;
    for (std::uint32_t row = 0; row < ports_in_a_row; ++row) {
        bool has_changed = repaints_all;
        for (std::uint32_t column = 0; column < ports_in_a_row; ++column) {
            const std::uint32_t port = row * ports_in_a_row + column;
            const bool in_range = range.first <= port && port <= range.last;
            const Colour colour = looks[look_of(memory.cells[port], in_range)];
            has_changed |= memory.painted[port] != colour;
            memory.painted[port] = colour;
        }
        if (!has_changed) continue;
        paint_row(image, row, memory.painted, cell_pixels);
        first = std::min(first, row);
        last = row;
    }
    if (first <= last)
        image.rows_changed(static_cast<int>(first) * cell_pixels,
                           static_cast<int>(last - first + 1) * cell_pixels);
    return image;
}

}  // namespace hw::ui
