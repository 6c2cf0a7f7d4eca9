// Shortcuts. A key belongs to the focused thing first: arrows to a group of radios, Space and Enter to whatever can
// be pressed; only then to the screen.
#include <array>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/app/app_parts.h"

namespace hw::ui {

namespace {

const SemanticNode* focused_node(const AppParts& parts) {
    const SemanticTree& tree = parts.ui.semantics;
    return tree.focused_id().empty() ? nullptr : tree.find(tree.focused_id());
}

bool is_pressed(ImGuiKey key, bool repeats) { return ImGui::IsKeyPressed(key, repeats); }

// Dear ImGui would move its focus by arrows, and press with Space what was pressed by the mouse before.
void claim(ImGuiKey key) { ImGui::SetKeyOwner(key, ImHashStr("app.keys")); }

void act_on_selected(const AppParts& parts, std::array<Commands, 2>& commands, PacketAction action) {
    for (std::size_t run = 0; run < parts.session->runs().size(); ++run) {
        const PacketId packet = parts.session->selection(run).packet;
        if (!packet.exists()) continue;
        const sim::Packet* flying = sim::find_packet(parts.session->runs().timeline(run).world(), packet);
        const bool releases = action == PacketAction::Hold && flying != nullptr && flying->is_held;
        commands[parts.session->runs().size() > 2 ? 0 : run].push_back(
            command::ActOnPacket{packet, releases ? PacketAction::Release : action});
    }
}

// Which keys the focused thing wants itself.
struct KeyOwner {
    bool has_arrows = false;
    bool has_ends = false;  // Home and End
    bool has_space = false;
};

KeyOwner owner_of_keys(const SemanticNode* focus) {
    if (focus == nullptr) return {};
    // The playhead is a slider that moves by events.
    const bool is_slider = focus->role == Role::Slider && focus->id != "timeline.playhead";
    const bool is_one_of_many = focus->role == Role::Radio || focus->role == Role::Tab;
    return {.has_arrows = is_one_of_many || is_slider,
            .has_ends = is_slider,
            .has_space = is_interactive(focus->role) && focus->role != Role::Slider};
}

void read_time_keys(const KeyOwner& owner, Commands& commands) {
    if (!owner.has_arrows) {
        for (const ImGuiKey key :
             {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow}) {
            claim(key);
        }
        if (is_pressed(ImGuiKey_LeftArrow, true)) commands.push_back(command::StepBack{});
        if (is_pressed(ImGuiKey_RightArrow, true)) commands.push_back(command::StepForward{});
        constexpr float line_px = 40;
        if (is_pressed(ImGuiKey_UpArrow, true)) commands.push_back(command::ScrollLadder{-line_px});
        if (is_pressed(ImGuiKey_DownArrow, true)) commands.push_back(command::ScrollLadder{line_px});
    }
    if (!owner.has_ends) {
        for (const ImGuiKey key : {ImGuiKey_Home, ImGuiKey_End}) claim(key);
        if (is_pressed(ImGuiKey_Home, false)) commands.push_back(command::ToStart{});
        if (is_pressed(ImGuiKey_End, false)) commands.push_back(command::ToEnd{});
    }
    if (!owner.has_space) {
        claim(ImGuiKey_Space);
        if (is_pressed(ImGuiKey_Space, false)) commands.push_back(command::TogglePlay{});
    }
}

}  // namespace

void read_keys(AppParts& parts, std::array<Commands, 2>& commands) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    const bool asks_help =
        is_pressed(ImGuiKey_F1, false) || (io.KeyShift && is_pressed(ImGuiKey_Slash, false));
    if (asks_help) commands[0].push_back(command::ShowHelp{true});
    const bool is_page = !parts.session && (!parts.screen || !parts.screen->has_run());
    if (is_page && !parts.capture) return;
    read_time_keys(owner_of_keys(focused_node(parts)), commands[0]);
    if (parts.session && is_pressed(ImGuiKey_D, false)) act_on_selected(parts, commands, PacketAction::Drop);
    if (parts.session && is_pressed(ImGuiKey_H, false)) act_on_selected(parts, commands, PacketAction::Hold);
    if (is_pressed(ImGuiKey_Escape, false) && !parts.is_help_shown)
        commands[0].push_back(command::Deselect{});
    constexpr float zoom_step = 1.2f;
    if (is_pressed(ImGuiKey_Equal, true) || is_pressed(ImGuiKey_KeypadAdd, true)) {
        commands[0].push_back(command::ZoomLadder{zoom_step});
    }
    if (is_pressed(ImGuiKey_Minus, true) || is_pressed(ImGuiKey_KeypadSubtract, true)) {
        commands[0].push_back(command::ZoomLadder{1 / zoom_step});
    }
}

}  // namespace hw::ui
