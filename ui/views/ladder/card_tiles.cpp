#include "ui/views/ladder/card_tiles.h"

#include <algorithm>
#include <vector>

#include "ui/widgets/button.h"

namespace hw::ui {

namespace {

constexpr float tile_height = 37;
constexpr float between_tiles = 4;

}  // namespace

float card_tile_height(const Ui& ui) {
    return std::max(tile_height, ui.has_coarse_pointer() ? space::touch_target : 0.0f);
}

int draw_card_tiles(Ui& ui, const Rect& row, std::span<const CardTile> tiles) {
    const auto count = static_cast<float>(tiles.size());
    std::vector<float> words;
    float all_words = 0;
    for (const CardTile& tile : tiles) {
        words.push_back(ui.canvas().text_width(tile.label, type::caption));
        all_words += words.back();
    }
    const float extra = (row.w - between_tiles * (count - 1) - all_words) / count;
    float x = row.x;
    int pressed = -1;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const CardTile& tile = tiles[i];
        place({x, row.y});
        const bool is_pressed = button(ui, {.id = tile.id,
                                            .label = tile.label,
                                            .description = tile.description,
                                            .icon = tile.icon,
                                            .kind = tile.is_main ? ButtonKind::Primary : ButtonKind::Tile,
                                            .size = {words[i] + extra, row.h},
                                            .text_size = type::caption,
                                            .is_disabled = tile.is_disabled,
                                            .is_toggle = tile.is_toggle,
                                            .is_on = tile.is_on});
        if (is_pressed) pressed = static_cast<int>(i);
        x += words[i] + extra + between_tiles;
    }
    return pressed;
}

}  // namespace hw::ui
