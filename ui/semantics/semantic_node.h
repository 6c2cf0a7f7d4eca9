// What a screen reader, a keyboard and a browser test see: the things drawn on the canvas, named by role,
// name, value and state in the words of WAI-ARIA. Every widget records itself; nothing is read back from
// pixels.
#pragma once

#include "ui/draw/geometry.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hw::ui {

// clang-format off
enum class Role : std::uint8_t {
    // Things that hold others.
    Region, Group, RadioGroup, TabList, List, Table, Row, Menu, Dialog,
    // Things that are pressed or moved.
    Button, Radio, Tab, Switch, Slider, Link, MenuItem,
    // Things that are read.
    Heading, Text, ListItem, Cell, Image, Status
};
// clang-format on

// The ARIA name: "radiogroup".
const char* role_name(Role role);
bool is_container(Role role);
// True for the roles that take focus and actions.
bool is_interactive(Role role);

// States whose presence or absence matters; the `can_…` flags say that the opposite state is worth
// announcing.
struct NodeState {
    bool is_disabled = false;
    bool is_selected = false;
    bool is_current = false;
    bool can_check = false;
    bool is_checked = false;
    bool can_press = false;
    bool is_pressed = false;
    bool can_expand = false;
    bool is_expanded = false;

    friend bool operator==(const NodeState&, const NodeState&) = default;
};

// A slider's numbers, in the unit that its value's text names.
struct NodeRange {
    double minimum = 0;
    double maximum = 0;
    double now = 0;
    // What an arrow key adds; 0: a hundredth of the range.
    double step = 0;

    friend bool operator==(const NodeRange&, const NodeRange&) = default;
};

struct SemanticNode {
    // Stable from frame to frame and unique in the tree, dotted: "lesson.choice.2".
    std::string id{};
    Role role = Role::Text;
    // In the language of the screen.
    std::string name = {};
    std::string value = {};
    std::string description = {};
    NodeState state = {};
    NodeRange range = {};
    // A heading's level, 1 to 6; otherwise 0.
    int level = 0;
    // A link's address; otherwise empty.
    std::string target = {};
    // Where it is, in CSS pixels of the canvas.
    Rect rect = {};
    // Index of the container in the frame's nodes, -1 at the top. Set by the tree.
    int parent = -1;
};

}  // namespace hw::ui
