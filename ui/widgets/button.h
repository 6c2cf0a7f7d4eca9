// Buttons, toggles, tabs and links: what a press acts on at once.
#pragma once

#include "ui/draw/icon.h"
#include "ui/widgets/press.h"

namespace hw::ui {

enum class ButtonKind : std::uint8_t {
    // Raised, with a border.
    Plain,
    // The one main action: filled with the accent.
    Primary,
    // No ground until it is hovered: icons in bars.
    Quiet,
    // A small action on a card: sunk ground, hair border; accent when chosen.
    Tile,
    // A filled disc (the play button).
    Round
};

struct ButtonSpec {
    std::string_view id{};
    // May be empty when there is an icon; then `name` is required.
    std::string_view label = {};
    // What a screen reader says; empty takes the label.
    std::string_view name = {};
    std::string_view description = {};
    Icon icon = Icon::None;
    float icon_scale = 1;
    ButtonKind kind = ButtonKind::Plain;
    // 0 in either takes the natural size.
    Point size = {};
    float text_size = type::control;
    bool is_disabled = false;
    // A toggle: `is_on` is shown and announced as pressed.
    bool is_toggle = false;
    bool is_on = false;
    // Opens something: `is_on` is announced as expanded instead.
    bool opens_popup = false;
};

// Draws the button at the layout cursor. True in the frame in which it is pressed.
bool button(Ui& ui, const ButtonSpec& spec);
// The size it would have.
Point button_size(const Ui& ui, const ButtonSpec& spec);

struct TabSpec {
    std::string_view id{};
    std::string_view label{};
    Icon icon = Icon::None;
    bool is_selected = false;
    // 0 in x takes the label's width.
    Point size = {};
    // The bar that marks the selected tab lies at the top instead of the bottom (bottom navigation).
    bool has_bar_on_top = false;
};

// One tab; put them into a SemanticScope of Role::TabList. The label lies under the icon if there is one.
bool tab(Ui& ui, const TabSpec& spec);

struct LinkSpec {
    std::string_view id{};
    std::string_view label{};
    // Announced as the link's address; following it is the caller's.
    std::string_view target = {};
    float text_size = type::control;
    Colour colour = 0;
    // Words that do not fit go on in the next line; 0: all in one.
    float width = 0;
};
bool link(Ui& ui, const LinkSpec& spec);

struct CitationSpec {
    std::string_view id{};
    std::string_view label{};
    std::string_view target = {};
    // A variant of the protocol that breaks a clause: warning colours and a cross instead of the book.
    bool is_breach = false;
    // An outlined chip without a book (a figure, an aside).
    bool is_plain = false;
};
// The chip that cites a clause, with the book icon.
bool citation_chip(Ui& ui, const CitationSpec& spec);
Point citation_chip_size(const Ui& ui, const CitationSpec& spec);

}  // namespace hw::ui
