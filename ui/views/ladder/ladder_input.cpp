// How the ladder is touched: every segment is a button for keyboard, screen reader and test; the pointer picks the
// nearest segment along its whole length; wheel, drag and pinch scroll and zoom.
#include <algorithm>
#include <cmath>
#include <string>

#include "imgui.h"
#include "ui/views/ladder/ladder_drawing.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr float pick_distance = 9;
constexpr float pick_distance_touch = 22;
constexpr float wheel_px = 48;
constexpr float drag_slop = 6;

std::string fate_word(const Ui& ui, const sim::PacketRecord& packet, const ArrowPose& pose) {
    switch (pose.arrow.fate) {
        case SegmentFate::InFlight: return ui.tr(Msg::CardInFlight);
        case SegmentFate::Held: return ui.tr(Msg::SegmentHeld);
        case SegmentFate::Arrived: return ui.tr(Msg::SegmentArrived);
        case SegmentFate::Lost: break;
    }
    return ui.tr(loss_word(packet.fate));
}

// The button over a segment: its label, or a square on its mark.
Rect button_rect(const LadderDrawing& d, std::size_t i) {
    if (d.labels[i].is_shown) return d.labels[i].plate;
    const ArrowPose& pose = d.poses[i];
    const bool is_moving = pose.is_under_way();
    const Point centre = is_moving ? pose.mark : along(pose.visible_from(), pose.visible_to(), .5f);
    return Rect{centre.x, centre.y, 0, 0}.grown(12);
}

// True when one of them was pressed now.
bool add_buttons(LadderDrawing& d, Commands& commands, PacketId& hovered) {
    bool was_pressed = false;
    for (std::size_t i = 0; i < d.poses.size(); ++i) {
        const LadderArrow& arrow = d.layout.arrows[i];
        const sim::PacketRecord* record = find_record(*d.scene.run.trace, arrow.id);
        if (d.poses[i].time != ArrowPose::Time::Past || record == nullptr) continue;
        const Rect rect = button_rect(d, i);
        if (!d.is_in_view(rect.y, rect.bottom())) continue;
        const bool is_selected = arrow.id == d.scene.selection.packet;
        const float margin =
            d.ui.has_coarse_pointer() ? std::max(0.0f, (space::touch_target - rect.h) / 2) : 0;
        const PressResult press =
            press_area(d.ui, {.node = {.id = d.scene.id + ".packet." + std::to_string(arrow.id.value),
                                       .role = Role::Button,
                                       .name = describe_segment(d.ui, d.scene.run, *record, d.poses[i]),
                                       .state = {.can_press = true, .is_pressed = is_selected}},
                              .rect = rect,
                              .hit_margin = margin,
                              .ring_radius = rect.h / 2});
        if (press.is_hovered || press.is_focused) hovered = arrow.id;
        if (!press.is_pressed) continue;
        was_pressed = true;
        d.memory.was_picked_by_key = press.is_focused;
        if (is_selected)
            commands.push_back(command::Deselect{});
        else
            commands.push_back(command::SelectPacket{arrow.id});
    }
    return was_pressed;
}

// The segment nearest to the pointer, if one is near enough.
PacketId nearest_segment(const LadderDrawing& d, Point pointer) {
    float nearest = d.ui.has_coarse_pointer() ? pick_distance_touch : pick_distance;
    PacketId found{};
    for (std::size_t i = 0; i < d.poses.size(); ++i) {
        if (d.poses[i].time != ArrowPose::Time::Past) continue;
        const float away = distance_to(d.poses[i], pointer);
        if (away >= nearest) continue;
        nearest = away;
        found = d.layout.arrows[i].id;
    }
    return found;
}

void handle_wheel(const ImGuiIO& io, Commands& commands) {
    if (io.MouseWheel == 0) return;
    if (io.KeyCtrl)
        commands.push_back(command::ZoomLadder{std::pow(1.12f, io.MouseWheel)});
    else
        commands.push_back(command::ScrollLadder{-io.MouseWheel * wheel_px});
}

}  // namespace

std::string describe_segment(const Ui& ui, const RunModel& run, const sim::PacketRecord& packet,
                             const ArrowPose& pose) {
    const HostLine* from = run.find_host(packet.from);
    const HostLine* to = run.find_host(packet.to);
    const std::string flags = flags_text(packet, ui.language);
    std::string fate = packet.is_old_duplicate && pose.arrow.fate == SegmentFate::Arrived
                           ? ui.tr(Msg::OldDuplicate)
                           : fate_word(ui, packet, pose);
    if (packet.is_injected && !packet.is_old_duplicate && !packet.is_icmp)
        fate = ui.tr(Msg::FateAndForged, {fate});
    if (changed_at(*run.trace, packet) <= run.now)
        fate = ui.tr(packet.was_edited ? Msg::FateAndEdited : Msg::FateAndMarked, {fate});
    std::string numbers = "seq " + std::to_string(packet.header.seq.raw);
    if (packet.header.ctl.ack()) numbers += ", ack " + std::to_string(packet.header.ack.raw);
    if (packet.is_icmp) numbers = details_text(packet, ui.language);
    const std::string from_name = from == nullptr ? "?" : host_name(ui, *from);
    const std::string to_name = to == nullptr ? "?" : host_name(ui, *to);
    return ui.tr(Msg::SegmentName, {flags, numbers, from_name, to_name, fate});
}

void handle_ladder_input(LadderDrawing& d, Commands& commands) {
    PacketId hovered{};
    const bool was_pressed = add_buttons(d, commands, hovered);
    const ImGuiIO& io = ImGui::GetIO();
    const bool is_over = ImGui::IsWindowHovered();
    if (is_over) handle_wheel(io, commands);

    const Point pointer{io.MousePos.x, io.MousePos.y};
    if (is_over && !was_pressed && !ImGui::IsAnyItemActive()) {
        const PacketId near = nearest_segment(d, pointer);
        if (near.exists()) {
            hovered = near;
            ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        }
        const Point pressed_at{io.MouseClickedPos[0].x, io.MouseClickedPos[0].y};
        const bool was_tap = ImGui::IsMouseReleased(ImGuiMouseButton_Left) && d.view.contains(pressed_at) &&
                             distance(pressed_at, pointer) < drag_slop;
        if (was_tap) {
            d.memory.was_picked_by_key = false;
            if (near.exists() && near != d.scene.selection.packet)
                commands.push_back(command::SelectPacket{near});
            else if (!d.scene.selection.is_empty())
                commands.push_back(command::Deselect{});
        }
    }
    const Point began{io.MouseClickedPos[0].x, io.MouseClickedPos[0].y};
    const bool drags_view =
        d.view.contains(began) && ImGui::IsMouseDragging(ImGuiMouseButton_Left, drag_slop);
    if (drags_view && is_over && io.MouseDelta.y != 0)
        commands.push_back(command::ScrollLadder{-io.MouseDelta.y});

    if (hovered != d.memory.hovered) {
        d.memory.hovered = hovered;
        d.ui.frame_need.next_frame();
    }
}

}  // namespace hw::ui
