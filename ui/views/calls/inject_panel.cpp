#include "ui/views/calls/inject_panel.h"

#include <array>
#include <string_view>

#include "ui/views/ladder/card_tiles.h"
#include "ui/views/ladder/segment_words.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float between_rows = 3;
constexpr int row_count = 6;
constexpr float number_width = 116;

struct Rows {
    Ui& ui;
    const std::string& root;
    Rect row{};

    void next() { row.y += row.h + between_rows; }
    std::string id(std::string_view what) const { return root + "." + std::string(what); }
    int tiles(std::span<const CardTile> tiles) const { return draw_card_tiles(ui, row, tiles); }
};

void draw_kind(const Rows& rows, InjectDraft& draft) {
    const std::string old_id = rows.id("old");
    const std::string forged_id = rows.id("forged");
    const std::array tiles{CardTile{.id = old_id.c_str(),
                                    .label = rows.ui.tr(Msg::InjectOld),
                                    .icon = Icon::Clock,
                                    .is_toggle = true,
                                    .is_on = draft.is_old},
                           CardTile{.id = forged_id.c_str(),
                                    .label = rows.ui.tr(Msg::InjectForged),
                                    .icon = Icon::Warning,
                                    .is_toggle = true,
                                    .is_on = !draft.is_old}};
    const int pressed = rows.tiles(tiles);
    if (pressed >= 0) draft.is_old = pressed == 0;
}

void draw_bits(const Rows& rows, InjectDraft& draft) {
    struct Bit {
        const char* name;
        std::uint8_t mask;
    };
    constexpr std::array<Bit, 5> bits = {{{"SYN", wire::Ctl::syn_bit},
                                          {"ACK", wire::Ctl::ack_bit},
                                          {"FIN", wire::Ctl::fin_bit},
                                          {"RST", wire::Ctl::rst_bit},
                                          {"URG", wire::Ctl::urg_bit}}};
    std::array<std::string, bits.size()> ids;
    std::vector<CardTile> tiles;
    for (std::size_t i = 0; i < bits.size(); ++i) {
        ids[i] = rows.id(std::string("bit.") + bits[i].name);
        tiles.push_back({.id = ids[i].c_str(),
                         .label = bits[i].name,
                         .is_toggle = true,
                         .is_on = (draft.ctl.bits & bits[i].mask) != 0});
    }
    const int pressed = rows.tiles(tiles);
    if (pressed >= 0) draft.ctl.bits ^= bits[static_cast<std::size_t>(pressed)].mask;
}

// "SEQ 5001", and steps of one and of a hundred either way.
void draw_number(const Rows& rows, std::string_view name, bool is_there, SeqNum& number) {
    const Palette& p = rows.ui.palette();
    const std::string text = std::string(name) + " " + (is_there ? std::to_string(number.raw) : "-");
    const std::string id = rows.id(name);
    label(rows.ui, {rows.row.x + 4, rows.row.centre().y + type::row * baseline_below_middle},
          {.id = id,
           .text = text,
           .size = type::row,
           .face = Face::Mono,
           .colour = is_there ? p.ink1 : p.ink3});
    struct Step {
        const char* label;
        std::int32_t by;
    };
    constexpr std::array<Step, 4> steps = {{{"-100", -100}, {"-1", -1}, {"+1", 1}, {"+100", 100}}};
    std::array<std::string, steps.size()> ids;
    std::vector<CardTile> tiles;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        ids[i] = id + steps[i].label;
        tiles.push_back({.id = ids[i].c_str(), .label = steps[i].label, .is_disabled = !is_there});
    }
    Rect right = rows.row;
    right.x += number_width;
    right.w -= number_width;
    const int pressed = draw_card_tiles(rows.ui, right, tiles);
    if (pressed >= 0) number.raw += static_cast<std::uint32_t>(steps[static_cast<std::size_t>(pressed)].by);
}

void draw_text(const Rows& rows, InjectDraft& draft) {
    constexpr std::array<std::uint32_t, 4> sizes = {0, 1, 10, 100};
    std::array<std::string, sizes.size()> ids;
    std::vector<CardTile> tiles;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        ids[i] = rows.id("text" + std::to_string(sizes[i]));
        tiles.push_back({.id = ids[i].c_str(),
                         .label = sizes[i] == 0 ? std::string(rows.ui.tr(Msg::InjectNoText))
                                                : bytes_text(sizes[i], rows.ui.language),
                         .is_toggle = true,
                         .is_on = draft.text_bytes == sizes[i]});
    }
    const int pressed = rows.tiles(tiles);
    if (pressed >= 0) draft.text_bytes = sizes[static_cast<std::size_t>(pressed)];
}

InjectAnswer draw_answer(const Rows& rows) {
    const std::string cancel_id = rows.id("cancel");
    const std::string send_id = rows.id("send");
    const std::array tiles{CardTile{.id = cancel_id.c_str(), .label = rows.ui.tr(Msg::EditCancel)},
                           CardTile{.id = send_id.c_str(),
                                    .label = rows.ui.tr(Msg::InjectSend),
                                    .icon = Icon::Arrow,
                                    .is_main = true}};
    const int pressed = rows.tiles(tiles);
    return pressed < 0 ? InjectAnswer::None : pressed == 0 ? InjectAnswer::Cancel : InjectAnswer::Send;
}

}  // namespace

float inject_panel_height(const Ui& ui) {
    return row_count * card_tile_height(ui) + (row_count - 1) * between_rows;
}

InjectAnswer draw_inject_panel(Ui& ui, const std::string& id, Point upper_left, float width,
                               InjectDraft& draft) {
    Rows rows{.ui = ui, .root = id, .row = {upper_left.x, upper_left.y, width, card_tile_height(ui)}};
    draw_kind(rows, draft);
    rows.next();
    draw_bits(rows, draft);
    rows.next();
    draw_number(rows, "SEQ", true, draft.seq);
    rows.next();
    draw_number(rows, "ACK", draft.ctl.ack(), draft.ack);
    rows.next();
    draw_text(rows, draft);
    rows.next();
    return draw_answer(rows);
}

}  // namespace hw::ui
