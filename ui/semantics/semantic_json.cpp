#include "ui/semantics/semantic_json.h"

#include <cmath>
#include <cstdio>

namespace hw::ui {

namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\t': out += "\\t"; break;
            default:
                if (static_cast<unsigned char>(c) < 0x20) {
                    char escape[8];
                    std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                    out += escape;
                } else {
                    out += c;
                }
        }
    }
    out += '"';
}

void append_number(std::string& out, double value) {
    char text[32];
    // Why %.10g: shorter than exact, and finer than a hundredth of a pixel or a microsecond of a day.
    std::snprintf(text, sizeof text, "%.10g", std::isfinite(value) ? value : 0.0);
    out += text;
}

void append_text_member(std::string& out, const char* key, std::string_view text) {
    if (text.empty()) return;
    out += std::string(",\"") + key + "\":";
    append_string(out, text);
}

void append_flag_member(std::string& out, const char* key, bool is_present, bool value) {
    if (is_present) out += std::string(",\"") + key + "\":" + (value ? "true" : "false");
}

void append_range(std::string& out, const NodeRange& range) {
    out += ",\"range\":[";
    append_number(out, range.minimum);
    out += ',';
    append_number(out, range.maximum);
    out += ',';
    append_number(out, range.now);
    out += ',';
    append_number(out, range.step);
    out += ']';
}

void append_rect(std::string& out, const Rect& rect) {
    out += ",\"rect\":[";
    // Rounded to hundredths of a CSS pixel.
    const float numbers[] = {rect.x, rect.y, rect.w, rect.h};
    for (int i = 0; i < 4; ++i) {
        if (i > 0) out += ',';
        append_number(out, std::round(numbers[i] * 100) / 100.0);
    }
    out += ']';
}

void append_node(std::string& out, const SemanticNode& node) {
    out += "{\"id\":";
    append_string(out, node.id);
    out += ",\"role\":";
    append_string(out, role_name(node.role));
    out += ",\"name\":";
    append_string(out, node.name);
    append_text_member(out, "value", node.value);
    append_text_member(out, "description", node.description);
    append_text_member(out, "target", node.target);
    if (node.level > 0) out += ",\"level\":" + std::to_string(node.level);
    if (node.role == Role::Slider) append_range(out, node.range);
    const NodeState& state = node.state;
    append_flag_member(out, "disabled", state.is_disabled, true);
    append_flag_member(out, "selected", state.is_selected, true);
    append_flag_member(out, "current", state.is_current, true);
    append_flag_member(out, "checked", state.can_check, state.is_checked);
    append_flag_member(out, "pressed", state.can_press, state.is_pressed);
    append_flag_member(out, "expanded", state.can_expand, state.is_expanded);
    out += ",\"parent\":" + std::to_string(node.parent);
    append_rect(out, node.rect);
    out += '}';
}

}  // namespace

std::string to_json(const SemanticTree& tree) {
    std::string out = "{\"version\":" + std::to_string(tree.version());
    out += ",\"layout\":" + std::to_string(tree.layout_version()) + ",\"focus\":";
    append_string(out, tree.focused_id());
    out += ",\"nodes\":[";
    bool is_first = true;
    for (const SemanticNode& node : tree.nodes()) {
        if (!is_first) out += ',';
        is_first = false;
        append_node(out, node);
    }
    out += "]}";
    return out;
}

}  // namespace hw::ui
