#include "ui/widgets/slider.h"

#include "imgui.h"
#include "imgui_internal.h"

#include <algorithm>
#include <array>
#include <string>

namespace hw::ui {

namespace {

constexpr float grab_radius = 7;

SemanticNode slider_node(const SliderSpec& spec) {
    SemanticNode node{.id = std::string(spec.id),
                      .role = Role::Slider,
                      .name = std::string(spec.name),
                      .value = std::string(spec.value_text),
                      .range = spec.range};
    node.state.is_disabled = spec.is_disabled;
    return node;
}

double step_of(const SliderSpec& spec) {
    return spec.range.step > 0 ? spec.range.step : (spec.range.maximum - spec.range.minimum) / 100;
}

// While the slider has the focus its keys are its own: without this, arrows would move the focus away.
void claim_keys(const SliderSpec& spec) {
    const ImGuiID owner = ImHashStr(spec.id.data(), spec.id.size());
    for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End,
                               ImGuiKey_PageUp, ImGuiKey_PageDown}) {
        ImGui::SetKeyOwner(key, owner);
    }
}

std::optional<double> value_from_keys(const SliderSpec& spec) {
    struct KeyStep {
        ImGuiKey key;
        double steps;
    };
    constexpr std::array keys = {KeyStep{ImGuiKey_LeftArrow, -1}, KeyStep{ImGuiKey_RightArrow, 1},
                                 KeyStep{ImGuiKey_PageDown, -10}, KeyStep{ImGuiKey_PageUp, 10}};
    for (const KeyStep& candidate : keys) {
        if (ImGui::IsKeyPressed(candidate.key)) return spec.range.now + candidate.steps * step_of(spec);
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) return spec.range.minimum;
    if (ImGui::IsKeyPressed(ImGuiKey_End, false)) return spec.range.maximum;
    return std::nullopt;
}

double value_at(const SliderSpec& spec, const Rect& track, float x) {
    const double fraction = track.w > 0 ? static_cast<double>((x - track.x) / track.w) : 0;
    return spec.range.minimum + (spec.range.maximum - spec.range.minimum) * fraction;
}

}  // namespace

std::optional<double> slider_area(Ui& ui, const SliderSpec& spec, const Rect& track) {
    const PressResult press =
        press_area(ui, {.node = slider_node(spec), .rect = track, .allows_overlap = true});
    std::optional<double> wanted = ui.semantics.take_value(spec.id);
    if (press.is_held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        wanted = value_at(spec, track, ImGui::GetIO().MousePos.x);
    }
    if (press.is_focused && !spec.is_disabled) {
        claim_keys(spec);
        if (const auto from_keys = value_from_keys(spec)) wanted = from_keys;
    }
    if (!wanted || spec.is_disabled) return std::nullopt;
    const double value = std::clamp(*wanted, spec.range.minimum, spec.range.maximum);
    if (value == spec.range.now) return std::nullopt;
    return value;
}

std::optional<double> slider(Ui& ui, const SliderSpec& spec) {
    const Point at = place();
    const Rect rect = {at.x, at.y, spec.width, ui.target_height()};
    // The grab's centre travels between the ends of this part.
    const Rect track = {rect.x + grab_radius, rect.y, rect.w - 2 * grab_radius, rect.h};
    const std::optional<double> changed = slider_area(ui, spec, track);

    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const double span = spec.range.maximum - spec.range.minimum;
    const double fraction = span > 0 ? (changed.value_or(spec.range.now) - spec.range.minimum) / span : 0;
    const Point grab = {track.x + track.w * static_cast<float>(std::clamp(fraction, 0.0, 1.0)),
                        rect.centre().y};
    const Colour active = spec.is_disabled ? p.ink4 : p.accent;
    canvas.line({track.x, grab.y}, {track.right(), grab.y},
                {.colour = p.line, .width = 3, .cap = Cap::Round});
    canvas.line({track.x, grab.y}, grab, {.colour = active, .width = 3, .cap = Cap::Round});
    canvas.circle(grab, grab_radius, p.raised, {.colour = active, .width = 2});
    return changed;
}

}  // namespace hw::ui
