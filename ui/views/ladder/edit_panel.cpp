#include "ui/views/ladder/edit_panel.h"

#include <array>
#include <span>
#include <string>
#include <vector>

#include "ui/views/ladder/card_tiles.h"

namespace hw::ui {

namespace {

constexpr float between_rows = 4;
constexpr int row_count = 5;

struct Bit {
    const char* name;
    const char* id;
    std::uint8_t mask;
};

constexpr std::array<Bit, 6> bits = {{{"SYN", "card.edit.syn", wire::Ctl::syn_bit},
                                      {"ACK", "card.edit.ack", wire::Ctl::ack_bit},
                                      {"FIN", "card.edit.fin", wire::Ctl::fin_bit},
                                      {"RST", "card.edit.rst", wire::Ctl::rst_bit},
                                      {"PSH", "card.edit.psh", wire::Ctl::psh_bit},
                                      {"URG", "card.edit.urg", wire::Ctl::urg_bit}}};

CardTile number_tile(const char* id, const char* label, bool is_on) {
    return {.id = id, .label = label, .is_toggle = true, .is_on = is_on};
}

void draw_numbers(Ui& ui, const Rect& row, EditDraft& draft) {
    std::vector<CardTile> tiles{number_tile("card.edit.seq_up", "seq + 1", draft.seq_by > 0),
                                number_tile("card.edit.seq_down", "seq - 1", draft.seq_by < 0)};
    if (draft.ctl.ack()) {
        tiles.push_back(number_tile("card.edit.ack_up", "ack + 1", draft.ack_by > 0));
        tiles.push_back(number_tile("card.edit.ack_down", "ack - 1", draft.ack_by < 0));
    }
    const int pressed = draw_card_tiles(ui, row, tiles);
    if (pressed < 0) return;
    std::int32_t& by = pressed < 2 ? draft.seq_by : draft.ack_by;
    const std::int32_t wanted = pressed % 2 == 0 ? 1 : -1;
    by = by == wanted ? 0 : wanted;
}

void draw_bits(Ui& ui, const Rect& row, EditDraft& draft) {
    std::vector<CardTile> tiles;
    for (const Bit& bit : bits) {
        tiles.push_back(
            {.id = bit.id, .label = bit.name, .is_toggle = true, .is_on = (draft.ctl.bits & bit.mask) != 0});
    }
    const int pressed = draw_card_tiles(ui, row, tiles);
    if (pressed >= 0) draft.ctl.bits ^= bits[static_cast<std::size_t>(pressed)].mask;
    if (!draft.ctl.ack()) draft.ack_by = 0;
}

struct Switch {
    const char* id;
    Msg label;
    bool* is_on;
};

void draw_switches(Ui& ui, const Rect& row, std::span<const Switch> switches) {
    std::vector<CardTile> tiles;
    const std::string detail = ui.tr(Msg::EditChecksumDetail);
    for (const Switch& one : switches) {
        tiles.push_back({.id = one.id,
                         .label = ui.tr(one.label),
                         .description = one.label == Msg::EditChecksum ? detail : std::string_view(),
                         .is_toggle = true,
                         .is_on = *one.is_on});
    }
    const int pressed = draw_card_tiles(ui, row, tiles);
    if (pressed < 0) return;
    bool& is_on = *switches[static_cast<std::size_t>(pressed)].is_on;
    is_on = !is_on;
}

void draw_text_row(Ui& ui, const Rect& row, EditDraft& draft, bool has_text) {
    std::vector<Switch> switches{{"card.edit.more", Msg::EditMoreText, &draft.has_more_text}};
    if (has_text) switches.insert(switches.begin(), {"card.edit.text", Msg::EditText, &draft.has_other_text});
    draw_switches(ui, row, switches);
}

void draw_rest(Ui& ui, const Rect& row, EditDraft& draft, bool has_timestamps) {
    std::vector<Switch> switches{{"card.edit.window", Msg::EditWindow, &draft.closes_window}};
    if (has_timestamps) switches.push_back({"card.edit.older", Msg::EditOlder, &draft.is_older});
    switches.push_back({"card.edit.checksum", Msg::EditChecksum, &draft.leaves_checksum});
    draw_switches(ui, row, switches);
}

}  // namespace

float edit_panel_height(const Ui& ui) {
    return row_count * card_tile_height(ui) + (row_count - 1) * between_rows;
}

void draw_edit_panel(LadderDrawing& d, const sim::PacketRecord& packet, Point upper_left, float width,
                     Commands& commands) {
    Ui& ui = d.ui;
    EditDraft& draft = d.memory.draft;
    Rect row{upper_left.x, upper_left.y, width, card_tile_height(ui)};
    const auto next_row = [&row] { row.y += row.h + between_rows; };
    draw_numbers(ui, row, draft);
    next_row();
    draw_bits(ui, row, draft);
    next_row();
    draw_text_row(ui, row, draft, packet.text_length > 0);
    next_row();
    draw_rest(ui, row, draft, has_timestamps(packet));
    next_row();
    const wire::SegmentEdit edit = edit_of(draft, packet);
    const std::array tiles{CardTile{.id = "card.edit.cancel", .label = ui.tr(Msg::EditCancel)},
                           CardTile{.id = "card.edit.apply",
                                    .label = ui.tr(Msg::EditApply),
                                    .icon = Icon::Edit,
                                    .is_disabled = !changes_anything(edit),
                                    .is_main = true}};
    const int pressed = draw_card_tiles(ui, row, tiles);
    if (pressed < 0) return;
    if (pressed == 1) commands.push_back(command::EditPacket{packet.id, edit});
    draft = {};
}

}  // namespace hw::ui
