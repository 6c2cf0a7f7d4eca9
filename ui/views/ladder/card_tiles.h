// A row of small buttons on the card of a segment: as wide as their words ask, together as wide as the card.
#pragma once

#include "ui/draw/icon.h"
#include "ui/widgets/ui.h"

#include <span>
#include <string>

namespace hw::ui {

struct CardTile {
    const char* id;
    std::string label{};
    Icon icon = Icon::None;
    std::string_view description = {};
    bool is_toggle = false;
    bool is_on = false;
    bool is_disabled = false;
    bool is_main = false;  // the one that does it
};

float card_tile_height(const Ui& ui);

// Returns the index of the tile that is pressed now, or -1.
int draw_card_tiles(Ui& ui, const Rect& row, std::span<const CardTile> tiles);

}  // namespace hw::ui
